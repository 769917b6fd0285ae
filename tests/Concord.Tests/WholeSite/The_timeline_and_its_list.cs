using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Concord.Tests.House;

namespace Concord.Tests.WholeSite;

/// <summary>Readers who cannot see the timeline find the same in the list below it.</summary>
public sealed class The_timeline_and_its_list
{
    private static readonly string[] Kinds = ["instruments", "events"];

    [Fact]
    public async Task Drawing_and_list_of_a_mechanism_hold_its_documents_and_events_and_lead_to_them()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var mechanism in TheRecord.Ids("mechanisms"))
        {
            var of = Kinds.SelectMany(kind => TheRecord.Of(kind).Where(record => TheRecord.List(record, "mechanisms").Contains(mechanism)).Select(record => (Kind: kind, Record: record))).ToList();
            foreach (var lang in Contract.Languages)
            {
                var page = await PageAsync(site, $"/{lang}/timeline?mechanism={mechanism}");
                Assert.Equal(Addresses(lang, of), Hrefs(page, "main section ol > li h3 a"));
                Assert.Equal(Addresses(lang, of.Where(one => IsDated(one.Record))), Hrefs(page, "figure.timeline svg a"));
                Assert.Equal(of.Any(one => !IsDated(one.Record)), page.QuerySelector("figure.timeline figcaption br") is not null);
                Assert.Equal(mechanism, page.QuerySelector<IHtmlSelectElement>("#t-mechanism")?.Value);
            }
        }
    }

    [Fact]
    public async Task A_document_is_a_bar_an_event_its_mark_and_each_says_its_whole_title()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var lang in Contract.Languages)
        {
            var page = await PageAsync(site, $"/{lang}/timeline?mechanism=china_korea_env");
            var titles = page.QuerySelectorAll("main section ol > li h3 a").ToDictionary(link => link.GetAttribute("href")!, link => link.TextContent);
            foreach (var drawn in page.QuerySelectorAll("figure.timeline svg a"))
            {
                var href = drawn.GetAttribute("href")!;
                Assert.Equal(titles[href], drawn.GetAttribute("aria-label") ?? drawn.QuerySelector("title")?.TextContent);
                Assert.Equal(href.Contains("/instruments/", StringComparison.Ordinal), drawn.QuerySelector("rect") is not null);
            }
        }
    }

    [Fact]
    public async Task The_overview_draws_the_mechanisms_of_its_table_and_counts_as_the_record_does()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var counts = TheRecord.Ids("mechanisms").Select(id => (id, Kinds.Select(kind => TheRecord.Of(kind).Count(record => TheRecord.List(record, "mechanisms").Contains(id))).ToArray()))
            .Where(mechanism => mechanism.Item2.Sum() > 0).ToDictionary(mechanism => mechanism.id, mechanism => mechanism.Item2);
        foreach (var lang in Contract.Languages)
        {
            var page = await PageAsync(site, $"/{lang}/timeline");
            var rows = page.QuerySelectorAll("table.timelines tbody tr").ToDictionary(row => row.QuerySelector("th a")!.GetAttribute("href")!);
            Assert.Equal(counts.Keys.Select(id => $"/{lang}/timeline?mechanism={id}").Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
            foreach (var (href, row) in rows)
                Assert.Equal(counts[href.Split('=')[1]], row.QuerySelectorAll("td.r").Select(cell => int.Parse(cell.TextContent, CultureInfo.InvariantCulture)));
            var dated = rows.Where(row => row.Value.QuerySelector("td")!.TextContent.Any(char.IsAsciiDigit)).Select(row => row.Key);
            Assert.Equal(dated.Order(StringComparer.Ordinal), Hrefs(page, "figure.timeline svg a"));
        }
    }

    [Theory]
    [InlineData("en", "today")]
    [InlineData("zh", "今日")]
    [InlineData("ru", "сегодня")]
    [InlineData("ko", "오늘")]
    public async Task The_line_of_today_is_named_in_the_language_of_the_page(string lang, string today)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var address in new[] { "timeline", "timeline?mechanism=china_korea_env" })
        {
            var page = await PageAsync(site, $"/{lang}/{address}");
            Assert.Single(page.QuerySelectorAll("figure.timeline svg line.now"));
            Assert.Contains(page.QuerySelectorAll("figure.timeline svg text"), text => text.TextContent == today);
        }
    }

    private static async Task<IHtmlDocument> PageAsync(ASite site, string address)
    {
        var answer = await site.GetAsync(address);
        Assert.Equal((address, 200), (address, answer.Status));
        return answer.Page();
    }

    private static IEnumerable<string> Hrefs(IHtmlDocument page, string selector) =>
        page.QuerySelectorAll(selector).Select(link => link.GetAttribute("href")!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Addresses(string lang, IEnumerable<(string Kind, System.Text.Json.JsonElement Record)> records) =>
        records.Select(one => $"/{lang}/{one.Kind}/{TheRecord.Text(one.Record, "id")}").Order(StringComparer.Ordinal);

    private static bool IsDated(System.Text.Json.JsonElement record) =>
        (TheRecord.Text(record, "start") ?? TheRecord.Text(record, "end") ?? TheRecord.Text(record, "adopted_on") ?? TheRecord.Text(record, "adopted_year")
            ?? TheRecord.Text(record, "period", "start") ?? TheRecord.Text(record, "period", "end")) is not null;
}
