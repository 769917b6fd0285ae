using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Parties.Accounts.SignIn;

/// <summary>Where people with an account come in.</summary>
[May(PartiesAccess.SignIn)]
public sealed class SignInPageModel : ConcordPage
{
    private static readonly Account Nobody = new() { Name = "", Language = "en", CreatedAt = default };
    private static string? hashOfNobody;

    public string? Email { get; private set; }

    /// <summary>Where the form goes, with the page that the person came from.</summary>
    public string Action => R.Href("/sign-in") + QueryString.Create("to", OwnAddress.Or(Request.Query["to"], R.Href("/account")));

    public void OnGet() => Begin();

    public async Task<IActionResult> OnPostAsync(string? email, string? password, [FromServices] UserManager<Account> accounts,
        [FromServices] SignInThrottle throttle, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        Begin();
        Email = email;
        var address = HttpContext.Connection.RemoteIpAddress;
        using var turn = await throttle.TurnAsync(address, cancel);
        if (!turn.IsAcquired || !throttle.Allows(address))
        {
            Faults.Add(new FormFault("email", R.L["Too many attempts from this network. Wait a quarter of an hour, then try again."]));
            return Again();
        }
        var account = string.IsNullOrWhiteSpace(email) ? null : await accounts.FindByEmailAsync(email.Trim());
        if (account is null || !await OpensAsync(accounts, account, password ?? ""))
        {
            if (account?.PasswordHash is null)
                SpendAsMuch(accounts, password ?? "");
            throttle.NoteFailure(address);
            // One sentence for all: whoever guesses learns neither which addresses have an account nor which are locked.
            Faults.Add(new FormFault("email", R.L["Address and password do not fit together, or the account is locked after too many attempts. Check both; after ten failures an account opens again after a quarter of an hour."]));
            return Again();
        }
        if (account.TwoFactorEnabled)
        {
            await Sessions.BeginAsync(db, HttpContext, account.Id, SignInMethod.Password, isComplete: false, R.Now, cancel);
            return LocalRedirect(R.Href("/sign-in/second-step") + QueryString.Create("to", OwnAddress.Or(Request.Query["to"], R.Href("/account"))));
        }
        await db.DoAsync(new AuditNote(R.Now, Actor.Of(account.Id), PartiesAccess.SignIn, "accounts/" + account.Id),
            () => Sessions.BeginAsync(db, HttpContext, account.Id, SignInMethod.Password, isComplete: true, R.Now, cancel), cancel);
        return LocalRedirect(OwnAddress.Or(Request.Query["to"], R.Href("/account")));
    }

    /// <summary>Whether the password opens the account; a failure counts towards its lock.</summary>
    private static async Task<bool> OpensAsync(UserManager<Account> accounts, Account account, string password)
    {
        if (account.PasswordHash is null || password.Length > GuessablePasswords.Longest)
            return false;
        // The password is hashed for a locked account too: else the time would tell that it is locked.
        var fits = await accounts.CheckPasswordAsync(account, password);
        if (account.ClosedAt is not null || await accounts.IsLockedOutAsync(account))
            return false;
        if (fits)
            await accounts.ResetAccessFailedCountAsync(account);
        else
            await accounts.AccessFailedAsync(account);
        return fits;
    }

    /// <summary>Hashes as long as for an account that exists, so that the time does not tell which do.</summary>
    private static void SpendAsMuch(UserManager<Account> accounts, string password)
    {
        var hasher = accounts.PasswordHasher;
        hashOfNobody ??= hasher.HashPassword(Nobody, "nobody");
        hasher.VerifyHashedPassword(Nobody, hashOfNobody, password.Length > GuessablePasswords.Longest ? "" : password);
    }

    private void Begin()
    {
        (Title, HasForms, IsIndexed) = (R.L["Sign in"], true, false);
    }
}
