namespace Concord.Thread.Map;

/// <summary>A place on a map and how much is recorded there.</summary>
/// <param name="Id">Stable id of the place; decides between equals.</param>
/// <param name="Lon">Degrees east.</param>
/// <param name="Lat">Degrees north.</param>
/// <param name="Count">How many records; a place with none is not drawn.</param>
/// <param name="Label">Name in the page's language.</param>
/// <param name="Href">Address within this site that lists the records, or null.</param>
/// <param name="Lang">BCP 47 tag of <paramref name="Label"/> where it is not in the page's language; otherwise null.</param>
internal sealed record MapPoint(string Id, double Lon, double Lat, int Count, string Label, string? Href, string? Lang = null);

/// <summary>A circle of the map: one place, or several that could not be told apart at this scale.</summary>
/// <param name="Centre">In units of the drawing; of several places their mean, weighted by number.</param>
/// <param name="Radius">In units of the drawing; the area is the number.</param>
/// <param name="Count">Sum over the members.</param>
/// <param name="Members">The greatest first; equals by id.</param>
internal sealed record Cluster(Spot Centre, double Radius, long Count, IReadOnlyList<MapPoint> Members)
{
    /// <summary>The member that the circle is named after.</summary>
    public MapPoint Lead => Members[0];
}

/// <summary>From places to circles.</summary>
internal static class Clusters
{
    /// <summary>Two circles become one when their centres are nearer than this share of both radii: before that, each can still be seen and met.</summary>
    internal const double Nearness = 0.6;

    /// <summary>
    /// The radius of a single record, one for the whole drawing, so that circles of all its parts compare. 4 units
    /// where numbers are small; less where a great number would cover a country.
    /// </summary>
    public static double UnitRadius(IReadOnlyCollection<MapPoint> points)
    {
        var (most, total) = (1L, 1L);
        foreach (var point in points)
            (most, total) = (Math.Max(most, point.Count), total + Math.Max(point.Count, 0));
        return Math.Min(4, Math.Min(26 / Math.Sqrt(most), 60 / Math.Sqrt(total)));
    }

    /// <summary>Radius of a number of records; never below 1.5 units, or nothing would be seen.</summary>
    public static double Radius(long count, double unitRadius) => Math.Max(1.5, unitRadius * Math.Sqrt(count));

    /// <summary>
    /// Circles for the points, merged where they lie too near. The same points in any order give the same circles,
    /// and their counts sum to those of the points. The greatest circle comes first.
    /// </summary>
    public static IReadOnlyList<Cluster> Of(IEnumerable<MapPoint> points, Frame frame, double unitRadius)
    {
        var circles = points.Where(p => p.Count > 0)
            .OrderBy(p => p.Id, StringComparer.Ordinal).ThenBy(p => p.Lon).ThenBy(p => p.Lat).ThenBy(p => p.Count).ThenBy(p => p.Label, StringComparer.Ordinal)
            .Select(p => new Cluster(frame.At(p.Lon, p.Lat), Radius(p.Count, unitRadius), p.Count, [p]))
            .ToList();

        // The nearest pair first, so that no chain of neighbours runs into one circle. Each circle waits with the one that was
        // nearest to it when it came to be; where that one has gone since, it looks again.
        var grid = new Grid<int>();
        var gone = new bool[circles.Count];
        var age = new int[circles.Count];
        var broadest = 0d;
        var pairs = new PriorityQueue<(int Of, int Other, int Age, int AgeOfOther), (double Share, int Lower, int Higher)>();
        for (var i = 0; i < circles.Count; i++)
            Put(i);
        for (var i = 0; i < circles.Count; i++)
            Wait(i);
        while (pairs.TryDequeue(out var pair, out var place))
        {
            if (gone[pair.Of] || age[pair.Of] != pair.Age)
                continue;
            if (gone[pair.Other] || age[pair.Other] != pair.AgeOfOther)
            {
                Wait(pair.Of);
                continue;
            }
            var (kept, other) = (place.Lower, place.Higher);
            grid.Remove(At(circles[kept]), kept);
            grid.Remove(At(circles[other]), other);
            gone[other] = true;
            circles[kept] = Merged(circles[kept], circles[other], unitRadius);
            age[kept]++;
            Put(kept);
            Wait(kept);
        }

        return [.. circles.Where((_, i) => !gone[i]).OrderByDescending(c => c.Count).ThenBy(c => c.Lead.Id, StringComparer.Ordinal)];

        void Put(int circle)
        {
            grid.Add(At(circles[circle]), circle);
            broadest = Math.Max(broadest, circles[circle].Radius);
        }

        void Wait(int of)
        {
            var nearest = (Share: Nearness, Lower: -1, Higher: -1);
            foreach (var other in grid.Near(At(circles[of]).Grown(Nearness * (circles[of].Radius + broadest))))
                if (other != of && (Share(circles[of], circles[other]), Math.Min(of, other), Math.Max(of, other)) is var found && found.Item1 < Nearness
                    && (nearest.Lower < 0 || found.CompareTo(nearest) < 0))
                    nearest = found;
            if (nearest.Lower >= 0 && (nearest.Lower == of ? nearest.Higher : nearest.Lower) is var with)
                pairs.Enqueue((of, with, age[of], age[with]), nearest);
        }
    }

    private static Box At(Cluster circle) => new(circle.Centre.X, circle.Centre.Y, 0, 0);

    internal static double Share(Cluster a, Cluster b)
    {
        var (dx, dy) = (a.Centre.X - b.Centre.X, a.Centre.Y - b.Centre.Y);
        return Math.Sqrt(dx * dx + dy * dy) / (a.Radius + b.Radius);
    }

    internal static Cluster Merged(Cluster a, Cluster b, double unitRadius)
    {
        var count = a.Count + b.Count;
        var centre = new Spot(
            (a.Centre.X * a.Count + b.Centre.X * b.Count) / count,
            (a.Centre.Y * a.Count + b.Centre.Y * b.Count) / count);
        IReadOnlyList<MapPoint> members = [.. a.Members.Concat(b.Members).OrderByDescending(m => m.Count).ThenBy(m => m.Id, StringComparer.Ordinal)];
        return new Cluster(centre, Radius(count, unitRadius), count, members);
    }
}
