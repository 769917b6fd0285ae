using System.Globalization;
using Concord.Kernel.Charts;
using Microsoft.AspNetCore.Html;

namespace Concord.Events.Series;

/// <summary>An edition of a series as the chart shows it.</summary>
/// <param name="Year">The year that it was held or is planned for.</param>
/// <param name="Count">Participants; null where no source gives a figure. A negative figure counts as none.</param>
/// <param name="Words">The figure as the source says it, in the page's language: "more than 350"; null for the number alone.</param>
/// <param name="IsPlan">The figure was announced before the edition, not counted.</param>
internal sealed record EditionFigure(int Year, int? Count, string? Words, bool IsPlan);

/// <summary>
/// Participants by edition, one bar an edition, on an axis that begins at 0. A plan is an outline, an edition without a figure a ring,
/// a year without an edition stays empty. Nothing is interpolated.
/// </summary>
internal static class EditionsChart
{
    /// <summary>Width of the drawing in its own units.</summary>
    public const double Width = 960;

    private const double PlotHeight = 150, Top = 50, RowHeight = 26;
    private const int MostYears = 40;

    /// <param name="caption">Names the chart and the page's language.</param>
    /// <param name="editions">In any order; none gives an empty drawing.</param>
    /// <param name="culture">Writes the numbers.</param>
    public static IHtmlContent Draw(DrawingCaption caption, IEnumerable<EditionFigure> editions, CultureInfo culture)
    {
        var known = editions.OrderBy(e => e.Year).Select(e => e.Count < 0 ? e with { Count = null } : e).ToList();
        if (known.Count == 0)
            return new Svg().ToHtml(caption, Width, 1, holdsLinks: false);
        var slots = Slots(known);
        var most = known.Max(e => e.Count ?? 0);
        var slot = Math.Min((Width - AxisWidth(most, culture)) / slots.Count, 130);
        return slot >= 36 && known.TrueForAll(e => Fits(Said(e, culture), slot - 6))
            ? Upright(caption, slots, slot, most, culture)
            : Lying(caption, slots, most, culture);
    }

    /// <summary>Steps of an axis from 0 in a round unit, three to six of them, the last one beyond every value or at it.</summary>
    internal static IReadOnlyList<int> Steps(int most)
    {
        foreach (var power in new[] { 1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000 })
            foreach (var unit in new[] { 1, 2, 5 })
                if ((long)power * unit * 5 >= most)
                    return [.. Enumerable.Range(0, Math.Max(1, (int)Math.Ceiling((double)most / (power * unit))) + 1).Select(i => i * power * unit)];
        return [0, most];
    }

    /// <summary>One slot an edition, and one for each year between that had none, unless the years are too many to show.</summary>
    private static List<(int Year, EditionFigure? Edition)> Slots(List<EditionFigure> editions)
    {
        if (editions[^1].Year - editions[0].Year >= MostYears)
            return [.. editions.Select(e => (e.Year, (EditionFigure?)e))];
        var slots = new List<(int, EditionFigure?)>();
        for (var year = editions[0].Year; year <= editions[^1].Year; year++)
        {
            var held = editions.Where(e => e.Year == year).ToList();
            if (held.Count == 0)
                slots.Add((year, null));
            slots.AddRange(held.Select(e => (year, (EditionFigure?)e)));
        }
        return slots;
    }

    private static IHtmlContent Upright(DrawingCaption caption, List<(int Year, EditionFigure? Edition)> slots, double slot, int most, CultureInfo culture)
    {
        var svg = new Svg();
        var axis = AxisWidth(most, culture);
        var bottom = Top + PlotHeight;
        var steps = Steps(most);
        if (most > 0)
            foreach (var step in steps.Skip(1))
            {
                var y = bottom - (PlotHeight * step / steps[^1]);
                svg.Line(axis, y, Width, y, "grid").Text(axis - 8, y + 4, Say(step, culture), "t2", TextAnchor.End);
            }
        svg.Line(axis, bottom, Width, bottom, "base").Text(axis - 8, bottom + 4, "0", "t2", TextAnchor.End);
        for (var i = 0; i < slots.Count; i++)
        {
            var middle = axis + (slot * (i + 0.5));
            svg.Text(middle, bottom + 20, Year(slots[i].Year), "t2", TextAnchor.Middle);
            if (slots[i].Edition is not { } edition)
                continue;
            if (edition.Count is not { } count)
            {
                svg.Circle(middle, bottom - 10, 4, "ring");
                continue;
            }
            double bar = Math.Min(slot * 0.64, 64), height = PlotHeight * count / Math.Max(1, steps[^1]), top = bottom - height;
            svg.Rect(middle - (bar / 2), top, bar, height, edition.IsPlan ? "bar-open" : "bar");
            var lines = Lines(Said(edition, culture), slot - 6);
            for (var line = 0; line < lines.Count; line++)
                svg.Text(middle, top - 8 - (17 * (lines.Count - 1 - line)), lines[line], "clear", TextAnchor.Middle);
        }
        return svg.ToHtml(caption, Width, bottom + 30, holdsLinks: false);
    }

    /// <summary>Bars that lie, one a row: for many editions, or words that are wider than an upright bar has room for.</summary>
    private static IHtmlContent Lying(DrawingCaption caption, List<(int Year, EditionFigure? Edition)> slots, int most, CultureInfo culture)
    {
        var svg = new Svg();
        const double Axis = 56;
        var room = Math.Min(Width / 2, slots.Select(s => s.Edition).OfType<EditionFigure>().Where(e => e.Count is not null)
            .Select(e => TextMeasure.Width(Said(e, culture), TextMeasure.TextSize)).DefaultIfEmpty(0).Max() + 12);
        var steps = Steps(most);
        double length = Width - Axis - room, bottom = 26 + (slots.Count * RowHeight);
        if (most > 0)
            foreach (var step in steps)
            {
                var x = Axis + (length * step / steps[^1]);
                svg.Line(x, 22, x, bottom, step == 0 ? "base" : "grid").Text(x, 14, Say(step, culture), "t2", TextAnchor.Middle);
            }
        else
            svg.Line(Axis, 22, Axis, bottom, "base");
        for (var i = 0; i < slots.Count; i++)
        {
            var middle = 26 + (RowHeight * (i + 0.5));
            svg.Text(Axis - 10, middle + 4.5, Year(slots[i].Year), "t2", TextAnchor.End);
            if (slots[i].Edition is not { } edition)
                continue;
            if (edition.Count is not { } count)
            {
                svg.Circle(Axis + 10, middle, 4, "ring");
                continue;
            }
            var bar = length * count / Math.Max(1, steps[^1]);
            svg.Rect(Axis, middle - 8, bar, 16, edition.IsPlan ? "bar-open" : "bar")
                .Text(Axis + bar + 8, middle + 5, TextWrap.OneLine(Said(edition, culture), TextMeasure.TextSize, room), "clear");
        }
        return svg.ToHtml(caption, Width, bottom + 6, holdsLinks: false);
    }

    private static double AxisWidth(int most, CultureInfo culture) =>
        Math.Max(40, TextMeasure.Width(Say(Steps(most)[^1], culture), TextMeasure.LabelSize) + 14);

    /// <summary>Over a bar there is room for two lines, and no word is broken.</summary>
    private static bool Fits(string words, double width) =>
        Lines(words, width).Count <= 2 && words.Split(' ').All(word => TextMeasure.Width(word, TextMeasure.TextSize) <= width);

    private static IReadOnlyList<string> Lines(string words, double width) => TextWrap.Wrap(words, TextMeasure.TextSize, width, 3);

    /// <summary>Nothing for an edition without a figure.</summary>
    private static string Said(EditionFigure edition, CultureInfo culture) =>
        edition.Count is { } count ? edition.Words ?? Say(count, culture) : "";

    private static string Say(int number, CultureInfo culture) => number.ToString("N0", culture);

    private static string Year(int year) => year.ToString(CultureInfo.InvariantCulture);
}
