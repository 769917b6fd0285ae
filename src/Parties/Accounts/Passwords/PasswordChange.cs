using Concord.Kernel.Data;
using Concord.Parties.Accounts.SignIn;
using NodaTime;

namespace Concord.Parties.Accounts.Passwords;

/// <summary>What goes with a new password.</summary>
internal static class PasswordChange
{
    /// <summary>
    /// Puts a new password in the place of what was, in the caller's transaction: all sessions but one end, mailed links for a new password open nothing
    /// any more, and a lock is over.
    /// </summary>
    /// <param name="db">The context that tracks the account; it is saved.</param>
    /// <param name="account">Whose.</param>
    /// <param name="hash">Of the new password; it is made before the transaction begins, for it takes long.</param>
    /// <param name="keep">Id of the session that stays; null for none.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async Task SetAsync(ConcordDb db, Account account, string hash, byte[]? keep, Instant now, CancellationToken cancel)
    {
        (account.PasswordHash, account.SecurityStamp) = (hash, Guid.NewGuid().ToString("N"));
        await db.SaveChangesAsync(cancel);
        await Attempts.ForgetAsync(db, account.Id, cancel);
        await Sessions.EndOthersAsync(db, account.Id, keep, cancel);
        await OneTimeLinks.EndAsync(db, account.Id, LinkPurpose.NewPassword, now, cancel);
    }
}
