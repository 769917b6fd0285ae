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

    /// <summary>One account gets no two links of a kind within this time, and no more than <see cref="MostADay"/> in a day, whoever asks: they go to a mailbox.</summary>
    public static readonly Duration Between = Duration.FromMinutes(10);

    public const int MostADay = 6;

    /// <summary>Adds a link to the store; it counts once the changes are saved. Those that were made before hold on, or whoever asks for another person would end theirs.</summary>
    /// <returns>The secret, which nobody can read again.</returns>
    public static string Make(ConcordDb db, Guid account, LinkPurpose purpose, Instant now)
    {
        var (link, secret) = New(account, purpose, now);
        db.Add(link);
        return secret;
    }

    /// <summary>A link that is in no store yet, and its secret.</summary>
    public static (OneTimeLink Link, string Secret) New(Guid account, LinkPurpose purpose, Instant now)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (new OneTimeLink { Id = Digest(secret), AccountId = account, Purpose = purpose, MadeAt = now, EndsAt = now + Life(purpose) }, secret);
    }

    /// <summary>Whether the account may be sent another link of a kind; asked in the transaction that makes it.</summary>
    public static async Task<bool> MayMailAsync(ConcordDb db, Guid account, LinkPurpose purpose, Instant now, CancellationToken cancel) =>
        (await MayMailAsync(db, [account], purpose, now, cancel)).Count == 1;

    /// <summary>Those of some accounts that may be sent another link of a kind; asked in the transaction that makes them.</summary>
    public static async Task<HashSet<Guid>> MayMailAsync(ConcordDb db, IReadOnlyCollection<Guid> accounts, LinkPurpose purpose, Instant now, CancellationToken cancel)
    {
        var may = new HashSet<Guid>();
        var (recently, day) = (now - Between, now - Duration.FromDays(1));
        // In one order, so that of two who ask for many at once neither waits for the other for ever.
        foreach (var chunk in accounts.Order().Chunk(500))
        {
            // Taking the rows makes those who ask at once follow one another, on PostgreSQL too.
            await db.Set<Account>().Where(found => chunk.Contains(found.Id)).ExecuteUpdateAsync(set => set.SetProperty(found => found.CreatedAt, found => found.CreatedAt), cancel);
            var made = (await db.Set<OneTimeLink>().Where(link => chunk.Contains(link.AccountId) && link.Purpose == purpose && link.MadeAt > day)
                .Select(link => new { link.AccountId, link.MadeAt }).ToListAsync(cancel)).ToLookup(link => link.AccountId, link => link.MadeAt);
            may.UnionWith(chunk.Where(account => made[account].Count() < MostADay && made[account].All(at => at <= recently)));
        }
        return may;
    }

    /// <summary>Links of a kind open nothing any more. How many were made still counts.</summary>
    public static Task EndAsync(ConcordDb db, Guid account, LinkPurpose purpose, Instant now, CancellationToken cancel) =>
        db.Set<OneTimeLink>().Where(link => link.AccountId == account && link.Purpose == purpose && link.UsedAt == null && link.EndsAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.EndsAt, now), cancel);

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

    /// <summary>
    /// The page that a link leads to. The secret stands in the query and not in the path: logs and traces hold paths as they are, and of queries nothing.
    /// </summary>
    public static string Path(string page, string secret) => page + "?link=" + secret;

    private static byte[] Digest(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));
}
