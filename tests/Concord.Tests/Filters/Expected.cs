using System.Globalization;
using System.Text.Json;
using Concord.Tests.House;
using NodaTime;

namespace Concord.Tests.Filters;

/// <summary>What each filter must find, reckoned from the record's JSON and the contract, without the program's own index.</summary>
internal static class Expected
{
    /// <summary>The values that a record has for a filter; the filter finds the record by each of them.</summary>
    public static IEnumerable<string> Values(string kind, string filter, JsonElement record) => filter switch
    {
        "mechanism" when kind == "cities" => TheRecord.Objects(record, "programmes").Select(programme => TheRecord.Text(programme, "mechanism")).OfType<string>(),
        "mechanism" => TheRecord.List(record, "mechanisms"),
        "kind" when kind == "cities" => TheRecord.Objects(record, "programmes").Select(programme => TheRecord.Text(programme, "role")).OfType<string>(),
        "kind" or "status" or "format" => TheRecord.List(record, filter),
        "interpretation" => TheRecord.At(record, "interpretation") is null ? [] : TheRecord.List(record, "working_languages"),
        "topic" => Topics(kind, record).SelectMany(TheRecord.WithBroader),
        "country" => Countries(kind, record).OfType<string>(),
        _ => Years(kind, record),
    };

    /// <summary>The instant at which an event is over: the end of its last day, month or year in its zone, UTC without one.</summary>
    public static Instant? Over(JsonElement record) =>
        (TheRecord.Text(record, "end") ?? TheRecord.Text(record, "start")) is { } date
            ? DateTimeZoneProviders.Tzdb[TheRecord.Text(record, "time_zone") ?? "UTC"].AtStartOfDay(Span(date).To.PlusDays(1)).ToInstant()
            : null;

    /// <summary>Whether the day keeps an instrument: from the beginning of its period, else its adoption, to the period's end.</summary>
    public static bool IsInForce(JsonElement record, LocalDate day)
    {
        if (TheRecord.Text(record, "status") is "under_consultation" or "recommended_by_ministers")
            return false;
        var from = TheRecord.Text(record, "period", "start") ?? TheRecord.Text(record, "adopted_on") ?? TheRecord.Text(record, "adopted_year");
        var to = TheRecord.Text(record, "period", "end");
        return from is not null && Span(from).From <= day && (to is null || day <= Span(to).To);
    }

    /// <summary>First and last day of a date that may be a month or a year.</summary>
    private static (LocalDate From, LocalDate To) Span(string date)
    {
        var parts = date.Split('-').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToList();
        var from = new LocalDate(parts[0], parts.ElementAtOrDefault(1) is > 0 and var month ? month : 1, parts.ElementAtOrDefault(2) is > 0 and var day ? day : 1);
        return (from, parts.Count switch { 1 => from.PlusYears(1).PlusDays(-1), 2 => from.PlusMonths(1).PlusDays(-1), _ => from });
    }

    private static IEnumerable<string> Topics(string kind, JsonElement record) => kind switch
    {
        "events" or "news" or "publications" => TheRecord.List(record, "topics"),
        "mechanisms" => TheRecord.List(record, "focus_areas"),
        "instruments" => TheRecord.Objects(record, "priority_areas").SelectMany(area => TheRecord.List(area, "topics")),
        _ => TheRecord.List(record, "sectors"),
    };

    private static IEnumerable<string?> Countries(string kind, JsonElement record) => kind switch
    {
        "events" => TheRecord.List(record, "participant_countries").Append(TheRecord.Text(record, "venue", "country") ?? TheRecord.CountryOf(TheRecord.Text(record, "venue", "place"))),
        "mechanisms" => TheRecord.List(record, "members"),
        "instruments" => TheRecord.List(record, "parties").Append(TheRecord.Text(record, "adopted_place", "country")),
        "organizations" => TheRecord.Objects(record, "other_offices").Select(office => TheRecord.Text(office, "country")).Append(TheRecord.Text(record, "country") ?? TheRecord.CountryOf(TheRecord.Text(record, "place"))),
        "projects" or "news" or "publications" => TheRecord.List(record, "countries"),
        _ => [TheRecord.Text(record, "country")],
    };

    private static IEnumerable<string> Years(string kind, JsonElement record) => kind switch
    {
        "events" or "projects" => Overlap(TheRecord.Text(record, "start"), TheRecord.Text(record, "end")),
        "practices" => Overlap(TheRecord.Text(record, "period", "start"), TheRecord.Text(record, "period", "end")),
        "instruments" => Overlap(TheRecord.Text(record, "period", "start"), TheRecord.Text(record, "period", "end")).Concat(Overlap(TheRecord.Text(record, "adopted_on") ?? TheRecord.Text(record, "adopted_year"), null)),
        "cities" => TheRecord.Objects(record, "programmes").Select(programme => TheRecord.Text(programme, "year")).OfType<string>(),
        "news" or "publications" => Overlap(TheRecord.Text(record, "published_on"), null),
        "organizations" => Overlap(TheRecord.Text(record, "opened_on") ?? TheRecord.Text(record, "founded"), null),
        _ => Overlap(TheRecord.Text(record, "founded"), null),
    };

    private static IEnumerable<string> Overlap(string? start, string? end)
    {
        if ((start ?? end) is not { } first)
            return [];
        var (from, to) = (int.Parse(first[..4], CultureInfo.InvariantCulture), int.Parse((end ?? first)[..4], CultureInfo.InvariantCulture));
        return Enumerable.Range(from, to - from + 1).Select(year => year.ToString(CultureInfo.InvariantCulture));
    }
}
