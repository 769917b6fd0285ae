using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts.Passwords;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts.SignIn;

/// <summary>Where people with an account come in.</summary>
[May(PartiesAccess.SignIn)]
public sealed class SignInPageModel : ConcordPage
{
    public string? Email { get; private set; }

    /// <summary>Where the form goes, with the page that the person came from.</summary>
    public string Action => SigningIn.Href(R, Request, "/sign-in");

    public void OnGet() => Begin();

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
        {
            Faults.Add(new FormFault("email", R.L["Too many attempts from this network. Wait a quarter of an hour, then try again."]));
            return Again();
        }
        var normalized = normalizer.NormalizeEmail(email?.Trim());
        var account = await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(found => found.NormalizedEmail == normalized, cancel);
        if (!await passwords.OpensAsync(db, account, password, R.Now, cancel))
        {
            throttle.NoteFailure(address);
            // One sentence for all: whoever guesses learns neither which addresses have an account nor which are locked.
            Faults.Add(new FormFault("email", R.L["Address and password do not fit together, or the account is locked after too many attempts. Check both; after ten failures an account opens again after a quarter of an hour."]));
            return Again();
        }
        return LocalRedirect(await SigningIn.BeginAsync(R, db, HttpContext, account!, SignInMethod.Password, cancel));
    }

    private void Begin() => (Title, HasForms, IsIndexed) = (R.L["Sign in"], true, false);
}
