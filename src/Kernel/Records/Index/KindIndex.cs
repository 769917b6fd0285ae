using System.Globalization;

namespace Concord.Kernel.Records.Index;

/// <summary>
/// All records of one kind as sets of slots: one set per facet value, and the slots in order. An index never changes; a change of
/// a record makes a new one that shares all that the change did not touch.
/// </summary>
internal sealed class KindIndex
{
    public const int NoDay = int.MinValue;

    private readonly int[] nos;
    private readonly int[] days;
    private readonly long[] ends;
    private readonly (int From, int To)[] inForce;
    private readonly Dictionary<string, Dictionary<string, Bits>> facets;
    private int[] byDay;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(string Facet, string Value), int[]> byDayOf = new();
    private PastSet? past;
    private Bits? dated;

    public KindIndex(IEnumerable<(int No, string Entry)> entries)
    {
        var lines = entries.OrderBy(entry => entry.No).ToList();
        Slots = lines.Count;
        nos = new int[Slots];
        days = new int[Slots];
        ends = new long[Slots];
        inForce = new (int, int)[Slots];
        facets = [];
        for (var slot = 0; slot < Slots; slot++)
        {
            nos[slot] = lines[slot].No;
            Read(slot, lines[slot].Entry, own: null);
        }
        byDay = Ordered();
    }

    private KindIndex(KindIndex before, int slots)
    {
        Slots = slots;
        nos = Grown(before.nos, slots);
        days = Grown(before.days, slots);
        ends = Grown(before.ends, slots);
        inForce = Grown(before.inForce, slots);
        facets = before.facets.ToDictionary(facet => facet.Key, facet => new Dictionary<string, Bits>(facet.Value));
        byDay = before.byDay;
    }

    public int Slots { get; }

    /// <summary>Slots by day, latest first; those without a day last, in the order of their numbers.</summary>
    public ReadOnlySpan<int> ByDay => byDay;

    public int No(int slot) => nos[slot];

    /// <summary>The slot of a record's number, or -1.</summary>
    public int Slot(int no) => Array.BinarySearch(nos, no) is >= 0 and var slot ? slot : -1;

    /// <summary>The first slot whose record has a number above <paramref name="no"/>.</summary>
    public int FirstSlotAfter(int no) => Array.BinarySearch(nos, no) is var at && at >= 0 ? at + 1 : ~at;

    public bool HasDay(int slot) => days[slot] != NoDay;

    public IReadOnlyDictionary<string, Bits> Values(string facet) =>
        facets.TryGetValue(facet, out var values) ? values : new Dictionary<string, Bits>();

    public int Count(string facet, string value) => facets.GetValueOrDefault(facet)?.GetValueOrDefault(value)?.Count() ?? 0;

    /// <summary>Numbers of the records with a facet value, latest first, those without a day last. Made when first asked for.</summary>
    public int[] NumbersOf(string facet, string value) =>
        // What no record carries is not kept: it may be anything that somebody typed.
        facets.GetValueOrDefault(facet)?.GetValueOrDefault(value) is not { } bits ? [] : byDayOf.GetOrAdd((facet, value), _ =>
        {
            var found = new int[bits.Count()];
            var at = 0;
            foreach (var slot in byDay)
                if (bits[slot])
                    found[at++] = nos[slot];
            return found;
        });

    /// <summary>Numbers of records by day, of those in <paramref name="among"/> (null for all) that have a day not after <paramref name="last"/>.</summary>
    public List<int> NumbersByDay(Bits? among, bool oldestFirst, int take, int last)
    {
        var found = new List<int>(take);
        for (var i = 0; i < byDay.Length && found.Count < take; i++)
        {
            var slot = byDay[oldestFirst ? byDay.Length - 1 - i : i];
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
    public Bits Past(long now) => PastAt(now).Set;

    /// <summary>Slots of events that are not over yet; undated ones are neither. Shared: not to be changed.</summary>
    public Bits Upcoming(long now) => PastAt(now).Upcoming;

    /// <summary>When the next event ends (seconds since 1970): until then <see cref="Past"/> stays what it is.</summary>
    public long NextEnd(long now) => PastAt(now).Until;

    private PastSet PastAt(long now)
    {
        if (past is { } known && now >= known.From && now < known.Until)
            return known;
        var set = new Bits(Slots);
        var until = long.MaxValue;
        for (var slot = 0; slot < Slots; slot++)
        {
            if (ends[slot] == 0)
                continue;
            if (ends[slot] <= now)
                set[slot] = true;
            else
                until = Math.Min(until, ends[slot]);
        }
        return past = new PastSet(now, until, set, Dated().And(set.Not(Slots)));
    }

    /// <summary>Slots of events that have a date.</summary>
    public Bits Dated() => dated ??= FindDated();

    private Bits FindDated()
    {
        var set = new Bits(Slots);
        for (var slot = 0; slot < Slots; slot++)
            set[slot] = ends[slot] != 0;
        return set;
    }

    /// <summary>Slots of instruments in force on a day (days since 1970).</summary>
    public Bits InForce(int day)
    {
        var set = new Bits(Slots);
        for (var slot = 0; slot < Slots; slot++)
            set[slot] = inForce[slot] is var (from, to) && from <= day && day <= to && (from, to) != default;
        return set;
    }

    /// <summary>The index after changes: each record's number and what it states now, new or not.</summary>
    public KindIndex With(IReadOnlyList<(int No, string Entry)> changes)
    {
        var added = changes.Where(change => Slot(change.No) < 0).OrderBy(change => change.No).ToList();
        var next = new KindIndex(this, Slots + added.Count);
        var own = new HashSet<Bits>();
        for (var i = 0; i < added.Count; i++)
            next.nos[Slots + i] = added[i].No;
        foreach (var (no, entry) in changes)
        {
            var slot = next.Slot(no);
            next.Clear(slot, own);
            next.Read(slot, entry, own);
        }
        next.byDay = next.Ordered();
        return next;
    }

    private void Clear(int slot, HashSet<Bits> own)
    {
        foreach (var values in facets.Values)
            foreach (var (value, bits) in values.ToList())
                if (bits[slot])
                    Own(values, value, bits, own)[slot] = false;
    }

    /// <summary>A set that earlier indexes share is copied before it is changed.</summary>
    private Bits Own(Dictionary<string, Bits> values, string value, Bits bits, HashSet<Bits> own)
    {
        if (own.Contains(bits))
            return bits;
        var copy = bits.Copy(Slots);
        values[value] = copy;
        own.Add(copy);
        return copy;
    }

    /// <param name="own">The sets that are this index's alone; null while the index is first made and all are.</param>
    private void Read(int slot, string entry, HashSet<Bits>? own)
    {
        var rest = entry.AsSpan();
        days[slot] = Next(ref rest) is { Length: > 0 } day ? int.Parse(day, CultureInfo.InvariantCulture) : NoDay;
        ends[slot] = Next(ref rest) is { Length: > 0 } end ? long.Parse(end, CultureInfo.InvariantCulture) : 0;
        var from = Next(ref rest);
        var to = Next(ref rest);
        inForce[slot] = from.Length > 0 ? (int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture)) : default;
        while (rest.Length > 0)
        {
            var facet = Next(ref rest);
            var equals = facet.IndexOf('=');
            Mark(facet[..equals], facet[(equals + 1)..], slot, own);
        }
    }

    private void Mark(ReadOnlySpan<char> facet, ReadOnlySpan<char> value, int slot, HashSet<Bits>? own)
    {
        if (!facets.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(facet, out var values))
            facets[facet.ToString()] = values = [];
        var lookup = values.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(value, out var bits))
        {
            lookup[value] = bits = new Bits(Slots);
            own?.Add(bits);
        }
        else if (own is not null)
        {
            bits = Own(values, value.ToString(), bits, own);
        }
        bits[slot] = true;
    }

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
    private sealed record PastSet(long From, long Until, Bits Set, Bits Upcoming);

    private static T[] Grown<T>(T[] before, int length)
    {
        var after = new T[length];
        before.CopyTo(after, 0);
        return after;
    }
}
