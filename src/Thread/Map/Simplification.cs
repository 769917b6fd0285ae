namespace Concord.Thread.Map;

/// <summary>Drops points that nobody would miss at the size of the drawing.</summary>
internal static class Simplification
{
    /// <summary>
    /// Drops, one after another, the point that spans the smallest triangle with its neighbours (Visvalingam and
    /// Whyatt), while that triangle is smaller than <paramref name="area"/>. Unlike a rule of distances it smooths a
    /// coast evenly and leaves no spikes.
    /// </summary>
    public static IReadOnlyList<Spot> Reduce(IReadOnlyList<Spot> points, double area, bool closed)
    {
        var least = closed ? 4 : 2;
        if (points.Count <= least)
            return points;
        var count = points.Count;
        var (before, after, alive, size) = (new int[count], new int[count], new bool[count], new double[count]);
        var queue = new PriorityQueue<int, (double, int)>(count);
        for (var i = 0; i < count; i++)
            (before[i], after[i], alive[i]) = ((i + count - 1) % count, (i + 1) % count, true);
        for (var i = 0; i < count; i++)
            Weigh(i, 0);

        var left = count;
        while (left > least && queue.TryDequeue(out var at, out var weight) && weight.Item1 < area)
        {
            if (!alive[at] || weight.Item1 != size[at])
                continue;
            alive[at] = false;
            left--;
            (after[before[at]], before[after[at]]) = (after[at], before[at]);
            Weigh(before[at], size[at]);
            Weigh(after[at], size[at]);
        }

        var kept = new List<Spot>(left);
        for (var i = 0; i < count; i++)
            if (alive[i])
                kept.Add(points[i]);
        return kept;

        void Weigh(int i, double atLeast)
        {
            // The ends of an open line stay.
            size[i] = !closed && (i == 0 || i == count - 1)
                ? double.PositiveInfinity
                : Math.Max(atLeast, Math.Abs(Twice(points[before[i]], points[i], points[after[i]])) / 2);
            queue.Enqueue(i, (size[i], i));
        }
    }

    /// <summary>Area of a ring, positive where it runs with growing x towards growing y.</summary>
    public static double SignedArea(IReadOnlyList<Spot> ring)
    {
        var sum = 0d;
        for (var i = 0; i < ring.Count; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
            sum += a.X * b.Y - b.X * a.Y;
        }
        return sum / 2;
    }

    private static double Twice(Spot a, Spot b, Spot c) => (b.X - a.X) * (c.Y - a.Y) - (c.X - a.X) * (b.Y - a.Y);
}
