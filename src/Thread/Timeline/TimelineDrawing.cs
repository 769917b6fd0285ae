using System.Globalization;
using Concord.Kernel.Charts;
using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Microsoft.AspNetCore.Html;
using NodaTime;

namespace Concord.Thread.Timeline;

/// <summary>A document or an event on the timeline of a mechanism.</summary>
/// <param name="Id">Unique within the drawing.</param>
/// <param name="Kind">An instrument is a bar, all else its mark.</param>
/// <param name="Title">Written as far as there is room; said in full on hovering.</param>
/// <param name="TitleLanguage">BCP 47 tag of the language that the title is shown in.</param>
/// <param name="Start">What has no date cannot stand on a timeline and is left to the list beside it.</param>
/// <param name="End">End of a document's period, its last day included; null for a document of which only the adoption is known.</param>
/// <param name="NotFirm">Not yet adopted, or a tentative date: drawn dashed.</param>
/// <param name="Href">The record's page.</param>
internal sealed record TimelineItem(
    string Id,
    RecordKind Kind,
    string Title,
    string TitleLanguage,
    PartialDate? Start,
    PartialDate? End,
    bool NotFirm,
    string Href)
{
    /// <summary>What is said on hovering and by screen readers; the title where it is null.</summary>
    public string? Said { get; init; }
}

/// <summary>Draws what a mechanism agreed and where it met: documents as bars of their period above, events as rings below.</summary>
internal static class TimelineDrawing
{
    /// <summary>Width of the drawing in its own units.</summary>
    public const double Width = 1216;

    private const double BarHeight = 24, BarPitch = 30, EventPitch = 24, Top = 30, Reach = 9;

    private const int MostRows = 18;
    private static readonly double[] LabelWidths = [210, 170, 130, 90, 0];
    private static readonly int[] YearSteps = [1, 2, 5, 10, 20, 50, 100, 500, 1000, 5000];

    /// <param name="caption">Names the drawing and the page's language.</param>
    /// <param name="items">Up to about 120; none with a date gives an empty drawing.</param>
    /// <param name="today">The day of the line that parts what was from what is to come; not drawn where it lies outside the years shown.</param>
    /// <param name="todayLabel">The word at that line.</param>
    public static IHtmlContent Draw(DrawingCaption caption, IEnumerable<TimelineItem> items, LocalDate today, string todayLabel)
    {
        var dated = items.DistinctBy(i => i.Id, StringComparer.Ordinal).Where(i => (i.Start ?? i.End) is not null)
            .Select(i => i.Start is { } s ? i.End is { } e && s.IsAfter(e) ? i with { Start = e, End = s } : i : i with { Start = i.End, End = null })
            .OrderBy(i => i.Start!.Value).ThenBy(i => i.Id, StringComparer.Ordinal)
            .ToList();
        var svg = new Svg();
        if (dated.Count == 0)
            return svg.ToHtml(caption, Width, 1, holdsLinks: false);
        var scale = new YearScale(dated.Min(i => i.Start!.Value.Year), dated.Max(i => Math.Max(i.Start!.Value.Year, i.End?.Year ?? 0)), 10, Width - 10);
        var documents = Pack(dated.Where(i => i.Kind == RecordKind.Instrument).Select(i => new[] { Bar(i, scale) }));
        var events = dated.Where(i => i.Kind != RecordKind.Instrument).ToList();
        // Where the events crowd, shorter words keep the drawing from growing out of hand; in the end the rings stand alone.
        var marks = LabelWidths.Select(widest => Pack(events.Select(i => Ring(i, scale, widest)))).First(Fits);
        var barRows = documents.Count == 0 ? 0 : documents.Max(p => p.Row) + 1;
        var markRows = marks.Count == 0 ? 0 : marks.Max(p => p.Row) + 1;
        var firstMark = Top + 8 + (barRows * BarPitch) + (barRows > 0 && markRows > 0 ? 20 : 8);
        var bottom = firstMark + (markRows * EventPitch);
        var showsToday = today >= new LocalDate(scale.FirstYear, 1, 1) && today.Year < scale.EndYear;

        DrawYears(svg, scale, bottom);
        if (barRows > 0 && markRows > 0)
            svg.Line(scale.From, firstMark - 14, scale.To, firstMark - 14, "grid");
        if (showsToday)
        {
            var x = scale.At(today);
            svg.Line(x, 22, x, bottom + 4, "now");
            var atEnd = x + TextMeasure.Width(todayLabel, TextMeasure.LabelSize) / 2 > Width - 4;
            svg.Text(atEnd ? Width - 4 : x, bottom + 18, todayLabel, "t2", atEnd ? TextAnchor.End : TextAnchor.Middle);
        }
        foreach (var placed in documents)
            DrawBar(svg, placed, Top + 8 + (placed.Row * BarPitch), caption.Language);
        foreach (var placed in marks)
        {
            var y = firstMark + (placed.Row * EventPitch) + 8;
            svg.StartLink(placed.Item.Href, placed.Item.Said ?? placed.Item.Title);
            svg.Mark(placed.Item.Kind, placed.X, y, isHere: false, size: 0.7);
            Words(svg, placed, y + 4.5, caption.Language);
            svg.EndLink();
        }
        return svg.ToHtml(caption, Width, bottom + (showsToday ? 26 : 6), holdsLinks: true);
    }

    /// <summary>An item with what it takes of its row, its words included.</summary>
    private sealed record Placed(TimelineItem Item, double X, double BarWidth, double From, double To, string Label, double LabelX, TextAnchor Anchor)
    {
        public int Row { get; init; }
    }

    private static Placed Bar(TimelineItem item, YearScale scale)
    {
        var start = item.Start!.Value;
        double x, width;
        if (item.End is { } end)
            (x, width) = (scale.At(start.First) + 1, Math.Max(8, scale.At(end.Last) - scale.At(start.First) - 2));
        else
            (x, width) = (scale.Middle(start) - 4, 8);
        var needed = TextMeasure.Width(item.Title, TextMeasure.LabelSize);
        if (width >= Math.Min(300, needed + 16))
            return new Placed(item, x, width, x, x + width, TextWrap.OneLine(item.Title, TextMeasure.LabelSize, width - 16), x + 8, TextAnchor.Start);
        return Beside(item, x, width, x - 6, x + width + 6, Math.Min(needed, 260));
    }

    /// <summary>A ring with its words after it, and with its words before it: whichever finds room.</summary>
    private static Placed[] Ring(TimelineItem item, YearScale scale, double widest)
    {
        var x = scale.Middle(item.Start!.Value);
        if (widest == 0)
            return [new Placed(item, x, 0, x - Reach, x + Reach, "", x, TextAnchor.Start)];
        var after = Beside(item, x, 0, x - Reach - 3, x + Reach + 3, Math.Min(TextMeasure.Width(item.Title, TextMeasure.LabelSize), widest));
        var width = TextMeasure.Width(after.Label, TextMeasure.LabelSize);
        if (after.Anchor == TextAnchor.End || x - Reach - 3 - width < 4)
            return [after];
        return [after, after with { From = x - Reach - 3 - width, To = x + Reach + 3, LabelX = x - Reach - 3, Anchor = TextAnchor.End }];
    }

    private static bool Fits(List<Placed> marks) =>
        marks.Count == 0 || marks.Max(p => p.Row) < MostRows || marks[0].Label.Length == 0;

    /// <summary>Words after the mark, or before it where the drawing ends.</summary>
    private static Placed Beside(TimelineItem item, double x, double bar, double before, double after, double room)
    {
        var label = TextWrap.OneLine(item.Title, TextMeasure.LabelSize, room + 1);
        var width = TextMeasure.Width(label, TextMeasure.LabelSize);
        return after + width <= Width
            ? new Placed(item, x, bar, before, after + width, label, after, TextAnchor.Start)
            : new Placed(item, x, bar, before - width, after, label, before, TextAnchor.End);
    }

    /// <summary>Each item in the first row that has room for it and its words, in one of the ways in which it can stand.</summary>
    private static List<Placed> Pack(IEnumerable<IReadOnlyList<Placed>> items)
    {
        var rows = new List<List<Placed>>();
        var packed = new List<Placed>();
        foreach (var ways in items)
        {
            var (item, row) = ways.Select(w => (Item: w, Row: FirstRoom(rows, w))).MinBy(w => w.Row);
            if (row == rows.Count)
                rows.Add([]);
            rows[row].Add(item);
            packed.Add(item with { Row = row });
        }
        return packed;
    }

    private static int FirstRoom(List<List<Placed>> rows, Placed item)
    {
        var row = rows.FindIndex(r => r.TrueForAll(p => p.To + 6 <= item.From || item.To + 6 <= p.From));
        return row < 0 ? rows.Count : row;
    }

    internal static void DrawYears(Svg svg, YearScale scale, double bottom)
    {
        var years = scale.EndYear - scale.FirstYear;
        var step = YearSteps.First(s => (scale.To - scale.From) * s / years >= 44 || s == YearSteps[^1]);
        for (var year = scale.FirstYear; year <= scale.EndYear; year++)
        {
            if (year % step != 0 && step > 1)
                continue;
            var x = scale.At(year);
            svg.Line(x, 22, x, bottom, "grid");
            if (year < scale.EndYear)
                svg.Text(x, 14, year.ToString(CultureInfo.InvariantCulture), "t2", x > Width - 40 ? TextAnchor.End : TextAnchor.Start);
        }
    }

    private static void DrawBar(Svg svg, Placed placed, double y, string language)
    {
        svg.StartLink(placed.Item.Href, placed.Item.Said ?? placed.Item.Title);
        svg.Rect(placed.X, y, placed.BarWidth, BarHeight, placed.Item.NotFirm ? "box soft" : placed.BarWidth <= 8 ? "node" : "box");
        Words(svg, placed, y + 16.5, language);
        svg.EndLink();
    }

    private static void Words(Svg svg, Placed placed, double y, string language) =>
        _ = placed.Label.Length == 0 ? svg : svg.Text(placed.LabelX, y, placed.Label,
            placed.BarWidth > 8 && placed.LabelX < placed.X + placed.BarWidth ? "ts" : "ts clear", placed.Anchor,
            placed.Item.TitleLanguage == language ? null : placed.Item.TitleLanguage);
}
