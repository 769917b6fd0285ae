using System.Collections.Immutable;
using Concord.Kernel.Access;
using NodaTime;

namespace Concord.Parties.Memberships;

/// <summary>A role that somebody entitled gave to a person, in a scope and for a period. It is ended, never deleted: who might do what when can be told later.</summary>
public sealed class Membership
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Role Role { get; init; }

    public string? Mechanism { get; init; }

    public string? Party { get; init; }

    public string? Organization { get; init; }

    /// <summary>Ids of projects, separated by spaces; empty for all of the organization's.</summary>
    public required string Projects { get; init; }

    /// <summary>Tags of languages, separated by spaces; empty for all.</summary>
    public required string Languages { get; init; }

    public required Instant StartsAt { get; init; }

    /// <summary>The first instant at which it holds no more; null for no end.</summary>
    public Instant? EndsAt { get; set; }

    /// <summary>Account of who gave it; null for the command line.</summary>
    public required Guid? GrantedBy { get; init; }

    public required Instant GrantedAt { get; init; }

    public HeldRole Held => new(Role, new Scope(Mechanism, Party, Organization, Words(Projects), Words(Languages)), StartsAt, EndsAt);

    /// <summary>A new membership; <see cref="Roles.Fits"/> has been asked.</summary>
    public static Membership Of(Guid account, Role role, Scope scope, Instant from, Instant? until, Guid? by, Instant now) => new()
    {
        Id = Guid.CreateVersion7(),
        AccountId = account,
        Role = role,
        Mechanism = scope.Mechanism,
        Party = scope.Party,
        Organization = scope.Organization,
        Projects = string.Join(' ', scope.Projects),
        Languages = string.Join(' ', scope.Languages),
        StartsAt = from,
        EndsAt = until,
        GrantedBy = by,
        GrantedAt = now,
    };

    /// <summary>Whether another gives the same role in the same scope until the same day.</summary>
    public bool IsSameAs(Membership other) =>
        (AccountId, Role, Mechanism, Party, Organization, Projects, Languages, EndsAt) == (other.AccountId, other.Role, other.Mechanism, other.Party, other.Organization, other.Projects, other.Languages, other.EndsAt);

    private static ImmutableArray<string> Words(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
