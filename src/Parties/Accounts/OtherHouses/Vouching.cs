using System.Security.Claims;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Outbox;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties.Accounts.OtherHouses;

/// <summary>Whose account somebody opens for whom another house vouches.</summary>
internal static class Vouching
{
    /// <summary>
    /// The account; null where there is none. The first time it is found by the address of mail, if the other house has verified it and may speak for its
    /// domain; from then on by the number that the other house has for the person, so that an address which goes to somebody else there opens nothing here.
    /// </summary>
    public static async Task<Account?> AccountAsync(ConcordDb db, ILookupNormalizer normalizer, MailQueue mails, OtherHouse house, ClaimsPrincipal person, Instant now, CancellationToken cancel)
    {
        var provider = house.Authority.AbsoluteUri;
        if (person.FindFirstValue("sub") is not { Length: > 0 and <= 255 } number)
            return null;
        var known = await db.Set<IdentityUserLogin<Guid>>().Where(login => login.LoginProvider == provider && login.ProviderKey == number).Select(login => (Guid?)login.UserId).SingleOrDefaultAsync(cancel);
        if (known is { } id)
            return await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(account => account.Id == id && account.ClosedAt == null, cancel);
        if (person.FindFirstValue("email") is not { Length: > 0 } email || !string.Equals(person.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase) || !house.SpeaksFor(email))
            return null;
        var normalized = normalizer.NormalizeEmail(email);
        if (await db.Set<Account>().SingleOrDefaultAsync(found => found.NormalizedEmail == normalized && found.ClosedAt == null, cancel) is not { } account
            || await db.Set<IdentityUserLogin<Guid>>().AnyAsync(login => login.LoginProvider == provider && login.UserId == account.Id, cancel))
            return null;
        await db.DoAsync(new AuditNote(now, Actor.Of(account.Id), PartiesAccess.LinkHouse, "accounts/" + account.Id) { Details = new() { ["house"] = house.Key } }, async () =>
        {
            db.Add(new IdentityUserLogin<Guid> { LoginProvider = provider, ProviderKey = number, ProviderDisplayName = house.Label, UserId = account.Id });
            account.EmailConfirmed = true;
            await db.SaveChangesAsync(cancel);
            await OneTimeLinks.EndAsync(db, account.Id, LinkPurpose.Invitation, now, cancel);
            await AccountMails.ChangedAsync(db, mails, account, AccountChange.HouseLinked, now, cancel);
        }, cancel);
        return account;
    }
}
