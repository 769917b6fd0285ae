using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Concord.Tests.House;

namespace Concord.Tests.Filters;

/// <summary>The map takes the filters of the list of the kind that it shows, and leads to that list.</summary>
public sealed class The_map
{
    [Theory, OnBothStores("events|country=KR", "events|kind=seminar", "events|when=upcoming", "events|q=water", "events|topic=air&year=2019", "events|mechanism=temm&mechanism=asean_china_env", "projects|country=LA", "cities|country=CN&country=KR", "cities|status=ongoing")]
    public async Task What_is_asked_for_is_what_the_map_shows_and_what_its_list_shows(StoreKind store, string asked)
    {
        var site = await Stores.SharedAsync(store);
        var (kind, query) = (asked.Split('|')[0], asked.Split('|')[1]);
        var map = (await site.GetAsync($"/en/map?show={kind}&{query}")).Page();
        var total = (await ListAsSeen.AskAsync(site, $"/en/{kind}?{query}")).Total;
        // "12 events in 7 places. 3 more have no place on record."
        var sentences = map.QuerySelector(".head .main p")!.TextContent.Split(". ").Where(sentence => !sentence.Contains("online", StringComparison.Ordinal));
        Assert.Equal(total, sentences.Sum(sentence => int.Parse(string.Concat(sentence.TrimStart().TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture)));
        if (map.QuerySelector(".map-tables header a")?.GetAttribute("href") is { } list)
            Assert.Equal(total, (await ListAsSeen.AskAsync(site, list)).Total);
    }

    [Theory]
    [InlineData("events", "mechanism=temm&mechanism=sco_env&year=2018&year=2019&country=KR&country=CN&q=water")]
    [InlineData("projects", "status=ongoing&status=completed&mechanism=temm")]
    public async Task Its_form_sends_along_all_that_is_chosen_and_each_choice_can_be_taken_back(string kind, string query)
    {
        var page = (await (await Stores.SharedAsync(StoreKind.Sqlite)).GetAsync($"/en/map?show={kind}&{query}")).Page();
        string[] chosen = [.. query.Split('&').Order(StringComparer.Ordinal)];
        var form = page.QuerySelector<IHtmlFormElement>("form.mapf")!;
        var sent = form.Elements.OfType<IHtmlInputElement>().Where(input => input.Type == "hidden" || input.IsChecked).Select(input => $"{input.Name}={input.Value}");
        Assert.Equal(chosen.Prepend("show=" + kind).Order(StringComparer.Ordinal), sent.Order(StringComparer.Ordinal));
        foreach (var link in page.QuerySelectorAll(".chosen a[aria-label]"))
            Assert.Equal(chosen.Length, link.GetAttribute("href")!.Split('?', '&').Length - 1);
        Assert.Equal(chosen.Length, page.QuerySelectorAll(".chosen a[aria-label]").Length);
    }

    [Theory]
    [InlineData("country=China")]
    [InlineData("kind=%00")]
    [InlineData("year=twenty")]
    [InlineData("when=soon")]
    [InlineData("show=cities&country=China")]
    [InlineData("show=nonsense")]
    public async Task What_cannot_be_read_is_refused(string query) =>
        Assert.Equal(400, (await (await Stores.SharedAsync(StoreKind.Sqlite)).GetAsync("/en/map?" + query)).Status);
}
