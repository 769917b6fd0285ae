using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Concord.Parties.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Memberships;

/// <summary>One person with an account: the roles, and who may change them.</summary>
[May(PartiesAccess.SeePeople)]
public sealed class PersonPageModel : ConcordPage, IGrantPage
{
    public Account Account { get; private set; } = null!;

    /// <summary>All that were ever given, the latest first.</summary>
    public IReadOnlyList<Membership> Roles { get; private set; } = [];

    public GrantForm? Form { get; private set; }

    public IReadOnlyList<Role> Givable { get; private set; } = [];

    public IReadOnlyList<(string Id, string Name)> Mechanisms { get; private set; } = [];

    public IReadOnlyList<(string Code, string Name)> Countries { get; private set; } = [];

    public bool MayClose => R.MayAnywhere(PartiesAccess.CloseAccounts) && Account.Id != R.Person.Account;

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

    public async Task<IActionResult> OnPostGiveAsync(Guid id, GrantForm form, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        if (!await ShowAsync(id, db, cancel))
            return NotThere();
        Form = form;
        if (await Granting.ReadAsync(R, form, Faults, cancel) is not { } grant)
            return Again();
        await Granting.GiveAsync(db, id, grant, R.Person.Account!.Value, R.Now, cancel);
        return LocalRedirect(R.Href("/people/" + id));
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, Guid membership, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        if (!await ShowAsync(id, db, cancel) || await db.Set<Membership>().SingleOrDefaultAsync(held => held.Id == membership && held.AccountId == id, cancel) is not { } ending)
            return NotThere();
        if (!Granting.May(R, ending.Role, ending.Held.Scope))
            return NotAllowed();
        await Granting.EndAsync(db, ending, R.Person.Account!.Value, R.Now, cancel);
        return LocalRedirect(R.Href("/people/" + id));
    }

    public async Task<IActionResult> OnPostCloseAsync(Guid id, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        if (!await ShowAsync(id, db, cancel))
            return NotThere();
        if (!MayClose)
            return NotAllowed();
        var isClosing = Account.ClosedAt is null;
        await db.DoAsync(new AuditNote(R.Now, Actor.Of(R.Person.Account!.Value), PartiesAccess.CloseAccounts, "accounts/" + id) { Details = new() { ["closed"] = isClosing } }, async () =>
        {
            Account.ClosedAt = isClosing ? R.Now : null;
            await db.Set<Session>().Where(session => session.AccountId == id).ExecuteDeleteAsync(cancel);
            await db.Set<OneTimeLink>().Where(link => link.AccountId == id).ExecuteDeleteAsync(cancel);
        }, cancel);
        return LocalRedirect(R.Href("/people/" + id));
    }

    private async Task<bool> ShowAsync(Guid id, ConcordDb db, CancellationToken cancel)
    {
        (IsDesk, HasForms, IsIndexed) = (true, true, false);
        if (await PeoplePageModel.Visible(R, db.Set<Account>(), db).SingleOrDefaultAsync(account => account.Id == id, cancel) is not { } account)
            return false;
        Account = account;
        Title = account.Name;
        Crumbs.Add((R.L["People"], R.Href("/people")));
        Roles = await db.Set<Membership>().AsNoTracking().Where(membership => membership.AccountId == id).OrderByDescending(membership => membership.GrantedAt).ToListAsync(cancel);
        await R.LearnNamesAsync(Roles.SelectMany(RoleWords.Ids), cancel);
        Givable = [.. Granting.Givable(R)];
        (Mechanisms, Countries) = await GrantChoices.ReadAsync(R, cancel);
        return true;
    }
}
