using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Outbox;
using Concord.Kernel.Privacy;
using Concord.Kernel.Rounds;
using Concord.Parties.Accounts;
using Concord.Tests.Desk;
using Concord.Tests.House;
using Concord.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Concord.Tests.Privacy;

/// <summary>What need not be kept goes after its time, which is a setting; that it went is noted.</summary>
public sealed class What_is_not_kept_for_good
{
    [Theory, OnBothStores]
    public async Task Mails_addresses_and_drafts_go_after_their_time_and_not_before(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, ("Mail:Deliver", "false"), ("Retention:DraftDays", "100"), ("Retention:RefusedAddressDays", "0"));
        await using (site)
        {
            var writer = await AWriter.AsAsync(site);
            await writer.PublishAsync(await writer.NewEventAsync());
            var open = await writer.NewEventAsync("An open one");
            await Outboxes.PutAsync(site, Outboxes.To("a@example.org"));
            await Outboxes.DeliverAsync(site);
            await site.WithDbAsync(async db =>
            {
                db.Add(new ParkedAddress { Address = "b@example.org", Since = site.Clock.GetCurrentInstant(), Answer = "550" });
                await db.Set<Session>().ExecuteUpdateAsync(set => set.SetProperty(session => session.Address, "192.0.2.1"), TestContext.Current.CancellationToken);
                return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            });
            Assert.Empty(await RunAsync(site));
            site.Clock.AdvanceDays(8);
            Assert.Equal(["NetworkAddressDays"], (await RunAsync(site)).Keys);
            site.Clock.AdvanceDays(83);
            Assert.Equal(["MailDays"], (await RunAsync(site)).Keys);
            site.Clock.AdvanceDays(10);
            Assert.Equal(new Dictionary<string, int> { ["DraftDays"] = 1 }, await RunAsync(site));
            // An open draft stays however old it is, and what is set to 0 is kept for good.
            site.Clock.AdvanceDays(4000);
            Assert.Empty(await RunAsync(site));
            Assert.Equal(200, (await (await AWriter.AsAsync(site)).LookAsync(open)).Status);
            Assert.Equal(1, await site.WithDbAsync(db => db.Set<ParkedAddress>().CountAsync(TestContext.Current.CancellationToken)));
            Assert.Contains("""{"rule":"DraftDays","days":100,"deleted":1}""", await site.WithDbAsync(db =>
                db.Set<AuditEntry>().Where(entry => entry.Act == "house.retention" && entry.By == "house").Select(entry => entry.Details).ToListAsync(TestContext.Current.CancellationToken)));
        }
    }

    [Theory, OnBothStores]
    public async Task A_house_that_serves_comes_to_it_by_itself(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, ("Mail:Deliver", "false"));
        await using (site)
        {
            await Outboxes.PutAsync(site, Outboxes.To("a@example.org"));
            await Outboxes.DeliverAsync(site);
            site.Clock.AdvanceDays(91);
            // Its round comes once an hour: this one comes now.
            Assert.Single(site.Services.GetServices<IHostedService>().OfType<BackgroundRounds>(), rounds => rounds.GetType().Name == "RetentionRounds").Wake();
            while (await site.WithDbAsync(db => db.Set<OutboxMail>().AnyAsync(TestContext.Current.CancellationToken)))
                await Task.Delay(20, TestContext.Current.CancellationToken);
            Assert.Equal(["""{"rule":"MailDays","days":90,"deleted":1}"""], await site.WithDbAsync(db =>
                db.Set<AuditEntry>().Where(entry => entry.Act == "house.retention").Select(entry => entry.Details).ToListAsync(TestContext.Current.CancellationToken)));
        }
    }

    [Theory]
    [InlineData("-1"), InlineData("ninety"), InlineData("1.5"), InlineData("99999")]
    public async Task A_time_that_is_none_is_refused_at_the_start(string days)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            var site = await ASite.OpenAsync(await Stores.BareAsync(StoreKind.Sqlite), Stores.Usual, ("Retention:MailDays", days));
            await using (site)
                site.Services.GetRequiredService<Retention>();
        });
        Assert.Contains("Retention__MailDays", fault.ToString(), StringComparison.Ordinal);
    }

    private static Task<IReadOnlyDictionary<string, int>> RunAsync(ASite site) =>
        site.WithDbAsync(db => site.Services.GetRequiredService<Retention>().RunAsync(db, TestContext.Current.CancellationToken));
}
