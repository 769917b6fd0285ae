using Concord.Kernel.Charts;
using Microsoft.AspNetCore.Html;

namespace Concord.Thread.Drawing;

/// <summary>
/// Draws the thread of a record: time from left to right, documents above, events below them, then what was done and by whom.
/// The strong line is the thread through the record; other links are dashed, with their relation written on them.
/// </summary>
internal static class ThreadDrawing
{
    /// <summary>Width of the drawing in its own units, which are pixels where the page has room for it.</summary>
    public const double Width = 1216;

    private const double TrackWidth = 9, TrackHeight = 19, Hang = 16, LineHeight = 20.5, WidestCell = 400;

    /// <summary>Draws up to about thirty nodes legibly; cutting a longer thread is the caller's choice. No node gives an empty drawing.</summary>
    public static IHtmlContent Draw(DrawingCaption caption, IEnumerable<ThreadNode> nodes, IEnumerable<ThreadEdge> edges)
    {
        var grid = new ThreadPlacement(nodes, edges);
        var routing = new ThreadRouting(grid);
        var svg = new Svg();
        if (grid.Nodes.Count == 0)
            return svg.ToHtml(caption, Width, 1, holdsLinks: false);
        var cells = new Cells(grid, routing, caption.Language);
        DrawHeadings(svg, grid, cells);
        foreach (var route in routing.Routes.OrderBy(r => r.Edge.OnThread ? 1 : 0))
        {
            var points = route.Points.Select(p => (cells.X(p.X), cells.Y(p.Y))).ToList();
            svg.Polyline(points, route.Edge.OnThread ? "th" : "th-2", route.Edge.OnThread ? 20 : 8);
        }
        foreach (var (place, label) in routing.Routes.Where(r => r.LabelAt is not null).Select(r => (r.LabelAt!.Value, r.Edge.Label)).Distinct())
            svg.Text(cells.X(new Across(place.Column, 0)) + Hang, cells.Y(place.Above) - 6,
                TextWrap.OneLine(label, TextMeasure.LabelSize, cells.TextWidth), "t2");
        foreach (var node in grid.Nodes)
            DrawNode(svg, grid, cells, node);
        return svg.ToHtml(caption, Width, cells.Height, holdsLinks: true);
    }

    private static void DrawHeadings(Svg svg, ThreadPlacement grid, Cells cells)
    {
        if (grid.Headings.Count == 0)
            return;
        for (var column = 0; column < grid.Headings.Count; column++)
            if (column == 0 || grid.Headings[column] != grid.Headings[column - 1])
                svg.Text(cells.X(new Across(column, 0)) - RecordMark.Radius, 14, grid.Headings[column], "t2");
        svg.Line(4, 24, Width, 24, "grid");
    }

    private static void DrawNode(Svg svg, ThreadPlacement grid, Cells cells, ThreadNode node)
    {
        double x = cells.X(new Across(grid.ColumnOf(node.Id), 0)), y = cells.Y(Down.OfMarks(grid.RowOf(node.Id)));
        svg.StartLink(node.Href, cells.IsCut(node) ? node.Title : null).Mark(node.Kind, x, y, node.IsHere);
        y += 24;
        foreach (var line in cells.Lines(node))
        {
            svg.Text(x + Hang, y, line.Text, line.Classes, TextAnchor.Start, line.Language);
            y += LineHeight;
        }
        svg.EndLink();
    }

    private sealed record TextLine(string Text, string Classes, string? Language);

    /// <summary>Turns places of the grid into units of the drawing.</summary>
    private sealed class Cells
    {
        private readonly double[] columns;
        private readonly double[] channels;
        private readonly double[] marks;
        private readonly Dictionary<string, IReadOnlyList<TextLine>> lines = new(StringComparer.Ordinal);
        private readonly HashSet<string> cut = new(StringComparer.Ordinal);

        public Cells(ThreadPlacement grid, ThreadRouting routing, string language)
        {
            columns = new double[grid.Columns];
            var tracks = routing.ColumnTracks.Sum() * TrackWidth;
            var pitch = Math.Min(WidestCell, (Width - tracks) / grid.Columns);
            TextWidth = pitch - Hang - RecordMark.Radius - 10;
            var x = 0.0;
            for (var column = 0; column < grid.Columns; column++)
            {
                x += routing.ColumnTracks[column] * TrackWidth;
                columns[column] = x + 14;
                x += pitch;
            }

            channels = new double[grid.Rows];
            marks = new double[grid.Rows];
            var perRow = new int[grid.Rows];
            var most = grid.Nodes.Count <= 14 ? 4 : 3;
            foreach (var node in grid.Nodes)
            {
                var row = grid.RowOf(node.Id);
                var next = grid.ColumnOf(node.Id) + 1;
                var room = next < grid.Columns && !grid.IsTaken(next, row) && routing.IsClear(next, row) ? TextWidth + (pitch * 0.6) : TextWidth;
                var text = LinesOf(node, most, language, room);
                lines[node.Id] = text;
                perRow[row] = Math.Max(perRow[row], text.Count);
            }
            var y = grid.Headings.Count > 0 ? 30.0 : 4;
            for (var row = 0; row < grid.Rows; row++)
            {
                channels[row] = y + 18;
                marks[row] = y + (routing.ChannelTracks[row] * TrackHeight) + (routing.LabelledRows[row] ? 26 : 14);
                y = marks[row] + 24 + (perRow[row] * LineHeight);
            }
            Height = Math.Ceiling(y);
        }

        public double Height { get; }

        /// <summary>Room for a line of text in a cell.</summary>
        public double TextWidth { get; }

        public double X(Across place) => columns[place.Column] - (place.Track * TrackWidth) - (place.Track > 0 ? 4 : 0);

        public double Y(Down place) => place.Track == Down.Marks ? marks[place.Row] : channels[place.Row] + (place.Track * TrackHeight);

        public IReadOnlyList<TextLine> Lines(ThreadNode node) => lines[node.Id];

        /// <summary>Whether the drawing shows only the beginning of the node's title.</summary>
        public bool IsCut(ThreadNode node) => cut.Contains(node.Id);

        private List<TextLine> LinesOf(ThreadNode node, int most, string language, double room)
        {
            var title = TextWrap.Wrap(node.Title, TextMeasure.TitleSize, room, most);
            if (title.Count == most && title[^1].EndsWith('…') && !node.Title.TrimEnd().EndsWith('…'))
                cut.Add(node.Id);
            var text = new List<TextLine>();
            text.AddRange(TextWrap.Wrap(node.KindLabel, TextMeasure.LabelSize, room, 2).Select(l => new TextLine(l, "t2", null)));
            text.AddRange(title.Select(l => new TextLine(l, "tt", node.TitleLanguage == language ? null : node.TitleLanguage)));
            if (node.DateText is { } date)
                text.AddRange(TextWrap.Wrap(date, TextMeasure.LabelSize, room, 2).Select(l => new TextLine(l, "t2", null)));
            return text;
        }
    }
}
