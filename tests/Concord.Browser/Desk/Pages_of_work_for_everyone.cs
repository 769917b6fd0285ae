using System.Globalization;
using Concord.Browser.House;
using Concord.Kernel.Access;
using Microsoft.Playwright;

namespace Concord.Browser.Desk;

/// <summary>
/// The pages of whoever signs in can be used by everyone. They are looked at in turn in one language after the other and in both colour schemes, for they are
/// made of the same parts; none is wider than a small phone in the language with the longest words.
/// </summary>
public sealed class Pages_of_work_for_everyone(TheDesk desk) : AtTheDesk(desk)
{
    private const int Narrow = 320;

    [Fact]
    public async Task Axe_finds_nothing_and_nothing_hangs_over_an_edge()
    {
        var page = await AsAsync(Role.Administrator, Scope.Everywhere, script: false);
        var draft = await WriteAsync(page);
        await page.GotoAsync("/en/people");
        var person = Below(await page.Locator("main table a").First.GetAttributeAsync("href"));
        await page.Context.CloseAsync();

        var work = await AsAsync(Role.Administrator, Scope.Everywhere, Narrow);
        var conflict = await ClashAsync(work, draft);
        await LookAsync(work,
        [
            "desk", "desk/events/new", draft, draft + "/form", conflict, "desk/rules", "desk/instruments/sco_concept_2018", "desk/instruments/sco_concept_2018/archive",
            "desk/languages?target=zh", "desk/languages/zh/events/acecf_2016", "desk/languages/zh/take-over", "files/events/sco_webinar_2020",
            "desk/mails", "desk/trail", "desk/privacy", "people", "people/invite", person, "keys", "keys/new",
            "account", "account/notices", "account/data", "account/passkeys", "account/second-step", "sign-out",
        ]);
        await LookAsync(await OpenAsync(Narrow), ["sign-in", "forgotten-password", "sign-in/link", "invitation", "privacy", "desk"]);
    }

    /// <summary>Publishes a record that is in one language alone, so that something is owed, and begins an event with a part and a fault; the address of its draft.</summary>
    private static async Task<string> WriteAsync(IPage page)
    {
        await page.GotoAsync("/en/desk/practices/new");
        await page.FillAsync("[name='title.en']", "A Technology for Clean Brick Kilns");
        await page.CheckAsync("[name=kind][value=technology]");
        await page.FillAsync("[name='sectors:find']", "Water");
        await page.FillAsync("[name=sources]", "https://example.org/kilns");
        await page.ClickAsync(".savebar button[value=look]");
        await page.ClickAsync("button[value=publish]");
        await page.WaitForURLAsync("**/en/practices/*");
        await page.GotoAsync("/en/desk/events/new");
        await page.FillAsync("[name='title.en']", "A Seminar Without a Source");
        await page.ClickAsync("button[value='add:sessions']");
        await page.ClickAsync(".savebar button[value=look]");
        return Below(new Uri(page.Url).AbsolutePath);
    }

    /// <summary>Two windows save the draft, one after the other; the address of their conflict.</summary>
    private static async Task<string> ClashAsync(IPage page, string draft)
    {
        var other = await page.Context.NewPageAsync();
        await page.GotoAsync($"/en/{draft}/form");
        await other.GotoAsync($"/en/{draft}/form");
        foreach (var (window, title) in new[] { (other, "A Seminar of One"), (page, "A Seminar of Another") })
        {
            await window.FillAsync("[name='title.en']", title);
            await window.ClickAsync(".savebar button[value=save]");
            await window.WaitForURLAsync(url => !url.EndsWith("/form", StringComparison.Ordinal));
        }
        await other.CloseAsync();
        return Below(new Uri(page.Url).AbsolutePath);
    }

    /// <summary>An address below its language.</summary>
    private static string Below(string? address) => address!["/en/".Length..];

    private static async Task LookAsync(IPage page, IReadOnlyList<string> addresses)
    {
        var faults = new List<string>();
        var turn = 0;
        foreach (var address in addresses)
        {
            var (language, scheme) = (KindsOfPages.Languages[turn % 4], turn / 4 % 2 == 0 ? ColorScheme.Light : ColorScheme.Dark);
            turn++;
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await page.GotoAsync($"/{language}/{address}");
            faults.AddRange(from fault in await Axe.FaultsAsync(page) select $"{language}/{address}, {scheme}: {fault}");
            await MeasureAsync(language);
            if (language != "ru")
            {
                await page.GotoAsync($"/ru/{address}");
                await MeasureAsync("ru");
            }

            async Task MeasureAsync(string measured)
            {
                var inner = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
                if (inner > Narrow)
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{measured}/{address}: {inner} pixels wide at {Narrow}"));
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }
}
