using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Concord.Kernel.Records;
using Concord.Tests.House;
using Concord.Tests.Importing;
using NodaTime;

namespace Concord.Tests.Library;

/// <summary>News and publications are records like all others: with lists, pages, links in both directions, an API and a place in the bundle.</summary>
public sealed class News_and_publications
{
    private const string Plan = "news_temm_26";

    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task A_news_item_leads_to_what_it_tells_of_and_that_leads_back(StoreKind store, string lang)
    {
        var site = await Stores.SharedAsync(store);
        var news = (await site.GetAsync($"/{lang}/news/{Plan}")).Page();
        string[] told = [$"/{lang}/events/temm_26", $"/{lang}/instruments/tjap_2026_2030"];
        foreach (var address in told)
        {
            Assert.NotNull(news.QuerySelector($"#told a[href='{address}']"));
            Assert.NotNull((await site.GetAsync(address)).Page().QuerySelector($"#news a[href='/{lang}/news/{Plan}']"));
        }
        Assert.NotNull(news.QuerySelector($".thread a[href='/{lang}/mechanisms/temm']"));
        Assert.NotNull((await site.GetAsync($"/{lang}/mechanisms/temm")).Page().QuerySelector($"#news a[href='/{lang}/news/{Plan}']"));
    }

    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task A_publication_stands_with_its_project_its_practice_its_publisher_and_its_city(StoreKind store, string lang)
    {
        var site = await Stores.SharedAsync(store);
        var review = $"/{lang}/publications/pub_beijing_air_2019";
        foreach (var subject in new[] { "practices/pr_beijing_air", "organizations/unep", "cities/beijing" })
            Assert.NotNull((await site.GetAsync($"/{lang}/{subject}")).Page().QuerySelector($"#publications a[href='{review}']"));
        var project = (await site.GetAsync($"/{lang}/projects/p_ea_prsad")).Page();
        Assert.Equal(4, project.QuerySelectorAll("#publications li h3").Length);
        // What came of a project is a practice only where it is one.
        Assert.Empty(project.QuerySelectorAll("#practices"));
        Assert.NotNull((await site.GetAsync($"/{lang}/news/news_beijing_air_review_2019")).Page().QuerySelector($"#told a[href='{review}']"));
        Assert.NotNull((await site.GetAsync(review)).Page().QuerySelector($"#news a[href='/{lang}/news/news_beijing_air_review_2019']"));
    }

    [Theory, OnBothStores]
    public async Task The_thread_of_news_begins_with_what_they_tell_of_and_no_other_thread_is_crossed_by_them(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var drawn = (await site.GetAsync($"/en/thread/news/{Plan}")).Page();
        Assert.NotNull(drawn.QuerySelector("svg a[href='/en/events/temm_26']"));
        Assert.NotNull(drawn.QuerySelector("svg a[href='/en/instruments/tjap_2026_2030']"));
        var other = (await site.GetAsync("/en/thread/events/temm_26")).Page();
        Assert.Empty(other.QuerySelectorAll("main a[href^='/en/news/']"));
        Assert.NotNull((await site.GetAsync("/en/thread/projects/p_ea_prsad")).Page().QuerySelector("svg a[href='/en/publications/pub_eanet_periodic_2022']"));
    }

    [Theory, OnBothStores]
    public async Task Publications_are_found_by_the_language_of_their_text_and_by_their_numbers(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var folder = await Bundles.ChangedAsync((_, record) =>
            {
                if (record["id"]!.GetValue<string>() == "pub_eanet_periodic_2016")
                    (record["languages"], record["isbn"], record["doi"]) = (new JsonArray("ja", "en"), new JsonArray("978-3-16-148410-0"), "10.1000/182");
            });
            Assert.Empty((await Bundles.ImportAsync(site, folder)).Faults);
            foreach (var query in new[] { "language=ja", "language=en&year=2016" })
            {
                var listed = (await site.GetAsync("/en/publications?" + query)).Page().QuerySelectorAll("main li h3 a").Select(link => link.GetAttribute("href"));
                Assert.Equal(["/en/publications/pub_eanet_periodic_2016"], listed);
            }
            Assert.Equal(400, (await site.GetAsync("/en/publications?language=JAPANESE")).Status);
            foreach (var number in new[] { "978-3-16-148410-0", "10.1000/182" })
                Assert.Equal("/en/publications/pub_eanet_periodic_2016",
                    (await site.GetAsync("/en/search?q=" + Uri.EscapeDataString(number))).Page().QuerySelector("li.rec.hit a")?.GetAttribute("href"));
            var page = (await site.GetAsync("/en/publications/pub_eanet_periodic_2016")).Page();
            Assert.NotNull(page.QuerySelector("#facts a[href='https://doi.org/10.1000/182']"));
        }
    }

    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task The_latest_news_stand_on_the_home_page_and_none_of_a_day_to_come(StoreKind store, string lang)
    {
        var site = await Stores.SharedAsync(store);
        var shown = (await site.GetAsync("/" + lang)).Page().QuerySelectorAll("#news h3 a").Select(link => link.GetAttribute("href"));
        // The clock of the tests stands in September 2022.
        Assert.Equal([$"/{lang}/news/news_saysettha_2022", $"/{lang}/news/news_eanet_plan_2020", $"/{lang}/news/news_sco_webinar_2020"], shown);
    }

    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task The_feed_has_news_among_the_events_by_their_day(StoreKind store, string lang)
    {
        var site = await Stores.SharedAsync(store);
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var entries = XDocument.Parse((await site.GetAsync($"/{lang}/feed.atom")).Body).Root!.Elements(atom + "entry").ToList();
        var updated = entries.ConvertAll(entry => entry.Element(atom + "updated")!.Value);
        Assert.Equal(updated.OrderDescending(StringComparer.Ordinal), updated);
        var item = TheRecord.Of("news").Single(record => TheRecord.Text(record, "id") == "news_saysettha_2022");
        var news = entries.Single(entry => entry.Element(atom + "link")!.Attribute("href")!.Value.EndsWith("/news/news_saysettha_2022", StringComparison.Ordinal));
        Assert.Equal(TheRecord.Text(item, "title", lang), news.Element(atom + "title")!.Value);
        Assert.Equal(TheRecord.Text(item, "summary", lang), news.Element(atom + "summary")!.Value);
        Assert.Equal("2022-05-03T00:00:00Z", news.Element(atom + "published")!.Value);
        Assert.DoesNotContain(entries, entry => entry.Element(atom + "link")!.Attribute("href")!.Value.EndsWith("/news/" + Plan, StringComparison.Ordinal));
    }

    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task Search_engines_are_told_what_is_news_and_what_a_report(StoreKind store, string lang)
    {
        var site = await Stores.SharedAsync(store);
        using var news = await LinkedDataAsync(site, $"/{lang}/news/{Plan}");
        var item = TheRecord.Of("news").Single(record => TheRecord.Text(record, "id") == Plan);
        Assert.Equal(("NewsArticle", TheRecord.Text(item, "title", lang), "2025-09-29", lang),
            (Text(news, "@type"), Text(news, "headline"), Text(news, "datePublished"), Text(news, "inLanguage")));
        using var report = await LinkedDataAsync(site, $"/{lang}/publications/pub_eanet_periodic_2016");
        Assert.Equal(("Report", "2016"), (Text(report, "@type"), Text(report, "datePublished")));
    }

    [Theory, OnBothStores]
    public async Task A_bundle_without_news_leaves_them_and_an_export_of_none_writes_no_file(StoreKind store)
    {
        var folder = await Bundles.ChangedAsync((_, _) => { });
        foreach (var kind in TheRecord.Kinds.Except(TheRecord.KindsOfEveryBundle))
            File.Delete(Path.Combine(folder, kind + ".json"));
        var full = await ASite.CopyAsync(store);
        await using (full)
        {
            var before = await Bundles.StateAsync(full);
            Assert.Empty((await Bundles.ImportAsync(full, folder)).Faults);
            Assert.Equal(before, await Bundles.StateAsync(full));
            Assert.Equal(200, (await full.GetAsync($"/en/news/{Plan}")).Status);
        }
        var bare = await ASite.OpenAsync(await Stores.BareAsync(store), Stores.Usual);
        await using (bare)
        {
            Assert.Empty((await Bundles.ImportAsync(bare, folder)).Faults);
            var exported = await Bundles.ExportAsync(bare);
            Assert.Equal(10, Directory.EnumerateFiles(exported).Count());
            Nothing.In(Bundles.Differences(exported, folder));
            foreach (var lang in Contract.Languages)
            {
                Assert.Null((await bare.GetAsync("/" + lang)).Page().QuerySelector("#news"));
                Assert.Equal(200, (await bare.GetAsync($"/{lang}/news")).Status);
            }
        }
    }

    [Theory, OnBothStores]
    public async Task A_bundle_may_say_the_labels_of_the_house_in_its_own_words(StoreKind store)
    {
        var folder = await Bundles.ChangedAsync((_, _) => { });
        var path = Path.Combine(folder, "labels.json");
        var labels = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!.AsObject();
        labels["news.kind"] = JsonNode.Parse("""{"decision": {"en": "Resolved", "zh": "决议", "ru": "Постановление", "ko": "의결"}}""");
        await File.WriteAllTextAsync(path, labels.ToJsonString(), TestContext.Current.CancellationToken);
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            Assert.Contains("Decision or agreement", (await site.GetAsync($"/en/news/{Plan}")).Body, StringComparison.Ordinal);
            Assert.Empty((await Bundles.ImportAsync(site, folder)).Faults);
            foreach (var (lang, word) in new[] { ("en", "Resolved"), ("zh", "决议"), ("ru", "Постановление"), ("ko", "의결") })
                Assert.Equal(word, (await site.GetAsync($"/{lang}/news/{Plan}")).Page().QuerySelector(".kick .k")!.TextContent);
            // Others keep those of the house.
            Assert.Equal("Report of an event", (await site.GetAsync("/en/news/news_acecf_2025")).Page().QuerySelector(".kick .k")!.TextContent);
            Nothing.In(Bundles.Differences(folder, await Bundles.ExportAsync(site)));
        }
    }

    [Theory, OnBothStores]
    public async Task Words_of_news_stay_words(StoreKind store)
    {
        const string Hostile = "<script>alert(1)</script> [a](javascript:b) & \"c\"";
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var folder = await Bundles.ChangedAsync((kind, record) =>
            {
                if (record["id"]!.GetValue<string>() != Plan)
                    return;
                record["title"]!["en"] = Hostile;
                record["summary"]!["en"] = Hostile;
                record["body"] = new JsonArray(new JsonObject { ["heading"] = new JsonObject { ["en"] = Hostile }, ["text"] = new JsonObject { ["en"] = Hostile } });
            });
            Assert.Empty((await Bundles.ImportAsync(site, folder)).Faults);
            site.Clock.Reset(Instant.FromUtc(2025, 12, 1, 0, 0));
            foreach (var address in new[] { $"/en/news/{Plan}", "/en/news", "/en", "/en/events/temm_26", $"/en/thread/news/{Plan}", $"/en/news/{Plan}/history" })
            {
                var page = (await site.GetAsync(address)).Page();
                Assert.DoesNotContain(page.QuerySelectorAll("script"), script => script.TextContent.StartsWith("alert", StringComparison.Ordinal));
                Assert.Empty(page.QuerySelectorAll("a[href^='javascript:']"));
            }
            var item = (await site.GetAsync($"/en/news/{Plan}")).Page();
            Assert.Equal(Hostile, item.QuerySelector("#text h3")!.TextContent);
            Assert.Equal(Hostile, item.QuerySelector("#text p")!.TextContent);
            Assert.Contains(XDocument.Parse((await site.GetAsync("/en/feed.atom")).Body).Descendants(), element => element.Name.LocalName == "title" && element.Value == Hostile);
        }
    }

    [Theory, OnBothStores]
    public async Task A_changed_news_item_has_a_history_in_words(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            site.Clock.AdvanceHours(1);
            var folder = await Bundles.ChangedAsync((_, record) =>
            {
                if (record["id"]!.GetValue<string>() == Plan)
                    record["published_on"] = "2025-09-30";
            });
            Assert.Empty((await Bundles.ImportAsync(site, folder)).Faults);
            foreach (var (lang, word) in new[] { ("en", "Published"), ("zh", "出版日期"), ("ru", "Опубликовано"), ("ko", "발행일") })
                Assert.Contains(word, (await site.GetAsync($"/{lang}/news/{Plan}/history")).Page().QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }
    }

    private static async Task<JsonDocument> LinkedDataAsync(ASite site, string address) =>
        JsonDocument.Parse((await site.GetAsync(address)).Page().QuerySelector("script[type='application/ld+json']")!.TextContent);

    private static string? Text(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetString();
}
