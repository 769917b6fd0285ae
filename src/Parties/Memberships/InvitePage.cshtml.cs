using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts;
using Concord.Parties.Accounts.Invitations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Parties.Memberships;

/// <summary>Where somebody entitled invites a person, with a first role.</summary>
[May(PartiesAccess.InvitePeople)]
public sealed class InvitePageModel : ConcordPage, IGrantPage
{
    public string? Email { get; private set; }

    public string? Name { get; private set; }

    /// <summary>Tag of the language in which the person is written to.</summary>
    public string? Language { get; private set; }

    /// <summary>Address of who was just invited.</summary>
    public string? Invited { get; private set; }

    public GrantForm? Form { get; private set; }

    public IReadOnlyList<Role> Givable { get; private set; } = [];

    public IReadOnlyList<(string Id, string Name)> Mechanisms { get; private set; } = [];

    public IReadOnlyList<(string Code, string Name)> Countries { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => BeginAsync(cancel);

    public async Task<IActionResult> OnPostAsync(string? email, string? name, string? language, GrantForm form, [FromServices] ILookupNormalizer normalizer,
        [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await BeginAsync(cancel);
        (Email, Name, Language, Form) = (email?.Trim(), name?.Trim(), language, form);
        if (MailAddress.Read(Email) is null)
            Faults.Add(new FormFault("email", R.L["This is not an address of mail. Write it such as {0}.", "officer@example.org"]));
        if (Name is not { Length: > 0 and <= Account.LongestName })
            Faults.Add(new FormFault("name", R.L["Write the person’s name, at most 200 characters."]));
        var chosen = Kernel.Languages.Language.Find(language);
        if (chosen is null)
            Faults.Add(new FormFault("language", R.L["Choose one of the languages."]));
        if (await Granting.ReadAsync(R, form, Faults, cancel) is not { } grant || Faults.Count > 0)
            return Again();
        var by = R.Person.Account!.Value;
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            var account = await Inviting.AccountAsync(db, normalizer, Email!, Name!, chosen!, R.Now, cancel);
            db.Add(Membership.Of(account.Id, grant.Role, grant.Scope, R.Now, grant.Until, by, R.Now));
            await db.SaveChangesAsync(cancel);
            // Who has an account already needs no link; the mail would be a way to take it over.
            if (!account.EmailConfirmed && account.ClosedAt is null)
            {
                var secret = await OneTimeLinks.MakeAsync(db, account.Id, LinkPurpose.Invitation, R.Now, cancel);
                await db.SaveChangesAsync(cancel);
                await mails.PutAsync(db, new OutgoingMail(account.Recipient(), new InvitationLetter(secret, R.Person.Name)), cancel);
            }
            await AuditTrail.NoteAsync(db, new AuditNote(R.Now, Actor.Of(by), PartiesAccess.InvitePeople, "accounts/" + account.Id)
            {
                Details = new() { ["role"] = grant.Role.ToString(), ["mechanism"] = grant.Scope.Mechanism },
            }, cancel);
            await transaction.CommitAsync(cancel);
        }
        (Invited, Email, Name, Form) = (Email, null, null, null);
        return Page();
    }

    private async Task BeginAsync(CancellationToken cancel)
    {
        (Title, IsDesk, HasForms, IsIndexed) = (R.L["Invite somebody"], true, true, false);
        Crumbs.Add((R.L["People"], R.Href("/people")));
        Givable = [.. Granting.Givable(R)];
        (Mechanisms, Countries) = await GrantChoices.ReadAsync(R, cancel);
    }
}
