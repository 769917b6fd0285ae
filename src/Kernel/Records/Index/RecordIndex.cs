using System.Collections.Concurrent;
using Concord.Kernel.Data;
using Concord.Kernel.Vocabulary;

namespace Concord.Kernel.Records.Index;

/// <summary>What the store holds at one change number: the lists of all kinds, and the vocabulary.</summary>
internal sealed record Snapshot(ReadState State, IReadOnlyDictionary<RecordKind, KindIndex> Kinds, RecordRanks Ranks, Terms Terms)
{
    public KindIndex this[RecordKind kind] => Kinds[kind];

    /// <summary>Rows by record number: a page of a list is mostly one that was shown before.</summary>
    public Shelf<int, RecordRow> Rows { get; } = new(4000);

    /// <summary>Documents as they are stored, by record number: programs ask for the beginning of a list more often than for its middle.</summary>
    public Shelf<int, StoredBody> Bodies { get; } = new(1000);

    /// <summary>Documents by record number: those that stand on page after page, such as mechanisms and what the home page shows.</summary>
    public Shelf<int, RecordDocument> Documents { get; } = new(1000);

    /// <summary>Numbers of records whose rows were asked for by id.</summary>
    public Shelf<string, int> Numbers { get; } = new(8000);

    /// <summary>Names of records that rows and filters mention.</summary>
    public Shelf<string, Web.RecordName> Names { get; } = new(8000);

    /// <summary>
    /// Numbers of the records that match a query, anywhere or in their names: the next page of a search, one kind of it and its other languages ask the
    /// same, and so do other readers. At most 40 KB each.
    /// </summary>
    public Shelf<(string Query, bool InNames), List<int>> Matches { get; } = new(200);

    /// <summary>Orders by name, made when first asked for: (kind, language) -> slots.</summary>
    public ConcurrentDictionary<(RecordKind Kind, string Language), int[]> NameOrders { get; } = [];

    public SemaphoreSlim NameOrdersGate { get; } = new(1, 1);

    /// <summary>Words that a search without a result may have meant; made when first asked for.</summary>
    public Search.KnownWords? KnownWords { get; set; }
}

/// <summary>
/// Keeps the index of the lists in step with the store. Each request checks for itself; a change made by anyone, even by another process, is
/// seen by the first request after it.
/// </summary>
internal sealed class RecordIndex(RecordModels models) : IDisposable
{
    private const int ManyChanges = 2000;
    private readonly SemaphoreSlim gate = new(1, 1);
    private Snapshot? current;

    public async ValueTask<Snapshot> CurrentAsync(RecordReads reads, CancellationToken cancel)
    {
        var state = await reads.StateAsync(cancel);
        if (Volatile.Read(ref current) is { } known && known.State == state)
            return known;
        await gate.WaitAsync(cancel);
        try
        {
            if (current is { } fresh && fresh.State == state)
                return fresh;
            // The first to ask reads for all, and the read goes on even if that reader hangs up.
            var next = await LoadAsync(reads, current, CancellationToken.None);
            Volatile.Write(ref current, next);
            return next;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Snapshot> LoadAsync(RecordReads reads, Snapshot? before, CancellationToken cancel)
    {
        // Read the state first: what is written while the rows are read has a higher number and comes with the next load.
        var state = await reads.StateAsync(cancel);
        if (before?.State == state)
            return before;
        // The store was set back to a backup: what is known here belongs to a past that it no longer has.
        if (before is not null && !await reads.HasBeenAsync(before.State, cancel))
            before = null;
        var terms = before is not null && before.State.VocabularyChangeNo == state.VocabularyChangeNo
            ? before.Terms
            : new Terms(await reads.VocabularyAsync(cancel), models.Labels);
        if (before is not null && await reads.LinesAsync(before.State.ChangeNo, ManyChanges + 1, cancel) is { Count: <= ManyChanges } changed)
        {
            var changes = changed.ToLookup(line => line.Kind, line => (line.No, line.Entry));
            var indexes = new Dictionary<RecordKind, KindIndex>();
            foreach (var kind in RecordKinds.All)
                indexes[kind] = !changes.Contains(kind) ? before[kind]
                    // A record that goes, or comes back among those before it, would move the slots of all others.
                    : changes[kind].All(line => before[kind].Takes(line.No, line.Entry)) ? before[kind].With([.. changes[kind].Where(line => !IndexEntry.IsArchived(line.Entry))])
                    : await ReadAsync(reads, kind, _ => { }, cancel);
            return new Snapshot(state, indexes, before.Ranks.With(changed.ConvertAll(line => line.Ranked)), terms);
        }
        var ranks = new RecordRanks.Builder(await reads.LastNoAsync(cancel) + 1);
        reads.LetGo();
        var kinds = new ConcurrentDictionary<RecordKind, KindIndex>();
        await Parallel.ForEachAsync(RecordKinds.All, cancel, async (kind, cancel) =>
            kinds[kind] = await ReadAsync(reads, kind, line => ranks.Add(line.Ranked), cancel));
        return new Snapshot(state, kinds, ranks.Build(), terms);
    }

    private static async Task<KindIndex> ReadAsync(RecordReads reads, RecordKind kind, Action<IndexLine> read, CancellationToken cancel)
    {
        var index = new KindIndex.Builder();
        var own = reads.Another();
        await using (own)
            await foreach (var line in own.LinesAsync(kind, cancel))
            {
                if (!IndexEntry.IsArchived(line.Entry))
                    index.Add(line.No, line.Entry);
                read(line);
            }
        return index.Build();
    }

    public void Dispose() => gate.Dispose();
}

/// <summary>What the index keeps of a record.</summary>
internal readonly record struct IndexLine(int No, RecordKind Kind, string Entry, int Prominence)
{
    public RankedRecord Ranked => new(No, Kind, Entry, Prominence);
}
