using System.Text.Json;
using Concord.Tests.House;
using NodaTime;

namespace Concord.Tests.Filters;

/// <summary>No parameter of the contract is passed over in silence: on every list it narrows, or is refused with a sentence.</summary>
public sealed class What_every_list_knows
{
    [Theory, OnBothStores("mechanisms", "organizations", "instruments", "events", "projects", "practices", "cities", "news", "publications")]
    public async Task A_filter_that_a_kind_cannot_have_finds_none_of_it(StoreKind store, string kind)
    {
        var site = await Stores.SharedAsync(store);
        string[] foreign = kind switch
        {
            "events" => ["status=in_force", "on=2022-09-15"],
            "instruments" => ["format=online", "when=past", "interpretation=ru"],
            "projects" => ["kind=seminar", "format=online", "when=upcoming", "on=2022-09-15"],
            "organizations" => ["topic=water", "status=ongoing", "when=past"],
            _ => ["status=ongoing", "format=online", "interpretation=ru", "when=upcoming", "on=2022-09-15"],
        };
        foreach (var query in foreign)
        {
            Assert.Equal((query, 0), (query, (await ListAsSeen.AskAsync(site, $"/en/{kind}?{query}")).Total));
            Assert.Equal((query, 0), (query, await TotalAsync(site, $"/api/v1/{kind}?{query}")));
        }
        foreach (var query in new[] { "status=A%20B", "when=soon", "on=yesterday", "format=%00", "interpretation=RUSSIAN", "kind=A", "topic=%25", "mechanism=-" })
            foreach (var address in new[] { $"/en/{kind}?{query}", $"/api/v1/{kind}?{query}" })
                Assert.Equal((address, 400), (address, (await site.GetAsync(address)).Status));
        Assert.Equal(TheRecord.Of(kind).Count, (await ListAsSeen.AskAsync(site, $"/en/{kind}?when=all&status=&unknown=x")).Total);
    }

    [Theory, OnBothStores]
    public async Task A_filter_that_a_kind_cannot_have_stands_among_the_chosen_ones(StoreKind store)
    {
        var page = (await ListAsSeen.AskAsync(await Stores.SharedAsync(store), "/en/events?status=in_force")).Page;
        Assert.Equal("/en/events", page.QuerySelector(".chosen a")!.GetAttribute("href"));
        Assert.Equal("in_force", page.QuerySelector("form.filters input[name=status]")!.GetAttribute("value"));
    }

    [Theory, OnBothStores]
    public async Task A_mechanism_is_found_by_its_own_id(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        Assert.Equal(["temm"], (await ListAsSeen.AskAsync(site, "/en/mechanisms?mechanism=temm")).Ids);
        Assert.Equal(1, await TotalAsync(site, "/api/v1/mechanisms?mechanism=temm"));
    }

    [Theory, OnBothStores]
    public async Task Several_times_several_days_and_several_words_widen_their_filter(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var dated = TheRecord.Of("events").Count(record => Expected.Over(record) is not null);
        var inForce = TheRecord.Of("instruments").Count(record => Expected.IsInForce(record, new LocalDate(1995, 1, 1)) || Expected.IsInForce(record, new LocalDate(2022, 9, 15)));
        foreach (var (list, expected) in new[]
        {
            ("events?when=past&when=upcoming", dated), ("events?when=upcoming&when=past", dated), ("events?when=all&when=past", TheRecord.Of("events").Count), ("events?when=past&when=past", dated - await TotalAsync(site, "/api/v1/events?when=upcoming")),
            ("instruments?on=1995-01-01&on=2022-09-15", inForce), ("instruments?on=2022-09-15&on=1995-01-01", inForce),
        })
        {
            Assert.Equal((list, expected), (list, (await ListAsSeen.AskAsync(site, "/en/" + list)).Total));
            Assert.Equal((list, expected), (list, await TotalAsync(site, "/api/v1/" + list)));
        }
        var water = (await ReadAsync(site, "/api/v1/events?q=water&limit=200")).ToHashSet();
        water.UnionWith(await ReadAsync(site, "/api/v1/events?q=air&limit=200"));
        Assert.Equal(water.Count, (await ListAsSeen.AskAsync(site, "/en/events?q=water&q=air")).Total);
        Assert.Equal(water.Order(StringComparer.Ordinal), (await ReadAsync(site, "/api/v1/events?q=air&q=water&limit=200")).Order(StringComparer.Ordinal));
    }

    [Theory, OnBothStores]
    public async Task Each_of_several_times_and_days_can_be_taken_away_alone(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var times = (await ListAsSeen.AskAsync(site, "/en/events?when=past&when=upcoming")).Page;
        Assert.Equal(["/en/events?when=past", "/en/events?when=upcoming"], times.QuerySelectorAll(".chosen a[aria-label]").Select(link => link.GetAttribute("href")!).Order(StringComparer.Ordinal));
        var days = (await ListAsSeen.AskAsync(site, "/en/instruments?on=1995-01-01&on=2022-09-15")).Page;
        Assert.Equal(["/en/instruments?on=1995-01-01", "/en/instruments?on=2022-09-15"], days.QuerySelectorAll(".chosen a[aria-label]").Select(link => link.GetAttribute("href")!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("sort=date&sort=name")]
    [InlineData("page=1&page=2")]
    [InlineData("limit=1&limit=2")]
    public async Task What_can_be_only_one_is_refused_where_there_are_several(string query)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var address in query.StartsWith("limit", StringComparison.Ordinal) ? ["/api/v1/events?" + query] : new[] { "/en/events?" + query, "/api/v1/events?" + query })
        {
            var answer = await site.GetAsync(address);
            Assert.Equal(400, answer.Status);
            Assert.Contains("not several", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("q=a&q=b&q=c&q=d&q=e&q=f", "at most 5 values")]
    [InlineData("on=2001-01-01&on=2001-01-02&on=2001-01-03&on=2001-01-04&on=2001-01-05&on=2001-01-06&on=2001-01-07&on=2001-01-08&on=2001-01-09&on=2001-01-10&on=2001-01-11", "at most 10 values")]
    public async Task What_costs_a_search_each_is_taken_a_few_times_only(string query, string sentence)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var address in new[] { "/en/instruments?" + query, "/api/v1/instruments?" + query })
        {
            var answer = await site.GetAsync(address);
            Assert.Equal(400, answer.Status);
            Assert.Contains(sentence, answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Names_of_parameters_are_the_same_in_capitals()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var pages = (await ListAsSeen.AskAsync(site, "/en/events?Page=2")).Page.QuerySelectorAll("nav.pages a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.NotEmpty(pages);
        foreach (var page in pages)
            Assert.Equal(200, (await site.GetAsync(page)).Status);
    }

    [Theory]
    [InlineData("/en/search?q=water&q=air")]
    [InlineData("/en/search?q=water&kind=events&kind=projects")]
    [InlineData("/en/timeline?mechanism=temm&mechanism=sco_env")]
    [InlineData("/en/map?show=events&show=cities")]
    [InlineData("/en/events/acecf_2018/history?from=1&from=2")]
    [InlineData("/en/series/acecf?a=acecf_2018&a=acecf_2019")]
    [InlineData("/en/instruments/ac_strategy_2016_2020?on=2018-01-01&on=2019-01-01")]
    public async Task A_page_of_one_thing_does_not_choose_among_several(string address)
    {
        var answer = await (await Stores.SharedAsync(StoreKind.Sqlite)).GetAsync(address);
        Assert.Equal(400, answer.Status);
        Assert.Contains("not several", answer.Body, StringComparison.Ordinal);
    }

    /// <summary>The ids of the first answer of an address of the API.</summary>
    private static async Task<List<string>> ReadAsync(ASite site, string address)
    {
        using var json = JsonDocument.Parse((await site.GetAsync(address)).Body);
        return [.. json.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
    }

    private static async Task<int> TotalAsync(ASite site, string address)
    {
        using var json = JsonDocument.Parse((await site.GetAsync(address)).Body);
        return json.RootElement.GetProperty("total").GetInt32();
    }
}
