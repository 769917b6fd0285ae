using Concord.Kernel.Languages;
using Concord.Kernel.Records;

namespace Concord.Kernel.Vocabulary;

/// <summary>A place of the gazetteer: what venues, seats and cities point at.</summary>
public sealed record Place
{
    /// <summary>Begins with <c>pl_</c>; unique over places and records.</summary>
    [StableId(Prefix = "pl_")]
    public required string Id { get; init; }

    public required LocalizedText Name { get; init; }

    [Country]
    public required string Country { get; init; }

    /// <summary>The province, state or region, as <c>places.admin</c> labels it.</summary>
    [Coded("places.admin")]
    public string? Admin { get; init; }

    [Coded("places.kind")]
    public required string Kind { get; init; }

    /// <summary>Degrees north, WGS 84; the centre of a city.</summary>
    [Between(-90, 90)]
    public required double Lat { get; init; }

    /// <summary>Degrees east, WGS 84.</summary>
    [Between(-180, 180)]
    public required double Lon { get; init; }

    [TimeZone]
    public required string TimeZone { get; init; }

    /// <summary>Language -> paths of fields whose text in that language is our translation.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Translated { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
