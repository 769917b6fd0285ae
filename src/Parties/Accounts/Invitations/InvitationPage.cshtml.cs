using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts.Invitations;

/// <summary>Where somebody who was invited opens the account.</summary>
[May(PartiesAccess.SignIn)]
public sealed class InvitationPageModel : ConcordPage
{
    public Account? Invited { get; private set; }

    public string Name { get; private set; } = "";

    public async Task OnGetAsync(string secret, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await BeginAsync(secret, db, cancel);
        Name = Invited?.Name ?? "";
        if (Invited is null)
            Response.StatusCode = Microsoft.AspNetCore.Http.StatusCodes.Status404NotFound;
    }

    public async Task<IActionResult> OnPostAsync(string secret, string? name, string? password, string? again, [FromServices] UserManager<Account> accounts,
        [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await BeginAsync(secret, db, cancel);
        if (Invited is null)
        {
            Response.StatusCode = Microsoft.AspNetCore.Http.StatusCodes.Status404NotFound;
            return Page();
        }
        Name = name?.Trim() ?? "";
        if (Name.Length is 0 or > Account.LongestName)
            Faults.Add(new FormFault("name", R.L["Write your name, at most 200 characters."]));
        if (NewPassword.Fault(R, password ?? "", Name, Invited.Email!) is { } fault)
            Faults.Add(new FormFault("password", fault));
        else if (password != again)
            Faults.Add(new FormFault("again", R.L["The two passwords differ. Write the same one twice."]));
        if (Faults.Count > 0)
            return Again();
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (!await OneTimeLinks.UseAsync(db, secret, R.Now, cancel))
            {
                Invited = null;
                return Page();
            }
            (Invited.Name, Invited.Language, Invited.EmailConfirmed) = (Name, R.Language.Tag, true);
            Invited.PasswordHash = accounts.PasswordHasher.HashPassword(Invited, password!);
            await accounts.UpdateSecurityStampAsync(Invited);
            await Sessions.BeginAsync(db, HttpContext, Invited.Id, SignInMethod.Password, isComplete: true, R.Now, cancel);
            await AuditTrail.NoteAsync(db, new AuditNote(R.Now, Actor.Of(Invited.Id), PartiesAccess.Accept, "accounts/" + Invited.Id), cancel);
            await transaction.CommitAsync(cancel);
        }
        return LocalRedirect(R.Href("/account"));
    }

    private async Task BeginAsync(string secret, ConcordDb db, CancellationToken cancel)
    {
        (Title, HasForms, IsIndexed) = (R.L["Invitation"], true, false);
        if (await OneTimeLinks.FindAsync(db, secret, LinkPurpose.Invitation, R.Now, cancel) is { } account)
            Invited = await db.Set<Account>().SingleOrDefaultAsync(found => found.Id == account && found.ClosedAt == null, cancel);
    }
}
