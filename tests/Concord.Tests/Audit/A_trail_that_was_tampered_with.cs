using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Audit;

/// <summary>Somebody took the database's guards away and laid hands on the trail; the check says what is wrong.</summary>
public sealed class A_trail_that_was_tampered_with
{
    private const string Told = "\"At\", \"AccountId\", \"By\", \"Act\", \"Subject\", \"Details\", \"Hash\"";

    [Theory]
    [OnBothStores("changed", "removed", "exchanged", "cut off", "emptied", "put after the end", "without its head", "with another head")]
    public async Task Shows_what_was_done(StoreKind store, string deed)
    {
        var site = await Trails.OpenAsync(store, 9);
        await using (site)
        {
            Assert.Empty(await Trails.CheckAsync(site));
            var (sql, expected) = deed switch
            {
                "changed" => ("UPDATE audit_entry SET \"By\" = 'import', \"AccountId\" = NULL WHERE \"No\" = 5",
                    "Entry 5 of the audit trail (records.publish, events/e5) was changed: its hash was made of something else."),
                "removed" => ("DELETE FROM audit_entry WHERE \"No\" IN (4, 5, 6)", "Entries 4 to 6 are missing from the audit trail."),
                "exchanged" => ("UPDATE audit_entry SET \"No\" = 0 WHERE \"No\" = 3; UPDATE audit_entry SET \"No\" = 3 WHERE \"No\" = 7; UPDATE audit_entry SET \"No\" = 7 WHERE \"No\" = 0",
                    "Entry 7 of the audit trail (records.publish, events/e3) was changed: its hash was made of something else."),
                "cut off" => ("DELETE FROM audit_entry WHERE \"No\" > 7", "Entries 8 to 9 are missing at the end of the audit trail."),
                "emptied" => ("DELETE FROM audit_entry", "Entries 1 to 9 are missing at the end of the audit trail."),
                "put after the end" => ($"INSERT INTO audit_entry (\"No\", \"Previous\", {Told}) SELECT 10, \"Hash\", {Told} FROM audit_entry WHERE \"No\" = 9",
                    "There are entries up to number 10 after the end of the audit trail: they did not come by way of the program."),
                "without its head" => ("DELETE FROM audit_head", "The head of the audit trail is missing: nobody can say where the trail ended."),
                _ => ("UPDATE audit_head SET \"Hash\" = (SELECT \"Hash\" FROM audit_entry WHERE \"No\" = 8)",
                    "The head of the audit trail names another last entry than number 9, which stands there."),
            };
            await Trails.TamperAsync(site, sql);
            Assert.Contains(expected, await Trails.CheckAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task An_entry_that_was_changed_and_hashed_anew_no_longer_fits_the_next(StoreKind store)
    {
        var site = await Trails.OpenAsync(store, 9);
        await using (site)
        {
            var entry = (await Trails.EntriesAsync(site))[4];
            await Trails.TamperAsync(site, "UPDATE audit_entry SET \"Act\" = 'records.view', \"Hash\" = {0} WHERE \"No\" = 5", Forged(entry, "records.view", entry.Previous).Hash);
            Assert.Equal(["Entry 6 of the audit trail does not follow entry 5 as it stands: one of the two was changed."], await Trails.CheckAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task A_trail_that_was_written_anew_agrees_with_itself_and_not_with_a_mark_that_was_kept(StoreKind store)
    {
        var site = await Trails.OpenAsync(store, 9);
        await using (site)
        {
            var kept = await Trails.EndAsync(site);
            await Trails.NoteAsync(site, Trails.Note(site, "events/after"));
            Assert.Empty(await Trails.CheckAsync(site, kept));
            await Trails.TamperAsync(site, "UPDATE audit_head SET \"No\" = \"No\"");
            var last = AuditEntry.Beginning;
            foreach (var entry in await Trails.EntriesAsync(site))
            {
                var (previous, hash) = Forged(entry, entry.No == 5 ? "records.view" : entry.Act, last);
                await Trails.ExecuteAsync(site, "UPDATE audit_entry SET \"Act\" = {0}, \"Previous\" = {1}, \"Hash\" = {2} WHERE \"No\" = {3}",
                    entry.No == 5 ? "records.view" : entry.Act, previous, hash, entry.No);
                last = hash;
            }
            await Trails.ExecuteAsync(site, "UPDATE audit_head SET \"Hash\" = {0}", last);
            Assert.Empty(await Trails.CheckAsync(site));
            Assert.StartsWith("The audit trail is not the one that the mark 9:", Assert.Single(await Trails.CheckAsync(site, kept)), StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task A_version_that_was_changed_or_put_in_behind_the_trail_shows(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            Assert.Empty(await Trails.CheckAsync(site));
            await Trails.ExecuteAsync(site, "UPDATE records_version SET \"Body\" = (SELECT \"Body\" FROM records_version WHERE \"RecordId\" = 'temm') WHERE \"RecordId\" = 'nowpap'");
            Assert.Equal(["mechanisms/nowpap: version 1 states something else than when it was written into the audit trail."], await Trails.CheckAsync(site));
            await site.WithDbAsync(async db =>
            {
                var version = await db.Versions.AsNoTracking().FirstAsync(one => one.RecordId == "temm", TestContext.Current.CancellationToken);
                db.Add(new Kernel.Records.RecordVersion { RecordId = "temm", Version = 2, ChangedAt = version.ChangedAt, ChangedBy = "import", ChangeNo = 1, Body = version.Body });
                return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            });
            Assert.Contains("1 version(s) of records are not in the audit trail: they did not come by way of the program.", await Trails.CheckAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task A_long_trail_is_checked_to_its_end(StoreKind store)
    {
        var site = await Trails.OpenAsync(store, 2345);
        await using (site)
        {
            Assert.Empty(await Trails.CheckAsync(site));
            await Trails.TamperAsync(site, "DELETE FROM audit_entry WHERE \"No\" IN (1000, 1001, 2345)");
            Assert.Equal(["Entries 1000 to 1001 are missing from the audit trail.", "Entry 2345 is missing at the end of the audit trail."], await Trails.CheckAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task The_operators_check_says_where_the_trail_ends_and_holds_it_against_a_mark(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var (code, said, complained) = await AVerb.RunAsync(location, "check");
        Assert.Equal((0, ""), (code, complained));
        var mark = said.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ')[^1];
        Assert.NotNull(AuditMark.Parse(mark));
        Assert.Equal(0, (await AVerb.RunAsync(location, "check", "--mark", mark)).ExitCode);
        (code, _, complained) = await AVerb.RunAsync(location, "check", "--mark", mark[..^1] + (mark[^1] == '0' ? '1' : '0'));
        Assert.Equal(1, code);
        Assert.Contains("is not the one that the mark", complained, StringComparison.Ordinal);
        Assert.Equal(64, (await AVerb.RunAsync(location, "check", "--mark", "158")).ExitCode);
    }

    private static (byte[] Previous, byte[] Hash) Forged(AuditEntry entry, string act, byte[] previous) =>
        (previous, System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
            AuditEntry.Canonical(entry.No, entry.At, entry.AccountId, entry.By, act, entry.Subject, entry.Details, previous))));
}
