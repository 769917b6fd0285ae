using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts.SecondStep;

/// <summary>Where somebody who wrote the right password shows the second thing.</summary>
[May(PartiesAccess.SignIn)]
public sealed class SecondStepPageModel : ConcordPage
{
    public string Action => R.Href("/sign-in/second-step") + QueryString.Create("to", OwnAddress.Or(Request.Query["to"], R.Href("/account")));

    public async Task<IActionResult> OnGetAsync([FromServices] ConcordDb db, CancellationToken cancel)
    {
        Begin();
        return await Sessions.HalfWayAsync(db, HttpContext, R.Now, cancel) is null ? LocalRedirect(R.Href("/sign-in")) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? code, [FromServices] UserManager<Account> accounts, [FromServices] SignInThrottle throttle,
        [FromServices] ConcordDb db, CancellationToken cancel)
    {
        Begin();
        if (await Sessions.HalfWayAsync(db, HttpContext, R.Now, cancel) is not { } id)
            return LocalRedirect(R.Href("/sign-in"));
        var address = HttpContext.Connection.RemoteIpAddress;
        using var turn = await throttle.TurnAsync(address, cancel);
        var account = await db.Set<Account>().SingleAsync(found => found.Id == id, cancel);
        if (!turn.IsAcquired || !throttle.Allows(address))
            Faults.Add(new FormFault("code", R.L["Too many attempts from this network. Wait a quarter of an hour, then try again."]));
        else if (await accounts.IsLockedOutAsync(account))
            Faults.Add(new FormFault("code", R.L["The account is locked after too many attempts. It opens again after a quarter of an hour."]));
        else if (await TimeCodes.UseAsync(db, account, code, R.Now, cancel) || await RecoveryCodes.UseAsync(db, id, code, R.Now, cancel))
        {
            await accounts.ResetAccessFailedCountAsync(account);
            await db.DoAsync(new AuditNote(R.Now, Actor.Of(id), PartiesAccess.SignIn, "accounts/" + id),
                () => Sessions.BeginAsync(db, HttpContext, id, SignInMethod.PasswordAndCode, isComplete: true, R.Now, cancel), cancel);
            return LocalRedirect(OwnAddress.Or(Request.Query["to"], R.Href("/account")));
        }
        else
        {
            await accounts.AccessFailedAsync(account);
            throttle.NoteFailure(address);
            Faults.Add(new FormFault("code", R.L["This code does not fit, or it was used already. Write the one that the app shows now."]));
        }
        return Again();
    }

    private void Begin() => (Title, HasForms, IsIndexed) = (R.L["The second step"], true, false);
}
