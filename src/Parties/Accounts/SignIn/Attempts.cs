using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties.Accounts.SignIn;

/// <summary>
/// How often an account may be tried. Each attempt counts before it is looked at, in one statement, so that guesses that are sent at once from many
/// networks are counted as those that come one after another.
/// </summary>
internal static class Attempts
{
    /// <summary>So many in a row without coming in lock the account.</summary>
    public const int Most = 10;

    /// <summary>For how long it is locked.</summary>
    public static readonly Duration Lock = Duration.FromMinutes(15);

    /// <summary>Counts an attempt. False where there is no such account or it is locked; then the attempt opens nothing, whatever it was.</summary>
    public static async Task<bool> BeginAsync(ConcordDb db, Guid account, Instant now, CancellationToken cancel)
    {
        Instant? until = now + Lock;
        return await db.Set<Account>().Where(found => found.Id == account && (found.LockedUntil == null || found.LockedUntil <= now))
            .ExecuteUpdateAsync(set => set
                .SetProperty(found => found.AccessFailedCount, found => found.LockedUntil == null ? found.AccessFailedCount + 1 : 1)
                .SetProperty(found => found.LockedUntil, found => found.LockedUntil == null && found.AccessFailedCount + 1 >= Most ? until : null), cancel) == 1;
    }

    /// <summary>The attempt was right as far as it went: it counts no more, but those before it do until the person is in.</summary>
    public static Task TakeBackAsync(ConcordDb db, Guid account, CancellationToken cancel) =>
        db.Set<Account>().Where(found => found.Id == account && found.AccessFailedCount > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.AccessFailedCount, found => found.AccessFailedCount - 1)
                .SetProperty(found => found.LockedUntil, (Instant?)null), cancel);

    /// <summary>The person is in, or has shown otherwise who they are: counting begins anew.</summary>
    public static Task ForgetAsync(ConcordDb db, Guid account, CancellationToken cancel) =>
        db.Set<Account>().Where(found => found.Id == account)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.AccessFailedCount, 0).SetProperty(found => found.LockedUntil, (Instant?)null), cancel);

    public static async Task<bool> IsLockedAsync(ConcordDb db, Guid account, Instant now, CancellationToken cancel) =>
        await db.Set<Account>().AnyAsync(found => found.Id == account && found.LockedUntil > now, cancel);

    /// <summary>
    /// Notes in the trail that somebody failed, and whether the account is locked by it. The lock bounds how many such notes there can be; of addresses
    /// without an account there are none, or anybody could fill the trail.
    /// </summary>
    public static async Task NoteFailureAsync(ConcordDb db, Guid account, SignInMethod method, Instant now, CancellationToken cancel)
    {
        var isLocked = await IsLockedAsync(db, account, now, cancel);
        await db.DoAsync(new AuditNote(now, Actor.Reader, PartiesAccess.FailToSignIn, "accounts/" + account) { Details = new() { ["with"] = method.ToString(), ["locked"] = isLocked } },
            () => Task.CompletedTask, cancel);
    }
}
