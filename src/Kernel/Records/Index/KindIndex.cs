using System.Globalization;

namespace Concord.Kernel.Records.Index;

/// <summary>
/// All records of one kind as sets of slots: one set per facet value, and the slots in order. An index never changes; a change of
/// a record makes a new one that shares all that the change did not touch.
/// </summary>
internal sealed partial class KindIndex
{
    public const int NoDay = int.MinValue;

    private readonly Dictionary<string, Dictionary<string, SlotSet>> facets;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(string Facet, string Value), int[]> byDayOf = new();

    // By slot. The ends and the spans in force are empty for a kind whose records have none.
    private int[] nos;
    private int[] days;
    private long[] ends;
    private (int From, int To)[] inForce;
    private int[]? byDay;
    private PastSet? past;
    private SlotSet? dated;

    private KindIndex() => (facets, nos, days, ends, inForce) = ([], [], [], [], []);

    private KindIndex(KindIndex before, int slots)
    {
        Slots = slots;
        (nos, days, ends, inForce) = (before.nos, before.days, before.ends, before.inForce);
        Resize(slots);
        facets = before.facets.ToDictionary(facet => facet.Key, facet => new Dictionary<string, SlotSet>(facet.Value));
    }

    public int Slots { get; private set; }

    /// <summary>Slots by day, latest first; those without a day last, in the order of their numbers. Made when first asked for.</summary>
    public ReadOnlySpan<int> ByDay => byDay ??= Ordered();

    public int No(int slot) => nos[slot];

    /// <summary>The slot of a record's number, or -1.</summary>
    public int Slot(int no) => Array.BinarySearch(nos, no) is >= 0 and var slot ? slot : -1;

    /// <summary>The first slot whose record has a number above <paramref name="no"/>.</summary>
    public int FirstSlotAfter(int no) => Array.BinarySearch(nos, no) is var at && at >= 0 ? at + 1 : ~at;

    public bool HasDay(int slot) => days[slot] != NoDay;

    public IReadOnlyDictionary<string, SlotSet> Values(string facet) =>
        facets.TryGetValue(facet, out var values) ? values : new Dictionary<string, SlotSet>();

    public int Count(string facet, string value) => facets.GetValueOrDefault(facet)?.GetValueOrDefault(value)?.Count() ?? 0;

    /// <summary>Numbers of the records with a facet value, latest first, those without a day last. Made when first asked for.</summary>
    public int[] NumbersOf(string facet, string value) =>
        // What no record carries is not kept: it may be anything that somebody typed.
        facets.GetValueOrDefault(facet)?.GetValueOrDefault(value) is not { } bits ? [] : byDayOf.GetOrAdd((facet, value), _ =>
        {
            var found = new int[bits.Count()];
            var at = 0;
            var isIn = bits.AsBits();
            foreach (var slot in ByDay)
                if (isIn[slot])
                    found[at++] = nos[slot];
            return found;
        });

    /// <summary>Numbers of records by day, of those in <paramref name="among"/> (null for all) that have a day not after <paramref name="last"/>.</summary>
    public List<int> NumbersByDay(SlotSet? among, bool oldestFirst, int take, int last)
    {
        var found = new List<int>(take);
        var order = ByDay;
        for (var i = 0; i < order.Length && found.Count < take; i++)
        {
            var slot = order[oldestFirst ? order.Length - 1 - i : i];
            if (HasDay(slot) && days[slot] <= last && among?[slot] != false)
                found.Add(nos[slot]);
        }
        return found;
    }

    public (int First, int Last)? YearsOf(string facet, string value)
    {
        var numbers = NumbersOf(facet, value);
        var dated = Array.FindLastIndex(numbers, no => HasDay(Slot(no)));
        return dated < 0 ? null : (Year(numbers[dated]), Year(numbers[0]));

        int Year(int no) => IndexEntry.DayWith(days[Slot(no)]).Year;
    }

    /// <summary>Slots of events that are over at <paramref name="now"/> (seconds since 1970).</summary>
    public SlotSet Past(long now) => PastAt(now).Set;

    /// <summary>Slots of events that are not over yet; undated ones are neither. Shared: not to be changed.</summary>
    public SlotSet Upcoming(long now) => PastAt(now).Upcoming;

    /// <summary>When the next event ends (seconds since 1970): until then <see cref="Past"/> stays what it is.</summary>
    public long NextEnd(long now) => PastAt(now).Until;

    private PastSet PastAt(long now)
    {
        if (past is { } known && now >= known.From && now < known.Until)
            return known;
        var (over, toCome) = (SlotSet.OfBits(Slots), SlotSet.OfBits(Slots));
        var until = long.MaxValue;
        for (var slot = 0; slot < ends.Length; slot++)
        {
            if (ends[slot] == 0)
                continue;
            (ends[slot] <= now ? over : toCome)[slot] = true;
            if (ends[slot] > now)
                until = Math.Min(until, ends[slot]);
        }
        return past = new PastSet(now, until, over, toCome);
    }

    /// <summary>Slots of events that have a date. Shared: not to be changed.</summary>
    public SlotSet Dated() => dated ??= SetOf(ends.Length, slot => ends[slot] != 0);

    /// <summary>Slots of instruments in force on a day (days since 1970).</summary>
    public SlotSet InForce(int day) =>
        SetOf(inForce.Length, slot => inForce[slot] is var (from, to) && from <= day && day <= to && (from, to) != default);

    private SlotSet SetOf(int slots, Predicate<int> isIn)
    {
        var set = SlotSet.OfBits(Slots);
        for (var slot = 0; slot < slots; slot++)
            if (isIn(slot))
                set[slot] = true;
        return set;
    }

    /// <summary>Whether a change can be taken in by <see cref="With"/>: the record stands here already or comes after all others, or is archived and does not stand here.</summary>
    public bool Takes(int no, string entry) => IndexEntry.IsArchived(entry) ? Slot(no) < 0 : Slot(no) >= 0 || Slots == 0 || no > nos[Slots - 1];

    /// <summary>The index after changes: each record's number and what it states now, new or not.</summary>
    public KindIndex With(IReadOnlyList<(int No, string Entry)> changes)
    {
        var added = changes.Where(change => Slot(change.No) < 0).OrderBy(change => change.No).ToList();
        var next = new KindIndex(this, Slots + added.Count);
        var own = new HashSet<SlotSet>();
        for (var i = 0; i < added.Count; i++)
            next.nos[Slots + i] = added[i].No;
        foreach (var (no, entry) in changes)
        {
            var slot = next.Slot(no);
            next.Clear(slot, own);
            next.Mark(slot, next.Read(slot, entry), own);
        }
        return next;
    }

    private void Clear(int slot, HashSet<SlotSet> own)
    {
        foreach (var values in facets.Values)
            foreach (var (value, bits) in values.ToList())
                if (bits[slot])
                    Own(values, value, bits, own)[slot] = false;
    }

    /// <summary>A set that earlier indexes share is copied before it is changed.</summary>
    private SlotSet Own(Dictionary<string, SlotSet> values, string value, SlotSet bits, HashSet<SlotSet> own)
    {
        if (own.Contains(bits))
            return bits;
        var copy = bits.Copy();
        values[value] = copy;
        own.Add(copy);
        return copy;
    }

    /// <summary>Takes in what stands at the beginning of a line; returns the facets, which follow.</summary>
    private ReadOnlySpan<char> Read(int slot, string entry)
    {
        var rest = entry.AsSpan();
        days[slot] = Next(ref rest) is { Length: > 0 } day ? int.Parse(day, CultureInfo.InvariantCulture) : NoDay;
        State(ref ends, slot, Next(ref rest) is { Length: > 0 } end ? long.Parse(end, CultureInfo.InvariantCulture) : 0);
        var from = Next(ref rest);
        var to = Next(ref rest);
        State(ref inForce, slot, from.Length > 0 ? (int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture)) : default);
        return rest;
    }

    private void Mark(int slot, ReadOnlySpan<char> facets, HashSet<SlotSet> own)
    {
        while (facets.Length > 0)
        {
            var (facet, value) = Parted(Next(ref facets).ToString());
            var values = ValuesOf(facet);
            if (values.TryGetValue(value, out var set))
                set = Own(values, value, set, own);
            else
                own.Add(values[value] = set = new SlotSet());
            set[slot] = true;
        }
    }

    private Dictionary<string, SlotSet> ValuesOf(string facet)
    {
        if (!facets.TryGetValue(facet, out var values))
            facets[facet] = values = [];
        return values;
    }

    private static (string Facet, string Value) Parted(string facet) =>
        facet.IndexOf('=', StringComparison.Ordinal) is var at ? (facet[..at], facet[(at + 1)..]) : default;

    private int[] Ordered()
    {
        var order = new int[Slots];
        var keys = new long[Slots];
        for (var slot = 0; slot < Slots; slot++)
        {
            order[slot] = slot;
            keys[slot] = days[slot] == NoDay ? ((long)int.MaxValue << 32) + slot : ((long)-days[slot] << 32) + slot;
        }
        Array.Sort(keys, order);
        return order;
    }

    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest)
    {
        var tab = rest.IndexOf('\t');
        var field = tab < 0 ? rest : rest[..tab];
        rest = tab < 0 ? [] : rest[(tab + 1)..];
        return field;
    }

    /// <summary>What was over from <see cref="From"/> until the next event ends.</summary>
    private sealed record PastSet(long From, long Until, SlotSet Set, SlotSet Upcoming);

    /// <summary>Sets what a record states, in an array that is empty as long as none states anything.</summary>
    private void State<T>(ref T[] stated, int slot, T value) where T : struct, IEquatable<T>
    {
        if (stated.Length == 0 && !value.Equals(default))
            stated = new T[days.Length];
        if (stated.Length > 0)
            stated[slot] = value;
    }

    /// <summary>Gives the index arrays of its own, with room for so many slots.</summary>
    private void Resize(int slots)
    {
        nos = Sized(nos, slots);
        days = Sized(days, slots);
        ends = ends.Length == 0 ? [] : Sized(ends, slots);
        inForce = inForce.Length == 0 ? [] : Sized(inForce, slots);
    }

    private static T[] Sized<T>(T[] before, int length)
    {
        var after = new T[length];
        before.AsSpan(0, Math.Min(before.Length, length)).CopyTo(after);
        return after;
    }
}
