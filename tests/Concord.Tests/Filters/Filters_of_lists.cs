using System.Globalization;
using System.Text.Json;
using Concord.Tests.House;
using NodaTime;

namespace Concord.Tests.Filters;

/// <summary>Every filter of the contract finds what the record's JSON says, on both databases, on pages and in the API alike.</summary>
public sealed class Filters_of_lists
{
    private static readonly Dictionary<string, string[]> FiltersOf = new()
    {
        ["mechanisms"] = ["kind", "country", "year", "topic"],
        ["organizations"] = ["mechanism", "kind", "country", "year"],
        ["instruments"] = ["mechanism", "kind", "country", "year", "topic", "status"],
        ["events"] = ["mechanism", "kind", "country", "year", "topic", "format", "interpretation"],
        ["projects"] = ["mechanism", "country", "year", "topic", "status"],
        ["practices"] = ["mechanism", "kind", "country", "year", "topic"],
        ["cities"] = ["mechanism", "kind", "country", "year"],
        ["news"] = ["mechanism", "kind", "country", "year", "topic"],
        ["publications"] = ["mechanism", "kind", "country", "year", "topic"],
    };

    [Theory, OnBothStores("mechanisms", "organizations", "instruments", "events", "projects", "practices", "cities", "news", "publications")]
    public async Task Each_value_of_each_filter_finds_what_the_record_says(StoreKind store, string kind)
    {
        var site = await Stores.SharedAsync(store);
        var faults = new List<string>();
        foreach (var filter in FiltersOf[kind])
        {
            var records = TheRecord.Of(kind).SelectMany(record => Expected.Values(kind, filter, record).Distinct().Select(value => (Value: value, Id: TheRecord.Text(record, "id")!)));
            foreach (var expected in records.GroupBy(record => record.Value, record => record.Id))
            {
                var address = $"/en/{kind}?{filter}={expected.Key}";
                var list = await ListAsSeen.AskAsync(site, address);
                if (list.Total != expected.Count())
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{address} finds {list.Total}, the record says {expected.Count()}"));
                else if (list.Ids.Count != Math.Min(25, list.Total) || list.Ids.Except(expected).Any())
                    faults.Add($"{address} shows other records: {string.Join(' ', list.Ids.Except(expected))}");
            }
        }
        Nothing.In(faults);
    }

    [Theory, OnBothStores("mechanisms", "organizations", "instruments", "events", "projects", "practices", "cities", "news", "publications")]
    public async Task The_number_beside_a_value_is_the_number_that_choosing_it_finds(StoreKind store, string kind)
    {
        var site = await Stores.SharedAsync(store);
        var faults = new List<string>();
        // On the whole list, and where something is already chosen.
        foreach (var chosen in new[] { "", "q=environmental&" })
        {
            var offers = (await ListAsSeen.AskAsync(site, $"/en/{kind}?{chosen}")).Offers().ToList();
            Assert.True(chosen.Length > 0 || offers.Count > 0, "The form offers nothing.");
            foreach (var (filter, value, count) in offers.GroupBy(offer => offer.Filter).SelectMany(group => group.Take(12)))
            {
                var address = $"/en/{kind}?{chosen}{filter}={Uri.EscapeDataString(value)}";
                var list = await ListAsSeen.AskAsync(site, address);
                if (list.Total != count)
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{address} finds {list.Total}, the form said {count}"));
            }
        }
        Nothing.In(faults);
    }

    [Theory, OnBothStores]
    public async Task Several_values_of_one_filter_widen_it_and_several_filters_narrow_the_list(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        bool Has(JsonElement record, string filter, params string[] values) => Expected.Values("events", filter, record).Intersect(values).Any();
        var expected = TheRecord.Of("events").Where(record => Has(record, "mechanism", "china_korea_env", "asean_china_env") && Has(record, "country", "CN", "KR") && Has(record, "year", "2018", "2019", "2022")).Select(record => TheRecord.Text(record, "id")).ToList();
        var list = await ListAsSeen.AskAsync(site, "/en/events?mechanism=china_korea_env&mechanism=asean_china_env&country=CN&country=kr&year=2018&year=2019&year=2022");
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Count, list.Total);
        Assert.Empty(list.Ids.Except(expected));
    }

    [Theory, OnBothStores("mechanisms", "organizations", "instruments", "events", "projects", "practices", "cities", "news", "publications")]
    public async Task The_form_holds_all_that_is_chosen_and_sends_it_again(StoreKind store, string kind)
    {
        var site = await Stores.SharedAsync(store);
        var filters = (await ListAsSeen.AskAsync(site, $"/en/{kind}")).Offers().GroupBy(offer => offer.Filter).Where(filter => filter.Count() > 1).ToList();
        Assert.NotEmpty(filters);
        foreach (var filter in filters)
        {
            // Of many values also the last, which stands folded away.
            var chosen = new[] { filter.First(), filter.Last(), filter.ElementAt(filter.Count() / 2) }.Select(offer => filter.Key + "=" + offer.Value).Distinct().Order().ToList();
            var list = await ListAsSeen.AskAsync(site, $"/en/{kind}?{string.Join('&', chosen)}");
            Assert.Equal(chosen, list.Sent().Where(field => field.StartsWith(filter.Key + "=", StringComparison.Ordinal)).Order());
            Assert.Equal(list.Total, (await ListAsSeen.AskAsync(site, $"/en/{kind}?{string.Join('&', list.Sent())}")).Total);
            Assert.Equal(chosen.Count, list.Page.QuerySelectorAll(".chosen a[aria-label]").Length);
            // What is chosen is to be seen without opening anything.
            Assert.Empty(list.Page.QuerySelectorAll("form.filters details details input[checked]"));
        }
    }

    [Theory, OnBothStores]
    public async Task An_event_is_past_once_its_last_day_is_over_in_its_zone(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var over = TheRecord.Of("events").Select(record => Expected.Over(record)).OfType<Instant>().Order().ToList();
            var instants = over.Where((_, at) => at % 12 == 0).SelectMany(instant => new[] { instant - Duration.FromSeconds(1), instant });
            foreach (var now in instants.Prepend(Stores.Usual))
            {
                site.Clock.Reset(now);
                var past = over.Count(instant => instant <= now);
                Assert.Equal((now, past, over.Count - past), (now, (await ListAsSeen.AskAsync(site, "/en/events?when=past")).Total, (await ListAsSeen.AskAsync(site, "/en/events?when=upcoming")).Total));
            }
            Assert.Equal(TheRecord.Of("events").Count, (await ListAsSeen.AskAsync(site, "/en/events?when=all")).Total);
        }
    }

    [Theory, OnBothStores]
    public async Task A_day_keeps_instruments_from_their_beginning_to_their_recorded_end(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        foreach (var day in new[] { new LocalDate(1990, 1, 1), new LocalDate(2010, 12, 31), new LocalDate(2011, 1, 1), new LocalDate(2016, 2, 29), new LocalDate(2020, 12, 31), new LocalDate(2021, 1, 1), new LocalDate(2022, 9, 15), new LocalDate(2026, 1, 1) })
        {
            var expected = TheRecord.Of("instruments").Count(record => Expected.IsInForce(record, day));
            Assert.Equal((day, expected), (day, (await ListAsSeen.AskAsync(site, $"/en/instruments?on={day:uuuu-MM-dd}")).Total));
        }
    }

    [Theory, OnBothStores("mechanisms", "organizations", "instruments", "events", "projects", "practices", "cities", "news", "publications")]
    public async Task The_pages_of_a_list_show_every_record_once_in_every_order(StoreKind store, string kind)
    {
        var site = await Stores.SharedAsync(store);
        foreach (var sort in new[] { "", "date", "-date", "name", "-name" })
        {
            var ids = new List<string>();
            for (var page = 1; ; page++)
            {
                var list = await ListAsSeen.AskAsync(site, string.Create(CultureInfo.InvariantCulture, $"/en/{kind}?sort={sort}&page={page}"));
                if (list.Ids.Count == 0)
                    break;
                ids.AddRange(list.Ids);
            }
            Assert.Equal(TheRecord.Ids(kind).Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
        }
    }

    [Theory, OnBothStores("mechanisms", "organizations", "instruments", "events", "projects", "practices", "cities", "news", "publications")]
    public async Task The_API_finds_as_many_as_the_page(StoreKind store, string kind)
    {
        var site = await Stores.SharedAsync(store);
        foreach (var query in new[] { "", "?country=CN", "?year=2019", "?q=water", "?mechanism=temm", "?country=KR&year=2020" })
        {
            var page = await ListAsSeen.AskAsync(site, $"/en/{kind}{query}");
            var answer = await site.GetAsync($"/api/v1/{kind}{query}");
            Assert.Equal(200, answer.Status);
            using var json = JsonDocument.Parse(answer.Body);
            Assert.Equal((query, page.Total), (query, json.RootElement.GetProperty("total").GetInt32()));
        }
    }
}
