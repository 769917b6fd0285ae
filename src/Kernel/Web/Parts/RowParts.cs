using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Microsoft.AspNetCore.Html;
using NodaTime;

namespace Concord.Kernel.Web.Parts;

/// <summary>Rows that are shown together.</summary>
internal sealed record RowList(Reading R, IReadOnlyList<RecordRow> Rows);

/// <summary>The small print of a row: its facts, its time in two zones, its tags.</summary>
public static class RowParts
{
    /// <summary>Spans of a <c>meta</c> line.</summary>
    public static IHtmlContent Facts(Reading r, RecordRow row, bool what = true)
    {
        var html = new HtmlContentBuilder();
        if (what && row.What is { } kind)
            Span(html, r.Label(kind));
        foreach (var fact in row.Facts)
            Add(r, html, fact);
        return html;
    }

    /// <summary><c>13:00</c> on the clocks of the zone, with the zone's name or place and its distance from UTC.</summary>
    public static IHtmlContent Time(Reading r, RowTime time)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(time.Zone);
        if (zone is null)
            return HtmlString.Empty;
        var start = zone.AtLeniently(time.Start);
        var html = new HtmlContentBuilder().AppendHtml("<b>").Append(r.F.Time(time.Start.TimeOfDay)).AppendHtml("</b> ");
        html.Append(ZoneWords(r, time.Zone, time.Place) + " (" + r.F.Offset(start.Offset) + ")");
        foreach (var place in time.AlsoIn.Select(r.Terms.Place).OfType<Vocabulary.Place>())
            Clock(r, html, start, place);
        return html;
    }

    /// <summary><c>11:00 Almaty</c>, with the day where it is a different one there.</summary>
    private static void Clock(Reading r, IHtmlContentBuilder html, ZonedDateTime start, Vocabulary.Place place)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(place.TimeZone) is not { } zone)
            return;
        var there = start.WithZone(zone);
        var day = there.Date == start.Date ? "" : ", " + r.F.ShortDate(Concord.Kernel.Time.PartialDate.Of(there.Date));
        html.AppendHtml("&nbsp;· <span class=\"clock\"><b>").Append(r.F.Time(there.TimeOfDay)).AppendHtml("</b> ")
            .Append(place.Name.In(r.Language.Tag).Text + day).AppendHtml("</span>");
    }

    /// <summary>Whose clocks these are: the time of a place, else the zone's name.</summary>
    public static string ZoneWords(Reading r, string zone, string? place)
    {
        var known = r.Terms.Place(place) is { } given && given.TimeZone == zone ? given : null;
        return known is null ? zone : r.L["{0} time", known.Name.In(r.Language.Tag).Text];
    }

    public static IHtmlContent Tags(Reading r, RecordRow row)
    {
        if (row.Tags.Count == 0 && !row.IsTentative)
            return HtmlString.Empty;
        var html = new HtmlContentBuilder().AppendHtml("<p class=\"tags\">");
        if (row.IsTentative)
            html.AppendHtml("<span class=\"tag tag-tentative\">").Append(r.L["Date tentative"]).AppendHtml("</span>");
        foreach (var tag in row.Tags)
            html.AppendHtml("<span class=\"tag " + tag.Style + "\">").Append(Words(r, tag)).AppendHtml("</span>");
        return html.AppendHtml("</p>");
    }

    private static string Words(Reading r, RowTag tag)
    {
        if (tag.Languages is { Count: > 0 } languages)
            return r.L["Interpretation: {0}", r.F.Languages(languages.Select(r.LanguageName))];
        return r.Label(tag.Value).Text;
    }

    private static void Add(Reading r, HtmlContentBuilder html, RowFact fact)
    {
        switch (fact)
        {
            case RowFact.Record(var id) when r.Name(id) is { } name:
                Span(html, name.Caption.In(r.Language.Tag), r);
                break;
            case RowFact.At(var place, var country) when r.PlaceName(place, country) is { } at:
                Span(html, new Worded(r.Language.Tag, at));
                break;
            case RowFact.Span(var start, var end) when start is not null || end is not null:
                Span(html, new Worded(r.Language.Tag, r.F.Range(start, end)));
                break;
            case RowFact.When(var start, var end) when start is not null || end is not null:
                Span(html, new Worded(r.Language.Tag, r.F.When(start, end)));
                break;
            case RowFact.Dated(var words, { } date):
                Span(html, new Worded(r.Language.Tag, r.L[words, date]));
                break;
            case RowFact.Label(var value):
                Span(html, r.Label(value), r);
                break;
            case RowFact.Plain(var text):
                Span(html, new Worded(r.Language.Tag, text));
                break;
            case RowFact.Countries(var codes, var shown) when codes.Count > 0:
                var names = codes.Take(shown).Select(r.Country).ToList();
                if (codes.Count > shown)
                    names.Add(r.L.Plural(codes.Count - shown, "{0} more country", "{0} more countries"));
                Span(html, new Worded(r.Language.Tag, r.F.List(names)));
                break;
        }
    }

    private static void Span(HtmlContentBuilder html, Worded words, Reading? r = null)
    {
        if (r is not null && words.Language != r.Language.Tag)
            html.AppendHtml("<span><span lang=\"").Append(words.Language).AppendHtml("\">").Append(Typography.Set(words)).AppendHtml("</span></span>");
        else
            html.AppendHtml("<span>").Append(Typography.Set(words)).AppendHtml("</span>");
    }
}
