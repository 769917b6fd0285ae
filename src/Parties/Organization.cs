using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;

namespace Concord.Parties.Contracts;

/// <summary>A ministry, centre, secretariat, institute, company, fund or network.</summary>
public sealed record Organization : RecordDocument
{
    public required LocalizedText Name { get; init; }

    public string? Acronym { get; init; }

    [Coded("organizations.kind")]
    public required string Kind { get; init; }

    [Country]
    public string? Country { get; init; }

    /// <summary>The seat as commonly known.</summary>
    [Place]
    public string? Place { get; init; }

    [Refers(RecordKind.Organization, LinkKind.SubordinateTo, Acyclic = true)]
    public string? Parent { get; init; }

    public IReadOnlyList<Office> OtherOffices { get; init; } = [];

    /// <summary>Year of founding.</summary>
    [Year]
    public int? Founded { get; init; }

    public PartialDate? OpenedOn { get; init; }

    public IReadOnlyList<FormerName> FormerNames { get; init; } = [];

    /// <summary>A newer name than the one that the record uses.</summary>
    public NewName? Renamed { get; init; }

    [Refers(RecordKind.Mechanism, LinkKind.Within)]
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    [WebAddress]
    public string? Website { get; init; }

    public LocalizedText? Description { get; init; }

    public LocalizedText? Note { get; init; }

    public override LocalizedText Caption => Name;

    public override string CaptionPath => "name";

    public override string? Abbreviation => Acronym;
}

public sealed record Office
{
    [Place]
    public string? Place { get; init; }

    [Country]
    public string? Country { get; init; }
}

/// <param name="Name">A name that the organization had.</param>
/// <param name="Until">The year in which it gave it up, where known.</param>
public sealed record FormerName(LocalizedText Name, [property: Year] int? Until = null);

/// <param name="Name">The name that the organization has taken.</param>
/// <param name="Source">Where that was read.</param>
public sealed record NewName(LocalizedText Name, [property: Source] string? Source = null);
