namespace Concord.Thread.Map;

/// <summary>Cuts rings and lines at the edge of a window.</summary>
internal static class Clipping
{
    /// <summary>
    /// The part of a ring inside the window (Sutherland and Hodgman). Where the ring leaves and returns, the result
    /// runs along the edge: right for filled areas, not for drawn lines.
    /// </summary>
    public static IReadOnlyList<Spot> Ring(IReadOnlyList<Spot> ring, Box window)
    {
        ring = Cut(ring, s => s.X - window.X);
        ring = Cut(ring, s => window.Right - s.X);
        ring = Cut(ring, s => s.Y - window.Y);
        return Cut(ring, s => window.Bottom - s.Y);
    }

    private static List<Spot> Cut(IReadOnlyList<Spot> ring, Func<Spot, double> inside)
    {
        var kept = new List<Spot>(ring.Count);
        for (var i = 0; i < ring.Count; i++)
        {
            var (from, to) = (ring[i], ring[(i + 1) % ring.Count]);
            var (a, b) = (inside(from), inside(to));
            if (a >= 0)
                kept.Add(from);
            if (a >= 0 != b >= 0)
                kept.Add(Between(from, to, a / (a - b)));
        }
        return kept;
    }

    /// <summary>The pieces of a line inside the window.</summary>
    public static IEnumerable<IReadOnlyList<Spot>> Line(IReadOnlyList<Spot> line, Box window)
    {
        var piece = new List<Spot>();
        for (var i = 1; i < line.Count; i++)
        {
            if (Visible(line[i - 1], line[i], window) is not var (from, to))
            {
                if (piece.Count > 1)
                    yield return piece;
                piece = [];
                continue;
            }
            if (piece.Count == 0 || piece[^1] != from)
            {
                if (piece.Count > 1)
                    yield return piece;
                piece = [from];
            }
            piece.Add(to);
        }
        if (piece.Count > 1)
            yield return piece;
    }

    /// <summary>The part of a segment inside the window (Liang and Barsky), or null.</summary>
    private static (Spot From, Spot To)? Visible(Spot from, Spot to, Box window)
    {
        var (enter, leave) = (0d, 1d);
        ReadOnlySpan<(double Step, double Room)> edges =
        [
            (from.X - to.X, from.X - window.X), (to.X - from.X, window.Right - from.X),
            (from.Y - to.Y, from.Y - window.Y), (to.Y - from.Y, window.Bottom - from.Y),
        ];
        foreach (var (step, room) in edges)
        {
            if (step == 0 && room < 0)
                return null;
            if (step < 0)
                enter = Math.Max(enter, room / step);
            else if (step > 0)
                leave = Math.Min(leave, room / step);
        }
        if (enter > leave)
            return null;
        return (enter == 0 ? from : Between(from, to, enter), leave == 1 ? to : Between(from, to, leave));
    }

    private static Spot Between(Spot from, Spot to, double share) =>
        new(from.X + (to.X - from.X) * share, from.Y + (to.Y - from.Y) * share);
}
