namespace Concord.Thread.Map;

/// <summary>Finds the part of a map that deserves a larger scale.</summary>
internal static class InsetWindow
{
    private static readonly double[] Zooms = [4, 3.25, 2.75, 2.5, 2.25];

    /// <summary>Least number of places that an inset must set free; for fewer it would only repeat the map.</summary>
    private const int Least = 3;

    /// <summary>Windows start at a crowded circle; beyond this many the lesser ones are not tried.</summary>
    private const int MostTried = 40;

    /// <summary>How many windows of one scale are drawn for a trial.</summary>
    private const int Candidates = 6;

    /// <summary>Stands for every name while the window is sought, so that a map has the same inset in every language.</summary>
    private const string AnyName = "nnnnnnnnnn";

    /// <summary>
    /// The window, in units of the frame, that sets most free: places in a circle with others, or without room for a
    /// name, which a drawing at the scale of <paramref name="box"/> shows and names. Null where they are too few.
    /// A place weighs as its circle's breadth, so that neither one great city nor many small ones decide alone; of
    /// windows that free as much, the one at the larger scale wins.
    /// </summary>
    public static Box? Find(IReadOnlyList<Cluster> clusters, Frame frame, Box box, double unitRadius)
    {
        var named = Named(clusters, Frame.AsiaPlaces.Grown(6));
        var hidden = clusters.Where(c => c.Members.Count > 1 || !named.Contains(c))
            .OrderByDescending(c => c.Count).ThenBy(c => c.Lead.Id, StringComparer.Ordinal)
            .Take(MostTried).ToList();

        var best = (Window: (Box?)null, Gain: 0d);
        foreach (var zoom in Zooms)
        {
            foreach (var window in Fullest(hidden, box.Width / zoom, box.Height / zoom, 48 / zoom))
            {
                var within = clusters.Where(c => window.Contains(c.Centre)).ToList();
                var enlarged = Clusters.Of(within.SelectMany(c => c.Members), frame.Enlarge(window, box), unitRadius);
                // A circle that either border would cut is no gain but a loss.
                var cut = enlarged.Where(c => !box.Grown(-4 - c.Radius).Contains(c.Centre)).ToList();
                var touched = clusters.Where(c => !window.Contains(c.Centre) && window.Touches(c.Centre.X, c.Centre.Y, c.Radius + 2));
                var freed = Named(enlarged, box).Except(cut).ToList();
                var before = within.Where(named.Contains).ToList();
                var gain = (1 + zoom / 100) * (freed.Sum(Worth) - before.Sum(Worth) - cut.Concat(touched).Sum(Weight));
                if (freed.Count(IsSingle) - before.Count(IsSingle) >= Least && gain > best.Gain)
                    best = (window, gain);
            }
        }
        return best.Window;
    }

    private static double Weight(Cluster cluster) => Math.Sqrt(cluster.Count);

    /// <summary>What a name on the map is worth: of several places it names one at best.</summary>
    private static double Worth(Cluster cluster) => Weight(cluster) * (IsSingle(cluster) ? 1 : 0.5);

    private static bool IsSingle(Cluster cluster) => cluster.Members.Count == 1;

    /// <summary>The circles that have room for a name.</summary>
    private static HashSet<Cluster> Named(IReadOnlyList<Cluster> clusters, Box bounds) =>
        [.. LabelPlacement.Place(clusters, _ => AnyName, bounds, clusters, []).Select(l => l.Cluster)];

    /// <summary>The few windows of this size that hide most, each hidden circle at least <paramref name="edge"/> from the border.</summary>
    private static List<Box> Fullest(List<Cluster> hidden, double width, double height, double edge)
    {
        var windows = new Dictionary<Box, double>();
        foreach (var left in hidden)
        {
            foreach (var top in hidden)
            {
                var inner = new Box(left.Centre.X - 1e-6, top.Centre.Y - 1e-6, width - 2 * edge, height - 2 * edge);
                var window = Centred(inner.Grown(edge), hidden.Where(c => inner.Contains(c.Centre)), Frame.AsiaPlaces);
                windows.TryAdd(window, 0);
            }
        }
        foreach (var window in windows.Keys)
            windows[window] = hidden.Where(c => window.Contains(c.Centre)).Sum(Weight);
        return [.. windows.OrderByDescending(w => w.Value).ThenBy(w => w.Key.X).ThenBy(w => w.Key.Y).Take(Candidates).Select(w => w.Key)];
    }

    /// <summary>The same window with its circles in the middle, kept off the border and the column.</summary>
    private static Box Centred(Box window, IEnumerable<Cluster> circles, Box map)
    {
        var within = circles.ToList();
        if (within.Count == 0)
            return window;
        var x = (within.Min(c => c.Centre.X) + within.Max(c => c.Centre.X) - window.Width) / 2;
        var y = (within.Min(c => c.Centre.Y) + within.Max(c => c.Centre.Y) - window.Height) / 2;
        return window with { X = Math.Clamp(x, map.X, map.Right - window.Width), Y = Math.Clamp(y, map.Y, map.Bottom - window.Height) };
    }
}
