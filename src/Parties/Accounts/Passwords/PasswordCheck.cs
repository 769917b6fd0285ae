using Concord.Kernel.Data;
using Concord.Parties.Accounts.SignIn;
using NodaTime;

namespace Concord.Parties.Accounts.Passwords;

/// <summary>Whether somebody knows the password of an account: at the sign-in, and again before what opens the account is changed.</summary>
public sealed class PasswordCheck(PasswordHashing hashing)
{
    /// <summary>
    /// Counts the attempt and looks at it. No for every other reason too: there is no such account, it is closed, it is locked. Each of them takes as
    /// much work, and the caller says the same.
    /// </summary>
    public async Task<bool> OpensAsync(ConcordDb db, Account? account, string? password, Instant now, CancellationToken cancel)
    {
        var isCounted = await Attempts.BeginAsync(db, account?.Id ?? Guid.Empty, now, cancel);
        var fits = await hashing.FitsAsync(account, password ?? "", cancel);
        if (account is null || !isCounted)
            return false;
        if (fits && account.ClosedAt is null)
        {
            await Attempts.TakeBackAsync(db, account.Id, cancel);
            return true;
        }
        await Attempts.NoteFailureAsync(db, account.Id, SignInMethod.Password, now, cancel);
        return false;
    }
}
