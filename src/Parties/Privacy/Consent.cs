using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties.Privacy;

/// <summary>What the house says of how it treats personal data, in one version. A change makes the next version; none is changed or deleted.</summary>
public sealed class ConsentText
{
    public const int LongestText = 20_000;

    /// <summary>
    /// The version of the text that the program brings (<see cref="ShippedText"/>), which counts until an installation writes its own; it has no row. Whoever
    /// changes that text raises it: everybody is asked again, where no own text counts.
    /// </summary>
    public const int Shipped = 2;

    /// <summary>Higher than that of the text that the program brought when it was written.</summary>
    public required int Version { get; init; }

    /// <summary>Paragraphs, with empty lines between them, in every language of the house.</summary>
    public required LocalizedText Text { get; init; }

    public required Instant MadeAt { get; init; }

    public required Guid MadeBy { get; init; }
}

/// <summary>That somebody agreed to a version, and when.</summary>
public sealed class Consent
{
    public required Guid AccountId { get; init; }

    public required int Version { get; init; }

    public required Instant At { get; init; }
}

/// <summary>The text that counts, and who agreed to what.</summary>
internal static class Consents
{
    /// <summary>The version that counts now.</summary>
    public static async Task<int> CurrentAsync(ConcordDb db, CancellationToken cancel) =>
        await db.Set<ConsentText>().MaxAsync(text => (int?)text.Version, cancel) ?? ConsentText.Shipped;

    /// <summary>A version as an installation wrote it; null for the text that the program brings.</summary>
    public static Task<ConsentText?> FindAsync(ConcordDb db, int version, CancellationToken cancel) =>
        db.Set<ConsentText>().AsNoTracking().SingleOrDefaultAsync(text => text.Version == version, cancel);

    /// <summary>Notes that somebody agrees to a version; it counts once the changes are saved. Said twice, it stands once.</summary>
    public static async Task AgreeAsync(ConcordDb db, Guid account, int version, Instant now, CancellationToken cancel)
    {
        if (!await db.Set<Consent>().AnyAsync(given => given.AccountId == account && given.Version == version, cancel))
            db.Add(new Consent { AccountId = account, Version = version, At = now });
    }
}
