using Concord.Kernel.Access;
using Microsoft.Playwright;

namespace Concord.Browser.House;

/// <summary>
/// A test in which people are signed in. When it ends, no browser has complained of what it was given: of a script that failed, or of anything that the
/// policy of the house forbids (CSP).
/// </summary>
public abstract class AtTheDesk(TheDesk desk) : IAsyncDisposable
{
    private readonly List<IPage> windows = [];
    private readonly List<string> complaints = [];

    /// <summary>What most of these tests work on.</summary>
    protected static Scope Sco { get; } = new(Mechanism: "sco_env");

    protected TheDesk Desk { get; } = desk;

    /// <summary>A window in which nobody is signed in yet.</summary>
    protected async Task<IPage> OpenAsync(int width = 1440, bool script = true)
    {
        var page = await Desk.OpenAsync(width, script);
        page.PageError += (_, fault) => complaints.Add(fault);
        page.Console += (_, said) =>
        {
            // That an answer was a refusal, or that none came, is no fault of the page.
            if (said.Type is "error" or "warning" && !said.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                complaints.Add($"{page.Url}: {said.Text}");
        };
        windows.Add(page);
        return page;
    }

    /// <summary>A window in which somebody new with a role is signed in.</summary>
    protected async Task<IPage> AsAsync(Role role, Scope scope, int width = 1440, bool script = true)
    {
        var page = await OpenAsync(width, script);
        var (email, password) = await Desk.JoinAsync(role, scope);
        await SignInAsync(page, email, password);
        return page;
    }

    protected static async Task SignInAsync(IPage page, string email, string password)
    {
        await page.GotoAsync("/en/sign-in");
        await page.FillAsync("#email", email);
        await page.FillAsync("#password", password);
        await page.ClickAsync("#with-password button[type=submit]");
        await page.WaitForURLAsync(url => !url.EndsWith("/sign-in", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var page in windows)
            await page.Context.CloseAsync();
        Assert.Equal("", string.Join('\n', complaints));
    }
}
