using Concord.Kernel.Records;
using Concord.Kernel.Vocabulary;
using NodaTime;

namespace Concord.Thread.Home;

/// <summary>The places, besides its own, in whose time an event is also given: where those who take part live.</summary>
internal static class OtherClocks
{
    private const int Most = 3;

    /// <summary>Up to three places of the countries, of different clocks at the event's beginning and spread over them, from east to west.</summary>
    /// <param name="time">When the event begins.</param>
    /// <param name="countries">Codes of the countries that take part.</param>
    /// <param name="places">Places to choose from, the best known first.</param>
    public static IReadOnlyList<string> For(RowTime time, IEnumerable<string> countries, IEnumerable<Place> places)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(time.Zone) is not { } zone)
            return [];
        var start = zone.AtLeniently(time.Start);
        var among = countries.ToHashSet();
        // One place a country, the first of the given ones, so that a wide country does not stand for all.
        var clocks = places.Where(place => among.Contains(place.Country))
            .DistinctBy(place => place.Country)
            .Select(place => (place.Id, Zone: DateTimeZoneProviders.Tzdb.GetZoneOrNull(place.TimeZone)))
            .Where(place => place.Zone is not null)
            .Select(place => (place.Id, Offset: place.Zone!.GetUtcOffset(start.ToInstant())))
            .Where(place => place.Offset != start.Offset)
            .DistinctBy(place => place.Offset)
            .OrderByDescending(place => place.Offset)
            .Select(place => place.Id)
            .ToList();
        return clocks.Count <= Most ? clocks : [clocks[0], clocks[clocks.Count / 2], clocks[^1]];
    }
}
