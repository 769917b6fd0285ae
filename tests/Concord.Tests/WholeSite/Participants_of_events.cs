using Concord.Tests.House;

namespace Concord.Tests.WholeSite;

/// <summary>A number of participants is said as its source says it, never more exactly.</summary>
public sealed class Participants_of_events
{
    [Theory]
    [InlineData("en", "more than 300", "nearly 400", "about 350", "180 planned", "109")]
    [InlineData("zh", "超过300", "近400", "约350", "计划180", "109")]
    [InlineData("ru", "более 300", "почти 400", "около 350", "180 (план)", "109")]
    [InlineData("ko", "300 이상", "400 가까이", "약 350", "180 예정", "109")]
    public async Task The_page_of_an_event_says_how_exact_its_number_is(string lang, string moreThan, string nearly, string about, string planned, string counted)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var (id, words) in new[] { ("acecf_2016", moreThan), ("acecf_2017", nearly), ("sco_green_forum_2024", about), ("acecf_2018", planned), ("ck_clear_sky_conf_2021", counted) })
        {
            var said = (await site.GetAsync($"/{lang}/events/{id}")).Page().QuerySelectorAll("#facts dd").Where(fact => fact.FirstChild?.TextContent.Trim() == words).ToList();
            Assert.True(said.Count == 1, $"{id} does not say {words}");
            Assert.Equal(words == planned, said[0].QuerySelector(".tag-tentative") is not null);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    [InlineData("ru")]
    [InlineData("ko")]
    public async Task The_chart_of_a_series_says_its_numbers_in_the_words_of_its_table(string lang)
    {
        var page = (await (await Stores.SharedAsync(StoreKind.Sqlite)).GetAsync($"/{lang}/series/acecf")).Page();
        var said = page.QuerySelectorAll("#editions td.r").Select(cell => cell.TextContent).Where(words => words.Length > 0).ToList();
        var drawn = string.Concat(page.QuerySelectorAll("#editions svg text").Select(text => text.TextContent + " "));
        Assert.NotEmpty(said);
        Nothing.In(from words in said where !drawn.Contains(words, StringComparison.Ordinal) select $"the chart does not say “{words}”: {drawn}");
    }
}
