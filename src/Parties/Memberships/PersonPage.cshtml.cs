using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts;
using Concord.Parties.Keys;
using Concord.Parties.Privacy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Memberships;

/// <summary>One person with an account: the roles, and who may change them.</summary>
[May(PartiesAccess.SeePeople)]
public sealed class PersonPageModel : ConcordPage, IGrantPage
{
    public Account Account { get; private set; } = null!;

    /// <summary>All that were ever given, as far as the reader may see them, the latest first.</summary>
    public IReadOnlyList<Membership> Roles { get; private set; } = [];

    /// <summary>Partner keys that the person made and that are open, as far as the reader may see them: they end with the account.</summary>
    public IReadOnlyList<PartnerKey> Keys { get; private set; } = [];

    public GrantForm? Form { get; private set; }

    public IReadOnlyList<Role> Givable { get; private set; } = [];

    public IReadOnlyList<(string Id, string Name)> Mechanisms { get; private set; } = [];

    public IReadOnlyList<(string Code, string Name)> Countries { get; private set; } = [];

    public bool MayClose => R.MayAnywhere(PartiesAccess.CloseAccounts) && Account.Id != R.Person.Account && Account.DeletedAt is null;

    public bool MayForget => R.MayAnywhere(PrivacyAccess.Forget) && Account.Id != R.Person.Account && Account.DeletedAt is null;

    public bool MayEnd(Membership membership) => membership.Held.HoldsAt(R.Now) && Granting.May(R, membership.Role, membership.Held.Scope);

    public async Task<IActionResult> OnGetAsync(Guid id, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        if (!await ShowAsync(id, db, cancel))
            return NotThere();
        // Who has looked at whose data can be told; one's own is nobody else's affair.
        if (id != R.Person.Account)
            await db.DoAsync(new AuditNote(R.Now, Actor.Of(R.Person.Account!.Value), PartiesAccess.SeePeople, "accounts/" + id), () => Task.CompletedTask, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostGiveAsync(Guid id, GrantForm form, [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        if (!await ShowAsync(id, db, cancel))
            return NotThere();
        Form = form;
        if (Account.DeletedAt is not null)
            return NotAllowed();
        if (await Granting.ReadAsync(R, form, Faults, cancel) is not { } grant)
            return Again();
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (await Granting.GiveAsync(R, db, mails, [Account], grant, cancel) is not [var note])
            {
                Faults.Add(new FormFault("role", R.L["{0} holds this role already.", Account.Name]));
                return Again();
            }
            await AuditTrail.NoteAsync(db, note, cancel);
            await transaction.CommitAsync(cancel);
        }
        return LocalRedirect(R.Href("/people/" + id));
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, Guid membership, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        if (!await ShowAsync(id, db, cancel) || await db.Set<Membership>().SingleOrDefaultAsync(held => held.Id == membership && held.AccountId == id, cancel) is not { } ending
            || !PeoplePageModel.MaySee(R, ending))
            return NotThere();
        if (!Granting.May(R, ending.Role, ending.Held.Scope))
            return NotAllowed();
        if (!await Granting.EndAsync(db, ending, R.Person.Account!.Value, R.Now, cancel))
            return LastAdministrator("roles");
        // Whose last role in one's mechanism is over is seen no more.
        var isStillSeen = await PeoplePageModel.Visible(R, db.Set<Account>(), db).AnyAsync(account => account.Id == id, cancel);
        return LocalRedirect(R.Href(isStillSeen ? "/people/" + id : "/people"));
    }

    public async Task<IActionResult> OnPostCloseAsync(Guid id, [FromServices] KeyNotices notices, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        if (!await ShowAsync(id, db, cancel))
            return NotThere();
        if (!MayClose)
            return NotAllowed();
        if (Account.ClosedAt is not null)
            return LocalRedirect(R.Href("/people/" + id));
        var isAdministrator = Roles.Any(held => held.Role == Role.Administrator && held.Held.HoldsAt(R.Now));
        var isDone = await Granting.DoAsync(db, isAdministrator, CloseNote(isClosed: true), async () =>
        {
            Account.ClosedAt = R.Now;
            await db.Set<Session>().Where(session => session.AccountId == id).ExecuteDeleteAsync(cancel);
            await db.Set<OneTimeLink>().Where(link => link.AccountId == id).ExecuteDeleteAsync(cancel);
            await PartnerKeys.EndThoseOfAsync(db, notices, id, Actor.Of(R.Person.Account!.Value), R.Now, cancel);
        }, cancel);
        if (isDone)
            return LocalRedirect(R.Href("/people/" + id));
        Account.ClosedAt = null;
        return LastAdministrator("close");
    }

    public async Task<IActionResult> OnPostOpenAsync(Guid id, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        if (!await ShowAsync(id, db, cancel))
            return NotThere();
        if (!MayClose)
            return NotAllowed();
        if (Account.ClosedAt is not null)
            await db.DoAsync(CloseNote(isClosed: false), () => Task.FromResult(Account.ClosedAt = null), cancel);
        return LocalRedirect(R.Href("/people/" + id));
    }

    /// <summary>Deletes the person's data, at their request. The address is written once more, so that nobody is deleted by a slip.</summary>
    public async Task<IActionResult> OnPostForgetAsync(Guid id, string? address, [FromServices] Forgetting forgetting, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        if (!await ShowAsync(id, db, cancel))
            return NotThere();
        if (!MayForget)
            return NotAllowed();
        if (MailAddress.Read(address)?.Key != MailAddress.Read(Account.Email)?.Key)
        {
            Faults.Add(new FormFault("address", R.L["This is not the address of this person. Write it as it stands at the head of this page."]));
            return Again();
        }
        db.ChangeTracker.Clear();
        await forgetting.RunAsync(db, id, Actor.Of(R.Person.Account!.Value), R.Now, cancel);
        return LocalRedirect(R.Href("/people/" + id));
    }

    private AuditNote CloseNote(bool isClosed) =>
        new(R.Now, Actor.Of(R.Person.Account!.Value), PartiesAccess.CloseAccounts, "accounts/" + Account.Id) { Details = new() { ["closed"] = isClosed } };

    private IActionResult LastAdministrator(string field)
    {
        Faults.Add(new FormFault(field, R.L["This is the last administrator. Make somebody else an administrator first."]));
        return Again();
    }

    private async Task<bool> ShowAsync(Guid id, ConcordDb db, CancellationToken cancel)
    {
        (IsDesk, HasForms, IsIndexed) = (true, true, false);
        if (await PeoplePageModel.Visible(R, db.Set<Account>(), db).SingleOrDefaultAsync(account => account.Id == id, cancel) is not { } account)
            return false;
        Account = account;
        Title = account.DeletedAt is null ? account.Name : R.L["deleted account {0}", id.ToString("N")[^8..]];
        Crumbs.Add((R.L["People"], R.Href("/people")));
        Roles = [.. (await db.Set<Membership>().AsNoTracking().Where(membership => membership.AccountId == id).OrderByDescending(membership => membership.GrantedAt).ToListAsync(cancel))
            .Where(membership => PeoplePageModel.MaySee(R, membership))];
        Keys = [.. (await PartnerKeys.OpenOf(db, id, R.Now).ToListAsync(cancel)).Where(key => KeyRights.MaySee(R, key))];
        await R.LearnNamesAsync(Roles.SelectMany(RoleWords.Ids).Concat(Keys.SelectMany(KeyWords.Ids)), cancel);
        Givable = account.DeletedAt is null ? [.. Granting.Givable(R)] : [];
        (Mechanisms, Countries) = await GrantChoices.ReadAsync(R, cancel);
        return true;
    }
}
