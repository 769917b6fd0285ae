using System.Globalization;
using Concord.Kernel.Charts;
using Concord.Kernel.Records;
using Microsoft.AspNetCore.Html;

namespace Concord.Instruments.Genealogy;

/// <summary>
/// Draws what a document follows, what follows it and what carries it out. The width of a box is the period of validity; the strong
/// line is the succession; rings are events that adopted a document or had it on the agenda.
/// </summary>
internal static class GenealogyDrawing
{
    /// <summary>Width of the drawing in its own units.</summary>
    public const double Width = 960;

    private const double BoxHeight = 56, RowPitch = 114, FirstRow = 36, EventPitch = 26;

    /// <param name="caption">Names the drawing and the page's language.</param>
    /// <param name="entries">The document and those it is connected with; none gives an empty drawing.</param>
    /// <param name="links">Succession and implementation between them.</param>
    /// <param name="events">Events that adopted them or had them on the agenda.</param>
    /// <param name="implementsLabel">The word on the line from a document to one that carries it out.</param>
    public static IHtmlContent Draw(
        DrawingCaption caption,
        IEnumerable<GenealogyEntry> entries,
        IEnumerable<GenealogyLink> links,
        IEnumerable<GenealogyEvent> events,
        string implementsLabel)
    {
        List<GenealogyEntry> known = [.. entries.DistinctBy(e => e.Id, StringComparer.Ordinal)];
        var ids = known.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        var layout = new GenealogyLayout(
            known,
            [.. links.Where(l => ids.Contains(l.FromId) && ids.Contains(l.ToId) && l.FromId != l.ToId).Distinct()],
            [.. events.DistinctBy(e => e.Id, StringComparer.Ordinal)],
            Width);
        var svg = new Svg();
        if (known.Count == 0)
            return svg.ToHtml(caption, Width, 1, holdsLinks: false);
        var byId = layout.Entries.ToDictionary(e => e.Entry.Id, StringComparer.Ordinal);
        var rows = RowTops(layout, byId, links);
        var below = rows[^1] + BoxHeight + 44;
        var height = layout.Events.Count == 0 ? rows[^1] + BoxHeight + 16 : below + (layout.Events.Max(e => e.Row) * EventPitch) + 16;

        DrawYears(svg, layout, height - 8);
        foreach (var item in layout.Events)
        {
            // An event outside the period of its document hangs from nothing: a line from the box would start in the void.
            if (item.Event.EntryId is { } id && byId.TryGetValue(id, out var entry) && item.X >= entry.X && item.X <= entry.X + entry.Width)
                svg.Line(item.X, rows[entry.Row] + BoxHeight + 4, item.X, below + (item.Row * EventPitch), "th-2");
        }
        DrawImplementation(svg, layout, byId, links, rows, implementsLabel);
        foreach (var entry in layout.Entries)
            DrawBox(svg, entry, rows[entry.Row]);
        DrawSuccession(svg, layout, byId, links, rows);
        foreach (var (item, x, row, label) in layout.Events)
        {
            var y = below + (row * EventPitch);
            svg.StartLink(item.Href).Mark(RecordKind.Event, x, y, isHere: false, size: 0.8)
                .Text(x + 12, y + 4.5, label, "ts clear").EndLink();
        }
        return svg.ToHtml(caption, Width, height, holdsLinks: true);
    }

    /// <summary>Rows stand close together unless a relation is written between them.</summary>
    private static double[] RowTops(GenealogyLayout layout, Dictionary<string, PlacedEntry> byId, IEnumerable<GenealogyLink> links)
    {
        var implementing = links.Where(l => l.Relation == GenealogyRelation.Implements && byId.ContainsKey(l.FromId) && byId.ContainsKey(l.ToId))
            .Select(l => byId[l.FromId].Row).ToHashSet();
        var tops = new double[layout.RowCount];
        for (var row = 0; row < tops.Length; row++)
            tops[row] = row == 0 ? FirstRow : tops[row - 1] + (implementing.Contains(row) ? RowPitch : BoxHeight + 26);
        return tops;
    }

    private static void DrawYears(Svg svg, GenealogyLayout layout, double bottom)
    {
        if (!layout.HasTime)
            return;
        var scale = layout.Scale;
        var begins = layout.Entries.Where(e => e.HasDates && (e.Entry.Start ?? e.Entry.End) is not null)
            .Select(e => e.Entry.Start is { } s && e.Entry.End is { } end && s.IsAfter(end) ? end.Year : (e.Entry.Start ?? e.Entry.End)!.Value.Year)
            .Concat(layout.Events.Select(e => e.Event.Date.Year).Take(layout.Entries.Any(e => e.HasDates) ? 0 : int.MaxValue))
            .Distinct().Order();
        var free = double.MinValue;
        foreach (var year in begins)
        {
            var x = scale.At(year);
            svg.Line(x, 24, x, bottom, "grid");
            var label = year.ToString(CultureInfo.InvariantCulture);
            if (x < free)
                continue;
            svg.Text(x, 16, label, "t2");
            free = x + TextMeasure.Width(label, TextMeasure.LabelSize) + 8;
        }
        svg.Line(scale.To, 24, scale.To, bottom, "grid");
    }

    private static void DrawImplementation(
        Svg svg, GenealogyLayout layout, Dictionary<string, PlacedEntry> byId, IEnumerable<GenealogyLink> links, double[] rows, string label)
    {
        var written = new List<(int Row, double From, double To)>();
        foreach (var link in links.Distinct().Where(l => l.Relation == GenealogyRelation.Implements && l.FromId != l.ToId))
        {
            if (!byId.TryGetValue(link.FromId, out var from) || !byId.TryGetValue(link.ToId, out var to))
                continue;
            double bottom = rows[from.Row], top = rows[to.Row] + BoxHeight + 4;
            // A document that does not overlap in time with the one it implements hangs from the nearest edge of its box.
            double x = from.RingX, hang = Math.Clamp(x, Math.Min(to.RingX, to.X + to.Width - 4), Math.Max(to.RingX, to.X + to.Width - 4));
            var turn = bottom - 38;
            svg.Polyline(Math.Abs(hang - x) < 1 ? [(x, top), (x, bottom)] : [(hang, top), (hang, turn), (x, turn), (x, bottom)], "th-2", 8);
            var end = x + 6 + TextMeasure.Width(label, TextMeasure.LabelSize);
            if (label.Length == 0 || from.Row <= to.Row || end > Width || written.Exists(w => w.Row == from.Row && w.From < end + 4 && w.To > x - 4)
                || layout.Entries.Any(e => e.Row == from.Row && e != from && e.RingX > x && e.RingX < end)
                || layout.Events.Any(e => e.X > x - 4 && e.X < end))
                continue;
            written.Add((from.Row, x, end));
            svg.Text(x + 6, bottom - 14, label, "t2");
        }
    }

    private static void DrawBox(Svg svg, PlacedEntry placed, double y)
    {
        var entry = placed.Entry;
        var classes = entry.IsHere
            ? entry.NotYetAdopted ? "box-here soft" : "box-here"
            : entry.NotYetAdopted ? "box soft" : placed.HasDates ? "box" : "box open";
        svg.StartLink(entry.Href, entry.Title).Rect(placed.X, y, placed.Width, BoxHeight, classes);
        var clear = placed.WordsBeside ? " clear" : "";
        var line = placed.Kind.Count > 1 ? y + 18 : y + 25;
        foreach (var words in placed.Kind)
        {
            svg.Text(placed.WordsX, line, TextWrap.OneLine(words, placed.KindSize, Width - placed.WordsX),
                (placed.KindSize == TextMeasure.TitleSize ? "tt" : "ts") + clear);
            line += 16;
        }
        if (entry.PeriodText.Length > 0)
            svg.Text(placed.WordsX, placed.Kind.Count > 1 ? y + 49 : y + 44,
                TextWrap.OneLine(entry.PeriodText, TextMeasure.LabelSize, Width - placed.WordsX), "t2" + clear);
        svg.EndLink();
    }

    /// <summary>The line runs along the foot of the boxes: from ring to ring, and to the end of the last period.</summary>
    private static void DrawSuccession(Svg svg, GenealogyLayout layout, Dictionary<string, PlacedEntry> byId, IEnumerable<GenealogyLink> links, double[] rows)
    {
        double Foot(PlacedEntry e) => rows[e.Row] + BoxHeight + 4;
        var succession = links
            .Where(l => l.Relation == GenealogyRelation.Succeeds && l.FromId != l.ToId && byId.ContainsKey(l.FromId) && byId.ContainsKey(l.ToId))
            .Distinct().ToList();
        var followed = succession.Select(l => l.ToId).ToHashSet(StringComparer.Ordinal);
        var chained = succession.SelectMany(l => new[] { l.FromId, l.ToId }).Concat(layout.OnThread).ToHashSet(StringComparer.Ordinal);
        string Classes(PlacedEntry e) => layout.OnThread.Contains(e.Entry.Id) && !e.Entry.NotYetAdopted ? "th" : "th-2";
        foreach (var link in succession)
        {
            PlacedEntry from = byId[link.ToId], to = byId[link.FromId];
            List<(double, double)> points = from.Row == to.Row
                ? [(from.RingX, Foot(from)), (to.RingX, Foot(to))]
                : [(from.RingX, Foot(from)), (Math.Max(from.RingX, to.X - 5), Foot(from)), (Math.Max(from.RingX, to.X - 5), Foot(to)), (to.RingX, Foot(to))];
            if (from.Row == to.Row && Classes(from) != Classes(to) && from.X + from.Width < to.RingX)
            {
                // The line stays strong to the end of the last period in force.
                svg.Line(from.RingX, Foot(from), from.X + from.Width, Foot(from), Classes(from));
                points[0] = (from.X + from.Width, Foot(from));
            }
            svg.Polyline(points, Classes(to), 10);
        }
        foreach (var entry in layout.Entries.Where(e => chained.Contains(e.Entry.Id)))
        {
            if (!followed.Contains(entry.Entry.Id) && entry.Width > 30)
                svg.Line(entry.RingX, Foot(entry), entry.X + entry.Width, Foot(entry), Classes(entry));
        }
        foreach (var entry in layout.Entries.Where(e => chained.Contains(e.Entry.Id)))
            svg.Circle(entry.RingX, Foot(entry), 7,
                entry.Entry.IsHere ? "node here" : layout.OnThread.Contains(entry.Entry.Id) && !entry.Entry.NotYetAdopted ? "node" : "node node-2");
    }
}
