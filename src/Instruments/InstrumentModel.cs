using Concord.Instruments.Contracts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Time;
using Concord.Kernel.Vocabulary;
using NodaTime;

namespace Concord.Instruments;

/// <summary>How instruments are listed, filtered and found.</summary>
internal sealed class InstrumentModel() : RecordModel<Instrument>(RecordKind.Instrument)
{
    public override IReadOnlyList<ListFilter> Filters { get; } =
    [
        new("mechanism", Strings.Key("Mechanism"), FilterValues.Records),
        new("kind", Strings.Key("Kind of document"), FilterValues.Coded) { Field = "instruments.kind" },
        new("status", Strings.Key("Status"), FilterValues.Coded) { Field = "instruments.status" },
        new("year", Strings.Key("Year"), FilterValues.Years),
        new("country", Strings.Key("Country"), FilterValues.Countries),
        new("topic", Strings.Key("Topic"), FilterValues.Topics),
    ];

    protected override IndexEntry Index(Instrument document, Terms terms)
    {
        var adopted = Adopted(document);
        var entry = new IndexEntry { Day = (adopted ?? document.Period?.Start ?? document.Period?.End)?.First, InForce = InForce(document) };
        entry.Add("mechanism", document.Mechanisms);
        entry.Add("kind", document.Kind);
        entry.Add("status", document.Status);
        entry.Add("country", document.Parties);
        entry.Add("country", document.AdoptedPlace?.Country);
        entry.Add("topic", terms.WithBroader(document.PriorityAreas.SelectMany(area => area.Topics)));
        entry.AddYears(document.Period?.Start?.Year, document.Period?.End?.Year);
        entry.AddYears(adopted?.Year, adopted?.Year);
        return entry;
    }

    protected override RecordRow Row(Instrument document) => new(Kind, document.Id, document.Name)
    {
        What = new Coded("instruments.kind", document.Kind),
        Facts =
        [
            HasPeriod(document)
                ? new RowFact.Span(document.Period!.Start, document.Period.End)
                : new RowFact.Dated(Strings.Key("adopted {0}"), Adopted(document)),
            .. document.Mechanisms.Select(id => new RowFact.Record(id)),
        ],
        Tags = document.Status is { } status
            ? [new RowTag(status == "under_consultation" ? "tag-tentative" : "tag-plain", new Coded("instruments.status", status))]
            : [],
    };

    protected override IEnumerable<LocalizedText> Texts(Instrument document, Terms terms)
    {
        LocalizedText?[] single = [document.Note, document.PriorityAreasNote, terms.Label("instruments.kind", document.Kind),
            terms.Place(document.AdoptedPlace?.Place)?.Name];
        return single.OfType<LocalizedText>()
            .Concat(document.PriorityAreas.Select(area => area.Name))
            .Concat(document.Actions.Select(action => action.Text))
            .Concat(document.FundingSources)
            .Concat(document.PriorityAreas.SelectMany(area => area.Topics).Select(topic => terms.Topic(topic)?.Label).OfType<LocalizedText>());
    }

    /// <summary>When it was adopted, as exactly as is known.</summary>
    internal static PartialDate? Adopted(Instrument document) =>
        document.AdoptedOn ?? (document.AdoptedYear is { } year ? new PartialDate(year) : null);

    /// <summary>True for what is still under consultation or only recommended.</summary>
    internal static bool IsNotYetAdopted(Instrument document) => document.Status is "under_consultation" or "recommended_by_ministers";

    /// <summary>True where a period of validity is recorded, be it only its beginning or its end.</summary>
    internal static bool HasPeriod(Instrument document) => (document.Period?.Start ?? document.Period?.End) is not null;

    /// <summary>True for what says something on a day and is not in force for a time: declarations, statements, communiqués, initiatives.</summary>
    internal static bool IsStatement(Instrument document) => document.Kind is "declaration" or "joint_statement" or "communique" or "initiative";

    /// <summary>
    /// First and last day on which the filter <c>on</c> finds the document: those of its period. Without a beginning the adoption counts as one;
    /// without an end, or without a period, no day is the last, which does not mean that the document is in force. What is still under
    /// consultation or only recommended is never found.
    /// </summary>
    internal static (LocalDate From, LocalDate To)? InForce(Instrument document)
    {
        if (IsNotYetAdopted(document))
            return null;
        if ((document.Period?.Start ?? Adopted(document)) is not { } from)
            return null;
        return (from.First, document.Period?.End?.Last ?? new LocalDate(9999, 12, 31));
    }
}
