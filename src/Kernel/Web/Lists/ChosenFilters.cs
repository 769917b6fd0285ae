using System.Globalization;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Microsoft.AspNetCore.Http;

namespace Concord.Kernel.Web.Lists;

/// <summary>What narrows a list, in the reader's words.</summary>
/// <param name="R">The reader.</param>
/// <param name="Values">Each chosen value with the address of the list without it.</param>
/// <param name="Whole">The address of the list without any.</param>
public sealed record ChosenFilters(Reading R, IReadOnlyList<(string Text, string Href)> Values, string Whole)
{
    /// <summary>What a request chooses; names of records are learnt.</summary>
    public static ChosenFilters Of(Reading r, RecordModel model, ListRequest asked, string path, IQueryCollection query) =>
        new(r, [.. ValuesOf(r, model, asked, path, query)], path);

    private static IEnumerable<(string Text, string Href)> ValuesOf(Reading r, RecordModel model, ListRequest asked, string path, IQueryCollection query)
    {
        foreach (var (name, values) in asked.Chosen)
            foreach (var value in values)
                yield return (NameOf(r, FilterOf(model, name), value), Without(name, value));
        if (asked.When is When.Upcoming or When.Dated)
            yield return (r.L["forthcoming"], Without("when", "upcoming"));
        if (asked.When is When.Past or When.Dated)
            yield return (r.L["past"], Without("when", "past"));
        foreach (var day in asked.On)
            yield return (r.L["in force on {0}, or no end recorded", r.F.Date(day)], Without("on", day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)));
        foreach (var words in asked.Words)
            yield return (r.F.Quote(words), Without("q", words));

        // As it was given: a country in small letters, words with a space before them.
        string Without(string name, string value) =>
            Paging.Change(path, query, name, null, without: query[name]
                .FirstOrDefault(given => string.Equals(given?.Trim(), value, StringComparison.OrdinalIgnoreCase)) ?? value);
    }

    /// <summary>What a value of a filter is called. Names of records are learnt.</summary>
    public static string NameOf(Reading r, ListFilter filter, string value) => filter.Values switch
    {
        FilterValues.Coded when filter.Field is { } field => r.Label(field, value).Text,
        FilterValues.Records => r.Name(value)?.Caption.In(r.Language.Tag) is { } words ? Typography.Set(words) : value,
        FilterValues.Countries => r.Country(value),
        FilterValues.Places => r.PlaceName(value, null) ?? value,
        FilterValues.Topics => r.Terms.Topic(value)?.Label.In(r.Language.Tag).Text ?? value,
        FilterValues.Languages => r.LanguageName(value),
        _ => value,
    };

    private static ListFilter FilterOf(RecordModel model, string name) => model.Filters.Concat(ListFilter.OfEveryList).First(filter => filter.Name == name);
}
