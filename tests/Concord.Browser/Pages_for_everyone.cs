using System.Globalization;
using Concord.Browser.House;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Concord.Browser;

/// <summary>Each kind of page can be used by everyone: at any width, in either colour scheme, by any aid.</summary>
public sealed class Pages_for_everyone(TheHouse house)
{
    [Theory]
    [MemberData(nameof(KindsOfPages.OfTheRecord), MemberType = typeof(KindsOfPages))]
    public async Task Axe_finds_nothing_in_light_and_dark_and_nothing_hangs_over_an_edge(string path)
    {
        // A new window costs as much as looking at a page: whatever is looked at, is looked at in one.
        var page = await house.OpenAsync();
        var faults = new List<string>();
        foreach (var language in KindsOfPages.Languages)
            faults.AddRange(await FaultsAsync(page, language, path));
        await page.Context.CloseAsync();
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(12)));
    }

    private static async Task<List<string>> FaultsAsync(IPage page, string language, string path)
    {
        await page.SetViewportSizeAsync(language is "ru" or "ko" ? 320 : 1440, 900);
        await page.GotoAsync($"/{language}{path}");
        var faults = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            var options = new AxeRunOptions { ResultTypes = [ResultType.Violations] };
            // The page is the same one in the dark, but for its colours.
            if (scheme == ColorScheme.Dark)
                options.RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] };
            var result = await page.RunAxe(options);
            faults.AddRange(from violation in result.Violations from node in violation.Nodes.Take(3) select $"{language}, {scheme}: {violation.Id} ({violation.Help}): {node.Html}");
        }
        foreach (var width in new[] { 1600, 768, 320 })
        {
            await page.SetViewportSizeAsync(width, 900);
            var inner = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            if (inner > width)
            {
                var widest = await page.EvaluateAsync<string>("width => [...document.querySelectorAll('main *, header *, footer *')].filter(e => e.getBoundingClientRect().right > width + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join('\\n')", width);
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{language}: {inner} pixels wide at {width}:\n{widest}"));
            }
        }
        return faults;
    }
}
