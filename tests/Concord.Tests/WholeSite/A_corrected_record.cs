using Concord.Tests.House;
using Concord.Tests.Importing;
using NodaTime;

namespace Concord.Tests.WholeSite;

/// <summary>A record of which something was corrected: nothing is deleted, and whoever follows it is told.</summary>
public sealed class A_corrected_record
{
    [Theory, OnBothStores]
    public async Task Both_versions_can_be_read_and_the_feed_says_that_it_changed(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            site.Clock.Advance(Duration.FromDays(1));
            var bundle = await Bundles.ChangedAsync((_, record) =>
            {
                if (record["id"]!.GetValue<string>() == "acecf_2019")
                    record["attendance"]!["count"] = 351;
            });
            Assert.Empty((await Bundles.ImportAsync(site, bundle)).Faults);

            const string History = "/en/events/acecf_2019/history";
            var page = (await site.GetAsync(History)).Page();
            Assert.Equal(["v2", "v1"], page.QuerySelectorAll("main section.sec[id^=v]").Select(version => version.Id));
            Assert.Contains("350", page.QuerySelector("#v2")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("351", page.QuerySelector("#v2")!.TextContent, StringComparison.Ordinal);
            Assert.Equal([History + "?version=2", History + "?version=1"], page.QuerySelectorAll("a[href*='?version=']").Select(link => link.GetAttribute("href")));

            var earlier = (await site.GetAsync(History + "?version=1")).Page().QuerySelector("#version")!;
            Assert.Contains("350", earlier.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("351", earlier.TextContent, StringComparison.Ordinal);
            foreach (var language in Contract.Languages)
                Assert.Contains(TheRecord.Text(TheRecord.Of("events").First(record => TheRecord.Text(record, "id") == "acecf_2019"), "title", language)!, earlier.TextContent, StringComparison.Ordinal);
            Assert.Contains("351", (await site.GetAsync(History + "?version=2")).Page().QuerySelector("#version")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(404, (await site.GetAsync(History + "?version=3")).Status);
            Assert.Equal(400, (await site.GetAsync(History + "?version=first")).Status);

            Assert.Contains("Changed: ", (await site.GetAsync("/en/feed.atom")).Body, StringComparison.Ordinal);
        }
    }
}
