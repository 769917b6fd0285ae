using System.Text.Json;
using Concord.Browser.House;
using Microsoft.Playwright;

namespace Concord.Browser.Journeys;

/// <summary>What Concord is for, walked through by a reader who has no account.</summary>
public sealed class Five_scenarios(TheHouse house)
{
    [Fact]
    public async Task From_the_SCO_webinar_a_reader_follows_the_thread_up_to_the_Concept_and_sideways_to_the_memorandum()
    {
        var page = await house.OpenAsync();
        await page.GotoAsync("/en/events/sco_webinar_2020");
        await Assertions.Expect(Link(page, "/en/instruments/mou_ccsco_carec_2020").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#programme header")).ToContainTextAsync("3");
        // Who spoke for whom: the address is the Secretary-General's, the voice his deputy's.
        var said = page.Locator("#addresses dl.said div");
        await Assertions.Expect(said).ToHaveCountAsync(2);
        await Assertions.Expect(said.Nth(0)).ToContainTextAsync("by");
        await Assertions.Expect(said.Nth(0).Locator(".note")).ToHaveTextAsync("Secretary-General");
        await Assertions.Expect(said.Nth(1)).ToContainTextAsync("read out by");
        await Assertions.Expect(said.Nth(1).Locator(".note")).ToHaveTextAsync("Deputy Secretary-General");
        await Link(page, "/en/instruments/sco_plan_2019_2021").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Plan of Action 2019-\u20602021");
        await Link(page, "/en/instruments/sco_concept_2018").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Concept for Cooperation in Environmental Protection");
        await page.GoBackAsync();
        await page.GoBackAsync();
        await Link(page, "/en/instruments/mou_ccsco_carec_2020").First.ClickAsync();
        await page.WaitForURLAsync("**/en/instruments/mou_ccsco_carec_2020");
        await Assertions.Expect(Link(page, "/en/organizations/ccsco_env").First).ToBeVisibleAsync();
        await Assertions.Expect(Link(page, "/en/organizations/carec").First).ToBeVisibleAsync();
        await Assertions.Expect(Link(page, "/en/events/sco_webinar_2020").First).ToBeVisibleAsync();
        await page.GotoAsync("/en/thread/events/sco_webinar_2020");
        foreach (var id in new[] { "sco_concept_2018", "sco_plan_2019_2021", "mou_ccsco_carec_2020" })
            await Assertions.Expect(Link(page, "/en/instruments/" + id).First).ToBeAttachedAsync();
    }

    [Fact]
    public async Task A_reader_finds_what_the_China_Korea_seminar_of_2018_prepared_and_every_water_project_of_both_countries()
    {
        var page = await house.OpenAsync();
        await page.GotoAsync("/en/events/ck_seminar_2018");
        await Link(page, "/en/events/ck_jc_23").First.ClickAsync();
        await page.WaitForURLAsync("**/en/events/ck_jc_23");
        // Several values of one filter find what has any of them: a project of both countries is among those of either.
        await page.GotoAsync("/en/projects?topic=water&country=CN&country=KR");
        using var projects = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "data", "cooperation", "projects.json"), TestContext.Current.CancellationToken));
        var both = projects.RootElement.EnumerateArray().Where(project => Has(project, "sectors", "water") && Has(project, "countries", "CN") && Has(project, "countries", "KR")).Select(project => project.GetProperty("id").GetString()!).ToList();
        Assert.True(both.Count > 1);
        foreach (var id in both)
            await Assertions.Expect(Link(page, "/en/projects/" + id)).ToHaveCountAsync(1);
        await Link(page, "/en/projects/p_ck_livestock").ClickAsync();
        await Assertions.Expect(Link(page, "/en/mechanisms/china_korea_env").First).ToBeVisibleAsync();

        static bool Has(JsonElement project, string field, string value) =>
            project.TryGetProperty(field, out var values) && values.EnumerateArray().Any(one => one.GetString() == value);
    }

    [Fact]
    public async Task The_forum_of_Nanning_in_2019_stands_in_its_series_and_its_figure_says_how_sure_it_is()
    {
        var page = await house.OpenAsync(locale: "zh-CN");
        await page.GotoAsync("/zh/events/acecf_2019");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh");
        await Assertions.Expect(page.Locator("#facts")).ToContainTextAsync("超过350");
        await Link(page, "/zh/series/acecf").First.ClickAsync();
        await Assertions.Expect(Link(page, "/zh/events/acecf_2018").First).ToBeAttachedAsync();
        await Assertions.Expect(Link(page, "/zh/events/acecf_2019").First).ToBeAttachedAsync();
    }

    [Fact]
    public async Task An_officer_in_Ankara_sees_the_tentative_CICA_seminar_in_Beijing_time_and_adds_it_to_a_calendar()
    {
        var page = await house.OpenAsync(width: 390, locale: "ru-RU", zone: "Europe/Istanbul");
        await page.GotoAsync("/");
        await page.WaitForURLAsync("**/ru");
        await Link(page, "/ru/events/cica_seminar_2022").First.ClickAsync();
        await Assertions.Expect(page.Locator(".zones .here")).ToContainTextAsync("13:00");
        await Assertions.Expect(page.Locator("[data-localtime]")).ToContainTextAsync("08:00");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("СВМДА");
        string[] audience = ["дипломатические службы и природоохранные органы", "города", "научно-исследовательские институты", "предприятия природоохранной отрасли", "международные организации и финансовые учреждения"];
        await Assertions.Expect(page.Locator("#audience li")).ToHaveCountAsync(audience.Length);
        foreach (var (place, category) in audience.Index())
            Assert.StartsWith(category, Plain(await page.Locator("#audience li").Nth(place).InnerTextAsync()), StringComparison.OrdinalIgnoreCase);
        await Assertions.Expect(page.Locator("#aims li")).ToHaveCountAsync(4);
        foreach (var language in new[] { "китайский", "английский", "русский" })
            await Assertions.Expect(page.Locator(".tag-info")).ToContainTextAsync(language);
        await page.Locator("details.share summary").ClickAsync();
        Assert.EndsWith("/ru/events/cica_seminar_2022", await page.Locator("#share-address").InputValueAsync(), StringComparison.Ordinal);
        var mail = await page.Locator("details.share a").GetAttributeAsync("href");
        Assert.StartsWith("mailto:?", mail, StringComparison.Ordinal);
        Assert.Contains("cica_seminar_2022", mail, StringComparison.Ordinal);
        var href = await page.Locator("main a[href^='/events/cica_seminar_2022.ics']").First.GetAttributeAsync("href");
        var answer = await page.APIRequest.GetAsync(href!);
        var calendar = await answer.TextAsync();
        Assert.Contains("STATUS:TENTATIVE", calendar, StringComparison.Ordinal);
        Assert.Contains("TZID=Asia/Shanghai:20221031T130000", calendar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_editions_of_the_ASEAN_China_forum_are_compared_and_that_of_2024_is_tied_to_the_framework()
    {
        var page = await house.OpenAsync();
        await page.GotoAsync("/en/series/acecf");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Forum");
        await page.Locator("#compare-a").SelectOptionAsync("acecf_2019");
        await page.Locator("#compare-b").SelectOptionAsync("acecf_2024");
        await page.Locator("form:has(#compare-b) button").ClickAsync();
        await page.WaitForURLAsync("**/en/series/acecf?a=acecf_2019&b=acecf_2024*");
        var compared = page.Locator("table.two-up");
        await Assertions.Expect(compared.Locator("thead")).ToContainTextAsync("2019");
        await Assertions.Expect(compared.Locator("thead")).ToContainTextAsync("2024");
        await Assertions.Expect(compared).ToContainTextAsync("Nanning");
        await Assertions.Expect(compared).ToContainTextAsync("Liuzhou");
        await Link(page, "/en/events/acecf_2024").First.ClickAsync();
        await Link(page, "/en/instruments/ac_framework_2021_2025").First.ClickAsync();
        await Assertions.Expect(Link(page, "/en/events/acecf_2024").First).ToBeAttachedAsync();
    }

    [Theory]
    [InlineData("空气")]
    [InlineData("오염")]
    [InlineData("ВОДА")]
    [InlineData("вода")]
    public async Task A_word_of_any_language_finds_records_from_any_page(string word)
    {
        var page = await house.OpenAsync();
        await page.GotoAsync("/ru/map");
        await page.Locator("#site-q").FillAsync(word);
        await page.Locator("#site-q").PressAsync("Enter");
        await Assertions.Expect(page.Locator("main ol li a").First).ToBeVisibleAsync();
    }

    /// <summary>Without what holds words of a line together.</summary>
    private static string Plain(string text) => text.Replace("\u2060", "", StringComparison.Ordinal).Replace('\u00A0', ' ').Trim();

    private static ILocator Link(IPage page, string href) => page.Locator($"main a[href='{href}']");
}
