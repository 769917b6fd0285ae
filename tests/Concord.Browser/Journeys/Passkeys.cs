using Concord.Browser.House;
using Microsoft.Playwright;

namespace Concord.Browser.Journeys;

/// <summary>A passkey is made and used in a real browser, with an authenticator that Chromium plays (WebAuthn, section 11).</summary>
public sealed class Passkeys(TheHouse house)
{
    [Fact]
    public async Task Somebody_adds_a_passkey_and_comes_in_with_it_alone_until_it_is_removed()
    {
        var (email, password) = await house.JoinAsync();
        var page = await house.OpenAsync(isLocalhost: true);
        await AddAuthenticatorAsync(page);
        await SignInAsync(page, email, password);
        await page.GotoAsync("/en/account/passkeys");
        await page.FillAsync("#name", "Telephone");
        await page.FillAsync("#password", "not the password");
        await page.ClickAsync("#add button[type=submit]");
        await Assertions.Expect(page.Locator(".errors")).ToContainTextAsync("This is not your present password.");
        await page.FillAsync("#name", "Telephone");
        await page.FillAsync("#password", password);
        await page.ClickAsync("#add button[type=submit]");
        await Assertions.Expect(page.Locator(".done")).ToContainTextAsync("The passkey is added");
        await page.GotoAsync("/en/sign-out");
        await page.ClickAsync(".form-act button");
        await page.GotoAsync("/en/sign-in?to=/en/account/passkeys");
        await page.ClickAsync("#passkey button[type=submit]");
        await page.WaitForURLAsync("**/en/account/passkeys");
        await Assertions.Expect(page.Locator("#passkeys")).ToContainTextAsync("Telephone");
        await page.FillAsync("#confirm", "not the password");
        await page.ClickAsync("#remove button[type=submit]");
        await Assertions.Expect(page.Locator(".errors")).ToContainTextAsync("This is not your present password.");
        await page.FillAsync("#confirm", password);
        await page.ClickAsync("#remove button[type=submit]");
        await Assertions.Expect(page.Locator(".done")).ToContainTextAsync("it opens nothing any more");
        await page.GotoAsync("/en/sign-out");
        await page.ClickAsync(".form-act button");
        await page.GotoAsync("/en/sign-in");
        await page.ClickAsync("#passkey button[type=submit]");
        await Assertions.Expect(page.Locator(".errors")).ToContainTextAsync("This passkey opens no account here");
    }

    [Fact]
    public async Task Without_script_the_pages_say_what_to_do_instead()
    {
        var (email, password) = await house.JoinAsync();
        var page = await house.OpenAsync(script: false, isLocalhost: true);
        await page.GotoAsync("/ko/sign-in");
        await Assertions.Expect(page.Locator("#passkey form")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#passkey [data-passkey-instead]")).ToBeVisibleAsync();
        await SignInAsync(page, email, password);
        await page.GotoAsync("/en/account/passkeys");
        await Assertions.Expect(page.Locator("#add form")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#add [data-passkey-instead]")).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page, string email, string password)
    {
        await page.GotoAsync("/en/sign-in");
        await page.FillAsync("#email", email);
        await page.FillAsync("#password", password);
        await page.ClickAsync("#with-password button[type=submit]");
        await page.WaitForURLAsync("**/en/account");
    }

    private static async Task AddAuthenticatorAsync(IPage page)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
