using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Audit;

/// <summary>Trails to write, to tamper with and to check.</summary>
internal static class Trails
{
    public static Guid Somebody { get; } = Guid.Parse("0a2b4c6d-0000-4000-8000-00000000cafe");

    /// <summary>Whoever has all power over the database can take the guards away too.</summary>
    private const string SqliteOpen = "DROP TRIGGER audit_entry_no_update; DROP TRIGGER audit_entry_no_delete; DROP TRIGGER audit_head_forward; DROP TRIGGER audit_head_no_delete;";
    private const string PostgresOpen = "DROP FUNCTION audit_refuse CASCADE";

    /// <summary>A site on an empty store whose trail has so many entries about events.</summary>
    public static async Task<ASite> OpenAsync(StoreKind store, int entries)
    {
        var site = await ASite.OpenAsync(await Stores.BareAsync(store), Stores.Usual);
        await NoteAsync(site, [.. Enumerable.Range(1, entries).Select(n => Note(site, "events/e" + n))]);
        return site;
    }

    public static AuditNote Note(ASite site, string subject) => new(site.Clock.GetCurrentInstant(), Actor.Of(Somebody), "records.publish", subject);

    public static Task NoteAsync(ASite site, params AuditNote[] notes) => site.WithDbAsync(async db =>
    {
        var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (transaction)
        {
            await AuditTrail.NoteAsync(db, notes, TestContext.Current.CancellationToken);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
        return true;
    });

    public static Task<List<AuditEntry>> EntriesAsync(ASite site) =>
        site.WithDbAsync(db => db.Set<AuditEntry>().AsNoTracking().OrderBy(entry => entry.No).ToListAsync(TestContext.Current.CancellationToken));

    public static Task<AuditMark> EndAsync(ASite site) => site.WithDbAsync(db => AuditTrail.EndAsync(db, TestContext.Current.CancellationToken));

    public static Task<List<string>> CheckAsync(ASite site, AuditMark? kept = null) => site.WithDbAsync(async db =>
    {
        var faults = new List<string>();
        await foreach (var fault in AuditCheck.RunAsync(db, kept, progress: null, TestContext.Current.CancellationToken))
            faults.Add(fault);
        return faults;
    });

    public static Task ExecuteAsync(ASite site, string sql, params object[] values) =>
        site.WithDbAsync(db => db.Database.ExecuteSqlRawAsync(sql, values, TestContext.Current.CancellationToken));

    /// <summary>Takes the database's guards away, then does something behind the trail's back.</summary>
    public static async Task TamperAsync(ASite site, string sql, params object[] values)
    {
        await ExecuteAsync(site, site.Store.IsPostgres ? PostgresOpen : SqliteOpen);
        await ExecuteAsync(site, sql, values);
    }
}
