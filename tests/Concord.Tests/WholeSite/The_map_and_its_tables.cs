using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Concord.Tests.Filters;
using Concord.Tests.House;

namespace Concord.Tests.WholeSite;

/// <summary>Readers who cannot see the map find the same in the tables below it.</summary>
public sealed class The_map_and_its_tables
{
    /// <summary>What the map is asked for, and which part of the record that is: filter and value, or the whole.</summary>
    private static readonly (string Filter, string Value)[] Narrowings = [("", ""), ("mechanism", "temm"), ("year", "2019"), ("kind", "seminar")];

    [Fact]
    public async Task The_drawing_and_the_table_name_the_same_places_with_the_same_numbers()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var lang in Contract.Languages)
            foreach (var show in new[] { "events", "projects", "cities", "events&mechanism=temm", "events&year=2019", "projects&country=LA", "cities&country=KR" })
            {
                var page = await MapAsync(site, $"/{lang}/map?show={show}");
                var rows = Rows(page).Select(row => (row.Name, row.Count)).Order().ToList();
                Assert.NotEmpty(rows);
                Assert.Equal(rows, Drawn(page).SelectMany(circle => circle.Places).Order());
            }
    }

    [Fact]
    public async Task Both_hold_the_record_whole_and_narrowed()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var (filter, value) in Narrowings)
        {
            var page = await MapAsync(site, filter.Length == 0 ? "/en/map" : $"/en/map?{filter}={value}");
            var held = TheRecord.Of("events").Where(record => filter.Length == 0 || Expected.Values("events", filter, record).Contains(value))
                .Select(record => TheRecord.Text(record, "venue", "place")).OfType<string>().CountBy(place => place).Select(place => (place.Key, place.Value)).Order().ToList();
            Assert.Equal(held, Rows(page).Select(row => (row.Place!, row.Count)).Order());
            Assert.Equal(held.Sum(place => place.Value), Drawn(page).Sum(circle => circle.Places.Sum(place => place.Count)));
            Assert.Equal(value, string.Concat(page.QuerySelectorAll<IHtmlInputElement>("form.mapf input[checked]").Select(box => box.Value)));
        }
        Assert.Equal(TheRecord.Ids("cities").Order(StringComparer.Ordinal), Rows(await MapAsync(site, "/en/map?show=cities")).Select(row => row.City!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Circles_and_numbers_lead_to_the_records_that_they_stand_for()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var page = await MapAsync(site, "/en/map?mechanism=temm&mechanism=sco_env&mechanism=asean_china_env");
        var cities = TheRecord.Of("cities").ToDictionary(city => TheRecord.Text(city, "id")!, city => TheRecord.Text(city, "place"));
        foreach (var circle in Drawn(page))
        {
            Assert.NotNull(circle.Href);
            if (circle.Href.StartsWith("/en/cities/", StringComparison.Ordinal))
                Assert.Equal(cities[circle.Href.Split('/')[3]], Rows(page).Single(row => row.Name == Assert.Single(circle.Places).Name).Place);
            else
                Assert.Equal(circle.Places.Sum(place => place.Count), (await ListAsSeen.AskAsync(site, circle.Href)).Total);
        }
        foreach (var row in Rows(page))
            Assert.Equal(row.Count, (await ListAsSeen.AskAsync(site, row.List!)).Total);
        foreach (var country in page.QuerySelectorAll(".map-tables .two > div tbody tr"))
            Assert.Equal(Number(country.QuerySelector("td")!), (await ListAsSeen.AskAsync(site, country.QuerySelector("a")!.GetAttribute("href")!)).Total);
    }

    [Theory]
    [InlineData("en", "Enlarged")]
    [InlineData("zh", "局部放大")]
    [InlineData("ru", "Увеличено")]
    [InlineData("ko", "확대")]
    public async Task Where_places_crowd_an_inset_shows_them_larger_alike_in_every_language(string lang, string enlarged)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var crowded = await MapAsync(site, $"/{lang}/map");
        Assert.Contains(crowded.QuerySelectorAll("svg.draw text.t2"), caption => caption.TextContent == enlarged);
        Assert.NotEmpty(crowded.QuerySelectorAll("svg.draw g[aria-hidden] circle"));
        Assert.Equal(Positions(await MapAsync(site, "/en/map")), Positions(crowded));
        var sparse = await MapAsync(site, $"/{lang}/map?mechanism=temm&year=2019");
        Assert.DoesNotContain(sparse.QuerySelectorAll("svg.draw text"), caption => caption.TextContent == enlarged);
        Assert.Empty(sparse.QuerySelectorAll("svg.draw g[aria-hidden]"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    [InlineData("ru")]
    [InlineData("ko")]
    public async Task Where_nothing_is_found_there_is_neither_a_drawing_nor_a_table_but_a_way_back(string lang)
    {
        var page = await MapAsync(await Stores.SharedAsync(StoreKind.Sqlite), $"/{lang}/map?year=1900");
        Assert.Empty(page.QuerySelectorAll("main figure, main table"));
        Assert.Equal($"/{lang}/map?show=events", page.QuerySelector("main .empty a")?.GetAttribute("href"));
    }

    private static async Task<IHtmlDocument> MapAsync(ASite site, string address)
    {
        var answer = await site.GetAsync(address);
        Assert.Equal((address, 200), (address, answer.Status));
        return answer.Page();
    }

    /// <summary>The circles that are named, with the places that share each. What the inset repeats is hidden from readers.</summary>
    private static IEnumerable<(string? Href, IReadOnlyList<(string Name, int Count)> Places)> Drawn(IHtmlDocument page) =>
        page.QuerySelectorAll("svg.draw > a, svg.draw > g:not([aria-hidden])").Select(circle => (
            circle.GetAttribute("href"),
            (IReadOnlyList<(string, int)>)[.. circle.QuerySelector("title")!.TextContent.Split(';', '；').Select(place => place.Trim()).Select(Said)]));

    /// <summary>"Seoul: 27 events"; of cities the name alone.</summary>
    private static (string Name, int Count) Said(string place) =>
        place.LastIndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? (place[..colon], Number(place[colon..])) : (place, 1);

    private static IEnumerable<(string Name, int Count, string? Place, string? City, string? List)> Rows(IHtmlDocument page) =>
        from row in page.QuerySelectorAll("table.places tbody tr")
        let list = row.QuerySelector("td.r a")?.GetAttribute("href")
        select (row.QuerySelector("th")!.TextContent, row.QuerySelector("td.r") is { } number ? Number(number.Children.Length > 0 ? number.FirstElementChild!.LastChild! : number) : 1,
            list?.Split('?', '&').Single(part => part.StartsWith("place=", StringComparison.Ordinal))[6..], row.QuerySelector("th a")?.GetAttribute("href")?.Split('/')[3], list);

    private static IEnumerable<(string?, string?, string?)> Positions(IHtmlDocument page) =>
        page.QuerySelectorAll("svg.draw circle").Select(circle => (circle.GetAttribute("cx"), circle.GetAttribute("cy"), circle.GetAttribute("r")));

    private static int Number(INode words) => Number(words.TextContent);

    private static int Number(string words) => int.Parse(string.Concat(words.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
}
