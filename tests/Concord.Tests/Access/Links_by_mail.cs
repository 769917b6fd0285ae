using System.Text.RegularExpressions;
using Concord.Kernel.Access;
using Concord.Parties.Accounts;
using Concord.Parties.Memberships;
using Concord.Tests.House;
using Concord.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Access;

/// <summary>Invitations and new passwords come by mail, in the reader's language, to whom they are for.</summary>
public sealed partial class Links_by_mail
{
    [Theory, OnBothStores]
    public async Task A_secretariat_invites_a_translator_who_opens_the_account_by_the_mail(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            var officer = await Visitor.AsAsync(site, Role.Secretariat, new Scope(Mechanism: "sco_env"));
            var sent = await officer.FillInAsync("/en/people/invite", "/en/people/invite", ("email", "jiwoo@example.org"), ("name", "김지우"), ("language", "ko"), ("role", "Translator"), ("mechanism", "sco_env"), ("languages", "ko"));
            Assert.Equal((200, "An invitation is on its way to jiwoo@example.org."), (sent.Status, sent.Page().QuerySelector(".done")?.TextContent));
            await Outboxes.DeliverAsync(site);
            var mail = Assert.Single(Outboxes.Written(site));
            Assert.Equal(("jiwoo@example.org", "김지우", "Concord 초대"), (mail.To.Mailboxes.Single().Address, mail.To.Mailboxes.Single().Name, mail.Subject));
            var path = new Uri(Link().Match(mail.TextBody!).Value).PathAndQuery;
            Assert.StartsWith("/ko/invitation?link=", path, StringComparison.Ordinal);
            var translator = new Visitor(site);
            Assert.Equal(302, (await translator.FillInAsync(path, path, ("name", "김지우"), ("password", "겨울 산에 눈이 없다 강"), ("again", "겨울 산에 눈이 없다 강"), ("agreed", Visitor.Agreed))).Status);
            Assert.Contains("번역자: ", (await translator.GetAsync("/ko/account")).Page().QuerySelector("#roles")!.TextContent, StringComparison.Ordinal);
            // Somebody who has an account is given the role, and no link that would open it.
            var again = await officer.FillInAsync("/en/people/invite", "/en/people/invite", ("email", "Jiwoo@example.org"), ("name", "x"), ("role", "Editor"), ("mechanism", "sco_env"));
            Assert.Equal("Jiwoo@example.org has an account already, and now has the role.", again.Page().QuerySelector(".done")?.TextContent);
            await Outboxes.DeliverAsync(site);
            var told = Outboxes.Written(site);
            Assert.Equal(2, told.Count);
            Assert.DoesNotContain("link=", told.Single(letter => letter.Subject == "Concord에서의 새 역할: 편집자").TextBody, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a@b.example\r\nBcc: c@d.example", "x")]
    [InlineData("a@b.example,c@d.example", "x")]
    [InlineData("nobody", "x")]
    [InlineData("a@b.example", "")]
    public async Task An_invitation_that_is_not_whole_or_is_more_than_one_is_refused(string email, string name)
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            var officer = await Visitor.AsAsync(site, Role.Secretariat, new Scope(Mechanism: "sco_env"));
            Assert.Equal(422, (await officer.FillInAsync("/en/people/invite", "/en/people/invite", ("email", email), ("name", name), ("role", "Editor"), ("mechanism", "sco_env"))).Status);
            Assert.Equal(422, (await officer.FillInAsync("/en/people/invite", "/en/people/invite", ("email", "a@b.example"), ("name", "x"), ("role", "Editor"), ("mechanism", "temm"))).Status);
            Assert.Empty(await Outboxes.MailsAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task A_new_password_is_chosen_by_a_mailed_link_that_works_once_and_for_an_hour(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            await Visitor.JoinAsync(site, "officer@example.org", Role.Editor, new Scope(Mechanism: "sco_env"));
            var open = new Visitor(site);
            await open.SignInAsync("officer@example.org");
            var known = await AskAsync("officer@example.org");
            Assert.Equal(known, await AskAsync("nobody@example.org"));
            await Outboxes.DeliverAsync(site);
            var mail = Assert.Single(Outboxes.Written(site));
            var path = new Uri(Link().Match(mail.TextBody!).Value).PathAndQuery;
            Assert.Equal(422, (await new Visitor(site).FillInAsync(path, path, ("password", "officer officer"), ("again", "officer officer"))).Status);
            Assert.Equal(302, (await new Visitor(site).FillInAsync(path, path, ("password", "another river and its lantern"), ("again", "another river and its lantern"))).Status);
            Assert.Equal(404, (await new Visitor(site).GetAsync(path)).Status);
            Assert.Equal(302, (await open.GetAsync("/en/account")).Status);
            Assert.Equal(422, (await new Visitor(site).SignInAsync("officer@example.org")).Status);
            Assert.Equal(302, (await new Visitor(site).SignInAsync("officer@example.org", "another river and its lantern")).Status);
            await Outboxes.DeliverAsync(site);
            Assert.Single(Outboxes.Written(site), letter => letter.Subject == "Your password for Concord was changed");
            site.Clock.Advance(Duration.FromMinutes(11));
            var late = await NewPasswordLinkAsync(site, "officer@example.org");
            site.Clock.Advance(Duration.FromMinutes(61));
            Assert.Equal(404, (await new Visitor(site).GetAsync(late)).Status);
        }

        async Task<string?> AskAsync(string email)
        {
            var answer = await new Visitor(site).FillInAsync("/en/forgotten-password", "/en/forgotten-password", ("email", email));
            return answer.Status + answer.Page().QuerySelector(".done")?.TextContent;
        }
    }

    [Theory, OnBothStores]
    public async Task A_mailbox_gets_few_links_for_a_new_password_and_the_first_still_works(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            await Visitor.JoinAsync(site, "officer@example.org", Role.Editor, new Scope(Mechanism: "sco_env"));
            var first = await NewPasswordLinkAsync(site, "officer@example.org");
            await Task.WhenAll(Enumerable.Range(1, 5).Select(i => AskAsync(i)));
            Assert.Single(await Outboxes.MailsAsync(site));
            site.Clock.Advance(Duration.FromMinutes(10));
            await Task.WhenAll(Enumerable.Range(1, 5).Select(i => AskAsync(i)));
            Assert.Equal(2, (await Outboxes.MailsAsync(site)).Count);
            Assert.Equal(302, (await new Visitor(site).FillInAsync(first, first, ("password", "another river and its lantern"), ("again", "another river and its lantern"))).Status);
            for (var i = 0; i < 12; i++)
            {
                site.Clock.Advance(Duration.FromMinutes(11));
                await AskAsync(i);
            }
            Assert.Equal(6, (await Outboxes.MailsAsync(site)).Count(mail => mail.Letter == "accounts.new-password"));
        }

        Task<Answer> AskAsync(int network) => new Visitor(site) { Network = "192.0.2." + network }.FillInAsync("/en/forgotten-password", "/en/forgotten-password", ("email", "officer@example.org"));
    }

    [Fact]
    public async Task An_address_gets_few_invitations_however_often_it_is_invited()
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            var officer = await Visitor.AsAsync(site, Role.Secretariat, new Scope(Mechanism: "sco_env"));
            foreach (var role in new[] { "Editor", "Editor", "Secretariat", "Interpreter" })
                Assert.Equal(200, (await officer.FillInAsync("/en/people/invite", "/en/people/invite", ("email", "new@example.org"), ("name", "New"), ("role", role), ("mechanism", "sco_env"))).Status);
            Assert.Single(await Outboxes.MailsAsync(site));
            Assert.Equal(3, await site.WithDbAsync(db => db.Set<Membership>().CountAsync(held => db.Set<Account>().Any(account => account.Id == held.AccountId && account.Email == "new@example.org"))));
        }
    }

    [Theory, OnBothStores]
    public async Task Two_who_invite_the_same_address_at_once_make_one_account(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            var officers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Visitor.AsAsync(site, Role.Secretariat, new Scope(Mechanism: "sco_env"))));
            var answers = await Task.WhenAll(officers.Select(officer => Task.Run(() =>
                officer.FillInAsync("/en/people/invite", "/en/people/invite", ("email", "new@example.org"), ("name", "New"), ("role", "Editor"), ("mechanism", "sco_env")))));
            Assert.All(answers, answer => Assert.Equal(200, answer.Status));
            Assert.Single(await Outboxes.MailsAsync(site));
        }
    }

    /// <summary>Asks for a new password and gives the address of the mailed link, below the host.</summary>
    internal static async Task<string> NewPasswordLinkAsync(ASite site, string email)
    {
        await new Visitor(site).FillInAsync("/en/forgotten-password", "/en/forgotten-password", ("email", email));
        await Outboxes.DeliverAsync(site);
        return new Uri(Link().Match(Outboxes.Written(site)[^1].TextBody!).Value).PathAndQuery;
    }

    private static async Task<ASite> OpenAsync(StoreKind store) => await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, ("Mail:Deliver", "false"));

    [GeneratedRegex("https?://[^ \r\n]+/(invitation|new-password)[?]link=[^ \r\n]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
