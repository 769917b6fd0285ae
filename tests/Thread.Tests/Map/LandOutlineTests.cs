using System.Text.RegularExpressions;

namespace Concord.Thread.Map;

public class LandOutlineTests
{
    private static readonly Regex Number = new(@"-?(\d+\.?\d*|\.\d+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
    private static readonly Regex PathForm = new(@"^(M[-\d. ]+l[-\d. ]+z)+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
    private static readonly Regex TwoDecimals = new(@"\.\d\d", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));

    [Fact]
    public void The_land_of_a_whole_map_stays_under_its_budget()
    {
        var plan = MapPlan.For(TheRecord.EventsByPlace());
        var bytes = TheRecord.Land.Land(Frame.Asia).Length + TheRecord.Land.Land(Frame.World).Length + TheRecord.Land.Land(plan.Inset!).Length;
        Assert.InRange(bytes, 20_000, 60_000);
    }

    [Fact]
    public void Land_never_leaks_out_of_its_window()
    {
        var inset = MapPlan.For(TheRecord.EventsByPlace()).Inset!;
        foreach (var frame in (Frame[])[Frame.Asia, Frame.World, inset])
            foreach (var spot in Spots(TheRecord.Land.Land(frame)))
                Assert.True(frame.Window.Grown(0.1).Contains(spot), $"{spot} outside {frame.Window}");
    }

    [Fact]
    public void Path_data_have_at_most_one_decimal_and_lower_case_lines()
    {
        foreach (var frame in (Frame[])[Frame.Asia, Frame.World])
        {
            var path = TheRecord.Land.Land(frame);
            Assert.Matches(PathForm, path);
            Assert.DoesNotMatch(TwoDecimals, path);
        }
    }

    [Theory]
    [InlineData(126.55, 33.38)] // Jeju
    [InlineData(115.2, -8.4)] // Bali
    [InlineData(109.8, 19.2)] // Hainan
    [InlineData(121.0, 23.8)]
    [InlineData(142.9, 43.3)] // Hokkaido
    [InlineData(80.7, 7.6)] // Sri Lanka
    public void Islands_are_drawn(double lon, double lat) => Assert.True(IsLand(Frame.Asia, lon, lat));

    [Theory]
    [InlineData(135, 39)]
    [InlineData(51, 41)] // Caspian Sea, a hole in the land
    [InlineData(90, 15)]
    public void Seas_stay_open(double lon, double lat) => Assert.False(IsLand(Frame.Asia, lon, lat));

    [Theory]
    [InlineData(-100, 45, true)]
    [InlineData(20, 0, true)]
    [InlineData(-175.5, 66.5, true)] // beyond the 180th meridian
    [InlineData(-150, 0, false)]
    [InlineData(-30, 30, false)]
    public void The_world_has_its_continents_and_oceans(double lon, double lat, bool land) => Assert.Equal(land, IsLand(Frame.World, lon, lat));

    [Fact]
    public void An_added_outline_is_drawn_as_open_lines_and_brings_its_disclaimer()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("outline").FullName, "lines.geojson");
        File.WriteAllText(file, """{"type":"LineString","coordinates":[[80,40],[90,40],[100,45],[179,60],[-179,60]]}""");
        var land = new LandOutline(TheRecord.GeoFolder, new OutlineSet(file, "As drawn by the installation."));
        Assert.Equal("As drawn by the installation.", land.Disclaimer);
        var svg = new MapDrawing(land).Draw(TheRecord.EventsByPlace(), TheRecord.Words).Svg.ToString()!;
        Assert.Contains("<path class=\"outline\" d=\"M", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("z", land.Outlines(Frame.Asia), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_added_outlines_there_is_land_only()
    {
        var drawn = new MapDrawing(TheRecord.Land).Draw(TheRecord.EventsByPlace(), TheRecord.Words);
        Assert.DoesNotContain("outline", drawn.Svg.ToString()!, StringComparison.Ordinal);
        Assert.Null(drawn.Disclaimer);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"type":"Polygon"}""")]
    [InlineData("[]")]
    [InlineData("""{"type":"LineString","coordinates":[["a",1]]}""")]
    [InlineData("""{"type":"LineString","coordinates":[[8900000,4800000],[8910000,4810000]]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[]]}}]}""")]
    public void An_outline_file_that_is_not_GeoJSON_is_named(string content)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("outline").FullName, "broken.geojson");
        File.WriteAllText(file, content);
        var fault = Assert.Throws<InvalidDataException>(() => new LandOutline(TheRecord.GeoFolder, new OutlineSet(file, "")));
        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Winding number over the path's rings, as a browser fills it.</summary>
    private static bool IsLand(Frame frame, double lon, double lat)
    {
        var at = frame.At(lon, lat);
        var winding = 0;
        foreach (var ring in Rings(TheRecord.Land.Land(frame)))
            for (var i = 0; i < ring.Count; i++)
            {
                var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
                if (a.Y <= at.Y == b.Y <= at.Y || a.X + (at.Y - a.Y) / (b.Y - a.Y) * (b.X - a.X) <= at.X)
                    continue;
                winding += b.Y > a.Y ? 1 : -1;
            }
        return winding != 0;
    }

    private static IEnumerable<Spot> Spots(string path) => Rings(path).SelectMany(r => r);

    private static IEnumerable<List<Spot>> Rings(string path)
    {
        foreach (var ring in path.Split('z', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = Number.Matches(ring).Select(m => double.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
            var at = new Spot(numbers[0], numbers[1]);
            var spots = new List<Spot> { at };
            for (var i = 2; i < numbers.Count; i += 2)
                spots.Add(at = new Spot(at.X + numbers[i], at.Y + numbers[i + 1]));
            yield return spots;
        }
    }
}
