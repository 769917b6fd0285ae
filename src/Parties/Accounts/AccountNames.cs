using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts;

/// <summary>Names of people, from their accounts.</summary>
internal sealed class AccountNames : PersonNames
{
    public override async Task<IReadOnlyDictionary<Guid, string>> OfAsync(ConcordDb db, IReadOnlyCollection<Guid> accounts, CancellationToken cancel = default)
    {
        var ids = accounts.Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<Guid, string>()
            : await db.Set<Account>().AsNoTracking().Where(account => ids.Contains(account.Id)).ToDictionaryAsync(account => account.Id, account => account.Name, cancel);
    }
}
