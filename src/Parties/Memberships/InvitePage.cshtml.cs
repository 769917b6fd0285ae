using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts;
using Concord.Parties.Accounts.Invitations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Memberships;

/// <summary>Where somebody entitled invites a person, with a first role.</summary>
[May(PartiesAccess.InvitePeople)]
public sealed class InvitePageModel : ConcordPage, IGrantPage
{
    public string? Email { get; private set; }

    public string? Name { get; private set; }

    /// <summary>Tag of the language in which the person is written to.</summary>
    public string? MailLanguage { get; private set; }

    /// <summary>What has just been done.</summary>
    public string? Done { get; private set; }

    public GrantForm? Form { get; private set; }

    public IReadOnlyList<Role> Givable { get; private set; } = [];

    public IReadOnlyList<(string Id, string Name)> Mechanisms { get; private set; } = [];

    public IReadOnlyList<(string Code, string Name)> Countries { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => BeginAsync(cancel);

    public async Task<IActionResult> OnPostAsync(string? email, string? name, string? language, GrantForm form, [FromServices] ILookupNormalizer normalizer,
        [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await BeginAsync(cancel);
        (Email, Name, MailLanguage, Form) = (email?.Trim(), name?.Trim(), language, form);
        if (MailAddress.Read(Email) is null)
            Faults.Add(new FormFault("email", R.L["This is not an address of mail. Write it such as {0}.", "officer@example.org"]));
        if (Name is not { Length: > 0 and <= Account.LongestName })
            Faults.Add(new FormFault("name", R.L["Write the person’s name, at most 200 characters."]));
        var chosen = Language.Find(language);
        if (chosen is null)
            Faults.Add(new FormFault("language", R.L["Choose one of the languages."]));
        if (await Granting.ReadAsync(R, form, Faults, cancel) is not { } grant || Faults.Count > 0)
            return Again();
        Account account;
        try
        {
            account = await InviteAsync(db, normalizer, mails, chosen!, grant, cancel);
        }
        catch (DbUpdateException)
        {
            // Somebody else has invited the same address meanwhile: now the account is there.
            db.ChangeTracker.Clear();
            account = await InviteAsync(db, normalizer, mails, chosen!, grant, cancel);
        }
        Done = account.EmailConfirmed ? R.L["{0} has an account already, and now has the role.", Email!] : R.L["An invitation is on its way to {0}.", Email!];
        (Email, Name, Form) = (null, null, null);
        return Page();
    }

    /// <summary>Makes the account where there is none, gives the role, and sends the link, all or nothing. Who has an account already needs no link: it would be a way to take it over.</summary>
    private async Task<Account> InviteAsync(ConcordDb db, ILookupNormalizer normalizer, MailQueue mails, Language chosen, Grant grant, CancellationToken cancel)
    {
        var by = R.Person.Account!.Value;
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            var account = await Inviting.AccountAsync(db, normalizer, Email!, Name!, chosen, R.Now, cancel);
            await db.SaveChangesAsync(cancel);
            List<AuditNote> notes = [];
            if (await Granting.GiveAsync(R, db, mails, account, grant, cancel) is { } given)
                notes.Add(given);
            if (account is { EmailConfirmed: false, ClosedAt: null } && await OneTimeLinks.MayMailAsync(db, account.Id, LinkPurpose.Invitation, R.Now, cancel))
            {
                var secret = OneTimeLinks.Make(db, account.Id, LinkPurpose.Invitation, R.Now);
                await db.SaveChangesAsync(cancel);
                await mails.PutAsync(db, new OutgoingMail(account.Recipient(), new InvitationLetter(secret, R.Person.Name)), cancel);
                notes.Add(new AuditNote(R.Now, Actor.Of(by), PartiesAccess.InvitePeople, "accounts/" + account.Id));
            }
            await AuditTrail.NoteAsync(db, notes, cancel);
            await transaction.CommitAsync(cancel);
            return account;
        }
    }

    private async Task BeginAsync(CancellationToken cancel)
    {
        (Title, IsDesk, HasForms, IsIndexed) = (R.L["Invite somebody"], true, true, false);
        Crumbs.Add((R.L["People"], R.Href("/people")));
        Givable = [.. Granting.Givable(R)];
        (Mechanisms, Countries) = await GrantChoices.ReadAsync(R, cancel);
    }
}
