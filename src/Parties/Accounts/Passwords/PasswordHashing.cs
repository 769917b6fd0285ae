using Microsoft.AspNetCore.Identity;

namespace Concord.Parties.Accounts.Passwords;

/// <summary>
/// Makes and checks hashes of passwords. They are slow by intent, so only some are made at once in the whole house, however many networks ask:
/// the rest wait, and the readers of the record do not.
/// </summary>
public sealed class PasswordHashing(IPasswordHasher<Account> hasher) : IDisposable
{
    /// <summary>One processor is left to those who read.</summary>
    public static readonly int AtOnce = Math.Max(1, Environment.ProcessorCount - 1);

    private static readonly Account Nobody = new() { Name = "", Language = "en", CreatedAt = default };

    private readonly SemaphoreSlim turns = new(AtOnce);
    private readonly Lazy<string> hashOfNobody = new(() => hasher.HashPassword(Nobody, "nobody"));

    public Task<string> MakeAsync(Account account, string password, CancellationToken cancel) => InTurnAsync(() => hasher.HashPassword(account, password), cancel);

    /// <summary>
    /// Whether a password is the account's. Where there is no account, no password of it, or one too long to be any, as much work is done for nobody:
    /// the time tells nothing.
    /// </summary>
    public Task<bool> FitsAsync(Account? account, string password, CancellationToken cancel)
    {
        var hash = password.Length > GuessablePasswords.Longest ? null : account?.PasswordHash;
        return InTurnAsync(() => hasher.VerifyHashedPassword(account ?? Nobody, hash ?? hashOfNobody.Value, hash is null ? "" : password)
            != PasswordVerificationResult.Failed && hash is not null, cancel);
    }

    public void Dispose() => turns.Dispose();

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancel)
    {
        await turns.WaitAsync(cancel);
        try
        {
            return work();
        }
        finally
        {
            turns.Release();
        }
    }
}
