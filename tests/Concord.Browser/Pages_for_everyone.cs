using System.Globalization;
using Concord.Browser.House;
using Microsoft.Playwright;

namespace Concord.Browser;

/// <summary>Each kind of page can be used by everyone: at any width, in either colour scheme, by any aid.</summary>
public sealed class Pages_for_everyone(TwoWindows windows) : IClassFixture<TwoWindows>
{
    [Theory]
    [MemberData(nameof(KindsOfPages.OfTheRecord), MemberType = typeof(KindsOfPages))]
    public async Task Axe_finds_nothing_in_light_and_dark_and_nothing_hangs_over_an_edge(string path)
    {
        var faults = await Task.WhenAll(
            LookAsync(await windows.FirstAsync(), 1440, path, "en", "zh"),
            LookAsync(await windows.SecondAsync(), 320, path, "ru", "ko"));
        var all = faults.SelectMany(found => found).ToList();
        Assert.True(all.Count == 0, string.Join('\n', all.Take(12)));
    }

    private static async Task<List<string>> LookAsync(IPage page, int width, string path, params string[] languages)
    {
        var faults = new List<string>();
        foreach (var language in languages)
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
            await page.GotoAsync($"/{language}{path}");
            faults.AddRange(from fault in await Axe.FaultsAsync(page) select $"{language}, light: {fault}");
            // The page is the same one in the dark, but for its colours.
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            faults.AddRange(from fault in await Axe.FaultsAsync(page, "color-contrast", "link-in-text-block") select $"{language}, dark: {fault}");
            foreach (var looked in new[] { 1600, 768, 320 })
            {
                await page.SetViewportSizeAsync(looked, 900);
                var inner = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
                if (inner > looked)
                {
                    var widest = await page.EvaluateAsync<string>("width => [...document.querySelectorAll('main *, header *, footer *')].filter(e => e.getBoundingClientRect().right > width + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join('\\n')", looked);
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{language}: {inner} pixels wide at {looked}:\n{widest}"));
                }
            }
        }
        return faults;
    }
}
