using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts.SecondStep;

/// <summary>Where somebody who wrote the right password shows the second thing.</summary>
[May(PartiesAccess.SignIn)]
public sealed class SecondStepPageModel : ConcordPage
{
    public string Action => SigningIn.Href(R, Request, "/sign-in/second-step");

    public async Task<IActionResult> OnGetAsync([FromServices] ConcordDb db, CancellationToken cancel)
    {
        Begin();
        return await Sessions.HalfWayAsync(db, HttpContext, R.Now, cancel) is null ? LocalRedirect(R.Href("/sign-in")) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? code, [FromServices] SignInThrottle throttle, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        Begin();
        if (await Sessions.HalfWayAsync(db, HttpContext, R.Now, cancel) is not { } id)
            return LocalRedirect(R.Href("/sign-in"));
        var address = HttpContext.Connection.RemoteIpAddress;
        // The store's connection is not held while others are waited for.
        await R.LetGoAsync();
        using var turn = await throttle.TurnAsync(address, cancel);
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(found => found.Id == id, cancel);
        if (!turn.IsAcquired || !throttle.Allows(address))
            Faults.Add(new FormFault("code", R.L["Too many attempts from this network. Wait a quarter of an hour, then try again."]));
        else if (!await Attempts.BeginAsync(db, id, R.Now, cancel))
            Faults.Add(new FormFault("code", R.L["The account is locked after too many attempts. It opens again after a quarter of an hour."]));
        else if (await TimeCodes.UseAsync(db, account, code, R.Now, cancel) || await RecoveryCodes.UseAsync(db, id, code, R.Now, cancel))
            return LocalRedirect(await SigningIn.BeginAsync(R, db, HttpContext, account, SignInMethod.PasswordAndCode, cancel));
        else
        {
            await Attempts.NoteFailureAsync(db, id, SignInMethod.PasswordAndCode, R.Now, cancel);
            throttle.NoteFailure(address);
            Faults.Add(new FormFault("code", R.L["This code does not fit, or it was used already. Write the one that the app shows now."]));
        }
        return Again();
    }

    private void Begin() => (Title, HasForms, IsIndexed) = (R.L["The second step"], true, false);
}
