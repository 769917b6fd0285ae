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

    private readonly Dictionary<string, IReadOnlyList<string>> chosen = [];
    private readonly List<ListFault> faults = [];

    /// <summary>Chosen values per filter; a record matches a filter when it has one of the values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Chosen => chosen;

    /// <summary>What is malformed; empty when the request can be answered.</summary>
    public IReadOnlyList<ListFault> Faults => faults;

    public When When { get; private set; }

    /// <summary>Day on which instruments are to be in force.</summary>
    public LocalDate? On { get; private set; }

    /// <summary>Words to be found.</summary>
    public string? Words { get; private set; }

    public ListOrder Order { get; private set; }

    /// <summary>From 1.</summary>
    public int Page { get; private set; } = 1;

    public IReadOnlyList<string> Values(string filter) => chosen.GetValueOrDefault(filter, []);

    /// <summary>True when nothing narrows the list.</summary>
    public bool IsWhole => chosen.Count == 0 && When == When.All && On is null && Words is null;

    /// <summary>Reads a query string. Unknown names are ignored, empty values count as absent, malformed ones become faults.</summary>
    public static ListRequest Read(IQueryCollection query, RecordModel model)
    {
        var request = new ListRequest();
        foreach (var filter in model.Filters)
            request.ReadFilter(query, filter);
        if (model.Kind == RecordKind.Event)
            request.When = request.Word(query, "when", ("all", When.All), ("upcoming", When.Upcoming), ("past", When.Past));
        if (model.Kind == RecordKind.Instrument && Last(query, "on") is { } on)
        {
            if (PartialDate.TryParse(on, out var day) && day.IsDay)
                request.On = day.First;
            else
                request.Fault("on", on, Strings.Key("a day such as 2022-09-15"));
        }
        request.Order = request.Word(query, "sort", ("", ListOrder.Default), ("date", ListOrder.Oldest), ("-date", ListOrder.Latest), ("name", ListOrder.Name), ("-name", ListOrder.NameDescending),
            ("oldest", ListOrder.Oldest), ("newest", ListOrder.Latest), ("title", ListOrder.Name), ("-title", ListOrder.NameDescending));
        if (Last(query, "page") is { } page)
        {
            if (int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
                request.Page = number;
            else
                request.Fault("page", page, Strings.Key("a whole number from 1"));
        }
        request.ReadWords(query);
        return request;
    }

    private void ReadFilter(IQueryCollection query, ListFilter filter)
    {
        var values = new List<string>();
        foreach (var value in query[filter.Name])
        {
            if (string.IsNullOrEmpty(value))
                continue;
            if (Normalized(filter, value) is { } good)
                values.Add(good);
            else
                Fault(filter.Name, value, Expected(filter.Values));
        }
        if (values.Count > 0)
            chosen[filter.Name] = [.. values.Distinct()];
    }

    private void ReadWords(IQueryCollection query)
    {
        if (Last(query, "q") is not { } words || string.IsNullOrWhiteSpace(words))
            return;
        if (words.Length > LongestQuery)
            Fault("q", words, Strings.Key("at most 500 characters"));
        else if (words.Any(char.IsControl))
            Fault("q", words, Strings.Key("words without control characters"));
        else
            Words = words.Trim();
    }

    private T Word<T>(IQueryCollection query, string name, params (string Word, T Value)[] words)
    {
        var given = Last(query, name) ?? "";
        foreach (var (word, value) in words)
            if (word == given)
                return value;
        if (given.Length > 0)
            Fault(name, given, Strings.Key("one of {0}"), string.Join(", ", words.Select(word => word.Word).Where(word => word.Length > 0)));
        return words[0].Value;
    }

    private void Fault(string parameter, string value, string expected, string? among = null) =>
        faults.Add(new ListFault(parameter, value.Length > 80 ? value[..80] : value, expected, among));

    private static string? Last(IQueryCollection query, string name) => query[name] is { Count: > 0 } values ? values[^1] : null;

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
        _ => Strings.Key("an id of small letters, digits and underscores"),
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
