using Microsoft.Extensions.Configuration;

namespace Concord.Thread.Map;

/// <summary>
/// Lines that an installation wants drawn on its maps (GeoJSON lines or polygons), and the sentence that must stand
/// beside them. Concord itself draws land only and takes no position on any boundary.
/// </summary>
/// <param name="Path">Path of the file; relative ones are of the working directory.</param>
/// <param name="Disclaimer">The sentence, shown as it is in every language.</param>
internal sealed record OutlineSet(string Path, string Disclaimer)
{
    /// <summary>Reads <c>Map:Outlines:Path</c> and <c>Map:Outlines:Disclaimer</c>; null where neither is set, the default.</summary>
    /// <exception cref="InvalidDataException">One is set without the other.</exception>
    public static OutlineSet? From(IConfiguration settings) => (settings["Map:Outlines:Path"]?.Trim(), settings["Map:Outlines:Disclaimer"]?.Trim()) switch
    {
        (null or "", null or "") => null,
        ({ Length: > 0 } path, { Length: > 0 } disclaimer) => new OutlineSet(path, disclaimer),
        (null or "", _) => throw new InvalidDataException("Map__Outlines__Disclaimer is set without Map__Outlines__Path: name the GeoJSON file of the outlines, or remove the disclaimer."),
        _ => throw new InvalidDataException("Map__Outlines__Path is set without Map__Outlines__Disclaimer: write the sentence that must stand beside the outlines, or remove the path."),
    };
}

/// <summary>
/// Land as SVG path data. The files are read and projected once; the two frames that every map has are drawn once.
/// </summary>
internal sealed class LandOutline
{
    /// <summary>In square units of the drawing: what a left-out point may change, and the least island drawn in its own shape.</summary>
    private const double Detail = 0.6, LeastIsland = 1.5;

    /// <summary>An island below <see cref="LeastIsland"/> is kept, as a dot, where no other land is drawn within about this distance.</summary>
    private const double Solitude = 8;

    private readonly Dictionary<Projection, Coast> coasts;
    private readonly Lazy<string> asia, world;
    private readonly IReadOnlyList<IReadOnlyList<Spot>> outlines = [];

    /// <param name="folder">Holds <c>land-50m-asia.geojson</c> and <c>land-110m.geojson</c>.</param>
    /// <param name="extra">What the installation adds, or null.</param>
    /// <exception cref="FileNotFoundException">One of the files in <paramref name="folder"/> is missing.</exception>
    /// <exception cref="InvalidDataException">A file is not GeoJSON, or what the installation adds cannot be read.</exception>
    public LandOutline(string folder, OutlineSet? extra = null)
    {
        var equalEarth = (EqualEarth)Frame.World.Projection;
        var near = GeoJsonFile.Read(Path.Combine(folder, "land-50m-asia.geojson"));
        var far = GeoJsonFile.Read(Path.Combine(folder, "land-110m.geojson"));
        coasts = new()
        {
            // The finer file ends at the 180th meridian; Alaska and Hawaii come from the other.
            [Frame.Asia.Projection] = new(Projected(near.OuterRings.Concat(far.OuterRings.Where(IsBeyondFinerFile)), Frame.Asia.Projection),
                Projected(near.Holes, Frame.Asia.Projection)),
            [equalEarth] = new(Projected(CutAtEdge(far.OuterRings, equalEarth), equalEarth), Projected(CutAtEdge(far.Holes, equalEarth), equalEarth)),
        };
        asia = new(() => Draw(Frame.Asia));
        world = new(() => Draw(Frame.World));
        if (extra is null)
            return;
        var file = Read(extra);
        outlines = [.. file.Lines, .. file.OuterRings.Concat(file.Holes).Select(ring => (IReadOnlyList<Spot>)[.. ring, ring[0]])];
        Disclaimer = extra.Disclaimer;
    }

    private static GeoJsonFile Read(OutlineSet extra)
    {
        try
        {
            return GeoJsonFile.Read(extra.Path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The outline file that Map__Outlines__Path names cannot be read: {fault.Message} Name a GeoJSON file that is there, or leave the setting out.", fault);
        }
    }

    /// <summary>What the page says beside the map where the installation has added outlines; otherwise null.</summary>
    public string? Disclaimer { get; }

    /// <summary>Path data of the land in a frame of either projection.</summary>
    public string Land(Frame frame) =>
        frame == Frame.Asia ? asia.Value : frame == Frame.World ? world.Value : Draw(frame);

    /// <summary>Path data of the added outlines in a frame; empty where there are none.</summary>
    public string Outlines(Frame frame)
    {
        var text = new PathText();
        foreach (var line in outlines)
            foreach (var piece in Drawn(line, frame))
                text.Add(piece, closed: false);
        return text.ToString();
    }

    /// <summary>The visible, simplified pieces in a frame of a line in degrees.</summary>
    internal static IEnumerable<IReadOnlyList<Spot>> Drawn(IReadOnlyList<Spot> line, Frame frame)
    {
        var piece = new List<Spot>();
        var pieces = new List<List<Spot>> { piece };
        foreach (var point in line)
        {
            var spot = frame.At(point.X, point.Y);
            var torn = piece.Count > 0 && Math.Abs(piece[^1].X - spot.X) > frame.Scale;
            if (torn || !frame.Projection.Shows(point.X, point.Y))
                pieces.Add(piece = []);
            if (frame.Projection.Shows(point.X, point.Y))
                piece.Add(spot);
        }
        return pieces.SelectMany(p => Clipping.Line(p, frame.Window)).Select(p => Simplification.Reduce(p, Detail, closed: false));
    }

    private string Draw(Frame frame)
    {
        var (outer, holes) = coasts[frame.Projection];
        // Simplified a little beyond the window, so that the cut along the edge itself stays exact.
        var around = frame.Window.Grown(10);
        var rings = outer.Where(ring => ring.Reaches(frame, around))
            .Select(ring => Clipping.Ring(ring.In(frame), around))
            .Where(ring => ring.Count > 2)
            .OrderByDescending(ring => Math.Abs(Simplification.SignedArea(ring)))
            .ToList();
        var text = new PathText();
        var land = new HashSet<(int, int)>();
        foreach (var ring in rings)
        {
            if (Math.Abs(Simplification.SignedArea(ring)) >= LeastIsland)
            {
                foreach (var point in ring)
                    land.Add(Cell(point));
                Fill(text, Simplification.Reduce(ring, Detail, closed: true), frame.Window);
            }
            else if (IsAlone(Cell(ring[0]), land))
            {
                land.Add(Cell(ring[0]));
                Fill(text, Dot(ring), frame.Window);
            }
        }
        foreach (var hole in holes.Where(hole => hole.Reaches(frame, around)))
            Fill(text, Simplification.Reduce(Clipping.Ring(hole.In(frame), around), Detail, closed: true), frame.Window);
        return text.ToString();
    }

    private static void Fill(PathText text, IReadOnlyList<Spot> ring, Box window) =>
        text.Add(Clipping.Ring(ring, window), closed: true);

    private static (int X, int Y) Cell(Spot spot) => ((int)Math.Floor(spot.X / Solitude), (int)Math.Floor(spot.Y / Solitude));

    private static bool IsAlone((int X, int Y) cell, HashSet<(int, int)> land)
    {
        for (var dx = -1; dx <= 1; dx++)
            for (var dy = -1; dy <= 1; dy++)
                if (land.Contains((cell.X + dx, cell.Y + dy)))
                    return false;
        return true;
    }

    private static IReadOnlyList<Spot> Dot(IReadOnlyList<Spot> ring)
    {
        var (x, y) = (ring.Average(p => p.X), ring.Average(p => p.Y));
        return [new(x - 0.9, y), new(x, y - 0.9), new(x + 0.9, y), new(x, y + 0.9)];
    }

    private static bool IsBeyondFinerFile(IReadOnlyList<Spot> ring) =>
        !ring.Any(p => p is { X: >= 20 and <= 180, Y: >= -15 and <= 78 } or { X: >= -340 and <= -180, Y: >= -15 and <= 78 });

    /// <summary>The rings as they lie between the two edges of the world map; what runs over an edge goes on at the other.</summary>
    private static IEnumerable<IReadOnlyList<Spot>> CutAtEdge(IReadOnlyList<IReadOnlyList<Spot>> rings, EqualEarth world)
    {
        var between = new Box(world.CentreLongitude - 180, -90, 360, 180);
        foreach (var ring in rings)
            foreach (var turn in (int[])[-360, 0, 360])
                if (Clipping.Ring([.. ring.Select(p => new Spot(p.X + turn, p.Y))], between) is { Count: > 2 } part)
                    yield return part;
    }

    private static List<ProjectedRing> Projected(IEnumerable<IReadOnlyList<Spot>> rings, Projection projection) =>
        [.. rings.Select(ring => new ProjectedRing([.. ring.Select(p => projection.Project(p.X, p.Y))]))];

    private sealed record Coast(IReadOnlyList<ProjectedRing> Outer, IReadOnlyList<ProjectedRing> Holes);

    private sealed class ProjectedRing(Spot[] points)
    {
        private readonly Spot least = new(points.Min(p => p.X), points.Min(p => p.Y));
        private readonly Spot most = new(points.Max(p => p.X), points.Max(p => p.Y));

        public bool Reaches(Frame frame, Box window)
        {
            var (a, b) = (frame.At(least), frame.At(most));
            return window.Overlaps(new Box(a.X, b.Y, b.X - a.X, a.Y - b.Y));
        }

        public Spot[] In(Frame frame) => Array.ConvertAll(points, frame.At);
    }
}
