using Concord.Browser.House;
using Microsoft.Playwright;

namespace Concord.Browser;

/// <summary>What a phone that runs no script can do, and that it sees the drawings.</summary>
public sealed class Without_script(TheHouse house)
{
    [Fact]
    public async Task A_reader_filters_searches_changes_the_language_and_the_colours()
    {
        var page = await house.OpenAsync(width: 360, script: false);
        await page.GotoAsync("/en/events?country=KZ");
        await Assertions.Expect(page.Locator("main h1")).ToHaveTextAsync("Events");
        await page.Locator("ul.langs a[lang=ru]").ClickAsync();
        await page.WaitForURLAsync("**/ru/events?country=KZ");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ru");
        await page.GotoAsync("/en/search");
        await page.Locator("main input[name=q]").FillAsync("NOWPAP");
        await page.Locator("main input[name=q]").PressAsync("Enter");
        await Assertions.Expect(page.Locator("main ol li").First.Locator("a").First).ToHaveAttributeAsync("href", "/en/mechanisms/nowpap");
        await page.Locator("form.theme button[value=dark]").ClickAsync();
        await Assertions.Expect(page.Locator("form.theme button[value=dark]")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Theory]
    [InlineData("/en/map")]
    [InlineData("/en/timeline?mechanism=temm")]
    [InlineData("/zh/thread/events/sco_webinar_2020")]
    [InlineData("/ru/instruments/ac_strategy_2016_2020")]
    public async Task Drawings_are_there_on_a_small_phone_large_enough_to_read_and_with_their_list(string address)
    {
        var page = await house.OpenAsync(width: 320, script: false);
        await page.GotoAsync(address);
        var drawing = page.Locator("main svg").First;
        await Assertions.Expect(drawing).ToBeVisibleAsync();
        var texts = await drawing.Locator("text").AllAsync();
        Assert.NotEmpty(texts);
        foreach (var text in texts)
            Assert.InRange((await text.BoundingBoxAsync())!.Height, 10, 100);
        Assert.NotEqual(0, await page.Locator("main li a, main table a").CountAsync());
    }
}
