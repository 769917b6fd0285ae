using Concord.Kernel.Data;
using NodaTime;

namespace Concord.Kernel.Audit.Trail;

/// <summary>What a check of the whole trail found.</summary>
/// <param name="At">When it began.</param>
/// <param name="End">Where the trail ended then.</param>
/// <param name="Kept">The mark that it was held against; null for none.</param>
/// <param name="Faults">One English sentence per fault, at most <see cref="ChainChecks.MostFaults"/>.</param>
public sealed record ChainCheck(Instant At, AuditMark End, AuditMark? Kept, IReadOnlyList<string> Faults);

/// <summary>Checks of the whole trail at the wish of a reader: one at a time on a node, for each goes through all that the trail and the record hold.</summary>
public sealed class ChainChecks(IClock clock) : IDisposable
{
    /// <summary>More faults are not listed: a trail that has so many is not mended by reading them.</summary>
    public const int MostFaults = 50;

    private readonly SemaphoreSlim turn = new(1);

    /// <summary>The last one of this node that came to its end.</summary>
    public ChainCheck? Last { get; private set; }

    /// <summary>Checks; null while another check runs.</summary>
    public async Task<ChainCheck?> RunAsync(ConcordDb db, AuditMark? kept, CancellationToken cancel)
    {
        if (!await turn.WaitAsync(TimeSpan.Zero, cancel))
            return null;
        try
        {
            var (at, end) = (clock.GetCurrentInstant(), await AuditTrail.EndAsync(db, cancel));
            var faults = new List<string>();
            await foreach (var fault in AuditCheck.RunAsync(db, kept, progress: null, cancel))
            {
                faults.Add(fault);
                if (faults.Count == MostFaults)
                    break;
            }
            return Last = new ChainCheck(at, end, kept, faults);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
