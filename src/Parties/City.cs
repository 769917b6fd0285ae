using Concord.Kernel.Languages;
using Concord.Kernel.Records;

namespace Concord.Parties.Contracts;

/// <summary>A city and its part in programmes and events.</summary>
public sealed record City : RecordDocument
{
    public required LocalizedText Name { get; init; }

    [Place]
    public string? Place { get; init; }

    [Country]
    public required string Country { get; init; }

    /// <summary>The province, state or region that the city lies in.</summary>
    public LocalizedText? Admin { get; init; }

    [TimeZone]
    public string? TimeZone { get; init; }

    public Population? Population { get; init; }

    public IReadOnlyList<CityProgramme> Programmes { get; init; } = [];

    public LocalizedText? Note { get; init; }

    public override LocalizedText Caption => Name;

    public override string CaptionPath => "name";
}

/// <param name="Value">Inhabitants.</param>
/// <param name="Year">The year of the count.</param>
public sealed record Population(long Value, [property: Year] int? Year = null);

/// <summary>A city's part in a mechanism, or in a programme that has no record of its own.</summary>
public sealed record CityProgramme
{
    [Refers(RecordKind.Mechanism, LinkKind.TakesPartIn)]
    public string? Mechanism { get; init; }

    public LocalizedText? Programme { get; init; }

    [Coded("cities.programmes.role")]
    public string? Role { get; init; }

    [Refers(RecordKind.Project, LinkKind.TakesPartIn)]
    public string? Project { get; init; }

    [Year]
    public int? Year { get; init; }
}
