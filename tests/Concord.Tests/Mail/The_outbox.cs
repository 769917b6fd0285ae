using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Mail;

/// <summary>Mails are put into the outbox with the change they tell of, and each goes out once.</summary>
public sealed class The_outbox
{
    [Theory, OnBothStores]
    public async Task A_mail_stands_and_falls_with_what_it_tells_of_and_goes_out_once(StoreKind store)
    {
        var site = await Outboxes.OpenAsync(store);
        await using (site)
        {
            var queue = site.Services.GetRequiredService<MailQueue>();
            await site.WithDbAsync(async db =>
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => queue.PutAsync(db, Outboxes.To("loose@example.org"), TestContext.Current.CancellationToken));
                var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
                await using (transaction)
                    await queue.PutAsync(db, Outboxes.To("taken.back@example.org"), TestContext.Current.CancellationToken);
                return true;
            });
            await Outboxes.PutAsync(site, Outboxes.To("kept@example.org"));
            await Outboxes.DeliverAsync(site);
            await Outboxes.DeliverAsync(site);
            var mail = Assert.Single(Outboxes.Written(site));
            Assert.Equal(("kept@example.org", "Айгерим", "Опубликовано: «Форум»"), (mail.To.Mailboxes.Single().Address, mail.To.Mailboxes.Single().Name, mail.Subject));
            var row = Assert.Single(await Outboxes.MailsAsync(site));
            Assert.Equal((MailState.Sent, null, ""), (row.State, row.Content, row.Name));
            Assert.Equal(row.Id.ToString("N") + "@concord", mail.MessageId);
        }
    }

    [Theory, OnBothStores]
    public async Task Several_nodes_send_each_mail_once(StoreKind store)
    {
        var way = new AWay();
        var site = await Outboxes.OpenAsync(store, way);
        await using (site)
        {
            await Outboxes.PutAsync(site, [.. Enumerable.Range(0, 150).Select(n => Outboxes.To($"n{n}@example.org"))]);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Outboxes.DeliverAsync(site, Outboxes.Node(site)))));
            Assert.Equal(150, way.Given.Count);
            Assert.Equal(150, way.Given.Select(mail => mail.Address).Distinct().Count());
            Assert.All(await Outboxes.MailsAsync(site), mail => Assert.Equal(MailState.Sent, mail.State));
        }
    }

    [Theory, OnBothStores]
    public async Task A_mail_that_somebody_waits_for_goes_before_ten_thousand(StoreKind store)
    {
        var way = new AWay();
        var site = await Outboxes.OpenAsync(store, way);
        await using (site)
        {
            await Outboxes.PutAsync(site, [.. Enumerable.Range(0, 10_000).Select(n => Outboxes.To($"n{n}@example.org", MailUrgency.Bulk))]);
            await Outboxes.PutAsync(site, Outboxes.To("waits@example.org", MailUrgency.Awaited), Outboxes.To("usual@example.org"));
            await Outboxes.Node(site).RunAsync(TestContext.Current.CancellationToken);
            Assert.Equal(["waits@example.org", "usual@example.org"], way.Given.Take(2).Select(mail => mail.Address));
            Assert.Equal(10_002, await site.WithDbAsync(db => db.Set<OutboxMail>().CountAsync(TestContext.Current.CancellationToken)));
        }
    }

    [Theory, OnBothStores]
    public async Task A_refusal_for_now_is_tried_again_after_longer_and_longer_waits_and_not_for_ever(StoreKind store)
    {
        var way = new AWay { Becomes = _ => Handover.NotNow };
        var site = await Outboxes.OpenAsync(store, way);
        await using (site)
        {
            await Outboxes.PutAsync(site, Outboxes.To("later@example.org"));
            var waits = new List<Duration>();
            while (await Outboxes.StateAsync(site) == MailState.Waiting)
            {
                var due = (await Outboxes.MailsAsync(site))[0].DueAt;
                waits.Add(due - site.Clock.GetCurrentInstant());
                site.Clock.Reset(due - Duration.FromMilliseconds(1));
                await Outboxes.DeliverAsync(site);
                Assert.Equal(waits.Count - 1, way.Given.Count);
                site.Clock.Reset(due);
                await Outboxes.DeliverAsync(site);
                Assert.Equal(waits.Count, way.Given.Count);
            }
            Assert.Equal(MailState.Refused, await Outboxes.StateAsync(site));
            Assert.Equal(waits.Order(), waits);
            Assert.InRange(waits.Aggregate(Duration.Zero, (sum, wait) => sum + wait), Duration.FromDays(3), Duration.FromDays(5));
            Assert.Single(way.Given.Select(mail => mail.MessageId).Distinct());
        }
    }

    [Theory, OnBothStores]
    public async Task An_address_that_refuses_for_good_receives_nothing_until_somebody_frees_it(StoreKind store)
    {
        var way = new AWay { Becomes = address => address == "gone@example.org" ? Handover.AddressRefused : Handover.Accepted };
        var site = await Outboxes.OpenAsync(store, way);
        await using (site)
        {
            await Outboxes.PutAsync(site, Outboxes.To("gone@example.org"), Outboxes.To("there@example.org"));
            await Outboxes.DeliverAsync(site);
            await Outboxes.PutAsync(site, Outboxes.To("Gone@Example.org"));
            await Outboxes.DeliverAsync(site);
            Assert.Equal(["gone@example.org", "there@example.org"], way.Given.Select(mail => mail.Address).Order(StringComparer.Ordinal));
            Assert.Equal(1, (await Outboxes.MailsAsync(site)).Count(mail => mail.State == MailState.Withheld));
            var address = MailAddress.Read("GONE@example.org")!;
            await site.WithDbAsync(async db =>
            {
                Assert.Equal("gone@example.org", Assert.Single(await MailQueue.ParkedAsync(db, 10, TestContext.Current.CancellationToken)).Address);
                Assert.True(await MailQueue.FreeAsync(db, address, TestContext.Current.CancellationToken));
                return await MailQueue.FreeAsync(db, address, TestContext.Current.CancellationToken);
            });
            way.Becomes = _ => Handover.Accepted;
            await Outboxes.PutAsync(site, Outboxes.To("gone@example.org"));
            await Outboxes.DeliverAsync(site);
            Assert.Equal(3, way.Given.Count);
        }
    }

    [Theory, OnBothStores]
    public async Task While_the_host_is_away_mails_wait_and_none_is_counted_as_tried(StoreKind store)
    {
        var way = new AWay { Becomes = _ => Handover.HostAway };
        var site = await Outboxes.OpenAsync(store, way);
        await using (site)
        {
            await Outboxes.PutAsync(site, Outboxes.To("a@example.org"), Outboxes.To("b@example.org"));
            Assert.True((await Outboxes.Node(site).RunAsync(TestContext.Current.CancellationToken)).IsHostAway);
            Assert.All(await Outboxes.MailsAsync(site), mail => Assert.Equal((MailState.Waiting, 0), (mail.State, mail.Tries)));
            way.Becomes = _ => Handover.Accepted;
            await Outboxes.DeliverAsync(site);
            Assert.Equal(2, way.Given.Count);
        }
    }

    [Theory, OnBothStores]
    public async Task A_mail_of_which_nobody_knows_is_left_to_a_person(StoreKind store)
    {
        var way = new AWay { Becomes = _ => Handover.Unclear };
        var site = await Outboxes.OpenAsync(store, way);
        await using (site)
        {
            await Outboxes.PutAsync(site, Outboxes.To("again@example.org"), Outboxes.To("enough@example.org"));
            await Outboxes.DeliverAsync(site);
            site.Clock.AdvanceDays(1);
            await Outboxes.DeliverAsync(site);
            Assert.Equal(2, way.Given.Count);
            var mails = await Outboxes.MailsAsync(site);
            Assert.All(mails, mail => Assert.Equal(MailState.Unclear, mail.State));
            var queue = site.Services.GetRequiredService<MailQueue>();
            await site.WithDbAsync(async db =>
            {
                foreach (var mail in mails)
                {
                    Assert.True(await queue.SettleAsync(db, mail.Id, sendAgain: mail.Address == "again@example.org", TestContext.Current.CancellationToken));
                    Assert.False(await queue.SettleAsync(db, mail.Id, sendAgain: true, TestContext.Current.CancellationToken));
                }
                return true;
            });
            way.Becomes = _ => Handover.Accepted;
            await Outboxes.DeliverAsync(site);
            Assert.All(await Outboxes.MailsAsync(site), mail => Assert.Equal((MailState.Sent, null), (mail.State, mail.Content)));
            var again = way.Given.Where(mail => mail.Address == "again@example.org").ToList();
            Assert.Equal((2, 1), (again.Count, again.Select(mail => mail.MessageId).Distinct().Count()));
        }
    }

    [Theory, OnBothStores]
    public async Task What_a_dead_worker_left_is_taken_over_and_never_sent_again_unasked(StoreKind store)
    {
        var site = await Outboxes.OpenAsync(store);
        await using (site)
        {
            await Outboxes.PutAsync(site, Outboxes.To("taken@example.org"), Outboxes.To("written@example.org"), Outboxes.To("lost@example.org"), Outboxes.To("smtp@example.org"));
            var dead = Guid.NewGuid();
            var until = site.Clock.GetCurrentInstant() + Duration.FromMinutes(5);
            await site.WithDbAsync(db => db.Set<OutboxMail>().ExecuteUpdateAsync(set => set.SetProperty(mail => mail.TakenBy, dead).SetProperty(mail => mail.TakenUntil, until)
                .SetProperty(mail => mail.State, mail => mail.Address == "taken@example.org" ? MailState.Taken : MailState.Sending), TestContext.Current.CancellationToken));
            var written = (await Outboxes.MailsAsync(site)).Single(mail => mail.Address == "written@example.org");
            var folder = Directory.CreateDirectory(Path.Combine(site.Store.DataFolder, "mail")).FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, written.Id.ToString("N") + ".eml"), "To: written@example.org\r\n\r\nHere.", TestContext.Current.CancellationToken);
            // It may still live.
            await Outboxes.DeliverAsync(site);
            Assert.Single(Outboxes.Written(site));
            site.Clock.Advance(Duration.FromMinutes(5));
            // A way that cannot tell leaves them to a person; the folder knows.
            await site.WithDbAsync(db => db.Set<OutboxMail>().Where(mail => mail.Address != "smtp@example.org").ExecuteUpdateAsync(set => set.SetProperty(mail => mail.TakenUntil, until + Duration.FromDays(1)), TestContext.Current.CancellationToken));
            var way = new AWay();
            await Outboxes.DeliverAsync(site, ActivatorUtilities.CreateInstance<OutboxDelivery>(site.Services, way));
            Assert.Empty(way.Given);
            Assert.Equal(MailState.Unclear, (await Outboxes.MailsAsync(site)).Single(mail => mail.Address == "smtp@example.org").State);
            site.Clock.AdvanceDays(2);
            await Outboxes.DeliverAsync(site);
            Assert.Equal(["lost@example.org", "taken@example.org", "written@example.org"], Outboxes.Written(site).Select(mail => mail.To.Mailboxes.Single().Address).Order(StringComparer.Ordinal));
            Assert.Equal("Here.", Outboxes.Written(site).Single(mail => mail.To.ToString() == "written@example.org").TextBody!.Trim());
        }
    }

    [Theory, OnBothStores]
    public async Task A_letter_that_cannot_be_put_into_words_does_not_hold_up_the_others(StoreKind store)
    {
        var way = new AWay();
        var site = await Outboxes.OpenAsync(store, way);
        await using (site)
        {
            await Outboxes.PutAsync(site, Outboxes.To("broken@example.org"), Outboxes.To("sound@example.org"));
            await site.WithDbAsync(db => db.Set<OutboxMail>().Where(mail => mail.Address == "broken@example.org").ExecuteUpdateAsync(set => set.SetProperty(mail => mail.Letter, "of.old"), TestContext.Current.CancellationToken));
            await Outboxes.DeliverAsync(site);
            Assert.Equal("sound@example.org", Assert.Single(way.Given).Address);
            Assert.Equal((MailState.Waiting, 1), (await Outboxes.MailsAsync(site)).Where(mail => mail.Address == "broken@example.org").Select(mail => (mail.State, mail.Tries)).Single());
        }
    }

    [Theory, OnBothStores]
    public async Task That_a_mail_was_sent_is_kept_for_three_months(StoreKind store)
    {
        var site = await Outboxes.OpenAsync(store, new AWay { Becomes = address => address == "unclear@example.org" ? Handover.Unclear : Handover.Accepted });
        await using (site)
        {
            await Outboxes.PutAsync(site, Outboxes.To("sent@example.org"), Outboxes.To("unclear@example.org"));
            await Outboxes.DeliverAsync(site);
            site.Clock.AdvanceDays(90);
            await ForgetAsync(site);
            Assert.Equal(2, (await Outboxes.MailsAsync(site)).Count);
            site.Clock.AdvanceDays(1);
            await ForgetAsync(site);
            Assert.Equal("unclear@example.org", Assert.Single(await Outboxes.MailsAsync(site)).Address);
        }

        static Task<IReadOnlyDictionary<string, int>> ForgetAsync(ASite site) =>
            site.WithDbAsync(db => site.Services.GetRequiredService<Concord.Kernel.Privacy.Retention>().RunAsync(db, TestContext.Current.CancellationToken));
    }
}
