using Concord.Browser.House;
using Concord.Kernel.Access;
using Microsoft.Playwright;

namespace Concord.Browser.Journeys;

/// <summary>
/// What the house is for, walked through by those who work in it: somebody is invited, an event is written, translated and published, those who asked are told,
/// a stranger is kept out, and all of it stands in the trail.
/// </summary>
public sealed class From_an_invitation_to_the_trail(TheDesk desk) : AtTheDesk(desk)
{
    private const string Russian = "Семинар по качеству воздуха в городах";

    private const string Chinese = "城市空气质量研讨会";

    private const string English = "Seminar on Urban Air Quality";

    /// <summary>In milliseconds: the house looks for what to tell subscribers three times a minute.</summary>
    private const int MostPatience = 90_000;

    [Fact]
    public async Task An_officer_is_invited_writes_an_event_that_is_translated_and_published_and_everybody_learns_of_it()
    {
        var readers = new[] { (Language: "ru", Email: Address("reader")), (Language: "zh", Email: Address("reader")) };
        foreach (var (language, email) in readers)
            await SubscribeAsync(language, email);

        var administrator = await AsAsync(Role.Administrator, Scope.Everywhere);
        await administrator.GotoAsync("/en/desk/rules");
        await administrator.CheckAsync("[name=second][value=sco_env]");
        await administrator.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(administrator.Locator(".done")).ToBeVisibleAsync();
        var officer = await JoinByInvitationAsync(administrator, Address("officer"), "Айгуль Сериккызы", "river lantern stone 47");

        var draft = await WriteAsync(officer);
        var translator = await AsAsync(Role.Translator, Sco with { Languages = ["zh", "en"] });
        await TranslateAsync(translator, draft, "zh", Chinese);
        await TranslateAsync(translator, draft, "en", English);

        // Whoever wrote is not who publishes, even if she may.
        await officer.GotoAsync(draft);
        await officer.ClickAsync("button[value=send]");
        await officer.ClickAsync("button[value=publish]");
        await Assertions.Expect(officer.Locator(".errors")).ToBeVisibleAsync();
        var second = await AsAsync(Role.Secretariat, Sco);
        await second.GotoAsync("/en/desk");
        await second.Locator("main table a", new() { HasText = English }).ClickAsync();
        await Assertions.Expect(second.Locator("#changes")).ToContainTextAsync(Chinese);
        await Assertions.Expect(second.Locator("#changes")).Not.ToContainTextAsync(": SCO Environmental Cooperation");
        await second.FillAsync("#record", "sco_air_seminar_2022");
        await second.ClickAsync("button[value=publish]");
        await second.WaitForURLAsync("**/en/events/sco_air_seminar_2022*");

        var anybody = await OpenAsync();
        foreach (var (language, title) in new[] { ("ru", Russian), ("zh", Chinese), ("en", English) })
        {
            await anybody.GotoAsync($"/{language}/events/sco_air_seminar_2022");
            await Assertions.Expect(anybody.Locator("h1")).ToContainTextAsync(title);
        }
        foreach (var (language, email) in readers)
            await IsToldAsync(anybody, email, language == "ru" ? Russian : Chinese, $"/{language}/events/sco_air_seminar_2022");

        await IsKeptOutAsync(draft);
        await FindsAllAsync(officer: "Айгуль Сериккызы", draft);
    }

    private static char[] Ends { get; } = [' ', '\r', '\n', '<', '>'];

    private static string Address(string who) => $"{who}-{Guid.NewGuid():N}@example.org";

    /// <summary>Somebody of the public asks for mails about the mechanism, and says yes once more.</summary>
    private async Task SubscribeAsync(string language, string email)
    {
        var page = await OpenAsync(width: 390);
        await page.GotoAsync($"/{language}/subscribe?mechanism=sco_env");
        await page.FillAsync("#email", email);
        await page.ClickAsync("form.plain-form button[type=submit]");
        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
        await page.GotoAsync(await LinkInMailAsync(email, $"/{language}/subscribe/confirm/"));
        await page.ClickAsync("form.plain-form button[type=submit]");
        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>Invites an officer of the secretariat; the mail comes in her language, and with its link she opens the account and signs in.</summary>
    private async Task<IPage> JoinByInvitationAsync(IPage administrator, string email, string name, string password)
    {
        await administrator.GotoAsync("/en/people");
        await administrator.ClickAsync("main a[href='/en/people/invite']");
        await administrator.FillAsync("#email", email);
        await administrator.FillAsync("#name", name);
        await administrator.SelectOptionAsync("#language", "ru");
        await administrator.SelectOptionAsync("#role", nameof(Role.Secretariat));
        await administrator.SelectOptionAsync("#mechanism", "sco_env");
        await administrator.ClickAsync(".form-act button[type=submit]");
        await Assertions.Expect(administrator.Locator(".done")).ToBeVisibleAsync();

        var page = await OpenAsync();
        var link = await LinkInMailAsync(email, "/ru/invitation");
        await page.GotoAsync(link);
        await page.FillAsync("#password", password);
        await page.FillAsync("#again", password);
        await page.CheckAsync("#agreed");
        await page.ClickAsync(".form-act button[type=submit]");
        await page.WaitForURLAsync("**/ru/account");
        await page.GotoAsync("/ru/sign-out");
        await page.ClickAsync(".form-act button");
        // The link has opened what it could.
        await page.GotoAsync(link);
        await Assertions.Expect(page.Locator("#password")).ToHaveCountAsync(0);
        await SignInAsync(page, email, password);
        return page;
    }

    /// <summary>She writes an event in Russian alone; the address of its draft.</summary>
    private static async Task<string> WriteAsync(IPage officer)
    {
        await officer.GotoAsync("/ru/desk");
        await officer.ClickAsync("main a[href='/ru/desk/events/new']");
        await officer.FillAsync("[name='title.ru']", Russian);
        await officer.SelectOptionAsync("[name=kind]", "seminar");
        await PickAsync(officer, "mechanisms", "ШОС", "sco_env");
        await officer.FillAsync("[name=start]", "24 ноября 2022 г.");
        await PickAsync(officer, "venue.place", "Алматы", "pl_almaty");
        await officer.FillAsync("[name='purpose.ru']", "Обмен опытом 12 городов.");
        await officer.FillAsync("[name=sources]", "https://example.org/announcement");
        await officer.ClickAsync(".savebar button[value=check]");
        await Assertions.Expect(officer.Locator(".done")).ToBeVisibleAsync();
        await officer.ClickAsync(".savebar button[value=look]");
        await officer.WaitForURLAsync("**/ru/desk/drafts/*");
        return officer.Url;
    }

    private static async Task PickAsync(IPage page, string field, string typed, string id)
    {
        await page.Locator($"[name='{field}:find']").PressSequentiallyAsync(typed);
        await page.Locator(".listbox:not([hidden]) li").First.ClickAsync();
        await Assertions.Expect(page.Locator($"[name='{field}'][value='{id}']")).ToBeCheckedAsync();
    }

    /// <summary>A translator reads the Russian on one side and writes on the other.</summary>
    private static async Task TranslateAsync(IPage translator, string draft, string into, string title)
    {
        await translator.GotoAsync(draft.Replace("/ru/", "/en/", StringComparison.Ordinal));
        await translator.ClickAsync($"#texts a[href*='/desk/languages/{into}/']");
        await Assertions.Expect(translator.Locator(".pair")).ToContainTextAsync(Russian);
        var field = translator.Locator($"textarea[name='text:title'][lang={into}]");
        await field.FillAsync(title);
        // A figure that differs is pointed at.
        await translator.FillAsync("textarea[name='text:purpose']", into == "zh" ? "交流21个城市的经验。" : "An exchange of experience among 21 cities.");
        await translator.ClickAsync(".savebar button");
        await Assertions.Expect(translator.Locator(".pair div.note li")).ToContainTextAsync("12");
        await translator.FillAsync("textarea[name='text:purpose']", into == "zh" ? "交流12个城市的经验。" : "An exchange of experience among 12 cities.");
        await translator.ClickAsync(".savebar button");
        await Assertions.Expect(translator.Locator(".pair div.note li")).ToHaveCountAsync(0);
        await Assertions.Expect(field).ToHaveValueAsync(title);
    }

    /// <summary>A subscriber receives one mail, in the own language, whose link leads to the event.</summary>
    private async Task IsToldAsync(IPage page, string email, string title, string path)
    {
        await page.GotoAsync(await LinkInMailAsync(email, path));
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(title);
        var mail = Assert.Single(Desk.MailsTo(email), mail => mail.TextBody!.Contains(path, StringComparison.Ordinal));
        Assert.Contains(title, mail.Subject, StringComparison.Ordinal);
    }

    /// <summary>A focal point of another mechanism asks for the draft and to change the event: each time a page says what this is about.</summary>
    private async Task IsKeptOutAsync(string draft)
    {
        var page = await AsAsync(Role.FocalPoint, new Scope(Mechanism: "nowpap", Party: "RU"));
        foreach (var address in new[] { draft, draft + "/form", "/en/desk/trail", "/en/desk/events/sco_air_seminar_2022" })
        {
            var answer = await page.GotoAsync(address.Replace("/ru/", "/en/", StringComparison.Ordinal));
            Assert.Equal(403, answer!.Status);
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("This is not open to you");
            await Assertions.Expect(page.Locator(".lede")).ToContainTextAsync("Whoever invited you can say who may do this");
        }
        await page.GotoAsync("/en/events/sco_air_seminar_2022");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(English);
        await Assertions.Expect(page.Locator("main a[href*='/desk/events/']")).ToHaveCountAsync(0);
    }

    /// <summary>An auditor finds who did what, and may change none of it.</summary>
    private async Task FindsAllAsync(string officer, string draft)
    {
        var page = await AsAsync(Role.Auditor, Scope.Everywhere);
        await page.GotoAsync("/en/desk/trail");
        await page.FillAsync("#person", officer);
        await page.ClickAsync("#filter button[type=submit]");
        var entries = page.Locator("#entries tbody");
        foreach (var act in new[] { "account.accept", "account.sign-in", "records.draft" })
            await Assertions.Expect(entries.Locator($"[title^='{act}']").First).ToBeVisibleAsync();
        await AboutAsync(draft);
        foreach (var who in new[] { officer, "translator-" })
            await Assertions.Expect(entries).ToContainTextAsync(who);
        await AboutAsync("/en/events/sco_air_seminar_2022");
        await Assertions.Expect(entries.Locator("tr", new() { Has = page.Locator("[title='records.publish']") })).ToContainTextAsync("secretariat-");
        await page.GotoAsync("/en/desk/trail");
        await page.ClickAsync("#chain button");
        await Assertions.Expect(page.Locator("#chain .tag-ok")).ToBeVisibleAsync();
        Assert.Equal(403, (await page.GotoAsync("/en/desk/events/sco_air_seminar_2022"))!.Status);

        async Task AboutAsync(string what)
        {
            await page.GotoAsync("/en/desk/trail");
            await page.FillAsync("#about", what);
            await page.ClickAsync("#filter button[type=submit]");
        }
    }

    /// <summary>Waits for a mail with a link to a path, and takes the link out of it.</summary>
    private async Task<string> LinkInMailAsync(string email, string path)
    {
        for (var waited = 0; ; waited += 100)
        {
            var link = Desk.MailsTo(email).SelectMany(mail => (mail.TextBody ?? "").Split(Ends))
                .FirstOrDefault(word => Uri.TryCreate(word, UriKind.Absolute, out var address) && address.AbsolutePath.StartsWith(path, StringComparison.Ordinal));
            if (link is not null)
                return link;
            Assert.True(waited < MostPatience, $"No mail with a link to {path} came to {email}.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
