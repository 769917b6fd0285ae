using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Files;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Editing;

/// <summary>How a mechanism wants its records to be published, and archived.</summary>
internal sealed class DeskRule
{
    /// <summary>So long somebody who asked that the rule be lifted waits for another to say so too.</summary>
    public static Duration LiftWaits { get; } = Duration.FromDays(7);

    public required string Mechanism { get; init; }

    /// <summary>Whether somebody must publish a draft who has not written on it, and whether two archive a record.</summary>
    public required bool NeedsSecondPair { get; set; }

    public required Guid ChangedBy { get; set; }

    public required Instant ChangedAt { get; set; }

    /// <summary>Who asked that it be lifted: what two must do, one does not do away with. Null where nobody did.</summary>
    public Guid? LiftAskedBy { get; set; }

    /// <summary>When that was asked.</summary>
    public Instant? LiftAskedAt { get; set; }

    /// <summary>Who asks by now that the rule be lifted; null where nobody does, or did so long ago.</summary>
    public Guid? LiftAsked(Instant now) => NeedsSecondPair && LiftAskedAt + LiftWaits > now ? LiftAskedBy : null;
}

/// <summary>Somebody's wish that a record be archived, or taken up again, where a mechanism asks for a second pair of eyes: another does it.</summary>
internal sealed class AskedArchiving
{
    public required string RecordId { get; init; }

    /// <summary>The version that was meant: once the record has another, the wish is void.</summary>
    public required int Version { get; init; }

    /// <summary>Archived, or taken up again.</summary>
    public required bool IsArchived { get; init; }

    /// <summary>Account of whoever wishes it.</summary>
    public required Guid By { get; init; }

    public required Instant At { get; init; }
}

/// <summary>The rule as files keep it.</summary>
internal sealed class SecondPairForFiles : SecondPairOfEyes
{
    public override Task<bool> IsAskedAsync(ConcordDb db, Subject subject, CancellationToken cancel) => SecondPair.IsAskedAsync(db, subject.Mechanisms, cancel);
}

/// <summary>Where two decide together.</summary>
internal static class SecondPair
{
    /// <summary>Whether one of some mechanisms asks for a second pair of eyes.</summary>
    public static Task<bool> IsAskedAsync(ConcordDb db, IEnumerable<string> mechanisms, CancellationToken cancel)
    {
        var ids = mechanisms.Distinct().ToList();
        return db.Set<DeskRule>().AnyAsync(rule => rule.NeedsSecondPair && ids.Contains(rule.Mechanism), cancel);
    }
}
