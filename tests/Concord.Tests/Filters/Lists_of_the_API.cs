using System.Globalization;
using System.Text.Json;
using Concord.Tests.House;

namespace Concord.Tests.Filters;

/// <summary>The lists of the API in every order, read on to the end; what a list cannot do it refuses with a sentence.</summary>
public sealed class Lists_of_the_API
{
    [Theory, OnBothStores("events", "instruments", "mechanisms", "organizations")]
    public async Task An_order_is_that_of_the_page_and_read_on_it_shows_every_record_once(StoreKind store, string kind)
    {
        var site = await Stores.SharedAsync(store);
        foreach (var sort in new[] { "date", "-date", "name", "-name" })
        {
            var seen = new List<string>();
            for (var page = 1; ; page++)
            {
                var list = await ListAsSeen.AskAsync(site, string.Create(CultureInfo.InvariantCulture, $"/en/{kind}?sort={sort}&page={page}"));
                if (list.Ids.Count == 0)
                    break;
                seen.AddRange(list.Ids);
            }
            Assert.Equal(seen, await ReadOnAsync(site, $"/api/v1/{kind}?sort={sort}&limit=37"));
        }
        Assert.Equal(TheRecord.Ids(kind).Order(StringComparer.Ordinal), (await ReadOnAsync(site, $"/api/v1/{kind}?limit=37")).Order(StringComparer.Ordinal));
    }

    [Theory, OnBothStores]
    public async Task An_order_holds_within_filters(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var starts = new List<string>();
        for (string? next = "/api/v1/events?country=CN&sort=date&limit=10"; next is not null;)
        {
            using var json = JsonDocument.Parse((await site.GetAsync(next)).Body);
            starts.AddRange(json.RootElement.GetProperty("items").EnumerateArray().Select(item => TheRecord.Text(item, "start") ?? TheRecord.Text(item, "end") ?? "9"));
            next = json.RootElement.GetProperty("next").GetString() is { } address ? new Uri(address).PathAndQuery : null;
        }
        Assert.True(starts.Count > 20);
        Assert.Equal(starts.Select(First).Order(StringComparer.Ordinal), starts.Select(First));

        // A month stands where its first day does.
        static string First(string start) => start.Length == 4 ? start + "-01-01" : start.Length == 7 ? start + "-01" : start;
    }

    [Theory]
    [InlineData("/api/v1/events?year=2018&limit=3", "year=2018", "year=2019")]
    [InlineData("/api/v1/events?year=2018&limit=3", "year=2018&", "")]
    [InlineData("/api/v1/events?limit=3", "limit=3", "limit=3&sort=name")]
    [InlineData("/api/v1/events?sort=date&limit=3", "sort=date", "sort=-date")]
    [InlineData("/api/v1/events?q=water&limit=3", "q=water", "q=air")]
    [InlineData("/api/v1/events?when=past&limit=3", "when=past", "when=all")]
    public async Task A_cursor_of_other_filters_or_another_order_is_refused(string address, string before, string after)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        using var json = JsonDocument.Parse((await site.GetAsync(address)).Body);
        var next = new Uri(json.RootElement.GetProperty("next").GetString()!).PathAndQuery;
        Assert.Equal(200, (await site.GetAsync(next)).Status);
        Assert.Contains(before, next, StringComparison.Ordinal);
        var answer = await site.GetAsync(next.Replace(before, after, StringComparison.Ordinal));
        Assert.Equal(400, answer.Status);
        Assert.Contains("cursor", answer.Body, StringComparison.Ordinal);
        // However many records are wanted, and however the same filters are written, the cursor holds.
        Assert.Equal(200, (await site.GetAsync(next.Replace("limit=3", "limit=7&unknown=x", StringComparison.Ordinal))).Status);
    }

    [Theory]
    [InlineData("/api/v1/events?page=2", "next")]
    [InlineData("/api/v1/cities?page=1", "next")]
    [InlineData("/events.ics?page=2", "all its events")]
    [InlineData("/events.ics?sort=name", "calendar")]
    public async Task What_a_list_for_programs_cannot_do_is_refused_with_a_sentence(string address, string sentence)
    {
        var answer = await (await Stores.SharedAsync(StoreKind.Sqlite)).GetAsync(address);
        Assert.Equal(400, answer.Status);
        using var json = JsonDocument.Parse(answer.Body);
        Assert.Contains(sentence, TheRecord.Text(json.RootElement, "detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/en/events?page=2&year=2018&sort=name", "/api/v1/events?year=2018&sort=name")]
    [InlineData("/en/cities", "/api/v1/cities")]
    public async Task A_page_links_the_same_list_as_data(string address, string data)
    {
        var page = (await ListAsSeen.AskAsync(await Stores.SharedAsync(StoreKind.Sqlite), address)).Page;
        Assert.Equal(data, page.QuerySelector(".list-head a[href^='/api/']")!.GetAttribute("href"));
    }

    private static async Task<List<string>> ReadOnAsync(ASite site, string address)
    {
        var ids = new List<string>();
        for (var next = address; next is not null;)
        {
            var answer = await site.GetAsync(next);
            Assert.Equal(200, answer.Status);
            using var json = JsonDocument.Parse(answer.Body);
            ids.AddRange(json.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = json.RootElement.GetProperty("next").GetString() is { } more ? new Uri(more).PathAndQuery : null;
        }
        return ids;
    }
}
