namespace Concord.Thread.Map;

/// <summary>A label and where its text begins or ends.</summary>
/// <param name="Cluster">The circle that it names.</param>
/// <param name="Text">Name and number as written.</param>
/// <param name="At">Anchor on the base line.</param>
/// <param name="Anchor">SVG <c>text-anchor</c>.</param>
/// <param name="Box">The space that it takes.</param>
internal sealed record Label(Cluster Cluster, string Text, Spot At, string Anchor, Box Box);

/// <summary>Sets labels beside their circles, the greatest number first, so that none covers another, a circle or the border.</summary>
internal static class LabelPlacement
{
    private const double Gap = 4, Ascent = 11.5, Descent = 4;

    /// <summary>
    /// Places what has room; a circle without an entry in the result is named by the page's list alone.
    /// </summary>
    /// <param name="clusters">The circles to be named.</param>
    /// <param name="text">Name and number of a circle.</param>
    /// <param name="bounds">What no label leaves.</param>
    /// <param name="circles">All circles that a label must not touch, the named ones among them.</param>
    /// <param name="taken">Other space that stays free.</param>
    public static IReadOnlyList<Label> Place(
        IReadOnlyList<Cluster> clusters, Func<Cluster, string> text, Box bounds, IReadOnlyList<Cluster> circles, IReadOnlyList<Box> taken)
    {
        var placed = new List<Label>();
        var (boxes, discs) = (new Grid<Box>(), new Grid<Cluster>());
        foreach (var circle in circles)
            discs.Add(new Box(circle.Centre.X, circle.Centre.Y, 0, 0).Grown(circle.Radius + 1), circle);
        foreach (var cluster in clusters.OrderByDescending(c => c.Count).ThenBy(c => c.Lead.Id, StringComparer.Ordinal))
        {
            var words = text(cluster);
            var width = LabelText.Width(words);
            foreach (var (at, anchor) in Positions(cluster))
            {
                var x = anchor switch { "start" => at.X, "end" => at.X - width, _ => at.X - width / 2 };
                var box = new Box(x, at.Y - Ascent, width, Ascent + Descent);
                if (!bounds.Contains(box) || taken.Any(box.Overlaps) || boxes.Near(box).Any(other => other.Overlaps(box)))
                    continue;
                if (discs.Near(box).Any(c => box.Touches(c.Centre.X, c.Centre.Y, c.Radius + 1)))
                    continue;
                placed.Add(new Label(cluster, words, at, anchor, box));
                boxes.Add(box.Grown(1.5), box.Grown(1.5));
                break;
            }
        }
        return placed;
    }

    /// <summary>Positions in the order in which a cartographer prefers them: beside, then aslant, then above and below.</summary>
    private static IEnumerable<(Spot At, string Anchor)> Positions(Cluster cluster)
    {
        var ((x, y), beside) = (cluster.Centre, cluster.Radius + Gap);
        var aslant = cluster.Radius * 0.72 + Gap - 1;
        const double middle = (Ascent - Descent) / 2;
        yield return (new Spot(x + beside, y + middle), "start");
        yield return (new Spot(x - beside, y + middle), "end");
        yield return (new Spot(x + aslant, y - aslant), "start");
        yield return (new Spot(x + aslant, y + aslant + Ascent - 2), "start");
        yield return (new Spot(x - aslant, y - aslant), "end");
        yield return (new Spot(x - aslant, y + aslant + Ascent - 2), "end");
        yield return (new Spot(x, y - beside - 1), "middle");
        yield return (new Spot(x, y + beside + Ascent), "middle");
        yield return (new Spot(x + cluster.Radius, y - beside - 6), "end");
        yield return (new Spot(x - cluster.Radius, y - beside - 6), "start");
        yield return (new Spot(x + cluster.Radius, y + beside + Ascent), "end");
        yield return (new Spot(x - cluster.Radius, y + beside + Ascent), "start");
        yield return (new Spot(x + beside, y), "start");
        yield return (new Spot(x + beside, y + 2 * middle), "start");
        yield return (new Spot(x - beside, y), "end");
        yield return (new Spot(x - beside, y + 2 * middle), "end");
    }
}
