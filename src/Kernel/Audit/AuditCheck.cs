using System.Globalization;
using System.Runtime.CompilerServices;
using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Audit;

/// <summary>
/// Whether the audit trail is the one that was written: no entry changed, taken out, moved, put in or cut off at the end. Holds a thousand entries at a
/// time, and may run while the house serves.
/// </summary>
/// <remarks>
/// It cannot see a trail that somebody with full power over the database wrote anew from an entry on, with its head: for this a mark that was
/// kept elsewhere is compared.
/// </remarks>
public static class AuditCheck
{
    private const int BatchSize = 1000;

    /// <summary>One sentence per fault; none when the trail is sound.</summary>
    /// <param name="db">The store.</param>
    /// <param name="kept">A mark of an earlier day, kept outside of the store; null for none.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Stops.</param>
    public static async IAsyncEnumerable<string> RunAsync(ConcordDb db, AuditMark? kept = null, IProgress<CheckProgress>? progress = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var versions = await AuditedVersions.BeginAsync(db, cancel);
        // Heads come with their entries: whatever is added meanwhile is past the head that was read first, and not past the one read last.
        var end = await db.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(cancel);
        if (end is null)
        {
            yield return "The head of the audit trail is missing: nobody can say where the trail ended.";
            end = new AuditHead { No = await LastAsync(db, cancel), Hash = [] };
        }
        var entries = db.Set<AuditEntry>().AsNoTracking();
        var (no, hash) = (0L, AuditEntry.Beginning);
        var isKept = kept is null or { No: 0 };
        while (true)
        {
            progress?.Report(new CheckProgress("audit trail", no, end.No));
            var batch = await entries.Where(entry => entry.No > no && entry.No <= end.No).OrderBy(entry => entry.No).Take(BatchSize).ToListAsync(cancel);
            if (batch.Count == 0)
                break;
            foreach (var entry in batch)
            {
                if (entry.No > no + 1)
                    yield return Text($"{Missing(no + 1, entry.No - 1)} missing from the audit trail.");
                else if (!entry.Previous.AsSpan().SequenceEqual(hash))
                    yield return Text($"Entry {entry.No} of the audit trail does not follow entry {no} as it stands: one of the two was changed.");
                if (!entry.Hashed().AsSpan().SequenceEqual(entry.Hash))
                    yield return Text($"Entry {entry.No} of the audit trail ({entry.Act}, {entry.Subject}) was changed: its hash was made of something else.");
                isKept |= kept is not null && kept.Equals(new AuditMark(entry.No, entry.Hash));
                (no, hash) = (entry.No, entry.Hash);
            }
            foreach (var fault in await versions.CompareAsync(batch, cancel))
                yield return fault;
        }
        if (no < end.No)
            yield return Text($"{Missing(no + 1, end.No)} missing at the end of the audit trail.");
        else if (end.Hash.Length > 0 && !end.Hash.AsSpan().SequenceEqual(hash))
            yield return Text($"The head of the audit trail names another last entry than number {no}, which stands there.");
        if (await LastAsync(db, cancel) is var highest && highest > (await AuditTrail.EndAsync(db, cancel)).No)
            yield return Text($"There are entries up to number {highest} after the end of the audit trail: they did not come by way of the program.");
        if (!isKept)
            yield return Text($"The audit trail is not the one that the mark {kept} was taken of: entries up to number {kept!.No} were written anew or taken away.");
        if (versions.Missing() is { } missing)
            yield return missing;
    }

    private static async Task<long> LastAsync(ConcordDb db, CancellationToken cancel) =>
        await db.Set<AuditEntry>().Select(entry => (long?)entry.No).MaxAsync(cancel) ?? 0;

    private static string Missing(long first, long last) => first == last ? Text($"Entry {first} is") : Text($"Entries {first} to {last} are");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
