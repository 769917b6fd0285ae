using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Http;

namespace Concord.Parties.Accounts.SignIn;

/// <summary>What follows once somebody has shown who they are, whichever way.</summary>
internal static class SigningIn
{
    /// <summary>Begins a session. Where the second step is on and the way was one thing alone, the session is half way and opens nothing yet.</summary>
    /// <returns>The page to go on to: the second step, or the one that the person wanted.</returns>
    public static async Task<string> BeginAsync(Reading r, ConcordDb db, HttpContext http, Account account, SignInMethod method, CancellationToken cancel)
    {
        var wanted = Wanted(r, http.Request);
        if (account.TwoFactorEnabled && method is not (SignInMethod.PasswordAndCode or SignInMethod.Passkey))
        {
            await Sessions.BeginAsync(db, http, account.Id, method, isComplete: false, r.Now, cancel);
            return r.Href("/sign-in/second-step") + QueryString.Create("to", wanted);
        }
        await db.DoAsync(new AuditNote(r.Now, Actor.Of(account.Id), PartiesAccess.SignIn, "accounts/" + account.Id) { Details = new() { ["with"] = method.ToString() } }, async () =>
        {
            await Attempts.ForgetAsync(db, account.Id, cancel);
            await Sessions.BeginAsync(db, http, account.Id, method, isComplete: true, r.Now, cancel);
        }, cancel);
        return wanted;
    }

    /// <summary>The page of this house to which the address of a sign-in leads back; one's account where it names none.</summary>
    public static string Wanted(Reading r, HttpRequest request) => OwnAddress.Or(request.Query["to"], r.Href("/account"));

    /// <summary>The address of a page of the sign-in, with the page that the person came from.</summary>
    public static string Href(Reading r, HttpRequest request, string path) => r.Href(path) + QueryString.Create("to", Wanted(r, request));
}
