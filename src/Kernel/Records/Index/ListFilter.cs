namespace Concord.Kernel.Records.Index;

/// <summary>A filter of a list: a query parameter, the facet behind it, and how its values are named.</summary>
/// <param name="Name">Query parameter and facet: <c>mechanism</c>.</param>
/// <param name="Legend">What the group of values is called; English, translated as interface text.</param>
/// <param name="Values">What names its values.</param>
public sealed record ListFilter(string Name, string Legend, FilterValues Values)
{
    /// <summary>The field of <c>labels.json</c> for coded values.</summary>
    public string? Field { get; init; }

    /// <summary>
    /// The filters that every list accepts, so that none is silently ignored: where a kind states nothing of the sort, the filter finds no
    /// record.
    /// </summary>
    public static IReadOnlyList<ListFilter> OfEveryList { get; } =
    [
        new("mechanism", "Mechanism", FilterValues.Records),
        new("kind", "Kind", FilterValues.Coded),
        new("country", "Country", FilterValues.Countries),
        new("year", "Year", FilterValues.Years),
        new("topic", "Topic", FilterValues.Topics),
        new("status", "Status", FilterValues.Coded),
        new("format", "Form", FilterValues.Coded),
        new("interpretation", "Interpretation into", FilterValues.Languages),
    ];
}

/// <summary>What names the values of a filter.</summary>
public enum FilterValues
{
    /// <summary>Values with a label in the field <see cref="ListFilter.Field"/>.</summary>
    Coded,

    /// <summary>Ids of records.</summary>
    Records,

    /// <summary>Country codes.</summary>
    Countries,

    /// <summary>Topics; choosing one chooses its narrower topics too.</summary>
    Topics,

    /// <summary>Places of the gazetteer.</summary>
    Places,

    /// <summary>Years.</summary>
    Years,

    /// <summary>Language tags.</summary>
    Languages,
}
