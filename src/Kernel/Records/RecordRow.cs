using Concord.Kernel.Languages;
using Concord.Kernel.Time;

namespace Concord.Kernel.Records;

/// <summary>A record as one row of a list: what it is called, when it was, what it is, where, and what must be known about it.</summary>
public sealed record RecordRow(RecordKind Kind, string Id, LocalizedText Title)
{
    /// <summary>First and last day; shown as the row's date block where the kind lives by dates (events).</summary>
    public PartialDate? Start { get; init; }

    public PartialDate? End { get; init; }

    /// <summary>The row begins with a date block.</summary>
    public bool ShowsDate { get; init; }

    public bool IsTentative { get; init; }

    /// <summary>The kind within the kind: <c>events.kind</c>, <c>forum</c>.</summary>
    public Coded? What { get; init; }

    /// <summary>Short facts, one after another: a place, a mechanism, a period.</summary>
    public IReadOnlyList<RowFact> Facts { get; init; } = [];

    public IReadOnlyList<RowTag> Tags { get; init; } = [];

    /// <summary>A sentence under the facts.</summary>
    public LocalizedText? Note { get; init; }

    /// <summary>The word that introduces <see cref="Note"/>, English: "Theme".</summary>
    public string? NoteLabel { get; init; }

    /// <summary>Local id of the priority area that a project carries out, within the project's instrument; null where it is not known.</summary>
    public string? PriorityArea { get; init; }

    /// <summary>Time of an event, shown with its zone; null for a record without.</summary>
    public RowTime? Time { get; init; }
}

/// <param name="Field">The field of <c>labels.json</c>.</param>
/// <param name="Value">The coded value.</param>
public readonly record struct Coded(string Field, string Value);

/// <summary>One short fact of a row.</summary>
public abstract record RowFact
{
    /// <summary>The name of another record.</summary>
    public sealed record Record(string Id) : RowFact;

    /// <summary>A place with its country: <c>Nanning, China</c>; either may be missing.</summary>
    public sealed record At(string? Place, string? Country) : RowFact;

    /// <summary>From one date to another.</summary>
    public sealed record Span(PartialDate? Start, PartialDate? End) : RowFact;

    /// <summary>When something takes place: a beginning alone is the date itself, not a span without an end.</summary>
    public sealed record When(PartialDate? Start, PartialDate? End) : RowFact;

    /// <summary>What happened on a date.</summary>
    /// <param name="Words">English, with the place of the date: <c>adopted {0}</c>.</param>
    /// <param name="Date">The date; without one there is no fact.</param>
    public sealed record Dated(string Words, PartialDate? Date) : RowFact;

    /// <summary>A coded value's label.</summary>
    public sealed record Label(Coded Value) : RowFact;

    /// <summary>Words that are the same in every language: an acronym.</summary>
    public sealed record Plain(string Text) : RowFact;

    /// <summary>Names of countries, at most <paramref name="Shown"/> of them.</summary>
    public sealed record Countries(IReadOnlyList<string> Codes, int Shown = 4) : RowFact;
}

/// <param name="Style">Class of the tag: <c>tag-plain</c>, <c>tag-info</c>, <c>tag-ok</c>, <c>tag-late</c>, <c>tag-tentative</c>.</param>
/// <param name="Value">What it says.</param>
/// <param name="Languages">Languages that it lists behind its words: of an interpretation.</param>
public sealed record RowTag(string Style, Coded Value, IReadOnlyList<string>? Languages = null);

/// <param name="Start">When it begins, on the clocks of the zone.</param>
/// <param name="Zone">IANA zone.</param>
/// <param name="Place">Place whose clocks these are, where known.</param>
public sealed record RowTime(NodaTime.LocalDateTime Start, string Zone, string? Place)
{
    /// <summary>Places whose clocks are shown beside the event's own, from east to west.</summary>
    public IReadOnlyList<string> AlsoIn { get; init; } = [];
}
