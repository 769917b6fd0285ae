using System.Globalization;
using Concord.Kernel.Languages;
using Concord.Kernel.Time;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Concord.Kernel.Records.Index;

/// <summary>When events are: <c>upcoming</c> are those that are not over yet.</summary>
public enum When
{
    All,
    Upcoming,
    Past,

    /// <summary>Those that are over and those that are not: all that have a date.</summary>
    Dated,
}

/// <summary>In which order a list stands. <see cref="Default"/> is the kind's own.</summary>
public enum ListOrder
{
    Default,
    Oldest,
    Latest,
    Name,
    NameDescending,
}

/// <summary>What a query string asks of a list; read once, the same for pages and the API.</summary>
public sealed class ListRequest
{
    /// <summary>Longest text that is searched for.</summary>
    public const int LongestQuery = 500;

    // Each text is a search, each day a look at every instrument.
    private const int MostTexts = 5;
    private const int MostDays = 10;

    /// <summary>All parameters of lists; each list knows them, though not every kind has records that each could find.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. ListFilter.OfEveryList.Select(filter => filter.Name), "place", "language", "when",
        "on", "q", "sort", "page"];

    private readonly Dictionary<string, IReadOnlyList<string>> chosen = [];
    private readonly List<ListFault> faults = [];

    /// <summary>Chosen values per filter; a record matches a filter when it has one of the values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Chosen => chosen;

    /// <summary>What is malformed; empty when the request can be answered.</summary>
    public IReadOnlyList<ListFault> Faults => faults;

    public When When { get; private set; }

    /// <summary>Days on one of which instruments are to be in force; empty for any day.</summary>
    public IReadOnlyList<LocalDate> On { get; private set; } = [];

    /// <summary>Texts to be found; a record matches when it has all words of one of them. Empty for any record.</summary>
    public IReadOnlyList<string> Words { get; private set; } = [];

    public ListOrder Order { get; private set; }

    /// <summary>From 1.</summary>
    public int Page { get; private set; } = 1;

    public IReadOnlyList<string> Values(string filter) => chosen.GetValueOrDefault(filter, []);

    /// <summary>True when nothing narrows the list.</summary>
    public bool IsWhole => chosen.Count == 0 && When == When.All && On.Count == 0 && Words.Count == 0;

    /// <summary>What narrows the list, as the parameters of an address.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parts =>
    [
        .. chosen.SelectMany(part => part.Value.Select(value => KeyValuePair.Create(part.Key, (string?)value))),
        .. When is When.Upcoming or When.Dated ? [KeyValuePair.Create("when", (string?)"upcoming")] : Array.Empty<KeyValuePair<string, string?>>(),
        .. When is When.Past or When.Dated ? [KeyValuePair.Create("when", (string?)"past")] : Array.Empty<KeyValuePair<string, string?>>(),
        .. On.Select(day => KeyValuePair.Create("on", (string?)day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture))),
        .. Words.Select(words => KeyValuePair.Create("q", (string?)words)),
    ];

    /// <summary>What narrows and orders the list, in one form however it was written: two requests with the same form show the same list.</summary>
    public string Canonical => string.Join('\n', Parts.Select(part => part.Key + '=' + part.Value).Order(StringComparer.Ordinal).Append(Order.ToString()));

    /// <summary>
    /// Reads a query string. Unknown names are ignored, empty values count as absent, malformed ones become faults. A filter for what records of
    /// the kind cannot have is read as well: it finds none of them.
    /// </summary>
    public static ListRequest Read(IQueryCollection query, RecordModel model)
    {
        var request = new ListRequest();
        foreach (var filter in model.Filters)
            request.ReadFilter(query, filter);
        foreach (var filter in ListFilter.OfEveryList)
            if (!model.Filters.Any(own => own.Name == filter.Name))
                request.ReadFilter(query, filter);
        request.ReadTimes(query);
        request.ReadDays(query);
        request.ReadWords(query);
        request.Order = request.Word(request.One(query, "sort"), "sort", ("", ListOrder.Default), ("date", ListOrder.Oldest),
            ("-date", ListOrder.Latest), ("name", ListOrder.Name), ("-name", ListOrder.NameDescending),
            ("oldest", ListOrder.Oldest), ("newest", ListOrder.Latest), ("title", ListOrder.Name), ("-title", ListOrder.NameDescending));
        if (request.One(query, "page") is { } page)
        {
            if (int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
                request.Page = number;
            else
                request.Fault("page", page, Strings.Key("a whole number from 1"));
        }
        return request;
    }

    private void ReadFilter(IQueryCollection query, ListFilter filter)
    {
        var values = new List<string>();
        foreach (var value in Given(query, filter.Name))
            if (Normalized(filter, value) is { } good)
                values.Add(good);
            else
                Fault(filter.Name, value, Expected(filter.Values));
        if (values.Count > 0)
            chosen[filter.Name] = [.. values.Distinct()];
    }

    /// <summary>Several values of <c>when</c> widen each other, as those of any filter do.</summary>
    private void ReadTimes(IQueryCollection query)
    {
        var times = Given(query, "when")
            .Select(given => Word(given, "when", ("all", When.All), ("upcoming", When.Upcoming), ("past", When.Past))).Distinct().ToList();
        When = times.Count == 0 || times.Contains(When.All) ? When.All : times is [var only] ? only : When.Dated;
    }

    private void ReadDays(IQueryCollection query)
    {
        var days = new List<LocalDate>();
        foreach (var on in Given(query, "on"))
            if (days.Count == MostDays)
                Fault("on", on, Strings.Key("at most {0} values"), MostDays.ToString(CultureInfo.InvariantCulture));
            else if (PartialDate.TryParse(on, out var day) && day.IsDay)
                days.Add(day.First);
            else
                Fault("on", on, Strings.Key("a day such as 2022-09-15"));
        On = [.. days.Distinct()];
    }

    private void ReadWords(IQueryCollection query)
    {
        var texts = new List<string>();
        foreach (var words in Given(query, "q").Where(words => !string.IsNullOrWhiteSpace(words)))
            if (words.Length > LongestQuery)
                Fault("q", words, Strings.Key("at most 500 characters"));
            else if (words.Any(char.IsControl))
                Fault("q", words, Strings.Key("words without control characters"));
            else if (texts.Count == MostTexts)
                Fault("q", words, Strings.Key("at most {0} values"), MostTexts.ToString(CultureInfo.InvariantCulture));
            else
                texts.Add(words.Trim());
        Words = [.. texts.Distinct()];
    }

    private T Word<T>(string? given, string name, params (string Word, T Value)[] words)
    {
        foreach (var (word, value) in words)
            if (word == (given ?? ""))
                return value;
        if (given is not null)
            Fault(name, given, Strings.Key("one of {0}"), string.Join(", ", words.Select(word => word.Word).Where(word => word.Length > 0)));
        return words[0].Value;
    }

    /// <summary>The value of a parameter that can have only one; null without any.</summary>
    private string? One(IQueryCollection query, string name)
    {
        var given = Given(query, name).Distinct().ToList();
        if (given.Count > 1)
            Fault(name, string.Join(", ", given), Strings.Key("one value, not several"));
        return given.Count == 1 ? given[0] : null;
    }

    private void Fault(string parameter, string value, string expected, string? among = null) =>
        faults.Add(new ListFault(parameter, value.Length > 80 ? value[..80] : value, expected, among));

    private static IEnumerable<string> Given(IQueryCollection query, string name) => query[name].OfType<string>().Where(value => value.Length > 0);

    private static string? Normalized(ListFilter filter, string value) => filter.Values switch
    {
        FilterValues.Countries => value.Length == 2 && value.All(char.IsAsciiLetter) ? value.ToUpperInvariant() : null,
        FilterValues.Years => value.Length == 4 && value.All(char.IsAsciiDigit) && value != "0000" ? value : null,
        FilterValues.Languages => value.Length is 2 or 3 && value.All(char.IsAsciiLetterLower) ? value : null,
        _ => value.Length <= 200 && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? value : null,
    };

    private static string Expected(FilterValues values) => values switch
    {
        FilterValues.Countries => Strings.Key("a country code of two letters such as CN"),
        FilterValues.Years => Strings.Key("a year such as 2022"),
        FilterValues.Languages => Strings.Key("a language such as ru"),
        _ => Strings.Key("an id of lower-case letters, digits and underscores"),
    };
}

/// <param name="Parameter">Name of the query parameter.</param>
/// <param name="Value">What it was, at most 80 characters.</param>
/// <param name="Expected">What would be right, English, translated as interface text.</param>
/// <param name="Among">The words that may stand there, where only a few may; they fill <c>{0}</c> of <paramref name="Expected"/>.</param>
public sealed record ListFault(string Parameter, string Value, string Expected, string? Among = null)
{
    /// <summary>What would be right, in the reader's language.</summary>
    public string ExpectedIn(Strings words) => Among is null ? words[Expected] : words[Expected, Among];

    /// <summary>What would be right, for programs.</summary>
    public string ExpectedInEnglish => Among is null ? Expected : string.Format(CultureInfo.InvariantCulture, Expected, Among);
}
