using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Parties.Accounts.SignIn;

/// <summary>Ends the session of this browser.</summary>
[May(PartiesAccess.SignIn)]
public sealed class SignOutPageModel : ConcordPage
{
    public void OnGet() => (Title, HasForms, IsIndexed) = (R.L["Sign out"], true, false);

    public async Task<IActionResult> OnPostAsync([FromServices] ConcordDb db, CancellationToken cancel)
    {
        if (R.Person.Account is { } account)
            await db.DoAsync(new AuditNote(R.Now, Actor.Of(account), PartiesAccess.SignOut, "accounts/" + account), () => Sessions.EndAsync(db, HttpContext, cancel), cancel);
        else
            await Sessions.EndAsync(db, HttpContext, cancel);
        // What this browser has kept of the pages goes with the session.
        Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return LocalRedirect(R.Href(""));
    }
}
