using Concord.Kernel.Languages;
using Concord.Kernel.Records;

namespace Concord.Parties.Contracts;

/// <summary>A mechanism of regional environmental cooperation: who takes part, through which bodies, with which secretariat.</summary>
public sealed record Mechanism : RecordDocument
{
    public required LocalizedText Name { get; init; }

    public string? Acronym { get; init; }

    [Coded("mechanisms.kind")]
    public required string Kind { get; init; }

    [Country]
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Number of members where the mechanism states one; the list may be shorter.</summary>
    public int? MemberCount { get; init; }

    /// <summary>Year of founding.</summary>
    [Year]
    public int? Founded { get; init; }

    public LocalizedText? FoundedNote { get; init; }

    [Refers(RecordKind.Organization, LinkKind.HasSecretariat)]
    public IReadOnlyList<string> SecretariatOrgs { get; init; } = [];

    [Refers(RecordKind.Organization, LinkKind.HasCentre)]
    public IReadOnlyList<string> CentreOrgs { get; init; } = [];

    [Refers(RecordKind.Organization, LinkKind.HasSupport)]
    public IReadOnlyList<string> SupportOrgs { get; init; } = [];

    [Refers(RecordKind.Organization, LinkKind.HasMember)]
    public IReadOnlyList<string> MemberOrgs { get; init; } = [];

    public LocalizedText? MemberOrgsNote { get; init; }

    [LanguageTag]
    public IReadOnlyList<string> WorkingLanguages { get; init; } = [];

    [Topic]
    public IReadOnlyList<string> FocusAreas { get; init; } = [];

    public IReadOnlyList<GovernanceBody> GovernanceBodies { get; init; } = [];

    public IReadOnlyList<AreaCoordinator> Coordinators { get; init; } = [];

    public LocalizedText? Description { get; init; }

    public LocalizedText? Note { get; init; }

    public override LocalizedText Caption => Name;

    public override string CaptionPath => "name";

    public override string? Abbreviation => Acronym;
}

/// <summary>A body through which a mechanism decides or prepares; its id is often that of the series of its meetings.</summary>
public sealed record GovernanceBody
{
    [LocalId]
    public required string Id { get; init; }

    public required LocalizedText Name { get; init; }

    [Coded("mechanisms.governance_bodies.level")]
    public string? Level { get; init; }

    public LocalizedText? Frequency { get; init; }

    public LocalizedText? Note { get; init; }
}

/// <summary>The country that coordinates an area of work, and those that help it.</summary>
public sealed record AreaCoordinator
{
    [Topic]
    public required string Area { get; init; }

    [Country]
    public string? Coordinator { get; init; }

    [Country]
    public IReadOnlyList<string> CoCoordinators { get; init; } = [];
}
