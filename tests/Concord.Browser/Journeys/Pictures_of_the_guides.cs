using Concord.Browser.House;
using Concord.Kernel.Access;
using Microsoft.Playwright;

namespace Concord.Browser.Journeys;

/// <summary>Takes the pictures of the guides; asked for by <c>eng/pictures</c> alone, since a test that writes into the tree is none.</summary>
public sealed class Pictures_of_the_guides(TheDesk desk) : AtTheDesk(desk)
{
    /// <summary>In CSS pixels: what is read well beside text.</summary>
    private const int Width = 1180, Height = 1040;

    [Fact(Explicit = true)]
    public async Task One_page_of_each_role_is_taken()
    {
        var administrator = await NamedAsync(Role.Administrator, Scope.Everywhere, "Administrator");
        await administrator.GotoAsync("/en/people/invite");
        await administrator.FillAsync("#email", "officer@example.org");
        await administrator.FillAsync("#name", "Aigul Serikkyzy");
        await administrator.SelectOptionAsync("#language", "ru");
        await administrator.SelectOptionAsync("#role", nameof(Role.Secretariat));
        await administrator.SelectOptionAsync("#mechanism", "sco_env");
        await TakeAsync(administrator, "administrator");

        var editor = await NamedAsync(Role.Editor, Sco, "Editor");
        await editor.GotoAsync("/en/desk/events/new");
        await editor.FillAsync("[name='title.en']", "Seminar on Urban Air Quality");
        await editor.FillAsync("[name='title.ru']", "Семинар по качеству воздуха в городах");
        await editor.FillAsync("[name='purpose.en']", "To share the experience of twelve cities.");
        await editor.SelectOptionAsync("[name=kind]", "seminar");
        await editor.FillAsync("[name=start]", "24 November 2022");
        await editor.FillAsync("[name=sources]", "https://example.org/announcement");
        await editor.FillAsync("[name='mechanisms:find']", "SCO");
        await editor.ClickAsync("button[value='find:mechanisms']");
        await TakeAsync(editor, "editor");
        await editor.ClickAsync(".savebar button[value=look]");
        var draft = editor.Url;
        await editor.ClickAsync("button[value=send]");

        var secretariat = await NamedAsync(Role.Secretariat, Sco, "Secretariat");
        await secretariat.GotoAsync(draft);
        await TakeAsync(secretariat, "secretariat");

        var translator = await NamedAsync(Role.Translator, Sco, "Translator");
        await translator.GotoAsync(draft);
        await translator.ClickAsync("#texts a[href*='/desk/languages/zh/']");
        await translator.FillAsync("textarea[name='text:title']", "城市空气质量研讨会");
        await translator.FillAsync("textarea[name='text:purpose']", "交流十一个城市的经验。");
        await translator.ClickAsync(".savebar button");
        await TakeAsync(translator, "translator");

        var focalPoint = await NamedAsync(Role.FocalPoint, Sco with { Party = "KZ" }, "Focal point");
        await focalPoint.GotoAsync("/en/desk/projects/new");
        await focalPoint.FillAsync("[name='title.en']", "Clean Water for Small Towns");
        await focalPoint.UncheckAsync("[name=countries][value=KZ]");
        await focalPoint.ClickAsync(".savebar button[value=save]");
        await TakeAsync(focalPoint, "focal-point");

        var auditor = await NamedAsync(Role.Auditor, Scope.Everywhere, "Auditor");
        await auditor.GotoAsync("/en/desk/trail");
        await auditor.FillAsync("#about", "mechanisms/sco_env");
        await auditor.ClickAsync("#filter button[type=submit]");
        await TakeAsync(auditor, "auditor");

        var reader = await OpenAsync(Width);
        await reader.GotoAsync("/en/events/cica_seminar_2022");
        await TakeAsync(reader, "reader-and-subscriber");
    }

    /// <summary>Somebody whose name is that of the role.</summary>
    private async Task<IPage> NamedAsync(Role role, Scope scope, string name)
    {
        var page = await AsAsync(role, scope, Width);
        await page.GotoAsync("/en/account");
        await page.FillAsync("#name", name);
        await page.ClickAsync("form:has(#name) button[type=submit]");
        return page;
    }

    private static async Task TakeAsync(IPage page, string guide)
    {
        await page.SetViewportSizeAsync(Width, Height);
        await page.EvaluateAsync("() => { document.activeElement?.blur(); scrollTo(0, 0); }");
        // What stands above is the same on every page.
        var top = (float)await page.EvaluateAsync<double>("() => Math.max(0, document.querySelector('main').getBoundingClientRect().top)");
        var part = new Clip { X = 0, Y = top, Width = Width, Height = Height - top };
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Images(), $"guide-{guide}.png"), Clip = part });
    }

    /// <summary>The folder of pictures in the tree that this was built from.</summary>
    private static string Images()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Concord.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("The pictures are taken where the tree is: no Concord.slnx above the tests."), "docs", "images");
    }
}
