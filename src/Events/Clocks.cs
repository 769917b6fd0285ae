using Concord.Kernel.Time;
using Concord.Kernel.Web;
using NodaTime;
using NodaTime.TimeZones;

namespace Concord.Events;

/// <summary>One time of day at the moment an event starts, and where clocks show it.</summary>
/// <param name="Time">Local time.</param>
/// <param name="DayShift">Days by which the local date differs from the event's own: -1, 0 or 1.</param>
/// <param name="Where">Names of a place or of countries, in the reader's language and order.</param>
/// <param name="IsHere">The event's own zone.</param>
internal sealed record Clock(LocalTime Time, int DayShift, IReadOnlyList<string> Where, bool IsHere);

/// <summary>What clocks in the countries of a mechanism show when an event starts.</summary>
internal static class Clocks
{
    /// <summary>More clocks than that are no help to anyone.</summary>
    private const int Most = 12;

    /// <summary>Where a country's clocks differ from region to region, those of its capital are shown, if the gazetteer has it.</summary>
    private static readonly Dictionary<string, string> Capitals = new(StringComparer.Ordinal)
    {
        ["AU"] = "pl_canberra",
        ["CA"] = "pl_ottawa",
        ["CN"] = "pl_beijing",
        ["ID"] = "pl_jakarta",
        ["KZ"] = "pl_astana",
        ["MN"] = "pl_ulaanbaatar",
        ["RU"] = "pl_moscow",
        ["US"] = "pl_washington_dc",
    };

    private static readonly ILookup<string, DateTimeZone> ZonesOf = (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        .ToLookup(location => location.CountryCode, location => DateTimeZoneProviders.Tzdb[location.ZoneId], StringComparer.Ordinal);

    /// <summary>The event's clock first, then the others from west to east; clocks that show the same time stand together.</summary>
    public static IReadOnlyList<Clock> At(ZonedDateTime start, string here, IEnumerable<string> countries, Reading r)
    {
        var instant = start.ToInstant();
        var others = countries.Distinct().Select(country => Clock(country, instant, r)).OfType<(Offset Offset, string Where)>()
            .GroupBy(clock => clock.Offset).OrderBy(clock => clock.Key)
            .Select(clock => (clock.Key, Where: clock.Select(one => one.Where).Where(name => name != here).Order(r.Language.Order).ToList()))
            .ToList();
        var own = others.Find(clock => clock.Key == start.Offset).Where ?? [];
        var found = new List<Clock> { new(start.TimeOfDay, 0, [here, .. own], IsHere: true) };
        foreach (var (offset, where) in others.Where(clock => clock.Key != start.Offset).Take(Most - 1))
        {
            var local = instant.WithOffset(offset);
            found.Add(new Clock(local.TimeOfDay, Period.DaysBetween(start.Date, local.Date), where, IsHere: false));
        }
        return found;
    }

    /// <summary>A country whose clocks agree is named itself; of one whose clocks differ the capital is.</summary>
    private static (Offset Offset, string Where)? Clock(string country, Instant instant, Reading r)
    {
        var offsets = ZonesOf[country].Select(zone => zone.GetUtcOffset(instant)).Distinct().Take(2).ToList();
        if (offsets.Count == 1)
            return (offsets[0], r.Country(country));
        return Capitals.TryGetValue(country, out var id) && r.Terms.Place(id) is { } capital && Zones.Find(capital.TimeZone) is { } zone
            ? (zone.GetUtcOffset(instant), capital.Name.In(r.Language.Tag).Text)
            : null;
    }
}
