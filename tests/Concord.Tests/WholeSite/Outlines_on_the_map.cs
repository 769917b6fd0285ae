using Concord.Tests.House;

namespace Concord.Tests.WholeSite;

/// <summary>Lines that an installation has drawn on its map never stand without the sentence that goes with them.</summary>
public sealed class Outlines_on_the_map
{
    private const string Line = """{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[80,40],[90,45],[100,40]]}}""";

    [Theory]
    [InlineData("The lines are those of the office & imply no \"opinion\".")]
    [InlineData("地图线条由本办公室绘制，不代表任何立场。")]
    [InlineData("Линии нанесены секретариатом и не выражают какой-либо позиции.")]
    [InlineData("지도상의 선은 사무국이 표시한 것이며 어떠한 입장도 나타내지 않습니다.")]
    public async Task The_disclaimer_stands_under_the_map_as_it_was_given_in_every_language(string disclaimer)
    {
        var file = await Stores.NewFolderAsync() + ".geojson";
        await File.WriteAllTextAsync(file, Line, TestContext.Current.CancellationToken);
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("Map:Outlines:Path", file), ("Map:Outlines:Disclaimer", disclaimer));
        await using (site)
        {
            foreach (var lang in Contract.Languages)
            {
                var map = (await site.GetAsync($"/{lang}/map")).Page().QuerySelector("figure.map")!;
                Assert.Equal(disclaimer, map.QuerySelector("figcaption .map-say")?.TextContent);
                Assert.NotNull(map.QuerySelector("svg path.outline"));
            }
        }
    }

    [Fact]
    public async Task A_map_with_outlines_no_longer_says_that_it_has_no_borders()
    {
        var file = await Stores.NewFolderAsync() + ".geojson";
        await File.WriteAllTextAsync(file, Line, TestContext.Current.CancellationToken);
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("Map:Outlines:Path", file), ("Map:Outlines:Disclaimer", "As the office draws them."));
        await using (site)
        {
            Assert.DoesNotContain("without borders", (await site.GetAsync("/en/map")).Body, StringComparison.Ordinal);
            var plain = (await (await Stores.SharedAsync(StoreKind.Sqlite)).GetAsync("/en/map")).Page();
            Assert.Contains("without borders", plain.QuerySelector("figure.map figcaption")!.TextContent, StringComparison.Ordinal);
            Assert.Null(plain.QuerySelector(".map-say, path.outline"));
        }
    }
}
