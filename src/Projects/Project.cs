using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;

namespace Concord.Projects.Contracts;

/// <summary>A cooperation project or a standing joint activity.</summary>
public sealed record Project : RecordDocument
{
    public required LocalizedText Title { get; init; }

    public string? Acronym { get; init; }

    [Refers(RecordKind.Mechanism, LinkKind.Within)]
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    [Refers(RecordKind.Instrument, LinkKind.CarriesOut)]
    public string? Instrument { get; init; }

    /// <summary>Id of a priority area inside the instrument.</summary>
    [Among("priority_areas", Of = nameof(Instrument))]
    public string? PriorityArea { get; init; }

    [Topic]
    public IReadOnlyList<string> Sectors { get; init; } = [];

    public PartialDate? Start { get; init; }

    [NotBefore(nameof(Start))]
    public PartialDate? End { get; init; }

    public LocalizedText? DateNote { get; init; }

    [Coded("projects.status")]
    public string? Status { get; init; }

    public PartialDate? StatusAsOf { get; init; }

    [Refers(RecordKind.Organization, LinkKind.LedBy)]
    public string? Lead { get; init; }

    [Refers(RecordKind.Organization, LinkKind.PartneredBy)]
    public IReadOnlyList<string> Partners { get; init; } = [];

    [Refers(RecordKind.Organization, LinkKind.FundedBy)]
    public IReadOnlyList<string> Funders { get; init; } = [];

    public Budget? Budget { get; init; }

    [Country]
    public IReadOnlyList<string> Countries { get; init; } = [];

    [Refers(RecordKind.City, LinkKind.LocatedIn)]
    public IReadOnlyList<string> Cities { get; init; } = [];

    /// <summary>Names of places without a record of their own.</summary>
    public IReadOnlyList<string> Sites { get; init; } = [];

    [Refers(RecordKind.Event, LinkKind.ReportedAt)]
    public IReadOnlyList<string> Events { get; init; } = [];

    public LocalizedText? Programme { get; init; }

    public IReadOnlyList<LocalizedText> Components { get; init; } = [];

    public IReadOnlyList<LocalizedText> Goals { get; init; } = [];

    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    public IReadOnlyList<LocalizedText> Outcomes { get; init; } = [];

    public IReadOnlyList<LocalizedText> Lessons { get; init; } = [];

    public IReadOnlyList<LocalizedText> Process { get; init; } = [];

    [Coded("projects.scope")]
    public IReadOnlyDictionary<string, int> Scope { get; init; } = new Dictionary<string, int>();

    [Coded("projects.frequency")]
    public string? Frequency { get; init; }

    /// <summary>The number under which another body keeps the project: <c>GEF 2926</c>.</summary>
    public string? ExternalId { get; init; }

    public LocalizedText? Note { get; init; }

    public override LocalizedText Caption => Title;

    public override string CaptionPath => "title";

    public override string? Abbreviation => Acronym;
}

public sealed record Milestone
{
    public PartialDate? Date { get; init; }

    public required LocalizedText Text { get; init; }
}

/// <summary>Money as the source states it, in its currency, neither deflated nor converted. The parts need not sum to the amount.</summary>
public sealed record Budget
{
    public decimal? Amount { get; init; }

    [Currency]
    public string? Currency { get; init; }

    [Coded("projects.budget.qualifier")]
    public string? Qualifier { get; init; }

    public IReadOnlyList<BudgetPart> Parts { get; init; } = [];

    public LocalizedText? Note { get; init; }
}

public sealed record BudgetPart
{
    /// <summary>An organization, or one of <c>domestic</c>, <c>governments</c>, <c>other</c>.</summary>
    [Coded("projects.budget.parts.funder")]
    [Refers(RecordKind.Organization, LinkKind.FundedBy, Or = ["domestic", "governments", "other"])]
    public string? Funder { get; init; }

    public decimal? Amount { get; init; }
}
