using System.Collections.Frozen;
using Concord.Kernel.Access;
using NodaTime;

namespace Concord.Parties.Keys;

/// <summary>
/// A key by which a program of a partner organization writes records. The store keeps a digest: who reads the store cannot use it. A key is ended, never
/// deleted, so that it can be told later who wrote by it.
/// </summary>
public sealed class PartnerKey
{
    public const int LongestName = 200;

    public required Guid Id { get; init; }

    /// <summary>The part of the key that may be shown, by which it is found.</summary>
    public required string Handle { get; init; }

    /// <summary>SHA-256 of the whole key.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>What it is for, in the words of who made it.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the organization that has it.</summary>
    public required string Organization { get; init; }

    /// <summary>Ids of the mechanisms in whose records it writes, separated by spaces; at least one.</summary>
    public required string Mechanisms { get; init; }

    /// <summary>Names of the acts that it may do, separated by spaces; at least one.</summary>
    public required string Acts { get; init; }

    /// <summary>Whether it writes those records alone that name its organization.</summary>
    public required bool IsForOwnAlone { get; init; }

    /// <summary>Account of who made it.</summary>
    public required Guid MadeBy { get; init; }

    public required Instant MadeAt { get; init; }

    /// <summary>The first instant at which it opens nothing any more.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>When somebody ended it before that.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>How many reminders of its end have gone out (<see cref="KeyReminders"/>).</summary>
    public int Reminders { get; set; }

    /// <summary>The last request with it, to within <see cref="PartnerKeys.Exactness"/>.</summary>
    public Instant? UsedAt { get; set; }

    internal IReadOnlyList<string> MechanismIds => Mechanisms.Split(' ');

    internal IReadOnlyList<string> ActNames => Acts.Split(' ');

    /// <summary>The last day on which it opens, in UTC.</summary>
    internal LocalDate LastDay => ExpiresAt.InUtc().Date.PlusDays(-1);

    public bool IsOpenAt(Instant instant) => EndedAt is null && instant < ExpiresAt;

    /// <summary>
    /// The program as one who asks. It holds the role of an editor in each of its mechanisms, so that the same rules hold for it as for people, and of what that
    /// role may it does no more than the key says.
    /// </summary>
    internal Person Person()
    {
        var organization = IsForOwnAlone ? Organization : null;
        return new Person(null, Name, [.. MechanismIds.Select(mechanism => new HeldRole(Role.Editor, new Scope(Mechanism: mechanism, Organization: organization), MadeAt, ExpiresAt))])
        {
            Key = new KeyInUse(Id, ActNames.ToFrozenSet(StringComparer.Ordinal)),
        };
    }
}
