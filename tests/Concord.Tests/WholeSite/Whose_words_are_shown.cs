using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Tests.House;
using Concord.Tests.Importing;

namespace Concord.Tests.WholeSite;

/// <summary>A page says where its words come from: what stands there in another language for want of this one, and what was translated for the record.</summary>
public sealed class Whose_words_are_shown
{
    [Fact]
    public async Task A_text_that_is_missing_in_the_language_of_the_page_stands_there_in_another_and_says_in_which()
    {
        const string Theme = "Водосбережение";
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var (_, faults) = await Bundles.ImportAsync(site, await Bundles.ChangedAsync((_, record) =>
            {
                if ((string?)record["id"] != "acecf_2018")
                    return;
                record["theme"] = new JsonObject { ["ru"] = Theme };
                foreach (var (_, paths) in record["translated"]!.AsObject())
                    foreach (var path in paths!.AsArray().Where(path => (string?)path == "theme").ToList())
                        paths.AsArray().Remove(path);
            }));
            Assert.Empty(faults);
            foreach (var (language, name) in new[] { ("en", "Russian"), ("zh", "俄文"), ("ko", "러시아어") })
            {
                var shown = Lede(await site.GetAsync($"/{language}/events/acecf_2018"));
                Assert.Equal("ru", shown.QuerySelector("[lang]")!.GetAttribute("lang"));
                Assert.Equal(Theme, shown.QuerySelector("[lang]")!.TextContent);
                Assert.Equal(name, shown.QuerySelector(".fb-l")!.TextContent, ignoreCase: true);
            }
            var own = Lede(await site.GetAsync("/ru/events/acecf_2018"));
            Assert.Equal((Theme, null, null), (own.TextContent, own.QuerySelector("[lang]"), own.QuerySelector(".fb-l")));
        }
    }

    [Fact]
    public async Task A_text_that_was_translated_for_the_record_says_so_and_one_of_the_sources_does_not()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var record = TheRecord.Of("events").Single(record => TheRecord.Text(record, "id") == "acecf_2018");
        foreach (var language in Contract.Languages)
        {
            var isOurs = record.GetProperty("translated").TryGetProperty(language, out var paths) && paths.EnumerateArray().Any(path => path.GetString() == "theme");
            Assert.Equal(language is "ru" or "ko", isOurs);
            Assert.Equal(isOurs, Lede(await site.GetAsync($"/{language}/events/acecf_2018")).QuerySelector(".tr-l") is not null);
        }
    }

    [Fact]
    public async Task The_first_thing_that_the_page_of_an_event_tells_programs_of_is_the_event()
    {
        var page = (await (await Stores.SharedAsync(StoreKind.Sqlite)).GetAsync("/en/events/acecf_2018")).Page();
        using var first = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
        Assert.Equal(("Event", "ASEAN-China Environmental Cooperation Forum 2018"), (first.RootElement.GetProperty("@type").GetString(), first.RootElement.GetProperty("name").GetString()));
    }

    private static AngleSharp.Dom.IElement Lede(Answer answer) => answer.Page().QuerySelector("p.lede")!;
}
