using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;

namespace Concord.Exchange.Contracts;

/// <summary>A technology, case study, policy practice or knowledge product that others can learn from.</summary>
public sealed record Practice : RecordDocument
{
    public required LocalizedText Title { get; init; }

    [Coded("practices.kind")]
    public required string Kind { get; init; }

    [Topic]
    public IReadOnlyList<string> Sectors { get; init; } = [];

    [Country]
    public string? Country { get; init; }

    [Refers(RecordKind.City, LinkKind.LocatedIn)]
    public string? CityId { get; init; }

    [Refers(RecordKind.Organization, LinkKind.ProvidedBy)]
    public IReadOnlyList<string> Providers { get; init; } = [];

    [Refers(RecordKind.Mechanism, LinkKind.Within)]
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    [Refers(RecordKind.Project, LinkKind.ResultsFrom)]
    public IReadOnlyList<string> Projects { get; init; } = [];

    [Refers(RecordKind.Event, LinkKind.PresentedAt)]
    public IReadOnlyList<string> Events { get; init; } = [];

    public PracticePeriod? Period { get; init; }

    public LocalizedText? Technology { get; init; }

    public IReadOnlyList<LocalizedText> Measures { get; init; } = [];

    public Cost? Cost { get; init; }

    public IReadOnlyList<PracticeResult> Results { get; init; } = [];

    public IReadOnlyList<LocalizedText> Lessons { get; init; } = [];

    public LocalizedText? Note { get; init; }

    public override LocalizedText Caption => Title;

    public override string CaptionPath => "title";
}

public sealed record PracticePeriod
{
    public PartialDate? Start { get; init; }

    [NotBefore(nameof(Start))]
    public PartialDate? End { get; init; }
}

/// <summary>Money as the source states it, in its currency, neither deflated nor converted.</summary>
public sealed record Cost
{
    public decimal? Amount { get; init; }

    [Currency]
    public string? Currency { get; init; }

    [Coded("practices.cost.qualifier")]
    public string? Qualifier { get; init; }
}

/// <summary>What was measured (an indicator with a value or a range) or what can be said in words.</summary>
public sealed record PracticeResult
{
    /// <summary>The unit is part of the indicator's label: <c>capacity_tonnes_per_day</c>.</summary>
    [Coded("practices.results.indicator")]
    public string? Indicator { get; init; }

    public decimal? Value { get; init; }

    /// <summary>Lowest and highest value: two numbers, ascending.</summary>
    [AscendingPair]
    public IReadOnlyList<decimal> Range { get; init; } = [];

    [Year]
    public int? Year { get; init; }

    [Coded("practices.results.qualifier")]
    public string? Qualifier { get; init; }

    public LocalizedText? Text { get; init; }

    public LocalizedText? Note { get; init; }
}
