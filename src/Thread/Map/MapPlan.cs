namespace Concord.Thread.Map;

/// <summary>
/// Which circle stands on which part of the drawing. Each place with records is in
/// exactly one of <see cref="Asia"/>, <see cref="Enlarged"/> and <see cref="World"/>.
/// </summary>
/// <param name="Asia">Circles of the large map.</param>
/// <param name="Beneath">Circles of the large map that the inset shows larger.</param>
/// <param name="Enlarged">Circles of the inset.</param>
/// <param name="World">Circles of the small map of the world.</param>
/// <param name="Inset">The inset, or null where nothing is crowded.</param>
/// <param name="Window">What part of the large map the inset shows.</param>
internal sealed record MapPlan(
    IReadOnlyList<Cluster> Asia, IReadOnlyList<Cluster> Beneath, IReadOnlyList<Cluster> Enlarged, IReadOnlyList<Cluster> World, Frame? Inset, Box Window)
{
    private static readonly Box InsetBox = new(Frame.ColumnX, 16, 472, 438);

    /// <summary>The parts that lie over the large map.</summary>
    public IEnumerable<Box> Boxes
    {
        get
        {
            if (Inset is not null)
                yield return Inset.Window;
            if (World.Count > 0)
                yield return Frame.World.Window;
        }
    }

    public static MapPlan For(IReadOnlyList<MapPoint> points)
    {
        var drawn = points.Where(p => p.Count > 0).ToList();
        var unitRadius = Clusters.UnitRadius(drawn);
        var near = drawn.ToLookup(p => Frame.IsInAsia(p.Lon, p.Lat));
        var world = Clusters.Of(near[false], Frame.World, unitRadius);
        var asia = Clusters.Of(near[true], Frame.Asia, unitRadius);
        if (InsetWindow.Find(asia, Frame.Asia, InsetBox, unitRadius) is not { } window)
            return new MapPlan(asia, [], [], world, null, default);

        // Split by place, not by circle: a circle across the edge of the window would otherwise be in both or in neither.
        var inset = Frame.Asia.Enlarge(window, InsetBox);
        var within = near[true].ToLookup(p => window.Contains(Frame.Asia.At(p.Lon, p.Lat)));
        return new MapPlan(
            Clusters.Of(within[false], Frame.Asia, unitRadius),
            Clusters.Of(within[true], Frame.Asia, unitRadius),
            Clusters.Of(within[true], inset, unitRadius),
            world, inset, window);
    }
}
