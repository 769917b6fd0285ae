using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Parties.Accounts;
using Concord.Tests.House;
using Concord.Tests.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Access;

/// <summary>Whoever finds a browser open, or has copied its cookie, cannot make the account theirs: what opens it is changed by the password alone.</summary>
public sealed class A_session_without_its_owner
{
    private const string Email = "officer@example.org", Passkeys = "/en/account/passkeys", Key = "AQIDBA";

    [Theory, OnBothStores]
    public async Task No_passkey_is_added_or_removed_without_the_password(StoreKind store)
    {
        var (site, officer) = await OpenAsync(store);
        await using (site)
        {
            await AddPasskeyAsync(site);
            foreach (var password in new[] { "", "wrong" })
            {
                Refused("confirm", await officer.FillInAsync(Passkeys, Passkeys + "?handler=remove", ("passkey", Key), ("confirm", password)));
                Refused("password", await officer.FillInAsync(Passkeys, Passkeys + "?handler=add", ("name", "mine"), ("credential", "{}"), ("password", password)));
            }
            Assert.Equal(1, await CountAsync());
            Assert.Equal(200, (await officer.FillInAsync(Passkeys, Passkeys + "?handler=remove", ("passkey", Key), ("confirm", Visitor.Password))).Status);
            Assert.Equal(0, await CountAsync());
        }

        Task<int> CountAsync() => site.WithDbAsync(db => db.Set<IdentityUserPasskey<Guid>>().CountAsync());
    }

    [Fact]
    public async Task Wrong_passwords_written_there_lock_the_account_as_those_of_the_sign_in_do()
    {
        var (site, officer) = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            await AddPasskeyAsync(site);
            for (var i = 0; i < 5; i++)
            {
                Refused("current", await ChangeAsync(officer, "wrong", "another river and its lantern"));
                Refused("confirm", await officer.FillInAsync(Passkeys, Passkeys + "?handler=remove", ("passkey", Key), ("confirm", "wrong")));
            }
            var locked = await officer.FillInAsync(Passkeys, Passkeys + "?handler=remove", ("passkey", Key), ("confirm", Visitor.Password));
            Assert.Equal((422, "The account is locked after too many attempts. It opens again after a quarter of an hour."), (locked.Status, locked.Page().QuerySelector(".errors a")?.TextContent));
            Assert.Equal(422, (await new Visitor(site).SignInAsync(Email)).Status);
            Assert.Equal(10, await site.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(entry => entry.Act == "account.fail-to-sign-in")));
            site.Clock.Advance(Duration.FromMinutes(15));
            Assert.Equal(200, (await officer.FillInAsync(Passkeys, Passkeys + "?handler=remove", ("passkey", Key), ("confirm", Visitor.Password))).Status);
        }
    }

    [Fact]
    public async Task They_count_against_the_network_too()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("Accounts:FailuresPerAddress", "3"));
        await using (site)
        {
            await Visitor.JoinAsync(site, Email, Role.Editor, new Scope(Mechanism: "sco_env"));
            var officer = new Visitor(site);
            await officer.SignInAsync(Email);
            for (var i = 0; i < 3; i++)
                Refused("current", await ChangeAsync(officer, "wrong", "another river and its lantern"));
            var late = await ChangeAsync(officer, Visitor.Password, "another river and its lantern");
            Assert.Contains("Too many attempts from this network", late.Page().QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("Too many attempts from this network", (await new Visitor(site).SignInAsync(Email)).Body, StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task The_own_password_is_changed_by_who_knows_it_and_then_every_other_session_is_over(StoreKind store)
    {
        var (site, officer) = await OpenAsync(store);
        await using (site)
        {
            const string New = "another river and its lantern";
            var thief = new Visitor(site);
            await thief.SignInAsync(Email);
            foreach (var current in new[] { "", "wrong", New })
                Refused("current", await ChangeAsync(thief, current, New));
            Refused("password", await ChangeAsync(officer, Visitor.Password, "officer officer"));
            Refused("again", await officer.FillInAsync("/en/account", "/en/account?handler=password", ("current", Visitor.Password), ("password", New), ("again", New + "s")));
            Assert.Empty(await Outboxes.MailsAsync(site));
            Assert.Equal(200, (await thief.GetAsync("/en/account")).Status);

            Assert.Equal(200, (await ChangeAsync(officer, Visitor.Password, New)).Status);
            Assert.Equal(302, (await thief.GetAsync("/en/account")).Status);
            Assert.Equal(200, (await officer.GetAsync("/en/account")).Status);
            Assert.Equal(422, (await new Visitor(site).SignInAsync(Email)).Status);
            Assert.Equal(302, (await new Visitor(site).SignInAsync(Email, New)).Status);
            await Outboxes.DeliverAsync(site);
            var mail = Assert.Single(Outboxes.Written(site));
            Assert.Equal((Email, "Your password for Concord was changed"), (mail.To.Mailboxes.Single().Address, mail.Subject));
            Assert.Equal(1, await site.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(entry => entry.Act == "account.change-password")));
        }
    }

    [Fact]
    public async Task A_password_has_12_characters_at_least_and_128_at_most_of_which_each_counts()
    {
        var (site, officer) = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            const string Short = "q7#Vd2!mLx9z", Beginning = "q7#Vd2!mLx9zK4%wTb8&nRj3*cHf6^pYs5@gUe1+";
            var longest = Beginning.PadRight(127, '=') + "水";
            Refused("password", await ChangeAsync(officer, Visitor.Password, Short[..11]));
            Refused("password", await ChangeAsync(officer, Visitor.Password, longest + "x"));
            Assert.Equal(200, (await ChangeAsync(officer, Visitor.Password, Short)).Status);
            Assert.Equal(200, (await ChangeAsync(officer, Short, longest)).Status);
            Assert.Equal(422, (await new Visitor(site).SignInAsync(Email, longest[..127])).Status);
            Assert.Equal(422, (await new Visitor(site).SignInAsync(Email, longest[..127] + "木")).Status);
            Assert.Equal(422, (await new Visitor(site).SignInAsync(Email, longest + "x")).Status);
            Assert.Equal(422, (await new Visitor(site).SignInAsync(Email, " " + longest[..126] + " ")).Status);
            Assert.Equal(302, (await new Visitor(site).SignInAsync(Email, longest)).Status);
        }
    }

    [Fact]
    public async Task Passwords_are_not_shown_and_password_managers_know_which_is_asked_for()
    {
        var (site, officer) = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            await AddPasskeyAsync(site);
            var asked = new List<string>();
            foreach (var address in new[] { "/en/account", Passkeys, "/en/account/second-step", "/en/sign-in" })
                foreach (var field in (await officer.GetAsync(address)).Page().QuerySelectorAll("input[name=password], input[name=current], input[name=again], input[name=confirm]"))
                {
                    Assert.Equal("password", field.GetAttribute("type"));
                    Assert.Null(field.GetAttribute("value"));
                    asked.Add($"{field.Id} {field.GetAttribute("autocomplete")}");
                }
            Assert.Equal(["again new-password", "confirm current-password", "current current-password", "password current-password", "password current-password", "password current-password", "password new-password"], asked.Order(StringComparer.Ordinal));
        }
    }

    [Theory, OnBothStores]
    public async Task Whoever_came_in_by_what_is_changed_is_out(StoreKind store)
    {
        var (site, officer) = await OpenAsync(store);
        await using (site)
        {
            await AddPasskeyAsync(site);
            var thief = new Visitor(site);
            await thief.SignInAsync(Email);
            Assert.Equal(200, (await officer.FillInAsync(Passkeys, Passkeys + "?handler=remove", ("passkey", Key), ("confirm", Visitor.Password))).Status);
            Assert.Equal(302, (await thief.GetAsync("/en/account")).Status);
            Assert.Equal(200, (await officer.GetAsync("/en/account")).Status);
        }
    }

    private static void Refused(string field, Answer answer) =>
        Assert.Equal((422, "#" + field), (answer.Status, answer.Page().QuerySelector(".errors a")?.GetAttribute("href")));

    private static Task<Answer> ChangeAsync(Visitor visitor, string current, string password) =>
        visitor.FillInAsync("/en/account", "/en/account?handler=password", ("current", current), ("password", password), ("again", password));

    private static async Task<(ASite Site, Visitor Officer)> OpenAsync(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, ("Mail:Deliver", "false"));
        await Visitor.JoinAsync(site, Email, Role.Editor, new Scope(Mechanism: "sco_env"));
        var officer = new Visitor(site);
        await officer.SignInAsync(Email);
        return (site, officer);
    }

    /// <summary>A passkey as it is kept; what a browser makes is tried in a browser.</summary>
    private static Task<int> AddPasskeyAsync(ASite site) => site.WithDbAsync(async db =>
    {
        db.Add(new IdentityUserPasskey<Guid>
        {
            UserId = await db.Set<Account>().Where(account => account.Email == Email).Select(account => account.Id).SingleAsync(),
            CredentialId = [1, 2, 3, 4],
            Data = new IdentityPasskeyData { Name = "Telephone", PublicKey = [1], AttestationObject = [], ClientDataJson = [], CreatedAt = Stores.Usual.ToDateTimeOffset() },
        });
        return await db.SaveChangesAsync();
    });
}
