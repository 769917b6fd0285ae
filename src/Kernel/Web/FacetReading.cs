using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Kernel.Web;

/// <summary>
/// Rows and counts of records of any module by what they carry (<c>mechanism</c>, <c>place</c>, <c>series</c>): what a page shows of
/// other modules without knowing them. Answered from the index; only the rows that are shown are read.
/// </summary>
public static class FacetReading
{
    /// <summary>
    /// Records of a kind that carry a facet value. Those that live by dates stand latest first, forthcoming events the soonest first,
    /// those without a date last; the others by name in the reader's language.
    /// </summary>
    /// <param name="r">The reader.</param>
    /// <param name="kind">The kind of the records.</param>
    /// <param name="facet">A facet that the kind states: <c>mechanism</c>.</param>
    /// <param name="value">The facet's value; one that no record carries makes an empty list.</param>
    /// <param name="when">Of events, those that are to come or those that are over.</param>
    /// <param name="take">The most rows to return.</param>
    /// <param name="cancel">Stops.</param>
    public static Task<List<RecordRow>> ListAsync(this Reading r, RecordKind kind, string facet, string value, When when = When.All,
        int take = 25, CancellationToken cancel = default) =>
        r.ListAsync(kind, [(facet, value)], when, take, cancel);

    /// <summary>As above, for records that carry all of several values; there is at least one.</summary>
    public static async Task<List<RecordRow>> ListAsync(this Reading r, RecordKind kind, IReadOnlyList<(string Facet, string Value)> having,
        When when = When.All, int take = 25, CancellationToken cancel = default)
    {
        if (Having(r, kind, having, when) is not { } set)
            return [];
        var nos = r.Models[kind].OrderedByDay
            ? ByDay(r.Known[kind], set, having[0], soonestFirst: when == When.Upcoming, take)
            : ByName(r.Known[kind], set.AsBits(), await RecordList.NameOrderAsync(r.Reads, r.Known, kind, r.Language, cancel), take);
        return await r.RowsAsync(nos, cancel);
    }

    /// <summary>How many records of a kind carry a facet value; of events, if asked, only those to come or those over.</summary>
    public static int Count(this Reading r, RecordKind kind, string facet, string value, When when) =>
        Having(r, kind, [(facet, value)], when)?.Count() ?? 0;

    /// <summary>How many records of a kind carry all of several facet values.</summary>
    public static int Count(this Reading r, RecordKind kind, IReadOnlyList<(string Facet, string Value)> having, When when = When.All) =>
        Having(r, kind, having, when)?.Count() ?? 0;

    /// <summary>Of the records of a kind that carry a facet value: how many carry each value of another facet, the most frequent first.</summary>
    public static IReadOnlyList<(string Value, int Count)> Counts(this Reading r, RecordKind kind, string facet, string value, string by) =>
        Having(r, kind, [(facet, value)], When.All) is not { } set ? []
        : [.. r.Known[kind].Values(by).Select(other => (Value: other.Key, Count: other.Value.CountWith(set)))
            .Where(other => other.Count > 0)
            .OrderByDescending(other => other.Count).ThenBy(other => other.Value, StringComparer.Ordinal)];

    /// <summary>Rows without facts that the page around them already states: the mechanism, the city, the place.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="isSaid">True for a fact to leave out.</param>
    public static List<RecordRow> Without(this List<RecordRow> rows, Predicate<RowFact> isSaid) =>
        rows.ConvertAll(row => row with { Facts = [.. row.Facts.Where(fact => !isSaid(fact))] });

    /// <summary>The days by which lists order these records; records without one are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, LocalDate?>> DaysAsync(this Reading r, IReadOnlyCollection<string> ids,
        CancellationToken cancel = default)
    {
        var entries = await r.Db.Records.AsNoTracking().Where(record => ids.Contains(record.Id))
            .Select(record => new { record.Id, record.Entry }).ToListAsync(cancel);
        return entries.Select(record => (record.Id, Day: IndexEntry.DayOf(record.Entry))).Where(record => record.Day is not null)
            .ToDictionary(record => record.Id, record => (LocalDate?)IndexEntry.DayWith(record.Day!.Value));
    }

    private static SlotSet? Having(Reading r, RecordKind kind, IReadOnlyList<(string Facet, string Value)> having, When when)
    {
        var index = r.Known[kind];
        SlotSet? met = null;
        foreach (var (facet, value) in having)
        {
            if (!index.Values(facet).TryGetValue(value, out var bits))
                return null;
            met = met is null ? bits : met.And(bits);
        }
        var now = r.Now.ToUnixTimeSeconds();
        return when switch
        {
            When.Past => met?.And(index.Past(now)),
            When.Upcoming => met?.And(index.Upcoming(now)),
            When.Dated => met?.And(index.Dated()),
            _ => met,
        };
    }

    private static List<int> ByDay(KindIndex index, SlotSet set, (string Facet, string Value) first, bool soonestFirst, int take)
    {
        var nos = new List<int>();
        var left = set.Count();
        // What is to come is at the front of the order, latest first: the soonest are the last of the set.
        var skip = soonestFirst ? Math.Max(0, left - take) : 0;
        foreach (var no in index.NumbersOf(first.Facet, first.Value))
        {
            if (left == 0 || nos.Count == take)
                break;
            if (!set[index.Slot(no)])
                continue;
            left--;
            if (skip-- <= 0)
                nos.Add(no);
        }
        if (soonestFirst)
            nos.Reverse();
        return nos;
    }

    private static List<int> ByName(KindIndex index, SlotSet set, int[] order, int take) =>
        [.. order.Where(slot => set[slot]).Take(take).Select(index.No)];
}
