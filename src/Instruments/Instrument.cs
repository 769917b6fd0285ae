using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;

namespace Concord.Instruments.Contracts;

/// <summary>What was agreed: an agreement, strategy, action plan, memorandum, statement or programme.</summary>
public sealed record Instrument : RecordDocument
{
    public required LocalizedText Name { get; init; }

    [Coded("instruments.kind")]
    public required string Kind { get; init; }

    [Refers(RecordKind.Mechanism, LinkKind.Within)]
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    public PartialDate? AdoptedOn { get; init; }

    /// <summary>Year of adoption, where no exacter date is known.</summary>
    [Year]
    public int? AdoptedYear { get; init; }

    [Refers(RecordKind.Event, LinkKind.AdoptedAt)]
    public string? AdoptedAt { get; init; }

    public AdoptionPlace? AdoptedPlace { get; init; }

    [Refers(RecordKind.Event, LinkKind.EndorsedAt)]
    public string? EndorsedAt { get; init; }

    public ValidityPeriod? Period { get; init; }

    [Country]
    public IReadOnlyList<string> Parties { get; init; } = [];

    [Refers(RecordKind.Organization, LinkKind.SignedBy)]
    public IReadOnlyList<string> Signatories { get; init; } = [];

    [Coded("instruments.status")]
    public string? Status { get; init; }

    public PartialDate? StatusAsOf { get; init; }

    [Refers(RecordKind.Instrument, LinkKind.Implements, Acyclic = true)]
    public string? Implements { get; init; }

    [Refers(RecordKind.Instrument, LinkKind.Succeeds, Acyclic = true)]
    public string? Predecessor { get; init; }

    [Refers(RecordKind.Instrument, LinkKind.Succeeds, Reverse = true, Acyclic = true)]
    public string? Successor { get; init; }

    public IReadOnlyList<PriorityArea> PriorityAreas { get; init; } = [];

    /// <summary>Number of priority areas that the document has; some may have no source and be missing from the list.</summary>
    public int? PriorityAreaCount { get; init; }

    public LocalizedText? PriorityAreasNote { get; init; }

    public IReadOnlyList<PlannedAction> Actions { get; init; } = [];

    public IReadOnlyList<LocalizedText> FundingSources { get; init; } = [];

    public LocalizedText? Note { get; init; }

    public override LocalizedText Caption => Name;

    public override string CaptionPath => "name";
}

public sealed record AdoptionPlace
{
    [Place]
    public string? Place { get; init; }

    [Country]
    public string? Country { get; init; }
}

/// <summary>From the beginning of <c>start</c> to the end of <c>end</c>, both included; either may be unknown.</summary>
public sealed record ValidityPeriod
{
    public PartialDate? Start { get; init; }

    [NotBefore(nameof(Start))]
    public PartialDate? End { get; init; }
}

/// <summary>A field of work that the instrument sets; its id is local to the instrument.</summary>
public sealed record PriorityArea
{
    [LocalId]
    public required string Id { get; init; }

    public required LocalizedText Name { get; init; }

    [Topic]
    public IReadOnlyList<string> Topics { get; init; } = [];
}

/// <summary>Something that the instrument says will be done.</summary>
public sealed record PlannedAction
{
    [LocalId]
    public required string Id { get; init; }

    public required LocalizedText Text { get; init; }

    /// <summary>Id of the priority area of the instrument that it belongs to.</summary>
    [Among("priority_areas")]
    public string? Area { get; init; }
}
