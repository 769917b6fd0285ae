using Concord.Tests.House;

namespace Concord.Tests.Filters;

/// <summary>The list of series takes the filters of events: a series is found by any of its editions.</summary>
public sealed class Series_of_events
{
    private static readonly string[] All = [.. TheRecord.Of("events").Select(record => TheRecord.Text(record, "series")).OfType<string>().Distinct()];

    [Theory, OnBothStores("mechanism", "year", "country", "kind", "topic", "format")]
    public async Task A_series_is_found_by_what_one_of_its_editions_states(StoreKind store, string filter)
    {
        var site = await Stores.SharedAsync(store);
        var editions = TheRecord.Of("events").Where(record => TheRecord.Text(record, "series") is not null).ToList();
        foreach (var value in editions.SelectMany(record => Expected.Values("events", filter, record)).Distinct())
        {
            var expected = editions.Where(record => Expected.Values("events", filter, record).Contains(value)).Select(record => TheRecord.Text(record, "series")!).Distinct();
            Assert.Equal(expected.Order(StringComparer.Ordinal), (await SeriesAsync(site, $"/en/series?{filter}={value}")).Order(StringComparer.Ordinal));
        }
        Assert.Equal(All.Order(StringComparer.Ordinal), (await SeriesAsync(site, "/en/series?unknown=x")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("mechanism=a%20b")]
    [InlineData("year=twenty")]
    [InlineData("when=soon")]
    [InlineData("sort=fair")]
    [InlineData("page=0")]
    [InlineData("page=two")]
    public async Task What_cannot_be_read_is_refused(string query) =>
        Assert.Equal(400, (await (await Stores.SharedAsync(StoreKind.Sqlite)).GetAsync("/en/series?" + query)).Status);

    [Theory]
    [InlineData("mechanism=nowhere")]
    [InlineData("status=ongoing")]
    [InlineData("page=2")]
    [InlineData("page=2147483647")]
    public async Task What_matches_nothing_is_an_empty_list(string query) =>
        Assert.Empty(await SeriesAsync(await Stores.SharedAsync(StoreKind.Sqlite), "/en/series?" + query));

    [Theory, OnBothStores]
    public async Task Series_stand_in_the_order_that_is_asked_for(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var named = await SeriesAsync(site, "/en/series?sort=name");
        Assert.Equal(All.Length, named.Count);
        Assert.Equal(named.AsEnumerable().Reverse(), await SeriesAsync(site, "/en/series?sort=-name"));
        var first = TheRecord.Of("events").Where(record => TheRecord.Text(record, "series") is not null && Expected.Values("events", "year", record).Any())
            .GroupBy(record => TheRecord.Text(record, "series")!, record => Expected.Values("events", "year", record).First()).ToDictionary(series => series.Key, series => series.Min(StringComparer.Ordinal)!);
        var years = (await SeriesAsync(site, "/en/series?sort=date")).ConvertAll(series => first.GetValueOrDefault(series, "none"));
        Assert.Equal(years.Order(StringComparer.Ordinal), years);
    }

    private static async Task<List<string>> SeriesAsync(ASite site, string address)
    {
        var answer = await site.GetAsync(address);
        Assert.True(answer.Status == 200, address);
        return [.. answer.Page().QuerySelectorAll("main li.rec h3 a").Select(link => link.GetAttribute("href")!.Split('/')[3])];
    }
}
