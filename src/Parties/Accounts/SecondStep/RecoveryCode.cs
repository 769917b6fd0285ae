using System.Security.Cryptography;
using System.Text;
using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties.Accounts.SecondStep;

/// <summary>A code that stands in once for a telephone that is lost. The store keeps its digest.</summary>
public sealed class RecoveryCode
{
    /// <summary>SHA-256 of the code.</summary>
    public required byte[] Id { get; init; }

    public required Guid AccountId { get; init; }

    public Instant? UsedAt { get; set; }
}

/// <summary>How such codes are made and used.</summary>
internal static class RecoveryCodes
{
    public const int Number = 10;

    // Letters that are not taken for one another, 32 of them: 24 make 120 bits, too many to guess from a digest.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 24;

    /// <summary>Puts new codes in the place of all that were; they count once the changes are saved.</summary>
    /// <returns>The codes, which nobody can read again.</returns>
    public static async Task<IReadOnlyList<string>> ReplaceAsync(ConcordDb db, Guid account, CancellationToken cancel)
    {
        await db.Set<RecoveryCode>().Where(code => code.AccountId == account).ExecuteDeleteAsync(cancel);
        string[] codes = [.. Enumerable.Range(0, Number).Select(_ => RandomNumberGenerator.GetString(Letters, Length))];
        db.AddRange(codes.Select(code => new RecoveryCode { Id = Digest(code), AccountId = account }));
        return [.. codes.Select(code => string.Join('-', code.Chunk(6).Select(group => new string(group))))];
    }

    /// <summary>Whether a code opens the account; it does so once. Small letters, hyphens and spaces do not matter.</summary>
    public static async Task<bool> UseAsync(ConcordDb db, Guid account, string? code, Instant now, CancellationToken cancel)
    {
        var letters = string.Concat((code ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
        if (letters.Length != Length)
            return false;
        var id = Digest(letters);
        return await db.Set<RecoveryCode>().Where(found => found.Id == id && found.AccountId == account && found.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.UsedAt, now), cancel) == 1;
    }

    public static Task<int> LeftAsync(ConcordDb db, Guid account, CancellationToken cancel) =>
        db.Set<RecoveryCode>().CountAsync(code => code.AccountId == account && code.UsedAt == null, cancel);

    private static byte[] Digest(string code) => SHA256.HashData(Encoding.ASCII.GetBytes(code));
}
