namespace Concord.Thread.Drawing;

/// <summary>A place across: the line of a column's marks, or a track so many steps before it.</summary>
internal readonly record struct Across(int Column, int Track)
{
    public double Order => Column - (0.02 * Track);
}

/// <summary>A place down: the line of a row's marks, or a track in the channel above that line, counted from the top.</summary>
internal readonly record struct Down(int Row, int Track)
{
    public const int Marks = -1;

    public double Order => (Row * 1000) + (Track == Marks ? 500 : Track);

    public static Down OfMarks(int row) => new(row, Marks);
}

/// <summary>The way of one edge, and where its relation is written: in the cell of a column, above a track.</summary>
internal sealed record ThreadRoute(ThreadEdge Edge, IReadOnlyList<(Across X, Down Y)> Points, (int Column, Down Above)? LabelAt);

/// <summary>
/// Finds ways for the edges beside the texts. Texts hang in the cells, after and under their marks; lines keep to the lines of the
/// marks, to channels above the rows and to tracks before the columns. Where all tracks are taken, lines share the last one.
/// </summary>
internal sealed class ThreadRouting
{
    private const int MostTracks = 12;

    // Lines of different relations may run together through one channel into a mark, or for a few steps before it.
    private const double Channel = 3000, Touch = 0.2;

    private readonly ThreadPlacement grid;
    private readonly Dictionary<Across, List<Run>> vertical = [];
    private readonly Dictionary<Down, List<Run>> horizontal = [];
    private readonly Dictionary<(int Column, Down Above), string> labels = [];
    private readonly Dictionary<string, int> degree = new(StringComparer.Ordinal);

    public ThreadRouting(ThreadPlacement grid)
    {
        this.grid = grid;
        ChannelTracks = new int[grid.Rows];
        ColumnTracks = new int[grid.Columns];
        LabelledRows = new bool[grid.Rows];
        foreach (var edge in grid.Edges)
        {
            degree[edge.FromId] = degree.GetValueOrDefault(edge.FromId) + 1;
            degree[edge.ToId] = degree.GetValueOrDefault(edge.ToId) + 1;
        }
        foreach (var node in grid.Nodes.Where(n => n.IsHere))
            degree[node.Id] = 1000;
        Routes = [.. grid.Edges
            .OrderBy(e => e.OnThread ? 0 : 1)
            .ThenBy(e => Math.Abs(grid.ColumnOf(e.FromId) - grid.ColumnOf(e.ToId)) + Math.Abs(grid.RowOf(e.FromId) - grid.RowOf(e.ToId)))
            .ThenBy(e => e.FromId, StringComparer.Ordinal).ThenBy(e => e.ToId, StringComparer.Ordinal).ThenBy(e => e.Label, StringComparer.Ordinal)
            .Select(Route)];
    }

    public IReadOnlyList<ThreadRoute> Routes { get; }

    /// <summary>Tracks in the channel above each row.</summary>
    public int[] ChannelTracks { get; }

    /// <summary>Tracks before each column.</summary>
    public int[] ColumnTracks { get; }

    /// <summary>Rows on whose line of marks a relation is written.</summary>
    public bool[] LabelledRows { get; }

    /// <summary>Whether no line runs before or through a cell beside its text, so that text may reach into it.</summary>
    public bool IsClear(int column, int row)
    {
        double from = Down.OfMarks(row).Order, to = new Down(row + 1, 0).Order;
        return !vertical.Any(v => v.Key.Column == column && v.Value.Exists(r => r.To > from && r.From < to));
    }

    private sealed record Run(double From, double To, ThreadEdge? Edge);

    private sealed record Candidate(List<(Across X, Down Y)> Points, double Cost, (int Column, Down Above)? Label);

    private ThreadRoute Route(ThreadEdge edge)
    {
        var (a, b) = (At(edge.FromId), At(edge.ToId));
        var (upper, lower) = a.Row <= b.Row ? (a, b) : (b, a);
        var best = Candidates(edge, upper, lower).MinBy(c => c.Cost)!;
        Take(edge, best);
        return new ThreadRoute(edge, best.Points, edge.Label.Length == 0 ? null : best.Label);
    }

    private (int Column, int Row) At(string id) => (grid.ColumnOf(id), grid.RowOf(id));

    private IEnumerable<Candidate> Candidates(ThreadEdge edge, (int Column, int Row) upper, (int Column, int Row) lower)
    {
        if (upper.Column == lower.Column)
        {
            yield return Straight(edge, upper, lower);
            yield break;
        }
        for (var row = upper.Row; row <= lower.Row; row++)
        {
            if (OnMarks(edge, upper, lower, row) is { } along)
                yield return along;
            yield return InChannel(edge, upper, lower, row);
        }
    }

    private Candidate Straight(ThreadEdge edge, (int Column, int Row) upper, (int Column, int Row) lower)
    {
        Down from = Down.OfMarks(upper.Row), to = Down.OfMarks(lower.Row);
        var x = FreeColumn(edge, upper.Column, from, to);
        List<(Across, Down)> points = x.Track == 0
            ? [(x, from), (x, to)]
            : [(new(upper.Column, 0), from), (x, from), (x, to), (new(upper.Column, 0), to)];
        return new Candidate(points, 0, edge.Label.Length == 0 ? null : (upper.Column, FreeLabel(edge, upper.Column, lower.Row)));
    }

    /// <summary>Along the line of marks of a row where no mark and no other line stands in the way.</summary>
    private Candidate? OnMarks(ThreadEdge edge, (int Column, int Row) upper, (int Column, int Row) lower, int row)
    {
        var y = Down.OfMarks(row);
        int first = Math.Min(upper.Column, lower.Column), last = Math.Max(upper.Column, lower.Column);
        for (var column = first; column <= last; column++)
            if (grid.IsTaken(column, row) && (column, row) != upper && (column, row) != lower)
                return null;
        if (!IsFree(horizontal, y, first, last, edge))
            return null;
        // Time runs on along the row that it comes from, and turns at the later record.
        var earlier = upper.Column < lower.Column ? upper : lower;
        return Bent(edge, upper, lower, y, first, last, row == earlier.Row ? 0 : 0.2);
    }

    private Candidate InChannel(ThreadEdge edge, (int Column, int Row) upper, (int Column, int Row) lower, int row)
    {
        int first = Math.Min(upper.Column, lower.Column), last = Math.Max(upper.Column, lower.Column);
        var track = 0;
        while (track < MostTracks && !IsFree(horizontal, new Down(row, track), first - 0.4, last, edge))
            track++;
        return Bent(edge, upper, lower, new Down(row, track), first, last, track >= ChannelTracks[row] ? 1 : 0.6);
    }

    private Candidate Bent(ThreadEdge edge, (int Column, int Row) upper, (int Column, int Row) lower, Down y, int first, int last, double cost)
    {
        Down from = Down.OfMarks(upper.Row), to = Down.OfMarks(lower.Row);
        var points = new List<(Across X, Down Y)> { (new(upper.Column, 0), from) };
        var tracks = 0;
        foreach (var (column, end) in new[] { (upper.Column, from), (lower.Column, to) })
        {
            if (y == end)
            {
                if (points[^1] != (new Across(column, 0), y))
                    points.Add((new(column, 0), y));
                continue;
            }
            var x = end.Order < y.Order ? FreeColumn(edge, column, end, y) : FreeColumn(edge, column, y, end);
            tracks += x.Track;
            if (column == upper.Column && end == from)
            {
                if (x.Track > 0)
                    points.Add((x, end));
                points.Add((x, y));
            }
            else
            {
                points.Add((x, y));
                points.Add((x, end));
                if (x.Track > 0)
                    points.Add((new(column, 0), end));
            }
        }
        cost += (0.5 * tracks) + (0.1 * Math.Abs(upper.Row - lower.Row)) + (0.3 * Crossings(points));
        if (y.Track == Down.Marks && y != from && y != to)
            cost += 0.8;
        var hub = degree.GetValueOrDefault(edge.FromId) >= degree.GetValueOrDefault(edge.ToId) ? edge.FromId : edge.ToId;
        return new Candidate(points, cost, (grid.ColumnOf(hub) == first ? first : last - 1, y));
    }

    private Across FreeColumn(ThreadEdge edge, int column, Down from, Down to)
    {
        var free = true;
        for (var row = from.Row; row <= to.Row && free; row++)
        {
            var mark = Down.OfMarks(row).Order;
            free = !(grid.IsTaken(column, row) && mark > from.Order && mark < to.Order);
        }
        if (free && IsFree(vertical, new Across(column, 0), from.Order, to.Order, edge))
            return new Across(column, 0);
        var track = 1;
        while (track < MostTracks && !IsFree(vertical, new Across(column, track), from.Order, to.Order, edge))
            track++;
        return new Across(column, track);
    }

    /// <summary>Room for a relation that is written beside a vertical line: in the channel above the row that the line ends at.</summary>
    private Down FreeLabel(ThreadEdge edge, int column, int row)
    {
        var track = 0;
        while (!IsFree(horizontal, new Down(row, track), column + 0.1, column + 0.9, null)
            && !(labels.TryGetValue((column, new Down(row, track)), out var there) && there == edge.Label))
            track++;
        return new Down(row, track);
    }

    private static bool IsFree<TKey>(Dictionary<TKey, List<Run>> runs, TKey key, double from, double to, ThreadEdge? edge)
        where TKey : notnull =>
        !runs.TryGetValue(key, out var there)
        || there.TrueForAll(r => r.To < from || r.From > to
            || MayShare(r.Edge, edge, (Math.Min(r.To, to) - Math.Max(r.From, from)) / (key is Across ? Channel : 1)));

    /// <summary>
    /// Lines of one relation at one record may run together, as branches of a stem do; lines of different relations only touch where
    /// they come together at a record.
    /// </summary>
    private static bool MayShare(ThreadEdge? there, ThreadEdge? edge, double length)
    {
        if (there is null || edge is null || there.OnThread != edge.OnThread)
            return false;
        var meet = there.FromId == edge.FromId || there.ToId == edge.ToId || there.FromId == edge.ToId || there.ToId == edge.FromId;
        return meet && (there.Label == edge.Label || length <= Touch);
    }

    private int Crossings(List<(Across X, Down Y)> points)
    {
        var count = 0;
        for (var i = 1; i < points.Count; i++)
        {
            var (p, q) = (points[i - 1], points[i]);
            if (p.Y == q.Y)
                count += Count(vertical, k => k.Order, p.Y.Order, Math.Min(p.X.Order, q.X.Order), Math.Max(p.X.Order, q.X.Order));
            else
                count += Count(horizontal, k => k.Order, p.X.Order, Math.Min(p.Y.Order, q.Y.Order), Math.Max(p.Y.Order, q.Y.Order));
        }
        return count;
    }

    private static int Count<TKey>(Dictionary<TKey, List<Run>> runs, Func<TKey, double> order, double at, double from, double to)
        where TKey : notnull =>
        runs.Where(r => order(r.Key) > from && order(r.Key) < to).Sum(r => r.Value.Count(run => run.From < at && run.To > at));

    private void Take(ThreadEdge edge, Candidate way)
    {
        for (var i = 1; i < way.Points.Count; i++)
        {
            var (p, q) = (way.Points[i - 1], way.Points[i]);
            if (p.Y == q.Y)
            {
                Add(horizontal, p.Y, new Run(Math.Min(p.X.Order, q.X.Order), Math.Max(p.X.Order, q.X.Order), edge));
                UseTrack(p.Y);
            }
            else
            {
                Add(vertical, p.X, new Run(Math.Min(p.Y.Order, q.Y.Order), Math.Max(p.Y.Order, q.Y.Order), edge));
                ColumnTracks[p.X.Column] = Math.Max(ColumnTracks[p.X.Column], p.X.Track);
            }
        }
        if (way.Label is not { } label || edge.Label.Length == 0)
            return;
        labels[label] = edge.Label;
        UseTrack(label.Above);
        if (label.Above.Track == Down.Marks)
            LabelledRows[label.Above.Row] = true;
        else if (!way.Points.Exists(p => p.Y == label.Above))
            Add(horizontal, label.Above, new Run(label.Column + 0.1, label.Column + 0.9, null));
    }

    private void UseTrack(Down y)
    {
        if (y.Track != Down.Marks)
            ChannelTracks[y.Row] = Math.Max(ChannelTracks[y.Row], y.Track + 1);
    }

    private static void Add<TKey>(Dictionary<TKey, List<Run>> runs, TKey key, Run run)
        where TKey : notnull
    {
        if (!runs.TryGetValue(key, out var there))
            runs[key] = there = [];
        there.Add(run);
    }
}
