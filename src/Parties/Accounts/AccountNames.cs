using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Parties.Keys;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts;

/// <summary>Names of people, from their accounts, and of programs, from their keys.</summary>
internal sealed class AccountNames : PersonNames
{
    public override async Task<IReadOnlyDictionary<Guid, string>> OfAsync(ConcordDb db, IReadOnlyCollection<Guid> accounts, CancellationToken cancel = default)
    {
        var ids = accounts.Distinct().ToList();
        if (ids.Count == 0)
            return new Dictionary<Guid, string>();
        var names = await db.Set<Account>().AsNoTracking().Where(account => ids.Contains(account.Id)).ToDictionaryAsync(account => account.Id, account => account.Name, cancel);
        if (names.Count < ids.Count)
            foreach (var key in await db.Set<PartnerKey>().AsNoTracking().Where(key => ids.Contains(key.Id)).Select(key => new { key.Id, key.Name }).ToListAsync(cancel))
                names[key.Id] = key.Name;
        return names;
    }
}
