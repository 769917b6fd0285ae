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
    /// Stands where the other house's number stood when somebody has taken its sign-in off: the next who comes from there with their address of mail does not
    /// open the account again.
    /// </summary>
    private const string TakenOff = "taken off ";

    public static bool IsTakenOff(IdentityUserLogin<Guid> login) => login.ProviderKey.StartsWith(TakenOff, StringComparison.Ordinal);

    /// <summary>Has another house open an account no more, until <see cref="AllowAsync"/>; both in the caller's transaction.</summary>
    public static async Task TakeOffAsync(ConcordDb db, IdentityUserLogin<Guid> login, CancellationToken cancel)
    {
        await AllowAsync(db, login, cancel);
        db.Add(new IdentityUserLogin<Guid> { LoginProvider = login.LoginProvider, ProviderKey = TakenOff + login.UserId, ProviderDisplayName = login.ProviderDisplayName, UserId = login.UserId });
    }

    /// <summary>Forgets a link: who comes from there next is found by the address of mail, as the first time.</summary>
    public static Task AllowAsync(ConcordDb db, IdentityUserLogin<Guid> login, CancellationToken cancel) =>
        db.Set<IdentityUserLogin<Guid>>().Where(linked => linked.LoginProvider == login.LoginProvider && linked.UserId == login.UserId).ExecuteDeleteAsync(cancel);

    /// <summary>
    /// The account; null where there is none. The first time it is found by the address of mail, if the other house has verified it and may speak for its
    /// domain; from then on by the number that the other house has for the person, so that an address which goes to somebody else there opens nothing here.
    /// </summary>
    public static async Task<Account?> AccountAsync(ConcordDb db, ILookupNormalizer normalizer, MailQueue mails, OtherHouse house, ClaimsPrincipal person, Instant now, CancellationToken cancel)
    {
        var provider = house.Authority.AbsoluteUri;
        if (person.FindFirstValue("sub") is not { Length: > 0 and <= 255 } number || number.StartsWith(TakenOff, StringComparison.Ordinal))
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
