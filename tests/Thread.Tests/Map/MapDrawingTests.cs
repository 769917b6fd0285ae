using System.Globalization;
using System.Xml.Linq;
using CsCheck;

namespace Concord.Thread.Map;

public class MapDrawingTests
{
    private static readonly XNamespace None = "";

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    [InlineData("ru")]
    [InlineData("ko")]
    public void Labels_neither_cover_each_other_nor_run_out(string language)
    {
        foreach (var points in (IReadOnlyList<MapPoint>[])[TheRecord.EventsByPlace(language), TheRecord.Places(language)])
        {
            var boxes = Texts(Draw(points)).Select(BoxOf).ToList();
            Assert.True(boxes.Count > 25);
            for (var i = 0; i < boxes.Count; i++)
            {
                Assert.True(Frame.Asia.Window.Contains(boxes[i]));
                for (var j = 0; j < i; j++)
                    Assert.False(boxes[i].Overlaps(boxes[j]), $"{boxes[i]} and {boxes[j]}");
            }
        }
    }

    [Fact]
    public void Labels_keep_off_circles_that_are_not_theirs()
    {
        var plan = MapPlan.For(TheRecord.Places());
        var labels = LabelPlacement.Place(plan.Asia, c => c.Lead.Label, Frame.Asia.Window, plan.Asia, []);
        foreach (var label in labels)
            Assert.DoesNotContain(plan.Asia, c => label.Box.Touches(c.Centre.X, c.Centre.Y, c.Radius));
    }

    [Fact]
    public void Most_places_with_events_are_named_and_the_others_are_reported()
    {
        var points = TheRecord.EventsByPlace();
        var drawn = new MapDrawing(TheRecord.Land).Draw(points, TheRecord.Words);
        Assert.InRange(drawn.Unlabelled.Count, 0, points.Count / 4);
        var text = drawn.Svg.ToString()!;
        foreach (var point in points.Except(drawn.Unlabelled))
            Assert.Contains(point.Count == 1 ? $">{point.Label}</text>" : $">{point.Label} {point.Count}</text>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_points_give_the_same_drawing_in_any_order_and_culture()
    {
        var points = TheRecord.EventsByPlace();
        var drawing = new MapDrawing(TheRecord.Land);
        var first = drawing.Draw(points, TheRecord.Words).Svg.ToString();
        Assert.Equal(first, drawing.Draw([.. points.Reverse()], TheRecord.Words).Svg.ToString());
        var german = "";
        var thread = new System.Threading.Thread(() => german = drawing.Draw(points, TheRecord.Words).Svg.ToString()!) { CurrentCulture = CultureInfo.GetCultureInfo("de-DE") };
        thread.Start();
        thread.Join();
        Assert.Equal(first, german);
    }

    [Fact]
    public void A_hostile_name_is_text_and_nothing_else()
    {
        const string hostile = "\"><script>alert(1)</script>&amp;'\0\u0007\uD800\uFFFF\u202E]]>";
        var words = TheRecord.Words with { Title = hostile, Description = hostile, Enlarged = hostile, Elsewhere = hostile, Records = _ => hostile };
        MapPoint[] points = [.. TheRecord.Places().Select(p => p with { Label = p.Id == "pl_astana" ? hostile : p.Label, Href = hostile, Lang = hostile })];
        var svg = Draw(points, words);
        Assert.Empty(svg.Descendants("script"));
        Assert.Empty(svg.Descendants("a"));
        Assert.Contains(Texts(svg), t => t.Value.StartsWith("\"><script>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("")]
    public void A_link_stays_within_the_site(string href) =>
        Assert.Empty(Draw([new MapPoint("a", 71, 51, 1, "Astana", href)]).Descendants("a"));

    [Fact]
    public void Any_text_gives_well_formed_markup() => Gen.String.Sample(name =>
    {
        var svg = Draw([new MapPoint("a", 71, 51, 1, name, "/en/events?q=" + name)]);
        Assert.Single(svg.Descendants("a"));
    }, iter: 20);

    [Fact]
    public void Each_linked_circle_says_its_places_and_numbers()
    {
        var svg = Draw(TheRecord.EventsByPlace());
        Assert.Contains(svg.Descendants("a"), a => a.Element("title")!.Value == "Beijing: 27 events" && (string?)a.Attribute("href") == "/en/events?place=pl_beijing");
        Assert.All(svg.Descendants("a"), a => Assert.True(a.Element("text") is not null || a.Attribute("aria-label") is not null));
        Assert.Equal("group", (string?)svg.Attribute("role"));
        Assert.Equal((string?)svg.Attribute("aria-labelledby"), (string?)svg.Element("title")!.Attribute("id"));
        Assert.Equal((string?)svg.Attribute("aria-describedby"), (string?)svg.Element("desc")!.Attribute("id"));
    }

    [Fact]
    public void A_circle_of_several_places_leads_where_the_page_says()
    {
        MapPoint[] points = [new("a", 126.98, 37.57, 9, "Seoul", "/a"), new("b", 126.7, 37.46, 2, "Incheon", "/b")];
        var svg = XElement.Parse(new MapDrawing(TheRecord.Land).Draw(points, TheRecord.Words, m => "/both?" + string.Join('+', m.Select(p => p.Id))).Svg.ToString()!);
        Assert.Equal("/both?a+b", (string?)Assert.Single(svg.Descendants("a")).Attribute("href"));
        Assert.Equal("Seoul, Incheon 11", Assert.Single(Texts(svg)).Value);
        Assert.Empty(Draw(points).Descendants("a"));
    }

    [Fact]
    public void There_are_classes_and_no_styles_or_colours() =>
        Assert.All(Draw(TheRecord.Places()).DescendantsAndSelf(), e =>
        {
            Assert.Null(e.Attribute("style"));
            Assert.Null(e.Attribute("fill"));
            Assert.Null(e.Attribute("stroke"));
        });

    [Fact]
    public void A_map_without_places_is_still_a_map() => Assert.Empty(Texts(Draw([])));

    [Fact]
    public void A_long_name_is_cut_on_the_map_and_whole_in_its_title()
    {
        var name = string.Concat(Enumerable.Repeat("Long ", 30)).Trim();
        var svg = Draw([new MapPoint("a", 71, 51, 1, name, null)]);
        Assert.EndsWith("…", Assert.Single(Texts(svg)).Value, StringComparison.Ordinal);
        Assert.Contains(svg.Descendants("title"), t => t.Value == name + ": 1 events");
    }

    private static XElement Draw(IReadOnlyList<MapPoint> points, MapWords? words = null) =>
        XElement.Parse(new MapDrawing(TheRecord.Land).Draw(points, words ?? TheRecord.Words).Svg.ToString()!);

    private static IEnumerable<XElement> Texts(XElement svg) => svg.Descendants(None + "text").Where(t => (string?)t.Attribute("class") == "halo");

    private static Box BoxOf(XElement text)
    {
        var (x, y) = ((double)text.Attribute("x")!, (double)text.Attribute("y")!);
        var width = LabelText.Width(text.Value);
        var left = (string?)text.Attribute("text-anchor") switch { null => x, "end" => x - width, _ => x - width / 2 };
        return new Box(left, y - 11, width, 14.5);
    }
}
