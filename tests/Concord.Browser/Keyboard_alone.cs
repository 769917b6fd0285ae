using System.Globalization;
using Concord.Browser.House;
using Microsoft.Playwright;

namespace Concord.Browser;

/// <summary>Whoever has no mouse can do all that others can.</summary>
public sealed class Keyboard_alone(TheHouse house)
{
    private const string Focused = "() => { const e = document.activeElement; const s = getComputedStyle(e); const b = e.getBoundingClientRect(); return { name: (e.innerText || e.getAttribute('aria-label') || e.name || e.id || e.tagName).trim().slice(0, 60), visible: b.width > 0 && b.height > 0 && b.bottom > 0 && b.right > 0, ring: (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none' }; }";

    [Fact]
    public async Task The_first_key_leads_past_the_masthead()
    {
        var page = await house.OpenAsync();
        await page.GotoAsync("/en/events");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Skip to content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("() => document.querySelector('main').contains(document.activeElement)"), "The key after the skip link does not lead into the main part.");
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/ru/events")]
    [InlineData("/zh/events/cica_seminar_2022")]
    [InlineData("/en/search?q=TEMM")]
    [InlineData("/en/map")]
    [InlineData("/ko/instruments/sco_concept_2018")]
    public async Task Where_one_stands_is_always_to_be_seen(string address)
    {
        var page = await house.OpenAsync();
        await page.GotoAsync(address);
        var faults = new List<string>();
        var stops = 0;
        for (; stops < 60; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("() => document.activeElement === document.body"))
                break;
            var focused = await page.EvaluateAsync<System.Text.Json.JsonElement>(Focused);
            if (!focused.GetProperty("visible").GetBoolean() || !focused.GetProperty("ring").GetBoolean())
                faults.Add(focused.ToString());
        }
        Assert.Empty(faults);
        // The way through the masthead alone has more.
        Assert.True(stops >= 20, string.Create(CultureInfo.InvariantCulture, $"The keys lead to {stops} places only."));
    }

    [Fact]
    public async Task A_list_is_filtered_and_searched_with_keys_alone()
    {
        var page = await house.OpenAsync();
        await page.GotoAsync("/en/projects");
        var summary = page.Locator("form.filters > details > summary");
        await summary.FocusAsync();
        if (!await page.Locator("form.filters > details").EvaluateAsync<bool>("details => details.open"))
            await page.Keyboard.PressAsync("Enter");
        await page.Locator("form.filters input[type=checkbox]").First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        // The second is one of those that are folded away.
        var country = page.Locator("form.filters fieldset", new PageLocatorOptions { HasText = "Country" });
        await country.Locator("input[type=checkbox]").First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await country.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        // What has just been unfolded takes the focus once it is laid out.
        var further = country.Locator("details input[type=checkbox]").First;
        await Assertions.Expect(further).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(further).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Locator("form.filters button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/en/projects?*mechanism=*&country=*&country=*");
        await Assertions.Expect(page.Locator(".chosen a[aria-label]")).ToHaveCountAsync(3);
        await page.Locator("#site-q").FocusAsync();
        await page.Keyboard.TypeAsync("TEMM");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/en/search?q=TEMM");
    }
}
