using System.Text.Json;

namespace Concord.Thread.Map;

/// <summary>Places of the demonstration record, as points of a map.</summary>
internal static class TheRecord
{
    public static string GeoFolder { get; } = Path.Combine(AppContext.BaseDirectory, "data", "geo");

    public static LandOutline Land { get; } = new(GeoFolder);

    public static MapWords Words { get; } = new("Events by place", "The table says the same.", "Enlarged", "Elsewhere",
        n => $"{n} events", name => $"{name} and others", ", ", "; ");

    public static IReadOnlyList<MapPoint> Places(string language = "en") => [.. Read("places.json").Select(p => Point(p, 1, language))];

    public static IReadOnlyList<MapPoint> EventsByPlace(string language = "en")
    {
        var counts = Read("events.json")
            .Where(e => e.TryGetProperty("venue", out var venue) && venue.TryGetProperty("place", out _))
            .CountBy(e => e.GetProperty("venue").GetProperty("place").GetString()!)
            .ToDictionary();
        return [.. Read("places.json").Where(p => counts.ContainsKey(Id(p))).Select(p => Point(p, counts[Id(p)], language))];
    }

    private static MapPoint Point(JsonElement place, int count, string language) => new(
        Id(place), place.GetProperty("lon").GetDouble(), place.GetProperty("lat").GetDouble(), count,
        place.GetProperty("name").GetProperty(language).GetString()!, $"/{language}/events?place={Id(place)}");

    private static string Id(JsonElement place) => place.GetProperty("id").GetString()!;

    private static List<JsonElement> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data", "cooperation", file)));
        return [.. document.RootElement.EnumerateArray().Select(e => e.Clone())];
    }
}
