using System.Globalization;
using CsCheck;

namespace Concord.Thread.Map;

public class ClusterTests
{
    /// <summary>On half degrees, so that equal distances and shared places occur.</summary>
    private static readonly Gen<MapPoint[]> Crowd =
        Gen.Select(Gen.Int[200, 250].Select(d => d / 2.0), Gen.Int[40, 90].Select(d => d / 2.0), Gen.Int[-1, 9]).Array[0, 60]
            .Select(places => places.Select((p, i) => new MapPoint($"p{i}", p.Item1, p.Item2, p.Item3, $"P {i}", null)).ToArray());

    [Fact]
    public void Circles_hold_every_record_once() => Crowd.Sample(points =>
    {
        var circles = Clusters.Of(points, Frame.Asia, Clusters.UnitRadius(points));
        Assert.Equal(points.Where(p => p.Count > 0).Sum(p => (long)p.Count), circles.Sum(c => c.Count));
        Assert.Equal(points.Where(p => p.Count > 0).OrderBy(p => p.Id, StringComparer.Ordinal),
            circles.SelectMany(c => c.Members).OrderBy(p => p.Id, StringComparer.Ordinal));
    });

    [Fact]
    public void The_order_of_the_points_does_not_matter() =>
        Gen.Select(Crowd, Gen.Int[1, 58]).Sample((points, by) =>
        {
            MapPoint[] shuffled = [.. points.OrderBy(p => int.Parse(p.Id[1..], CultureInfo.InvariantCulture) * by % 61)];
            var unit = Clusters.UnitRadius(points);
            Assert.Equal(unit, Clusters.UnitRadius(shuffled));
            Assert.Equal(Said(Clusters.Of(points, Frame.Asia, unit)), Said(Clusters.Of(shuffled, Frame.Asia, unit)));
            Assert.Equal(MapPlan.For(points).Window, MapPlan.For(shuffled).Window);
        }, iter: 30);

    [Fact]
    public void No_two_circles_lie_too_near() => Crowd.Sample(points =>
    {
        var circles = Clusters.Of(points, Frame.Asia, Clusters.UnitRadius(points));
        for (var i = 0; i < circles.Count; i++)
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (circles[i], circles[j]);
                Assert.True(Math.Sqrt(Math.Pow(a.Centre.X - b.Centre.X, 2) + Math.Pow(a.Centre.Y - b.Centre.Y, 2)) >= 0.59 * (a.Radius + b.Radius));
            }
    });

    [Fact]
    public void The_circles_are_those_that_measuring_every_pair_finds() => Crowd.Sample(points =>
    {
        var unit = Clusters.UnitRadius(points);
        Assert.Equal(Said(OfEveryPair(points, Frame.Asia, unit)), Said(Clusters.Of(points, Frame.Asia, unit)));
    });

    [Fact]
    public void The_area_of_a_circle_is_its_number()
    {
        Assert.Equal(4, Math.Pow(Clusters.Radius(36, 3) / Clusters.Radius(9, 3), 2), 1e-9);
    }

    [Fact]
    public void Places_at_one_point_are_one_circle_named_after_the_greatest()
    {
        MapPoint[] points = [new("b", 116, 40, 2, "B", null), new("a", 116, 40, 2, "A", null), new("c", 116, 40, 9, "C", null)];
        var circle = Assert.Single(Clusters.Of(points, Frame.Asia, 4));
        Assert.Equal(["c", "a", "b"], circle.Members.Select(m => m.Id));
    }

    [Fact]
    public void Each_place_stands_on_one_part_of_the_drawing() => Crowd.Sample(points =>
    {
        var plan = MapPlan.For(points);
        var drawn = plan.Asia.Concat(plan.Enlarged).Concat(plan.World).SelectMany(c => c.Members).Select(m => m.Id).ToList();
        Assert.Equal(points.Where(p => p.Count > 0).Select(p => p.Id).Order(StringComparer.Ordinal), drawn.Order(StringComparer.Ordinal));
        foreach (var circle in plan.Enlarged)
            Assert.True(plan.Inset!.Window.Contains(circle.Centre));
    }, iter: 30);

    [Fact]
    public void The_inset_of_the_events_shows_Beijing_Seoul_and_Tokyo()
    {
        var enlarged = MapPlan.For(TheRecord.EventsByPlace()).Enlarged.SelectMany(c => c.Members).Select(m => m.Id).ToList();
        Assert.Contains("pl_beijing", enlarged);
        Assert.Contains("pl_seoul", enlarged);
        Assert.Contains("pl_tokyo", enlarged);
    }

    [Fact]
    public void Few_places_have_no_inset()
    {
        MapPoint[] points = [new("a", 71, 51, 3, "Astana", null), new("b", 76.9, 43.3, 1, "Almaty", null)];
        Assert.Null(MapPlan.For(points).Inset);
    }

    /// <summary>The nearest pair becomes one circle, until none is too near: what the drawing must show, found the slow way.</summary>
    private static List<Cluster> OfEveryPair(MapPoint[] points, Frame frame, double unit)
    {
        List<Cluster> circles = [.. points.Where(p => p.Count > 0).OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => new Cluster(frame.At(p.Lon, p.Lat), Clusters.Radius(p.Count, unit), p.Count, [p]))];
        while ((from i in Enumerable.Range(0, circles.Count) from j in Enumerable.Range(i + 1, circles.Count - i - 1) let share = Clusters.Share(circles[i], circles[j]) where share < Clusters.Nearness select (share, i, j)).Order().FirstOrDefault() is var (_, one, other) && other > 0)
        {
            circles[one] = Clusters.Merged(circles[one], circles[other], unit);
            circles.RemoveAt(other);
        }
        return [.. circles.OrderByDescending(c => c.Count).ThenBy(c => c.Lead.Id, StringComparer.Ordinal)];
    }

    private static string Said(IReadOnlyList<Cluster> circles) =>
        string.Join('\n', circles.Select(c => $"{c.Centre} {c.Radius} {c.Count} {string.Join(',', c.Members.Select(m => m.Id))}"));
}
