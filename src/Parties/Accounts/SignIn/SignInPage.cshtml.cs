using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts.OtherHouses;
using Concord.Parties.Accounts.Passkeys;
using Concord.Parties.Accounts.Passwords;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Parties.Accounts.SignIn;

/// <summary>Where people with an account come in.</summary>
[May(PartiesAccess.SignIn)]
public sealed class SignInPageModel : ConcordPage
{
    public string? Email { get; private set; }

    /// <summary>Where the form goes, with the page that the person came from.</summary>
    public string Action => SigningIn.Href(R, Request, "/sign-in");

    /// <summary>What the browser is asked for, as JSON (WebAuthn, PublicKeyCredentialRequestOptionsJSON).</summary>
    public string Options { get; private set; } = "";

    /// <summary>Other houses that sign people in for this one.</summary>
    public IReadOnlyList<OtherHouse> Houses { get; private set; } = [];

    internal const string HouseItem = "house";

    public Task<IActionResult> OnGetAsync()
    {
        Begin();
        return AskAsync();
    }

    /// <summary>Sends somebody to another house to sign in there.</summary>
    public async Task<IActionResult> OnGetWithAsync(string? house)
    {
        Begin();
        if (Houses.FirstOrDefault(other => other.Key == house) is not { } chosen)
            return NotThere();
        try
        {
            await HttpContext.ChallengeAsync(chosen.Scheme, new AuthenticationProperties { RedirectUri = SigningIn.Href(R, Request, "/sign-in/arrived"), Items = { [HouseItem] = chosen.Key } });
            return new EmptyResult();
        }
        catch (InvalidOperationException fault) when (fault.InnerException is IOException or HttpRequestException or InvalidOperationException)
        {
            // It describes itself nowhere at the moment.
            return LocalRedirect(R.Href("/sign-in/arrived"));
        }
    }

    public async Task<IActionResult> OnPostPasskeyAsync(string? credential, [FromServices] UserManager<Account> accounts, [FromServices] IPasskeyHandler<Account> handler,
        [FromServices] PasskeyRequest request, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        var expected = request.Take(HttpContext);
        if (expected is not null && !string.IsNullOrEmpty(credential)
            && await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = HttpContext, CredentialJson = credential, AssertionState = expected })
                is { Succeeded: true, User: { ClosedAt: null } account, Passkey: { } passkey })
        {
            // A passkey counts how often it was used: one that counts backwards was copied, and is refused.
            await accounts.AddOrUpdatePasskeyAsync(account, passkey);
            return LocalRedirect(await SigningIn.BeginAsync(R, db, HttpContext, account, SignInMethod.Passkey, cancel));
        }
        Begin();
        return await AskAsync(new FormFault("passkey", R.L["This passkey opens no account here. Sign in another way; under My account you can add it."]));
    }

    public async Task<IActionResult> OnPostAsync(string? email, string? password, [FromServices] ILookupNormalizer normalizer, [FromServices] PasswordCheck passwords,
        [FromServices] SignInThrottle throttle, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        Begin();
        Email = email;
        var address = HttpContext.Connection.RemoteIpAddress;
        // The store's connection is not held while others are waited for.
        await R.LetGoAsync();
        using var turn = await throttle.TurnAsync(address, cancel);
        if (!turn.IsAcquired || !throttle.Allows(address))
            return await AskAsync(new FormFault("email", R.L["Too many attempts from this network. Wait a quarter of an hour, then try again."]));
        var normalized = normalizer.NormalizeEmail(email?.Trim());
        var account = await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(found => found.NormalizedEmail == normalized, cancel);
        if (!await passwords.OpensAsync(db, account, password, R.Now, cancel))
        {
            throttle.NoteFailure(address);
            // One sentence for all: whoever guesses learns neither which addresses have an account nor which are locked.
            return await AskAsync(new FormFault("email", R.L["Address and password do not fit together, or the account is locked after too many attempts. Check both; after ten failures an account opens again after a quarter of an hour."]));
        }
        return LocalRedirect(await SigningIn.BeginAsync(R, db, HttpContext, account!, SignInMethod.Password, cancel));
    }

    private void Begin()
    {
        (Title, HasForms, IsIndexed) = (R.L["Sign in"], true, false);
        Houses = HttpContext.RequestServices.GetRequiredService<TrustedHouses>().All;
    }

    /// <summary>The page, with a new question for passkeys.</summary>
    private async Task<IActionResult> AskAsync(FormFault? fault = null)
    {
        var asked = await HttpContext.RequestServices.GetRequiredService<IPasskeyHandler<Account>>().MakeRequestOptionsAsync(null, HttpContext);
        Options = asked.RequestOptionsJson;
        HttpContext.RequestServices.GetRequiredService<PasskeyRequest>().Keep(HttpContext, asked.AssertionState);
        if (fault is null)
            return Page();
        Faults.Add(fault);
        return Again();
    }
}
