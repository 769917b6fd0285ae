using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Notices;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts;

/// <summary>Where people with accounts are reached.</summary>
internal sealed class AddressesOfAccounts : AccountAddresses
{
    public override async Task<IReadOnlyList<MailRecipient>> OfAsync(ConcordDb db, IReadOnlyCollection<Guid> accounts, CancellationToken cancel)
    {
        if (accounts.Count == 0)
            return [];
        var found = await db.Set<Account>().AsNoTracking().Where(account => accounts.Contains(account.Id) && account.ClosedAt == null)
            .Select(account => new { account.Id, account.Name, account.Email, account.Language }).ToListAsync(cancel);
        return
        [
            .. from account in found
               let address = MailAddress.Read(account.Email)
               where address is not null
               select new MailRecipient(address, account.Name, Language.Find(account.Language) ?? Language.English, account.Id),
        ];
    }
}
