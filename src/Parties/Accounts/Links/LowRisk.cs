using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Parties.Memberships;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties.Accounts.Links;

/// <summary>For whom a mailed link is enough to sign in: people who only take part in events. Whoever reads their mailbox can register and ask for the floor in their name, and nothing else.</summary>
internal static class LowRisk
{
    /// <summary>Whether participant is the only role that somebody has, or will have.</summary>
    public static async Task<bool> IsAsync(ConcordDb db, Guid account, Instant now, CancellationToken cancel)
    {
        var roles = await db.Set<Membership>().Where(held => held.AccountId == account && (held.EndsAt == null || held.EndsAt > now)).Select(held => held.Role).ToListAsync(cancel);
        return roles.Count > 0 && roles.TrueForAll(role => role == Role.Participant);
    }
}
