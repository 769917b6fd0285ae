using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Parties.Keys;
using Concord.Parties.Memberships;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties.Accounts;

/// <summary>Who people are and what they hold, from their accounts and memberships; and what programs are called, from their keys.</summary>
internal sealed class PeopleOfAccounts : KnownPeople
{
    private const int MostPeople = 1000, MostFound = 100;

    private static readonly UpperInvariantLookupNormalizer Normalizer = new();

    public override async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(ConcordDb db, IReadOnlyCollection<Guid> accounts, CancellationToken cancel = default)
    {
        var ids = accounts.Distinct().ToList();
        if (ids.Count == 0)
            return new Dictionary<Guid, string>();
        var names = await db.Set<Account>().AsNoTracking().Where(account => ids.Contains(account.Id) && account.DeletedAt == null).ToDictionaryAsync(account => account.Id, account => account.Name, cancel);
        if (names.Count < ids.Count)
            foreach (var key in await db.Set<PartnerKey>().AsNoTracking().Where(key => ids.Contains(key.Id)).Select(key => new { key.Id, key.Name }).ToListAsync(cancel))
                names[key.Id] = key.Name;
        return names;
    }

    public override async Task<IReadOnlyList<Guid>> CalledAsync(ConcordDb db, string text, CancellationToken cancel = default)
    {
        var address = Normalizer.NormalizeEmail(text);
        var people = db.Set<Account>().Where(account => account.Name.Contains(text) || account.NormalizedEmail == address).Select(account => account.Id);
        return await people.Concat(db.Set<PartnerKey>().Where(key => key.Name.Contains(text)).Select(key => key.Id)).OrderBy(id => id).Take(MostFound).ToListAsync(cancel);
    }

    public override async Task<Person?> FindAsync(ConcordDb db, Guid account, Instant at, CancellationToken cancel = default) =>
        await db.Set<Account>().AsNoTracking().Where(one => one.Id == account && one.ClosedAt == null).Select(one => one.Name).SingleOrDefaultAsync(cancel) is { } name
            ? new Person(account, name, await HeldAsync(db, account, at, cancel)) : null;

    public override async Task<IReadOnlyList<Person>> HoldingAsync(ConcordDb db, IReadOnlyCollection<Role> roles, IReadOnlyCollection<string>? mechanisms, Instant at, CancellationToken cancel = default)
    {
        var memberships = db.Set<Membership>().AsNoTracking();
        if (mechanisms is not null)
            memberships = memberships.Where(membership => membership.Mechanism == null || mechanisms.Contains(membership.Mechanism));
        var held = await (from membership in memberships
                          join account in db.Set<Account>().AsNoTracking() on membership.AccountId equals account.Id
                          where roles.Contains(membership.Role) && membership.StartsAt <= at && (membership.EndsAt == null || membership.EndsAt > at) && account.ClosedAt == null
                          orderby account.Id
                          select new { account.Id, account.Name, Membership = membership }).Take(MostPeople).ToListAsync(cancel);
        return [.. held.GroupBy(row => (row.Id, row.Name)).Select(person => new Person(person.Key.Id, person.Key.Name, [.. person.Select(row => row.Membership.Held)]))];
    }

    /// <summary>The roles that an account holds at an instant.</summary>
    public static async Task<IReadOnlyList<HeldRole>> HeldAsync(ConcordDb db, Guid account, Instant at, CancellationToken cancel) =>
        [.. (await db.Set<Membership>().AsNoTracking().Where(membership => membership.AccountId == account && membership.StartsAt <= at && (membership.EndsAt == null || membership.EndsAt > at))
            .ToListAsync(cancel)).Select(membership => membership.Held)];
}
