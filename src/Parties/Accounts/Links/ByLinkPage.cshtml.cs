using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Concord.Parties.Accounts.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts.Links;

/// <summary>Where a mailed link signs somebody in. The page only asks: programs that look at the links of a mail before its reader does press no button.</summary>
[May(PartiesAccess.SignIn)]
public sealed class ByLinkPageModel : ConcordPage
{
    public Account? Account { get; private set; }

    protected override IReadOnlyCollection<string> Parameters => ["link"];

    public Task OnGetAsync([FromQuery] string? link, [FromServices] ConcordDb db, CancellationToken cancel) => BeginAsync(link, db, cancel);

    public async Task<IActionResult> OnPostAsync([FromQuery] string? link, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await BeginAsync(link, db, cancel);
        if (Account is null || !await OneTimeLinks.UseAsync(db, link!, R.Now, cancel))
        {
            Account = null;
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }
        // Whoever reads the mailbox has shown that the address is right.
        Account.EmailConfirmed = true;
        await db.SaveChangesAsync(cancel);
        return LocalRedirect(await SigningIn.BeginAsync(R, db, HttpContext, Account, SignInMethod.MailedLink, cancel));
    }

    private async Task BeginAsync(string? link, ConcordDb db, CancellationToken cancel)
    {
        (Title, HasForms, IsIndexed) = (R.L["Sign in"], true, false);
        // The role may have changed since the mail went out.
        if (await OneTimeLinks.FindAsync(db, link, LinkPurpose.SignIn, R.Now, cancel) is { } id && await LowRisk.IsAsync(db, id, R.Now, cancel))
            Account = await db.Set<Account>().SingleOrDefaultAsync(account => account.Id == id && account.ClosedAt == null, cancel);
        if (Account is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
