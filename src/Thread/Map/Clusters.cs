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
    private const double Nearness = 0.6;

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

        // The nearest pair first, so that no chain of neighbours runs into one circle. Each circle remembers its
        // nearest later one; a merge re-measures only those that it concerns.
        var nearest = new (int Other, double Share)[circles.Count];
        var gone = new bool[circles.Count];
        for (var i = 0; i < circles.Count; i++)
            nearest[i] = Nearest(i);
        while (true)
        {
            var best = -1;
            for (var i = 0; i < circles.Count; i++)
                if (!gone[i] && nearest[i].Share < (best < 0 ? Nearness : nearest[best].Share))
                    best = i;
            if (best < 0)
                break;
            var other = nearest[best].Other;
            circles[best] = Merged(circles[best], circles[other], unitRadius);
            gone[other] = true;
            for (var i = 0; i < circles.Count; i++)
            {
                if (gone[i])
                    continue;
                if (i == best || nearest[i].Other == best || nearest[i].Other == other)
                    nearest[i] = Nearest(i);
                else if (i < best && Share(circles[i], circles[best]) is var share && share < nearest[i].Share)
                    nearest[i] = (best, share);
            }
        }

        return [.. circles.Where((_, i) => !gone[i]).OrderByDescending(c => c.Count).ThenBy(c => c.Lead.Id, StringComparer.Ordinal)];

        (int, double) Nearest(int of)
        {
            var (other, least) = (-1, double.PositiveInfinity);
            for (var i = of + 1; i < circles.Count; i++)
                if (!gone[i] && Share(circles[of], circles[i]) is var share && share < least)
                    (other, least) = (i, share);
            return (other, least);
        }
    }

    private static double Share(Cluster a, Cluster b)
    {
        var (dx, dy) = (a.Centre.X - b.Centre.X, a.Centre.Y - b.Centre.Y);
        return Math.Sqrt(dx * dx + dy * dy) / (a.Radius + b.Radius);
    }

    private static Cluster Merged(Cluster a, Cluster b, double unitRadius)
    {
        var count = a.Count + b.Count;
        var centre = new Spot(
            (a.Centre.X * a.Count + b.Centre.X * b.Count) / count,
            (a.Centre.Y * a.Count + b.Centre.Y * b.Count) / count);
        IReadOnlyList<MapPoint> members = [.. a.Members.Concat(b.Members).OrderByDescending(m => m.Count).ThenBy(m => m.Id, StringComparer.Ordinal)];
        return new Cluster(centre, Radius(count, unitRadius), count, members);
    }
}
