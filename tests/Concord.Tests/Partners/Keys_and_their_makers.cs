using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Parties.Accounts;
using Concord.Parties.Keys;
using Concord.Tests.House;
using Concord.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Partners;

/// <summary>Somebody answers for each key that opens, and is told what becomes of it.</summary>
public sealed class Keys_and_their_makers
{
    private static readonly Scope Sco = new(Mechanism: "sco_env");

    [Theory]
    [OnBothStores("close", "forget")]
    public async Task A_key_ends_with_the_account_of_whoever_made_it_as_the_page_says_before(StoreKind store, string how)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            await Visitor.JoinAsync(site, "maker@example.org", Role.Secretariat, Sco);
            await Visitor.JoinAsync(site, "colleague@example.org", Role.Secretariat, Sco);
            var (maker, colleague) = (new Visitor(site), new Visitor(site));
            await maker.SignInAsync("maker@example.org");
            await colleague.SignInAsync("colleague@example.org");
            var (ending, staying) = (await KeyAsync(site, maker), await KeyAsync(site, colleague));
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            var page = "/en/people/" + await IdAsync(site, "maker@example.org");
            Assert.Equal(["Project database"], (await administrator.GetAsync(page)).Page().QuerySelectorAll("#keys li a").Select(link => link.TextContent));
            Assert.Equal(302, (await administrator.FillInAsync(page, page + "?handler=" + how, ("address", "maker@example.org"))).Status);
            Assert.Equal((401, 201), ((await ending.AddAsync()).Status, (await staying.AddAsync()).Status));
            Assert.Null((await administrator.GetAsync(page)).Page().QuerySelector("#keys"));
            var trail = await site.WithDbAsync(db => db.Set<AuditEntry>().Where(entry => entry.Act == "keys.end").ToListAsync());
            Assert.Equal("keys/" + ending.Page.Split('/')[^1], Assert.Single(trail).Subject);
            // Opening the account again opens no key.
            if (how == "close")
                Assert.Equal(302, (await administrator.FillInAsync(page, page + "?handler=open")).Status);
            Assert.Equal(401, (await ending.AddAsync()).Status);
        }
    }

    [Fact]
    public async Task A_key_outlives_the_role_of_whoever_made_it_for_it_is_the_mechanisms()
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, "maker@example.org", Role.Secretariat, Sco);
            var maker = new Visitor(site);
            await maker.SignInAsync("maker@example.org");
            var partner = await KeyAsync(site, maker);
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            var page = "/en/people/" + await IdAsync(site, "maker@example.org");
            Assert.Equal(302, (await administrator.FillInAsync(page, page + "?handler=end")).Status);
            Assert.Equal(403, (await maker.GetAsync("/en/keys")).Status);
            Assert.Equal(201, (await partner.AddAsync()).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task Whoever_made_a_key_and_all_who_may_end_it_are_told_that_it_was_made_and_that_it_ended(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            foreach (var (email, role, scope) in new[] { ("maker@example.org", Role.Secretariat, Sco), ("colleague@example.org", Role.Secretariat, Sco), ("chief@example.org", Role.Administrator, Scope.Everywhere),
                ("elsewhere@example.org", Role.Secretariat, new Scope(Mechanism: "temm")), ("editor@example.org", Role.Editor, Sco) })
                await Visitor.JoinAsync(site, email, role, scope);
            var maker = new Visitor(site);
            await maker.SignInAsync("maker@example.org");
            var partner = await KeyAsync(site, maker);
            string[] told = ["chief@example.org", "colleague@example.org", "maker@example.org"];
            Assert.Equal(told.Select(address => (address, "A partner key was made: “Project database”, last day 10 September 2023")), await ReadAsync(site));
            Assert.Equal(302, (await maker.FillInAsync(partner.Page, partner.Page)).Status);
            Assert.Equal(302, (await maker.SendAsync(partner.Page, ("__RequestVerificationToken", (await maker.GetAsync("/en/keys/new")).Page().QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!))).Status);
            Assert.Equal(told.Select(address => (address, "A partner key was ended: “Project database”, last day 10 September 2023")), await ReadAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task They_are_reminded_once_a_fortnight_before_a_key_ends_and_once_on_its_last_day(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            await Visitor.JoinAsync(site, "maker@example.org", Role.Secretariat, Sco);
            var maker = new Visitor(site);
            await maker.SignInAsync("maker@example.org");
            await KeyAsync(site, maker);
            await maker.FillInAsync((await KeyAsync(site, maker, "Ended")).Page, "/en/keys/");
            await ReadAsync(site);
            var expected = new List<(string, string)>();
            var mail = ("maker@example.org", "A partner key ends soon: “Project database”, last day 10 September 2023");
            // Days before the first instant at which the key opens nothing.
            foreach (var (days, isTold) in new[] { (15, false), (14, true), (14, false), (8, false), (2, false), (1, true), (1, false), (0, false), (-1, false) })
            {
                site.Clock.Reset(Instant.FromUtc(2023, 9, 11, 0, 0) - Duration.FromDays(days));
                await RoundAsync();
                // A node that begins anew, and one that goes its round at the same time.
                await Task.WhenAll(RoundAsync(), RoundAsync());
                Assert.Equal($"{days}: {(isTold ? mail : "")}", $"{days}: {string.Join(", ", await ReadAsync(site))}");
            }
        }

        Task RoundAsync() => ActivatorUtilities.CreateInstance<KeyReminders>(site.Services).RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Of_a_key_that_is_made_for_a_few_days_only_the_last_is_told()
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, "maker@example.org", Role.Secretariat, Sco);
            var maker = new Visitor(site);
            await maker.SignInAsync("maker@example.org");
            await KeyAsync(site, maker, until: "2022-09-15");
            await ReadAsync(site);
            var reminders = site.Services.GetRequiredService<KeyReminders>();
            await reminders.RunAsync(TestContext.Current.CancellationToken);
            Assert.Empty(await ReadAsync(site));
            site.Clock.Reset(Instant.FromUtc(2022, 9, 15, 0, 0));
            await reminders.RunAsync(TestContext.Current.CancellationToken);
            Assert.Single(await ReadAsync(site));
        }
    }

    private static async Task<ASite> OpenAsync(StoreKind store) => await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, ("Mail:Deliver", "false"));

    private static Task<Guid> IdAsync(ASite site, string email) => site.WithDbAsync(db => db.Set<Account>().Where(account => account.Email == email).Select(account => account.Id).SingleAsync());

    private static async Task<APartner> KeyAsync(ASite site, Visitor maker, string name = "Project database", string until = "2023-09-10")
    {
        var made = (await maker.FillInAsync("/en/keys/new", "/en/keys/new", ("organization", "menr_kz"), ("name", name), ("mechanisms", "sco_env"), ("acts", "records.draft"), ("acts", "records.publish"), ("own", "0"), ("until", until))).Page();
        return new APartner(site, made.QuerySelector("#key")!.TextContent, maker, made.QuerySelector("main .act a")!.GetAttribute("href")!);
    }

    /// <summary>Who has been told what since the last look, by address.</summary>
    private static async Task<List<(string Address, string Subject)>> ReadAsync(ASite site)
    {
        await Outboxes.DeliverAsync(site);
        var mails = Outboxes.Written(site).Select(mail => (mail.To.Mailboxes.Single().Address, mail.Subject!)).Order().ToList();
        if (mails.Count > 0)
            Directory.Delete(Path.Combine(site.Store.DataFolder, "mail"), recursive: true);
        return mails;
    }
}
