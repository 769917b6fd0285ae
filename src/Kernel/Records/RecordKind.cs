namespace Concord.Kernel.Records;

/// <summary>
/// The kinds of record that the cooperation record consists of, in the order of the bundle's files. The store keeps the numbers: a kind never
/// changes its own.
/// </summary>
public enum RecordKind : byte
{
    Mechanism = 1,
    Organization = 2,
    Instrument = 3,
    Event = 4,
    Project = 5,
    Practice = 6,
    City = 7,
    NewsItem = 8,
    Publication = 9,
}

/// <summary>The words for a record kind in addresses, file names and styles.</summary>
public static class RecordKinds
{
    public static IReadOnlyList<RecordKind> All { get; } = Enum.GetValues<RecordKind>();

    /// <summary>The plural that stands in addresses and in the bundle's file names: <c>mechanisms</c>, <c>cities</c>.</summary>
    public static string Plural(this RecordKind kind) => kind switch
    {
        RecordKind.Mechanism => "mechanisms",
        RecordKind.Organization => "organizations",
        RecordKind.Instrument => "instruments",
        RecordKind.Event => "events",
        RecordKind.Project => "projects",
        RecordKind.Practice => "practices",
        RecordKind.City => "cities",
        RecordKind.NewsItem => "news",
        RecordKind.Publication => "publications",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a record kind."),
    };

    /// <summary>The singular, as style classes name it: <c>event</c>, <c>news-item</c>.</summary>
    public static string Singular(this RecordKind kind) => kind switch
    {
        RecordKind.Mechanism => "mechanism",
        RecordKind.Organization => "organization",
        RecordKind.Instrument => "instrument",
        RecordKind.Event => "event",
        RecordKind.Project => "project",
        RecordKind.Practice => "practice",
        RecordKind.City => "city",
        RecordKind.NewsItem => "news-item",
        RecordKind.Publication => "publication",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a record kind."),
    };

    /// <summary>The singular, as messages in English say it: <c>event</c>, <c>news item</c>.</summary>
    public static string Word(this RecordKind kind) => kind.Singular().Replace('-', ' ');

    /// <summary>The kind of a plural, or null.</summary>
    public static RecordKind? FromPlural(string? plural)
    {
        foreach (var kind in All)
            if (kind.Plural() == plural)
                return kind;
        return null;
    }
}
