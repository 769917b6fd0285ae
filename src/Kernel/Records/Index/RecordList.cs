using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Search;
using NodaTime;

namespace Concord.Kernel.Records.Index;

/// <summary>The answer to a <see cref="ListRequest"/>: which records match, and how many there would be with each filter value.</summary>
public sealed class RecordList
{
    private readonly KindIndex index;
    private readonly ListRequest request;
    private readonly long now;
    private readonly Dictionary<string, SlotSet> sets = [];

    private RecordList(KindIndex index, ListRequest request, Instant now, SlotSet? found)
    {
        (this.index, this.request, this.now) = (index, request, now.ToUnixTimeSeconds());
        foreach (var filter in request.Chosen.Keys)
            sets[filter] = Union(filter, request.Chosen[filter]);
        if (WhenSet(request.When) is { } when)
            sets["when"] = when;
        foreach (var day in request.On)
            if (index.InForce(IndexEntry.DayNumber(day)) is var inForce && !sets.TryAdd("on", inForce))
                sets["on"].Add(inForce);
        if (found is not null)
            sets["q"] = found;
        Matching = Meet(except: null);
        Total = Matching?.Count() ?? index.Slots;
    }

    /// <summary>The slots that match; null for all.</summary>
    internal SlotSet? Matching { get; }

    /// <summary>How many match.</summary>
    public int Total { get; }

    internal static async Task<RecordList> AskAsync(RecordReads reads, Snapshot snapshot, RecordModel model, ListRequest request,
        Instant now, CancellationToken cancel)
    {
        var index = snapshot[model.Kind];
        SlotSet? found = null;
        foreach (var words in request.Words)
        {
            found ??= SlotSet.OfBits(index.Slots);
            var query = SearchQuery.Parse(words);
            if (query.IsEmpty)
                continue;
            foreach (var no in await reads.MatchAsync(query, inNames: false, int.MaxValue, cancel))
                if (index.Slot(no) is >= 0 and var slot)
                    found[slot] = true;
        }
        return new RecordList(index, request, now, found);
    }

    /// <summary>Whether the record of a number matches.</summary>
    public bool Contains(int no) => index.Slot(no) is >= 0 and var slot && (Matching is null || Matching[slot]);

    /// <summary>How many match for each value of a facet, in no order; unlike <see cref="Counts"/>, also for facets that are not filters.</summary>
    public IEnumerable<(string Value, int Count)> CountsOf(string facet)
    {
        foreach (var (value, bits) in index.Values(facet))
            if ((Matching is null ? bits.Count() : bits.CountWith(Matching)) is > 0 and var count)
                yield return (value, count);
    }

    /// <summary>The numbers of those that match, with each value of a facet that they carry.</summary>
    public IEnumerable<(string Value, int No)> NumbersBy(string facet)
    {
        foreach (var (value, bits) in index.Values(facet))
            foreach (var slot in bits.Slots())
                if (Matching is null || Matching[slot])
                    yield return (value, index.No(slot));
    }

    /// <summary>How many match for each value of a filter, the filter's own choice left aside, the most frequent first.</summary>
    public List<(string Value, int Count)> Counts(ListFilter filter)
    {
        var rest = Meet(except: filter.Name);
        var counts = new List<(string Value, int Count)>();
        foreach (var (value, bits) in index.Values(filter.Name))
        {
            var count = rest is null ? bits.Count() : bits.CountWith(rest);
            if (count > 0 || request.Values(filter.Name).Contains(value))
                counts.Add((value, count));
        }
        foreach (var value in request.Values(filter.Name).Where(value => counts.TrueForAll(count => count.Value != value)))
            counts.Add((value, 0));
        counts.Sort((a, b) => (-a.Count, a.Value).CompareTo((-b.Count, b.Value)));
        return counts;
    }

    /// <summary>How many events match for a time, the chosen time left aside.</summary>
    public int Count(When when)
    {
        var rest = Meet(except: "when");
        return WhenSet(when) is { } set
            ? rest is null ? set.Count() : set.CountWith(rest)
            : rest?.Count() ?? index.Slots;
    }

    /// <summary>Record numbers of a stretch of the list by day.</summary>
    public List<int> ByDay(bool oldestFirst, int skip, int take) =>
        Stretch(index.ByDay, TurnedByDay(oldestFirst), 0, skip, take);

    /// <summary>Record numbers of a stretch of the list in an order made of slots.</summary>
    public List<int> InOrder(int[] order, bool descending, int skip, int take) =>
        Stretch(order, descending ? order.Length : 0, 0, skip, take);

    /// <summary>Record numbers after the record <paramref name="after"/> (0 for the beginning) in the order of the request; without one by number.</summary>
    internal async Task<List<int>> AfterAsync(RecordReads reads, Snapshot snapshot, RecordModel model, Language language, int after,
        int take, CancellationToken cancel)
    {
        switch (request.Order)
        {
            case ListOrder.Default:
                return ByNumber(after, take);
            case ListOrder.Oldest or ListOrder.Latest:
                var turned = TurnedByDay(request.Order == ListOrder.Oldest);
                return Stretch(index.ByDay, turned, From(index.ByDay, turned, after), 0, take);
            default:
                var order = await NameOrderAsync(reads, snapshot, model.Kind, language, cancel);
                turned = request.Order == ListOrder.NameDescending ? order.Length : 0;
                return Stretch(order, turned, From(order, turned, after), 0, take);
        }
    }

    /// <summary>Record numbers above <paramref name="after"/>, ascending: the order of the API, in which later records come last.</summary>
    public List<int> ByNumber(int after, int take)
    {
        var nos = new List<int>(take);
        for (var slot = index.FirstSlotAfter(after); slot < index.Slots && nos.Count < take; slot++)
            if (Matching is null || Matching[slot])
                nos.Add(index.No(slot));
        return nos;
    }

    /// <summary>The order of a kind by name in a language: made once per state of the store, when first asked for.</summary>
    internal static async Task<int[]> NameOrderAsync(RecordReads reads, Snapshot snapshot, RecordKind kind, Language language, CancellationToken cancel)
    {
        if (snapshot.NameOrders.TryGetValue((kind, language.Tag), out var known))
            return known;
        // One reader makes it; those who come meanwhile wait instead of doing the same work.
        await snapshot.NameOrdersGate.WaitAsync(cancel);
        try
        {
            return snapshot.NameOrders.TryGetValue((kind, language.Tag), out known) ? known
                : snapshot.NameOrders[(kind, language.Tag)] = await MakeNameOrderAsync(reads, snapshot, kind, language, cancel);
        }
        finally
        {
            snapshot.NameOrdersGate.Release();
        }
    }

    private static async Task<int[]> MakeNameOrderAsync(RecordReads reads, Snapshot snapshot, RecordKind kind, Language language, CancellationToken cancel)
    {
        var index = snapshot[kind];
        var names = await reads.CaptionsAsync(kind, cancel);
        return [.. names.Where(name => index.Slot(name.No) >= 0)
            .OrderBy(name => name.Name.In(language.Tag).Text, language.Order).ThenBy(name => name.No)
            .Select(name => index.Slot(name.No))];
    }

    /// <summary>Record numbers of those that match, from a place in an order whose first <paramref name="turned"/> slots are read backwards.</summary>
    private List<int> Stretch(ReadOnlySpan<int> order, int turned, int from, int skip, int take)
    {
        var nos = new List<int>(take);
        for (var i = from; i < order.Length && nos.Count < take; i++)
        {
            var slot = order[i < turned ? turned - 1 - i : i];
            if (Matching is { } matching && !matching[slot])
                continue;
            if (skip-- <= 0)
                nos.Add(index.No(slot));
        }
        return nos;
    }

    /// <summary>The place after a record in an order; the end of the order where the record is not known.</summary>
    private int From(ReadOnlySpan<int> order, int turned, int after)
    {
        if (after == 0)
            return 0;
        return order.IndexOf(index.Slot(after)) switch
        {
            < 0 => order.Length,
            var at when at < turned => turned - at,
            var at => at + 1,
        };
    }

    /// <summary>How much of the order by day is turned round: those without a day stand last in either direction.</summary>
    private int TurnedByDay(bool oldestFirst) => oldestFirst ? Undated(index.ByDay) : 0;

    private int Undated(ReadOnlySpan<int> order)
    {
        var (low, high) = (0, order.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = index.HasDay(order[middle]) ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private SlotSet? WhenSet(When when) => when switch
    {
        When.Past => index.Past(now),
        When.Upcoming => index.Upcoming(now),
        When.Dated => index.Dated(),
        _ => null,
    };

    private SlotSet Union(string filter, IReadOnlyList<string> values)
    {
        var union = SlotSet.OfBits(index.Slots);
        var known = index.Values(filter);
        foreach (var value in values)
            if (known.TryGetValue(value, out var bits))
                union.Add(bits);
        return union;
    }

    /// <summary>What meets all filters but one; null when no filter is left.</summary>
    private SlotSet? Meet(string? except)
    {
        SlotSet? met = null;
        foreach (var (filter, set) in sets)
            if (filter != except)
                met = met is null ? set : met.And(set);
        return met;
    }
}
