using Concord.Events.Contracts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Time;
using Concord.Kernel.Vocabulary;

namespace Concord.Events;

/// <summary>How events are listed, filtered and found.</summary>
internal sealed class EventModel() : RecordModel<Event>(RecordKind.Event)
{
    public override IReadOnlyList<ListFilter> Filters { get; } =
    [
        new("mechanism", Strings.Key("Mechanism"), FilterValues.Records),
        new("kind", Strings.Key("Kind of event"), FilterValues.Coded) { Field = "events.kind" },
        new("format", Strings.Key("Form"), FilterValues.Coded) { Field = "events.format" },
        new("year", Strings.Key("Year"), FilterValues.Years),
        new("country", Strings.Key("Country"), FilterValues.Countries),
        new("place", Strings.Key("Place"), FilterValues.Places),
        new("topic", Strings.Key("Topic"), FilterValues.Topics),
        new("interpretation", Strings.Key("Interpretation into"), FilterValues.Languages),
    ];

    protected override IndexEntry Index(Event document, Terms terms)
    {
        var entry = new IndexEntry
        {
            Day = (document.Start ?? document.End)?.First,
            EndsAt = Zones.EndsAt(document.Start, document.End, document.TimeZone),
        };
        entry.Add("mechanism", document.Mechanisms);
        entry.Add("kind", document.Kind);
        entry.Add("format", document.Format);
        entry.Add("series", document.Series);
        entry.Add("place", document.Venue?.Place);
        entry.Add("country", document.Venue?.Country ?? terms.Place(document.Venue?.Place)?.Country);
        entry.Add("country", document.ParticipantCountries);
        entry.Add("topic", terms.WithBroader(document.Topics));
        if (document.Interpretation is not null)
            entry.Add("interpretation", document.WorkingLanguages);
        entry.AddYears(document.Start?.Year, document.End?.Year);
        return entry;
    }

    protected override RecordRow Row(Event document) => new(Kind, document.Id, document.Title)
    {
        ShowsDate = true,
        Start = document.Start,
        End = document.End,
        IsTentative = document.IsTentative,
        What = new Coded("events.kind", document.Kind),
        Facts = [new RowFact.At(document.Venue?.Place, document.Venue?.Country), .. document.Mechanisms.Select(id => new RowFact.Record(id))],
        Tags = [.. Tags(document)],
        Note = document.Theme,
        NoteLabel = document.Theme is null ? null : Strings.Key("Theme"),
        Time = document is { Start: { IsDay: true } start, StartTime: { } time, TimeZone: { } zone }
            ? new RowTime(start.First + time, zone, document.Venue?.Place)
            : null,
    };

    protected override IEnumerable<LocalizedText> Texts(Event document, Terms terms)
    {
        LocalizedText?[] single = [document.Theme, document.Purpose, document.Note, document.DateNote, document.Venue?.Site,
            terms.Place(document.Venue?.Place)?.Name, terms.Label("events.kind", document.Kind)];
        return single.OfType<LocalizedText>()
            .Concat(document.Objectives)
            .Concat(document.TargetAudience)
            .Concat(document.Sessions.Select(session => session.Title).OfType<LocalizedText>())
            .Concat(document.Outcomes.Select(outcome => outcome.Text))
            .Concat(document.Topics.Select(topic => terms.Topic(topic)?.Label).OfType<LocalizedText>());
    }

    /// <summary>What differs from an ordinary meeting in one room: that it is online, and that it is interpreted.</summary>
    private static IEnumerable<RowTag> Tags(Event document)
    {
        if (document.Format is "online" or "hybrid")
            yield return new RowTag("tag-plain", new Coded("events.format", document.Format));
        if (document.Interpretation is { } interpretation)
            yield return new RowTag("tag-info", new Coded("events.interpretation", interpretation), document.WorkingLanguages);
    }
}
