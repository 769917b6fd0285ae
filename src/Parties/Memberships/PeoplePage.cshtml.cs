using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Lists;
using Concord.Parties.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Memberships;

/// <summary>Who has an account: for administrators and auditors everybody, for a secretariat those who work in its mechanism.</summary>
[May(PartiesAccess.SeePeople)]
public sealed class PeoplePageModel : ConcordPage
{
    private const int PageSize = 25;

    public string? Q { get; private set; }

    public int Total { get; private set; }

    public IReadOnlyList<(Account Account, IReadOnlyList<Membership> Roles)> People { get; private set; } = [];

    public Paging Pages { get; private set; } = null!;

    protected override IReadOnlyCollection<string> Parameters => ["q", "page"];

    public async Task<IActionResult> OnGetAsync([FromServices] ConcordDb db, [FromServices] ILookupNormalizer normalizer, CancellationToken cancel)
    {
        (Title, IsDesk, HasForms, IsIndexed) = (R.L["People"], true, true, false);
        var faults = new List<string>();
        // No name holds the character that PostgreSQL does not take.
        Q = One("q", faults)?.Replace("\0", "", StringComparison.Ordinal);
        var page = WholeNumber("page", faults) ?? 1;
        if (faults.Count > 0)
            return Malformed(faults);
        var seen = Visible(R, db.Set<Account>().AsNoTracking(), db).Where(account => account.DeletedAt == null);
        if (Q is not null)
        {
            // Names are compared as they are written; addresses without regard to case.
            var address = normalizer.NormalizeEmail(Q);
            seen = seen.Where(account => account.Name.Contains(Q) || account.NormalizedEmail!.Contains(address));
        }
        Total = await seen.CountAsync(cancel);
        Pages = new Paging(R, R.Href("/people"), Request.Query, page, Math.Max(1, (Total + PageSize - 1) / PageSize));
        var accounts = await seen.OrderBy(account => account.Name).ThenBy(account => account.Id).Skip((Math.Min(page, Pages.Last) - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        var ids = accounts.ConvertAll(account => account.Id);
        var held = await db.Set<Membership>().AsNoTracking()
            .Where(membership => ids.Contains(membership.AccountId) && membership.StartsAt <= R.Now && (membership.EndsAt == null || membership.EndsAt > R.Now))
            .OrderBy(membership => membership.Role).ToListAsync(cancel);
        await R.LearnNamesAsync(held.SelectMany(RoleWords.Ids), cancel);
        var roles = held.Where(membership => MaySee(R, membership)).ToLookup(membership => membership.AccountId);
        // Who has looked at whose data can be told. What was searched for is not noted: it may be a name.
        await db.DoAsync(new AuditNote(R.Now, Actor.Of(R.Person.Account!.Value), PartiesAccess.SeePeople, "accounts") { Details = new() { ["shown"] = accounts.Count } }, () => Task.CompletedTask, cancel);
        People = [.. accounts.Select(account => (account, (IReadOnlyList<Membership>)[.. roles[account.Id]]))];
        return Page();
    }

    /// <summary>Whether the reader may see that somebody has a role: everywhere, or in a mechanism of the reader's.</summary>
    internal static bool MaySee(Reading r, Membership membership) => r.May(PartiesAccess.SeePeople, Granting.SubjectOf(membership.Held.Scope));

    /// <summary>The accounts that a reader may see: those with a role in a mechanism of the reader's now.</summary>
    internal static IQueryable<Account> Visible(Reading r, IQueryable<Account> accounts, ConcordDb db)
    {
        if (r.May(PartiesAccess.SeePeople, Subject.House))
            return accounts;
        var mine = r.Person.Held.Where(held => held.Role == Role.Secretariat).Select(held => held.Scope.Mechanism).OfType<string>().ToList();
        return accounts.Where(account => db.Set<Membership>().Any(membership =>
            membership.AccountId == account.Id && mine.Contains(membership.Mechanism!) && membership.StartsAt <= r.Now && (membership.EndsAt == null || membership.EndsAt > r.Now)));
    }
}
