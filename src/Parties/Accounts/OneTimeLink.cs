using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties.Accounts;

/// <summary>What a link that works once is for.</summary>
public enum LinkPurpose : byte
{
    /// <summary>To accept an invitation and choose how to sign in.</summary>
    Invitation = 1,

    /// <summary>To choose a new password.</summary>
    NewPassword = 2,

    /// <summary>To sign in without a password, for those whose roles are of little risk.</summary>
    SignIn = 3,
}

/// <summary>A link that was sent or printed. The store keeps a digest of its secret: who reads the store cannot follow it.</summary>
public sealed class OneTimeLink
{
    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] Id { get; init; }

    public required Guid AccountId { get; init; }

    public required LinkPurpose Purpose { get; init; }

    public required Instant MadeAt { get; init; }

    public required Instant EndsAt { get; init; }

    /// <summary>When it was followed to the end; then it opens nothing any more.</summary>
    public Instant? UsedAt { get; set; }
}

/// <summary>How links that work once are made and used.</summary>
internal static class OneTimeLinks
{
    /// <summary>How long each kind of link may be followed: an invitation may lie over a holiday, what opens an account now may not.</summary>
    public static Duration Life(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.Invitation => Duration.FromDays(14),
        LinkPurpose.NewPassword => Duration.FromHours(1),
        _ => Duration.FromMinutes(15),
    };

    /// <summary>Adds a link to the store; it counts once the changes are saved. Links for the same purpose that went before open nothing any more.</summary>
    /// <returns>The secret, which nobody can read again.</returns>
    public static async Task<string> MakeAsync(ConcordDb db, Guid account, LinkPurpose purpose, Instant now, CancellationToken cancel)
    {
        await db.Set<OneTimeLink>().Where(link => link.AccountId == account && link.Purpose == purpose && link.UsedAt == null).ExecuteDeleteAsync(cancel);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        db.Add(new OneTimeLink { Id = Digest(secret), AccountId = account, Purpose = purpose, MadeAt = now, EndsAt = now + Life(purpose) });
        return secret;
    }

    /// <summary>The account that a link is for; null where it is unknown, too old, used, or for something else.</summary>
    public static async Task<Guid?> FindAsync(ConcordDb db, string? secret, LinkPurpose purpose, Instant now, CancellationToken cancel)
    {
        if (secret is not { Length: 43 })
            return null;
        var id = Digest(secret);
        return await db.Set<OneTimeLink>().Where(link => link.Id == id && link.Purpose == purpose && link.UsedAt == null && link.EndsAt > now)
            .Select(link => (Guid?)link.AccountId).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Uses a link up, in the transaction of what it allows. Of two who follow it at once, one is told false.</summary>
    public static async Task<bool> UseAsync(ConcordDb db, string secret, Instant now, CancellationToken cancel)
    {
        var id = Digest(secret);
        return await db.Set<OneTimeLink>().Where(link => link.Id == id && link.UsedAt == null && link.EndsAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now), cancel) == 1;
    }

    private static byte[] Digest(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));
}
