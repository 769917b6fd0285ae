using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts.Passwords;

/// <summary>Where somebody who forgot the password chooses a new one. All sessions end; the person signs in anew.</summary>
[May(PartiesAccess.SignIn)]
public sealed class NewPasswordPageModel : ConcordPage
{
    public Account? Account { get; private set; }

    protected override IReadOnlyCollection<string> Parameters => ["link"];

    public Task OnGetAsync([FromQuery] string? link, [FromServices] ConcordDb db, CancellationToken cancel) => BeginAsync(link, db, cancel);

    public async Task<IActionResult> OnPostAsync([FromQuery] string? link, string? password, string? again, [FromServices] PasswordHashing passwords,
        [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await BeginAsync(link, db, cancel);
        if (Account is null)
            return Page();
        if (NewPassword.Fault(R, password ?? "", Account.Name, Account.Email!) is { } fault)
            Faults.Add(new FormFault("password", fault));
        else if (password != again)
            Faults.Add(new FormFault("again", R.L["The two passwords differ. Write the same one twice."]));
        if (Faults.Count > 0)
            return Again();
        // The store's connection is not held while others are waited for.
        await R.LetGoAsync();
        var hash = await passwords.MakeAsync(Account, password!, cancel);
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (!await OneTimeLinks.UseAsync(db, link!, R.Now, cancel))
            {
                Account = null;
                return Page();
            }
            await PasswordChange.SetAsync(db, Account, hash, keep: null, R.Now, cancel);
            await AccountMails.ChangedAsync(db, mails, Account, AccountChange.Password, R.Now, cancel);
            await AuditTrail.NoteAsync(db, new AuditNote(R.Now, Actor.Of(Account.Id), PartiesAccess.ChangePassword, "accounts/" + Account.Id) { Details = new() { ["by"] = "mailed link" } }, cancel);
            await transaction.CommitAsync(cancel);
        }
        return LocalRedirect(R.Href("/sign-in"));
    }

    private async Task BeginAsync(string? link, ConcordDb db, CancellationToken cancel)
    {
        (Title, HasForms, IsIndexed) = (R.L["New password"], true, false);
        if (await OneTimeLinks.FindAsync(db, link, LinkPurpose.NewPassword, R.Now, cancel) is { } id)
            Account = await db.Set<Account>().SingleOrDefaultAsync(account => account.Id == id && account.ClosedAt == null, cancel);
        if (Account is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
