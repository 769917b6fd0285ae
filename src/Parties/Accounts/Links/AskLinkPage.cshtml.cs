using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts.Links;

/// <summary>Where a participant asks for a link that signs in. The answer is the same whoever asks.</summary>
[May(PartiesAccess.SignIn)]
public sealed class AskLinkPageModel : ConcordPage
{
    public bool IsSent { get; private set; }

    public void OnGet() => Begin();

    public async Task<IActionResult> OnPostAsync(string? email, [FromServices] ILookupNormalizer normalizer, [FromServices] SignInThrottle throttle,
        [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        Begin();
        var address = HttpContext.Connection.RemoteIpAddress;
        if (!throttle.Allows(address))
        {
            Faults.Add(new FormFault("email", R.L["Too many attempts from this network. Wait a quarter of an hour, then try again."]));
            return Again();
        }
        // Every request counts: whoever asks for others would fill their boxes.
        throttle.NoteFailure(address);
        var normalized = normalizer.NormalizeEmail(email?.Trim());
        if (await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(account => account.NormalizedEmail == normalized && account.ClosedAt == null, cancel) is { } account
            && await LowRisk.IsAsync(db, account.Id, R.Now, cancel))
            await AccountMails.LinkAsync(db, mails, account, LinkPurpose.SignIn, secret => new SignInLetter(secret), Actor.Reader, R.Now, cancel);
        IsSent = true;
        return Page();
    }

    private void Begin() => (Title, HasForms, IsIndexed) = (R.L["Sign in by a mailed link"], true, false);
}
