using Concord.Browser.House;
using Concord.Kernel.Access;
using Microsoft.Playwright;

namespace Concord.Browser.Desk;

/// <summary>What the scripts of the desk add for whoever writes: nothing is lost, and things are found while one types.</summary>
public sealed class Writing_a_record(TheDesk desk) : AtTheDesk(desk)
{
    private static ILocator Said(IPage page) => page.Locator("[data-state]");

    private static ILocator Title(IPage page) => page.Locator("[name='title.en']");

    /// <summary>Opens the form of a new event and waits until its draft is saved by itself; the address of the draft's form.</summary>
    private static async Task<string> BeginAsync(IPage page, string title)
    {
        await page.GotoAsync("/en/desk/events/new");
        await Title(page).FillAsync(title);
        await Assertions.Expect(Said(page)).ToContainTextAsync("Saved at");
        Assert.Matches("/en/desk/drafts/[0-9a-f-]{36}/form$", page.Url);
        return page.Url;
    }

    [Fact]
    public async Task What_is_written_is_saved_by_itself_even_while_a_save_is_under_way()
    {
        var page = await AsAsync(Role.Editor, Sco);
        await page.GotoAsync("/en/desk/events/new");
        await Title(page).FillAsync("A first word");
        await Assertions.Expect(Said(page)).ToHaveTextAsync("There are changes that are not saved.");
        // The answer to the first save is slow: what is typed meanwhile is due before it comes.
        var saves = 0;
        await page.RouteAsync("**/desk/**", async route =>
        {
            if (route.Request.Method == "POST" && ++saves == 1)
                await Task.Delay(6_000);
            await route.ContinueAsync();
        });
        await Assertions.Expect(Said(page)).ToHaveTextAsync("Saving");
        await Title(page).FillAsync("A second word");
        await page.WaitForFunctionAsync("() => document.querySelector('[name=\"form:revision\"]').value === '2'");
        await Assertions.Expect(Said(page)).ToContainTextAsync("Saved at");
        var address = page.Url;
        await page.GotoAsync("/en/desk");
        await page.GotoAsync(address);
        await Assertions.Expect(Title(page)).ToHaveValueAsync("A second word");
    }

    /// <summary>Makes the first save by itself slow, so that something can be done while it is under way.</summary>
    private static async Task SlowDownAsync(IPage page)
    {
        var saves = 0;
        await page.RouteAsync("**/desk/**", async route =>
        {
            if (route.Request.Method == "POST" && ++saves == 1)
                await Task.Delay(3_000);
            await route.ContinueAsync();
        });
    }

    [Fact]
    public async Task A_press_on_save_while_a_save_is_under_way_waits_for_it_and_makes_no_second_draft()
    {
        var page = await AsAsync(Role.Editor, Sco);
        var asked = 0;
        page.Dialog += async (_, dialog) =>
        {
            asked++;
            await dialog.AcceptAsync();
        };
        await page.GotoAsync("/en/desk/events/new");
        await SlowDownAsync(page);
        await Title(page).FillAsync("Pressed at once");
        await Assertions.Expect(Said(page)).ToHaveTextAsync("Saving");
        await Title(page).FillAsync("Pressed at once, and more");
        await page.ClickAsync(".savebar button[value=save]");
        await page.WaitForURLAsync("**/form?saved=1");
        await Assertions.Expect(Title(page)).ToHaveValueAsync("Pressed at once, and more");
        Assert.Equal(0, asked);
        await page.GotoAsync("/en/desk");
        await Assertions.Expect(page.Locator("#mine tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#kept")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_typed_while_it_turns_out_that_another_has_saved_is_kept_too()
    {
        var (one, other) = (await AsAsync(Role.Editor, Sco), await AsAsync(Role.Secretariat, Sco));
        var address = await BeginAsync(one, "Of both");
        await other.GotoAsync(address);
        await Title(other).FillAsync("Of the other");
        await Assertions.Expect(Said(other)).ToContainTextAsync("Saved at");
        await SlowDownAsync(one);
        await Title(one).FillAsync("Of the one");
        await Assertions.Expect(Said(one)).ToHaveTextAsync("Saving");
        await Title(one).FillAsync("Of the one, to the end");
        await one.WaitForURLAsync("**/conflict/*");
        await Assertions.Expect(one.Locator(".choice")).ToContainTextAsync("Of the one, to the end");
        await one.GotoAsync("/en/desk");
        await Assertions.Expect(one.Locator("#kept li")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Leaving_with_unsaved_changes_is_asked_about_and_saving_is_not()
    {
        var page = await AsAsync(Role.Editor, Sco);
        var address = await BeginAsync(page, "To be left");
        var asked = 0;
        page.Dialog += async (_, dialog) =>
        {
            asked++;
            await dialog.DismissAsync();
        };
        await page.RouteAsync("**/form", route => route.Request.Method == "POST" && route.Request.PostData!.Contains("autosave", StringComparison.Ordinal) ? route.AbortAsync() : route.ContinueAsync());
        await Title(page).PressSequentiallyAsync(" unsaved");
        await page.EvaluateAsync("() => { location.assign('/en/desk'); }");
        await Assertions.Expect(Title(page)).ToBeVisibleAsync();
        Assert.Equal((1, address), (asked, page.Url));
        await Assertions.Expect(Said(page)).ToContainTextAsync("the house does not answer");
        await page.ClickAsync(".savebar button[value=save]");
        await page.WaitForURLAsync("**/form?saved=1");
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Whoever_is_signed_out_meanwhile_is_told_so_and_nothing_is_lost()
    {
        var page = await OpenAsync();
        var (email, password) = await Desk.JoinAsync(Role.Editor, Sco);
        await SignInAsync(page, email, password);
        await BeginAsync(page, "Signed out");
        await page.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "session" });
        await Title(page).FillAsync("Written while signed out");
        await Assertions.Expect(Said(page)).ToContainTextAsync("you are signed out");
        // The page says what to do: it is done in another window.
        var other = await page.Context.NewPageAsync();
        await SignInAsync(other, email, password);
        await Title(page).FillAsync("Written and kept");
        await Assertions.Expect(Said(page)).ToContainTextAsync("Saved at");
    }

    [Fact]
    public async Task What_is_refused_is_said_where_one_writes()
    {
        var page = await AsAsync(Role.FocalPoint, new Scope(Mechanism: "sco_env", Party: "KZ"));
        await page.GotoAsync("/en/desk/events/new");
        await page.UncheckAsync("[name=participant_countries][value=KZ]");
        await Title(page).FillAsync("Nobody's country");
        await Assertions.Expect(Said(page)).ToContainTextAsync("Name the country that you speak for: Kazakhstan.");
        await page.CheckAsync("[name=participant_countries][value=KZ]");
        await Assertions.Expect(Said(page)).ToContainTextAsync("Saved at");
    }

    [Fact]
    public async Task A_picker_finds_while_one_types_and_is_used_with_the_keyboard_alone()
    {
        var page = await AsAsync(Role.Editor, Sco);
        await page.GotoAsync("/en/desk/events/new");
        var find = page.Locator("[name='hosts:find']");
        await find.PressSequentiallyAsync("foreign environmental");
        var list = page.Locator("#f-hosts-find-list");
        await Assertions.Expect(list).ToBeVisibleAsync();
        await Assertions.Expect(find).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(find).ToHaveAttributeAsync("aria-activedescendant", "f-hosts-find-list-0");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(list).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("[name=hosts][value=feco]")).ToBeCheckedAsync();
        await Assertions.Expect(find).ToHaveValueAsync("");
        await Assertions.Expect(find).ToBeFocusedAsync();
        // What is chosen is saved, and what was only typed is not taken for a name.
        await find.PressSequentiallyAsync("sang");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(list).ToBeHiddenAsync();
        await find.FillAsync("");
        await Assertions.Expect(Said(page)).ToContainTextAsync("Saved at");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[name=hosts][value=feco]")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Parts_of_a_list_are_added_moved_and_removed()
    {
        var page = await AsAsync(Role.Editor, Sco);
        await BeginAsync(page, "With sessions");
        await page.ClickAsync("button[value='add:sessions']");
        await page.FillAsync("[name='sessions.0.title.en']", "Opening");
        await page.ClickAsync("button[value='add:sessions']");
        await page.FillAsync("[name='sessions.1.title.en']", "Closing");
        await page.ClickAsync("button[value='up:sessions.1']");
        await Assertions.Expect(page.Locator("[name='sessions.0.title.en']")).ToHaveValueAsync("Closing");
        await page.ClickAsync("button[value='remove:sessions.0']");
        await Assertions.Expect(page.Locator("[name='sessions.0.title.en']")).ToHaveValueAsync("Opening");
        await Assertions.Expect(page.Locator("[name='sessions.1.title.en']")).ToHaveCountAsync(0);
        await page.Locator("#f-sessions details summary").ClickAsync();
        await page.FillAsync("[name='sessions:lines']", "Lunch\nExcursion");
        await page.ClickAsync("button[value='lines:sessions']");
        await Assertions.Expect(page.Locator("[name='sessions.2.title.en']")).ToHaveValueAsync("Excursion");
    }

    [Fact]
    public async Task Two_who_write_at_once_are_shown_both_versions_field_by_field()
    {
        var (one, other) = (await AsAsync(Role.Editor, Sco), await AsAsync(Role.Secretariat, Sco));
        var address = await BeginAsync(one, "Of both");
        await other.GotoAsync(address);
        await Title(other).FillAsync("Of the other");
        await Assertions.Expect(Said(other)).ToContainTextAsync("Saved at");
        await Title(one).FillAsync("Of the one");
        await one.WaitForURLAsync("**/conflict/*");
        await Assertions.Expect(one.Locator(".thrice > div")).ToHaveCountAsync(3);
        await one.Locator("input[value=mine]").CheckAsync();
        await one.Locator("#act button").ClickAsync();
        await one.GotoAsync(address);
        await Assertions.Expect(Title(one)).ToHaveValueAsync("Of the one");
    }

    [Fact]
    public async Task Dates_figures_and_lists_are_pasted_as_they_come_and_several_names_at_once()
    {
        var page = await AsAsync(Role.Editor, Sco);
        await BeginAsync(page, "Pasted");
        await page.FillAsync("[name=start]", "31 октября 2022 г.");
        await page.FillAsync("[name=end]", "2022年11月2日");
        await page.FillAsync("[name=start_time]", "下午1点半");
        await page.FillAsync("[name='attendance.count']", "1,200");
        await page.FillAsync("[name=sources]", "https://example.org/a\n\n  A citation  \n");
        await page.FillAsync("[name='participant_countries:find']", "Kazakhstan; 몽골; Китай");
        await page.ClickAsync("button[value='find:participant_countries']");
        await Assertions.Expect(page.Locator("[name=participant_countries]:checked")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("[name=start]")).ToHaveValueAsync("2022-10-31");
        await Assertions.Expect(page.Locator("[name=end]")).ToHaveValueAsync("2022-11-02");
        await Assertions.Expect(page.Locator("[name=start_time]")).ToHaveValueAsync("13:30");
        await Assertions.Expect(page.Locator("[name='attendance.count']")).ToHaveValueAsync("1200");
        await Assertions.Expect(page.Locator("[name=sources]")).ToHaveValueAsync("https://example.org/a\nA citation");
        // Of what is ticked, something is taken back, and the draft keeps the rest.
        await page.UncheckAsync("[name=participant_countries][value=MN]");
        await Assertions.Expect(Said(page)).ToContainTextAsync("Saved at");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[name=participant_countries]:checked")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Without_script_buttons_do_the_same()
    {
        var page = await AsAsync(Role.Editor, Sco, width: 360, script: false);
        await page.GotoAsync("/en/desk/events/new");
        await Title(page).FillAsync("By hand");
        await page.FillAsync("[name='hosts:find']", "foreign environmental");
        await page.ClickAsync("button[value='find:hosts']");
        await page.CheckAsync("[name=hosts][value=feco]");
        await page.ClickAsync("button[value='add:sessions']");
        await page.FillAsync("[name='sessions.0.title.en']", "Opening");
        await page.Locator("#f-sessions details summary").ClickAsync();
        await page.FillAsync("[name='sessions:lines']", "Lunch\nExcursion");
        await page.ClickAsync("button[value='lines:sessions']");
        await page.ClickAsync("button[value='up:sessions.2']");
        await page.ClickAsync("button[value='remove:sessions.2']");
        await page.ClickAsync(".savebar button[value=save]");
        await page.WaitForURLAsync("**/form?saved=1");
        await Assertions.Expect(Title(page)).ToHaveValueAsync("By hand");
        await Assertions.Expect(page.Locator("[name=hosts][value=feco]")).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("[name='sessions.0.title.en']")).ToHaveValueAsync("Opening");
        await Assertions.Expect(page.Locator("[name='sessions.1.title.en']")).ToHaveValueAsync("Excursion");
        await Assertions.Expect(page.Locator("[name='sessions.2.title.en']")).ToHaveCountAsync(0);
        // Another has saved the draft meanwhile: both versions are shown.
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        await Title(other).FillAsync("By another hand");
        await other.ClickAsync(".savebar button[value=save]");
        await Title(page).FillAsync("By one hand");
        await page.ClickAsync(".savebar button[value=save]");
        await page.WaitForURLAsync("**/conflict/*");
        await page.Locator("input[value=theirs]").CheckAsync();
        await page.Locator("#act button").ClickAsync();
        await page.ClickAsync("a[href$='/form']");
        await Assertions.Expect(Title(page)).ToHaveValueAsync("By another hand");
    }
}
