using Concord.Kernel.Languages;

namespace Concord.Kernel.Records;

/// <summary>The names of the kinds of record as the interface says them.</summary>
public static class KindWords
{
    /// <summary>One record of the kind: <c>Event</c>.</summary>
    public static string One(RecordKind kind, Strings l) => kind switch
    {
        RecordKind.Mechanism => l["Mechanism"],
        RecordKind.Organization => l["Organization"],
        RecordKind.Instrument => l["Document"],
        RecordKind.Event => l["Event"],
        RecordKind.Project => l["Project"],
        RecordKind.Practice => l["Practice"],
        RecordKind.NewsItem => l["News item"],
        RecordKind.Publication => l["Publication"],
        _ => l["City"],
    };

    /// <summary>All records of the kind, as the navigation and the headings call them: <c>Events</c>.</summary>
    public static string Many(RecordKind kind, Strings l) => kind switch
    {
        RecordKind.Mechanism => l["Mechanisms"],
        RecordKind.Organization => l["Organizations"],
        RecordKind.Instrument => l["Documents"],
        RecordKind.Event => l["Events"],
        RecordKind.Project => l["Projects"],
        RecordKind.Practice => l["Practices"],
        RecordKind.NewsItem => l["News"],
        RecordKind.Publication => l["Publications"],
        _ => l["Cities"],
    };
}
