using System.Numerics;

namespace Concord.Kernel.Records.Index;

/// <summary>What decides a record's place among others that a search finds equally well.</summary>
/// <param name="Entry">The line of <see cref="IndexEntry"/>; its day is used.</param>
internal readonly record struct RankedRecord(int No, RecordKind Kind, string Entry, int Prominence);

/// <summary>
/// The order of records that a search finds equally well, as one number per record, the lower the earlier: how much refers to it (on a
/// scale of powers of two), its kind, its day with the latest first, its number.
/// </summary>
internal sealed class RecordRanks
{
    // From the top: 5 bits for what refers to it, 4 for the kind, 23 for the day, 32 for the number.
    private const int KindAt = 55;
    private const ulong KindMask = 15;
    private const ulong Latest = 0x7F_FFFF;
    private const int MiddleDay = 0x40_0000;

    // By the number of the record; 0 where there is none.
    private readonly ulong[] ranks;

    private RecordRanks(ulong[] ranks) => this.ranks = ranks;

    /// <summary>One more than the highest number.</summary>
    public int Length => ranks.Length;

    /// <summary>The rank of a record; 0 for one that is not known, such as one written since, and for an archived one: no search finds it.</summary>
    public ulong this[int no] => no < ranks.Length ? ranks[no] : 0;

    /// <summary>The number of the record that has a rank.</summary>
    public static int No(ulong rank) => (int)(uint)rank;

    /// <summary>Compares by kind first, then as ranks do.</summary>
    public static int ByKind(ulong one, ulong other) => ((one >> KindAt) & KindMask, one).CompareTo(((other >> KindAt) & KindMask, other));

    public static RecordKind Kind(ulong rank) => Kinds[(int)((rank >> KindAt) & KindMask)];

    public RecordRanks With(IReadOnlyCollection<RankedRecord> changes)
    {
        var next = new Builder(Math.Max(ranks.Length, changes.Count == 0 ? 0 : changes.Max(change => change.No) + 1), this);
        foreach (var change in changes)
            next.Add(change);
        return next.Build();
    }

    private static readonly RecordKind[] Kinds =
        [
            RecordKind.Mechanism, RecordKind.Instrument, RecordKind.Event, RecordKind.Project, RecordKind.Organization, RecordKind.Practice,
            RecordKind.City, RecordKind.Publication, RecordKind.NewsItem,
        ];

    private static ulong Rank(RankedRecord record)
    {
        if (IndexEntry.IsArchived(record.Entry))
            return 0;
        var prominence = record.Prominence <= 0 ? 0 : BitOperations.Log2((uint)record.Prominence) + 1;
        var lateness = IndexEntry.DayOf(record.Entry) is { } day ? Latest - (ulong)(day + MiddleDay) : Latest;
        return ((ulong)(31 - Math.Min(prominence, 31)) << 59) | ((ulong)Array.IndexOf(Kinds, record.Kind) << KindAt) | (lateness << 32) | (uint)record.No;
    }

    /// <summary>Takes records in any order, also from several threads.</summary>
    /// <param name="length">One more than the highest number; records above it are left out.</param>
    /// <param name="before">Ranks that stand where none is added.</param>
    public sealed class Builder(int length, RecordRanks? before = null)
    {
        private readonly ulong[] ranks = Begin(length, before);

        public void Add(RankedRecord record)
        {
            if (record.No < ranks.Length)
                ranks[record.No] = Rank(record);
        }

        /// <summary>The ranks; the builder is used up.</summary>
        public RecordRanks Build() => new(ranks);

        private static ulong[] Begin(int length, RecordRanks? before)
        {
            var ranks = new ulong[length];
            before?.ranks.CopyTo(ranks, 0);
            return ranks;
        }
    }
}
