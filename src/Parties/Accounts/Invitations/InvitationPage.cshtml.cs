using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts.Passwords;
using Concord.Parties.Privacy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts.Invitations;

/// <summary>Where somebody who was invited opens the account.</summary>
[May(PartiesAccess.SignIn)]
public sealed class InvitationPageModel : ConcordPage
{
    public Account? Invited { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>How personal data are treated, to be agreed to.</summary>
    public ShownText Privacy { get; private set; } = null!;

    protected override IReadOnlyCollection<string> Parameters => ["link"];

    public async Task OnGetAsync([FromQuery] string? link, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await BeginAsync(link, db, cancel);
        Name = Invited?.Name ?? "";
        if (Invited is null)
            Response.StatusCode = Microsoft.AspNetCore.Http.StatusCodes.Status404NotFound;
    }

    public async Task<IActionResult> OnPostAsync([FromQuery] string? link, string? name, string? password, string? again, int? agreed, [FromServices] PasswordHashing passwords,
        [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await BeginAsync(link, db, cancel);
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
        if (agreed != Privacy.Version)
            Faults.Add(new FormFault("agreed", R.L["Read how personal data are treated, and say that you agree."]));
        if (Faults.Count > 0)
            return Again();
        // The store's connection is not held while others are waited for.
        await R.LetGoAsync();
        var hash = await passwords.MakeAsync(Invited, password!, cancel);
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (!await OneTimeLinks.UseAsync(db, link!, R.Now, cancel))
            {
                Invited = null;
                return Page();
            }
            (Invited.Name, Invited.Language, Invited.EmailConfirmed) = (Name, R.Language.Tag, true);
            await PasswordChange.SetAsync(db, Invited, hash, keep: null, R.Now, cancel);
            await OneTimeLinks.EndAsync(db, Invited.Id, LinkPurpose.Invitation, R.Now, cancel);
            await Consents.AgreeAsync(db, Invited.Id, Privacy.Version, R.Now, cancel);
            await Sessions.BeginAsync(db, HttpContext, Invited.Id, SignInMethod.Password, isComplete: true, R.Now, cancel);
            await AuditTrail.NoteAsync(db, new AuditNote(R.Now, Actor.Of(Invited.Id), PartiesAccess.Accept, "accounts/" + Invited.Id) { Details = new() { ["agreed"] = Privacy.Version } }, cancel);
            await transaction.CommitAsync(cancel);
        }
        return LocalRedirect(R.Href("/account"));
    }

    private async Task BeginAsync(string? link, ConcordDb db, CancellationToken cancel)
    {
        (Title, HasForms, IsIndexed) = (R.L["Invitation"], true, false);
        Privacy = await ShownText.CurrentAsync(R, db, cancel);
        if (await OneTimeLinks.FindAsync(db, link, LinkPurpose.Invitation, R.Now, cancel) is { } account)
            Invited = await db.Set<Account>().SingleOrDefaultAsync(found => found.Id == account && found.ClosedAt == null, cancel);
    }
}
