using System.Text.Json;

namespace Concord.Thread.Map;

/// <summary>Rings and lines of a GeoJSON file, in degrees, without its properties.</summary>
internal sealed record GeoJsonFile(IReadOnlyList<IReadOnlyList<Spot>> OuterRings, IReadOnlyList<IReadOnlyList<Spot>> Holes,
    IReadOnlyList<IReadOnlyList<Spot>> Lines)
{
    /// <summary>Reads a file (RFC 7946).</summary>
    /// <exception cref="InvalidDataException">The file is not GeoJSON; the message names it and says what was found.</exception>
    public static GeoJsonFile Read(string path)
    {
        var file = new GeoJsonFile(new List<IReadOnlyList<Spot>>(), new List<IReadOnlyList<Spot>>(), new List<IReadOnlyList<Spot>>());
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            file.Take(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or IndexOutOfRangeException)
        {
            throw Unusable(path, fault.Message, fault);
        }
        return file.OuterRings.Count + file.Lines.Count > 0 ? file : throw Unusable(path, "it holds no polygon and no line.", null);
    }

    private static InvalidDataException Unusable(string path, string why, Exception? fault) =>
        new($"The outline file {path} is not GeoJSON that can be drawn: {why} Give a file of Polygon or LineString features in degrees.", fault);

    private void Take(JsonElement element)
    {
        switch (element.GetProperty("type").GetString())
        {
            case "FeatureCollection":
                foreach (var feature in element.GetProperty("features").EnumerateArray())
                    Take(feature);
                break;
            case "Feature" when element.GetProperty("geometry") is { ValueKind: JsonValueKind.Object } geometry:
                Take(geometry);
                break;
            case "GeometryCollection":
                foreach (var geometry in element.GetProperty("geometries").EnumerateArray())
                    Take(geometry);
                break;
            case "Polygon":
                TakePolygon(element.GetProperty("coordinates"));
                break;
            case "MultiPolygon":
                foreach (var polygon in element.GetProperty("coordinates").EnumerateArray())
                    TakePolygon(polygon);
                break;
            case "LineString":
                Add(Lines, Points(element.GetProperty("coordinates")));
                break;
            case "MultiLineString":
                foreach (var line in element.GetProperty("coordinates").EnumerateArray())
                    Add(Lines, Points(line));
                break;
        }
    }

    private void TakePolygon(JsonElement rings)
    {
        var hole = false;
        foreach (var ring in rings.EnumerateArray())
        {
            Add(hole ? Holes : OuterRings, Turned(Points(ring), clockwise: hole));
            hole = true;
        }
    }

    /// <summary>Files differ in the way their rings run; a hole must run against its coast to stay open when both are filled.</summary>
    private static List<Spot> Turned(List<Spot> ring, bool clockwise)
    {
        if (Simplification.SignedArea(ring) < 0 != clockwise)
            ring.Reverse();
        return ring;
    }

    /// <summary>Points with continuous longitudes: a ring over the 180th meridian goes on beyond 180 instead of jumping around the world.</summary>
    private static List<Spot> Points(JsonElement coordinates)
    {
        var points = new List<Spot>(coordinates.GetArrayLength());
        foreach (var pair in coordinates.EnumerateArray())
        {
            var longitude = pair[0].GetDouble();
            if (points.Count > 0)
                longitude += 360 * Math.Round((points[^1].X - longitude) / 360, MidpointRounding.AwayFromZero);
            if (pair[1].GetDouble() is not (>= -90 and <= 90) || Math.Abs(pair[0].GetDouble()) > 360)
                throw new FormatException($"{pair.GetRawText()} is no longitude and latitude in degrees.");
            points.Add(new Spot(longitude, pair[1].GetDouble()));
        }
        if (points.Count > 1 && points[0] == points[^1])
            points.RemoveAt(points.Count - 1);
        return points;
    }

    /// <summary>What has no length is not drawn.</summary>
    private static void Add(IReadOnlyList<IReadOnlyList<Spot>> list, List<Spot> points)
    {
        if (points.Count > 1)
            ((List<IReadOnlyList<Spot>>)list).Add(points);
    }
}
