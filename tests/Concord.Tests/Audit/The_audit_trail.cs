using System.Data.Common;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Audit;

/// <summary>What is done is noted with the deed itself, one after the other, and stays.</summary>
public sealed class The_audit_trail
{
    [Theory, OnBothStores]
    public async Task An_import_is_noted_record_by_record_and_as_a_whole(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var before = await Trails.EntriesAsync(site);
            Assert.Equal(TheRecord.Kinds.Sum(kind => TheRecord.Of(kind).Count) + 1, before.Count);
            Assert.All(before, entry => Assert.Equal((null, "import", "records.import"), (entry.AccountId, entry.By, entry.Act)));
            await Bundles.ImportAsync(site, await Bundles.ChangedAsync((kind, record) =>
            {
                if (kind is "cities" or "mechanisms")
                    record["sources"]!.AsArray().Add("Seen again");
            }));
            var entries = (await Trails.EntriesAsync(site))[before.Count..];
            Assert.Equal(TheRecord.Of("mechanisms").Concat(TheRecord.Of("cities")).Count() + 1, entries.Count);
            Assert.Contains(entries, entry => entry.Subject == "mechanisms/temm" && entry.Details.StartsWith("""{"version":2,"sha256":""" + '"', StringComparison.Ordinal));
            Assert.Equal($$$"""{"change":2,"mechanisms":{"added":0,"changed":{{{TheRecord.Of("mechanisms").Count}}}},"cities":{"added":0,"changed":{{{TheRecord.Of("cities").Count}}}}}""", entries[^1].Details);
            Assert.Empty(await Trails.CheckAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task An_import_that_changes_nothing_or_is_only_tried_is_not_noted(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var before = await Trails.EndAsync(site);
            await Bundles.ImportAsync(site, Stores.Bundle);
            await Bundles.ImportAsync(site, await Bundles.AllChangedAsync("tried"), dryRun: true);
            Assert.Equal(before, await Trails.EndAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task A_note_stands_and_falls_with_what_it_tells_of(StoreKind store)
    {
        var site = await Trails.OpenAsync(store, 1);
        await using (site)
        {
            await site.WithDbAsync(async db =>
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => AuditTrail.NoteAsync(db, Trails.Note(site, "events/loose"), TestContext.Current.CancellationToken));
                var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
                await using (transaction)
                    await AuditTrail.NoteAsync(db, Trails.Note(site, "events/taken_back"), TestContext.Current.CancellationToken);
                return true;
            });
            await Trails.NoteAsync(site, Trails.Note(site, "events/kept"));
            Assert.Equal([(1, "events/e1"), (2, "events/kept")], (await Trails.EntriesAsync(site)).Select(entry => (entry.No, entry.Subject)));
            Assert.Empty(await Trails.CheckAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task Notes_that_are_taken_at_once_follow_one_another(StoreKind store)
    {
        var site = await Trails.OpenAsync(store, 0);
        await using (site)
        {
            await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(() => Trails.NoteAsync(site, Trails.Note(site, "events/first" + n), Trails.Note(site, "events/second" + n)))));
            var entries = await Trails.EntriesAsync(site);
            Assert.Equal(Enumerable.Range(1, 80).Select(no => (long)no), entries.Select(entry => entry.No));
            Assert.All(entries.Chunk(2), pair => Assert.Equal(pair[0].Subject.Replace("first", "second", StringComparison.Ordinal), pair[1].Subject));
            Assert.Empty(await Trails.CheckAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task An_entry_is_refused_any_change_by_the_model_and_by_the_database(StoreKind store)
    {
        var site = await Trails.OpenAsync(store, 3);
        await using (site)
        {
            var cancel = TestContext.Current.CancellationToken;
            await site.WithDbAsync(async db =>
            {
                var entry = await db.Set<AuditEntry>().FirstAsync(cancel);
                db.Entry(entry).Property(one => one.Subject).CurrentValue = "events/other";
                await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(cancel));
                db.ChangeTracker.Clear();
                db.Remove(await db.Set<AuditEntry>().FirstAsync(cancel));
                Assert.Contains("only added to", (await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(cancel))).InnerException!.Message, StringComparison.Ordinal);
                return true;
            });
            string[] attempts =
            [
                "UPDATE audit_entry SET \"Subject\" = 'events/other' WHERE \"No\" = 2", "DELETE FROM audit_entry WHERE \"No\" = 3", "DELETE FROM audit_entry",
                "UPDATE audit_head SET \"No\" = 1", "DELETE FROM audit_head", .. store == StoreKind.Postgres ? ["TRUNCATE audit_entry"] : Array.Empty<string>(),
            ];
            foreach (var attempt in attempts)
                Assert.Contains("The audit trail", (await Assert.ThrowsAnyAsync<DbException>(() => Trails.ExecuteAsync(site, attempt))).Message, StringComparison.Ordinal);
            Assert.Equal(3, (await Trails.EntriesAsync(site)).Count);
            Assert.Empty(await Trails.CheckAsync(site));
        }
    }

    [Theory]
    [InlineData("", "events/a")]
    [InlineData("records.publish", "")]
    [InlineData("records\npublish", "events/a")]
    [InlineData("records.publish", "events/a\u0085b")]
    public async Task What_would_blur_two_entries_is_refused(string act, string subject)
    {
        var site = await Trails.OpenAsync(StoreKind.Sqlite, 0);
        await using (site)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Trails.NoteAsync(site, new AuditNote(site.Clock.GetCurrentInstant(), Actor.House, act, subject)));
            await Assert.ThrowsAsync<ArgumentException>(() => Trails.NoteAsync(site, Trails.Note(site, new string('x', AuditNote.LongestSubject + 1))));
            Assert.Equal(AuditMark.None, await Trails.EndAsync(site));
        }
    }
}
