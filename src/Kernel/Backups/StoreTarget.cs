using System.Text.Json.Nodes;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;

namespace Concord.Kernel.Backups;

/// <summary>The store that a restore makes; nobody else sees it before <see cref="PublishAsync"/>.</summary>
internal abstract class StoreTarget : IAsyncDisposable
{
    /// <summary>The store that is being made.</summary>
    public abstract ConcordDb Db { get; }

    /// <summary>Takes in one part.</summary>
    /// <exception cref="BackupFaultException">It is no part of such a store, or not what can come now.</exception>
    public abstract Task<BackupPart> TakeAsync(ArchiveReader part, CancellationToken cancel);

    /// <summary>Holds what was taken in against the manifest, and its schema against the one that its migrations make.</summary>
    /// <exception cref="BackupFaultException">They differ.</exception>
    public abstract Task VerifyAsync(BackupManifest manifest, CancellationToken cancel);

    /// <summary>Brings the schema up to date.</summary>
    public abstract Task MigrateAsync(CancellationToken cancel);

    /// <summary>Makes the store that which stands in the place.</summary>
    public abstract Task PublishAsync(CancellationToken cancel);

    public abstract ValueTask DisposeAsync();

    /// <summary>Begins the transaction in which the restored store gets its first own changes, where there is none already.</summary>
    protected abstract Task<IDbContextTransaction?> BeginAsync(CancellationToken cancel);

    /// <summary>
    /// What follows the backup is another past than the one that followed it before: the first change of the restored store says so, and nothing that
    /// somebody kept of the other one is taken to hold. The audit trail tells of it.
    /// </summary>
    /// <param name="now">The instant of the restore.</param>
    /// <param name="takenAt">The instant of the backup.</param>
    /// <param name="cancel">Stops.</param>
    public async Task TurnAsync(Instant now, string takenAt, CancellationToken cancel)
    {
        var transaction = await BeginAsync(cancel);
        await using (transaction)
        {
            if (await Db.State.SingleOrDefaultAsync(cancel) is { } state)
            {
                state.ChangeNo++;
                Db.Changes.Add(new StoreChange { ChangeNo = state.ChangeNo, Mark = Random.Shared.NextInt64() });
                await Db.SaveChangesAsync(cancel);
            }
            await AuditTrail.NoteAsync(Db, new AuditNote(now, Actor.CommandLine, "house.restore", "house/store") { Details = new JsonObject { ["taken_at"] = takenAt } }, cancel);
            if (transaction is not null)
                await transaction.CommitAsync(cancel);
        }
    }

    protected static void Compare(IReadOnlyDictionary<string, long> stated, IReadOnlyDictionary<string, long> counted)
    {
        foreach (var table in stated.Keys.Union(counted.Keys).Order(StringComparer.Ordinal))
            if (stated.GetValueOrDefault(table, -1) != counted.GetValueOrDefault(table, -1))
                throw new BackupFaultException(BackupManifest.Name, $"the rows of the table “{table}” are not as many as it says.");
    }
}
