using System.Globalization;
using Concord.Kernel.Records;
using NodaTime;

namespace Concord.Thread.Drawing;

/// <summary>
/// Places the nodes of a thread on a grid: columns in the order of time, rows in lanes by kind (mechanisms, documents, events,
/// projects, practices, publications and news, organizations and cities).
/// </summary>
internal sealed class ThreadPlacement
{
    private const int MaxColumns = 6;
    private const int Lanes = 5;

    private readonly List<ThreadNode> nodes;
    private readonly List<ThreadEdge> edges;
    private readonly Dictionary<string, int> columnOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> rowOf = new(StringComparer.Ordinal);
    private readonly HashSet<(int Column, int Row)> taken = [];

    public ThreadPlacement(IEnumerable<ThreadNode> given, IEnumerable<ThreadEdge> links)
    {
        nodes = [.. given.DistinctBy(n => n.Id, StringComparer.Ordinal)];
        var ids = nodes.Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        edges = [.. links.Where(e => ids.Contains(e.FromId) && ids.Contains(e.ToId) && e.FromId != e.ToId)
            .GroupBy(e => string.CompareOrdinal(e.FromId, e.ToId) < 0 ? (e.FromId, e.ToId) : (e.ToId, e.FromId))
            .Select(Joined)];
        var dated = InTime();
        Columns = Math.Max(1, dated.Count);
        for (var column = 0; column < dated.Count; column++)
            foreach (var node in dated[column])
                columnOf[node.Id] = column;
        Headings = [.. dated.Select(Years)];
        PlaceUndated();
        PlaceRows();
    }

    public IReadOnlyList<ThreadNode> Nodes => nodes;

    public IReadOnlyList<ThreadEdge> Edges => edges;

    public int Columns { get; private set; }

    public int Rows { get; private set; }

    /// <summary>The years of each column that stands for a time; columns after them hold only what has no date.</summary>
    public IReadOnlyList<string> Headings { get; }

    public int ColumnOf(string id) => columnOf[id];

    public int RowOf(string id) => rowOf[id];

    public bool IsTaken(int column, int row) => taken.Contains((column, row));

    /// <summary>Two records are joined by one line, however many relations they have.</summary>
    private static ThreadEdge Joined(IEnumerable<ThreadEdge> between)
    {
        List<ThreadEdge> all = [.. between];
        return all[0] with
        {
            Label = string.Join(" · ", all.Select(e => e.Label).Where(l => !string.IsNullOrWhiteSpace(l)).Distinct(StringComparer.Ordinal)),
            OnThread = all.Exists(e => e.OnThread),
        };
    }

    private static int Lane(RecordKind kind) => kind switch
    {
        RecordKind.Mechanism => 0,
        RecordKind.Instrument => 1,
        RecordKind.Event => 2,
        RecordKind.Project or RecordKind.Practice or RecordKind.Publication or RecordKind.NewsItem => 3,
        _ => 4,
    };

    private static string Years(List<ThreadNode> group)
    {
        int first = group.Min(n => n.Date!.Value.Year), last = group.Max(n => n.Date!.Value.Year);
        return first == last
            ? first.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{first}–{last}");
    }

    /// <summary>
    /// Dated nodes in columns: neighbours in time are joined while that costs nothing (one year, different lanes, no thread
    /// between them), and then the cheapest until the columns fit the width.
    /// </summary>
    private List<List<ThreadNode>> InTime()
    {
        var groups = nodes.Where(n => n.Date is not null)
            .Select(n => (Node: n, Day: Day(n)))
            .OrderBy(n => n.Day).ThenBy(n => n.Node.Date!.Value.First == n.Day ? 0 : 1).ThenBy(n => Lane(n.Node.Kind))
            .ThenBy(n => n.Node.Id, StringComparer.Ordinal)
            .Select(n => new List<ThreadNode> { n.Node })
            .ToList();
        var load = Math.Max(1, groups.Count / MaxColumns);
        while (groups.Count > 1)
        {
            var best = 0;
            var least = double.MaxValue;
            for (var i = 0; i + 1 < groups.Count; i++)
            {
                var cost = CostOfJoining(groups[i], groups[i + 1], load);
                if (cost < least)
                    (best, least) = (i, cost);
            }
            if (least >= 0 && groups.Count <= MaxColumns)
                break;
            groups[best].AddRange(groups[best + 1]);
            groups.RemoveAt(best + 1);
        }
        return groups;
    }

    /// <summary>
    /// The day that a node is sorted by. A document of August that hangs on a meeting of 13 August comes after the meeting, not on
    /// the first of the month.
    /// </summary>
    private LocalDate Day(ThreadNode node)
    {
        var date = node.Date!.Value;
        if (node.Kind != RecordKind.Instrument || date.IsDay)
            return date.First;
        var held = Neighbours(node.Id).Select(id => nodes.Find(n => n.Id == id)!)
            .Where(n => n.Kind == RecordKind.Event && n.Date is { } d && d.First > date.First && d.Last <= date.Last)
            .Select(n => n.Date!.Value.First)
            .ToList();
        return held.Count == 0 ? date.First : held.Min();
    }

    private double CostOfJoining(List<ThreadNode> left, List<ThreadNode> right, int load)
    {
        var years = right[0].Date!.Value.Year - left[^1].Date!.Value.Year;
        double cost = years == 0 ? -1.5 : 1.5 + Math.Min(years, 5);
        for (var lane = 0; lane < Lanes; lane++)
        {
            int l = left.Count(n => Lane(n.Kind) == lane), r = right.Count(n => Lane(n.Kind) == lane);
            if (l > 0 && r > 0)
                cost += (double)(l + r) / load;
        }
        var inLeft = left.Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        var inRight = right.Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var edge in edges)
        {
            if (!(inLeft.Contains(edge.FromId) && inRight.Contains(edge.ToId)) && !(inRight.Contains(edge.FromId) && inLeft.Contains(edge.ToId)))
                continue;
            cost += edge.OnThread ? 4 : years == 0 ? -0.5 : 0;
        }
        return cost;
    }

    /// <summary>What has no date stands in the column of what it hangs on, or in the nearest one with room in its lane.</summary>
    private void PlaceUndated()
    {
        var waiting = nodes.Where(n => n.Date is null).OrderBy(n => n.IsHere ? 0 : 1).ThenBy(n => Lane(n.Kind))
            .ThenBy(n => n.Id, StringComparer.Ordinal).ToList();
        if (waiting.Count == 0)
            return;
        var crowded = waiting.GroupBy(n => Lane(n.Kind)).Max(g => g.Count());
        Columns = Math.Max(Columns, Math.Min(MaxColumns, (crowded + 1) / 2));
        var load = new int[Lanes, Columns];
        foreach (var node in nodes.Where(n => n.Date is not null))
            load[Lane(node.Kind), columnOf[node.Id]]++;
        while (waiting.Count > 0)
        {
            var node = waiting.Find(n => Neighbours(n.Id).Any(columnOf.ContainsKey)) ?? waiting[0];
            waiting.Remove(node);
            var near = Neighbours(node.Id).Where(columnOf.ContainsKey).Select(id => columnOf[id]).ToList();
            var home = near.Count == 0 ? 0 : near.Order().ElementAt(near.Count / 2);
            var lane = Lane(node.Kind);
            var column = Enumerable.Range(0, Columns).MinBy(c => load[lane, c] + (0.55 * Math.Abs(c - home)));
            load[lane, column]++;
            columnOf[node.Id] = column;
        }
    }

    private IEnumerable<string> Neighbours(string id)
    {
        foreach (var edge in edges)
        {
            if (edge.FromId == id)
                yield return edge.ToId;
            else if (edge.ToId == id)
                yield return edge.FromId;
        }
    }

    /// <summary>
    /// Stacks what shares a lane and a column. The thread keeps to the row next to the events, so that the strong line runs straight:
    /// documents fill their lane from below, all others from above.
    /// </summary>
    private void PlaceRows()
    {
        var onThread = edges.Where(e => e.OnThread).SelectMany(e => new[] { e.FromId, e.ToId }).ToHashSet(StringComparer.Ordinal);
        for (var lane = 0; lane < Lanes; lane++)
        {
            var stacks = nodes.Where(n => Lane(n.Kind) == lane).GroupBy(n => columnOf[n.Id]).ToList();
            if (stacks.Count == 0)
                continue;
            var height = stacks.Max(s => s.Count());
            foreach (var stack in stacks)
            {
                var order = stack.OrderBy(n => n.IsHere ? 0 : onThread.Contains(n.Id) ? 1 : 2).ThenBy(n => n.Date?.First)
                    .ThenBy(n => n.Id, StringComparer.Ordinal);
                var place = 0;
                foreach (var node in order)
                {
                    var row = Rows + (lane <= 1 ? height - 1 - place : place);
                    place++;
                    rowOf[node.Id] = row;
                    taken.Add((stack.Key, row));
                }
            }
            Rows += height;
        }
    }
}
