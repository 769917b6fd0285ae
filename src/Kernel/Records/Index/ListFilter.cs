namespace Concord.Kernel.Records.Index;

/// <summary>A filter of a list: a query parameter, the facet behind it, and how its values are named.</summary>
/// <param name="Name">Query parameter and facet: <c>mechanism</c>.</param>
/// <param name="Legend">What the group of values is called; English, translated as interface text.</param>
/// <param name="Values">What names its values.</param>
public sealed record ListFilter(string Name, string Legend, FilterValues Values)
{
    /// <summary>The field of <c>labels.json</c> for coded values.</summary>
    public string? Field { get; init; }

    /// <summary>Shown as one select instead of a group of boxes, for filters of many values.</summary>
    public bool AsSelect { get; init; }
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
