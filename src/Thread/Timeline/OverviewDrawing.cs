using Concord.Kernel.Charts;
using Concord.Kernel.Languages;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Html;

namespace Concord.Thread.Timeline;

/// <summary>Draws all mechanisms in time, one line each: when their documents hold and when they met. The oldest stands first.</summary>
internal static class OverviewDrawing
{
    private const double Top = 34, Pitch = 46, BarHeight = 12, UnitRadius = 3.4, MostRadius = 11;

    public static IHtmlContent Draw(DrawingCaption caption, Reading r, IReadOnlyList<MechanismSpan> mechanisms, Func<MechanismSpan, string> href)
    {
        var lines = mechanisms.Where(span => span.First is not null).OrderBy(span => span.First)
            .ThenBy(span => span.Name.In(r.Language.Tag).Text, r.Language.Order).ToList();
        var svg = new Svg();
        var scale = new YearScale(lines.Min(span => span.First!.Value), lines.Max(span => span.Last!.Value), 10, TimelineDrawing.Width - 10);
        var bottom = Top + (lines.Count * Pitch);
        TimelineDrawing.DrawYears(svg, scale, bottom);
        var showsToday = r.Today.Year >= scale.FirstYear && r.Today.Year < scale.EndYear;
        if (showsToday)
            svg.Line(scale.At(r.Today), 22, scale.At(r.Today), bottom + 4, "now").Text(scale.At(r.Today), bottom + 18, r.L["today"], "t2", TextAnchor.Middle);
        for (var i = 0; i < lines.Count; i++)
            Line(svg, scale, lines[i], Top + (i * Pitch), href(lines[i]), r.Language);
        return svg.ToHtml(caption, TimelineDrawing.Width, bottom + 26, holdsLinks: true);
    }

    private static void Line(Svg svg, YearScale scale, MechanismSpan span, double y, string href, Language language)
    {
        var name = span.Name.In(language.Tag);
        var label = TextWrap.OneLine(Typography.Set(name), 14, TimelineDrawing.Width - 40);
        var x = scale.At(span.First!.Value);
        var atEnd = x + TextMeasure.Width(label, 14) > TimelineDrawing.Width - 8;
        var middle = y + 27;
        svg.Line(x, middle, scale.At(span.Last!.Value + 1), middle, "th-2");
        foreach (var (from, until) in Runs(span.Held))
            svg.Rect(scale.At(from) + 1, middle - (BarHeight / 2), scale.At(until + 1) - scale.At(from) - 2, BarHeight, "box");
        foreach (var (year, count) in span.Met.OrderBy(year => year.Key))
            svg.Circle((scale.At(year) + scale.At(year + 1)) / 2, middle, Math.Min(MostRadius, UnitRadius * Math.Sqrt(count)), "node");
        svg.StartLink(href).Text(atEnd ? TimelineDrawing.Width - 8 : x, y + 12, label, "clear", atEnd ? TextAnchor.End : TextAnchor.Start,
            name.Language == language.Tag ? null : name.Language).EndLink();
    }

    /// <summary>Years that follow one another, as first and last.</summary>
    private static IEnumerable<(int From, int Until)> Runs(IEnumerable<int> years)
    {
        (int From, int Until)? run = null;
        foreach (var year in years.Order())
        {
            if (run is { } open && year == open.Until + 1)
            {
                run = (open.From, year);
                continue;
            }
            if (run is { } done)
                yield return done;
            run = (year, year);
        }
        if (run is { } last)
            yield return last;
    }
}
