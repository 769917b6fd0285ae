using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Vocabulary;
using Concord.Parties.Contracts;
using NodaTime;

namespace Concord.Parties.Mechanisms;

/// <summary>How mechanisms are listed, filtered and found.</summary>
internal sealed class MechanismModel() : RecordModel<Mechanism>(RecordKind.Mechanism)
{
    public override IReadOnlyList<ListFilter> Filters { get; } =
    [
        new("kind", Strings.Key("Kind of mechanism"), FilterValues.Coded) { Field = "mechanisms.kind" },
        new("country", Strings.Key("Country"), FilterValues.Countries),
        new("topic", Strings.Key("Topic"), FilterValues.Topics),
        new("year", Strings.Key("Year of founding"), FilterValues.Years),
    ];

    public override bool OrderedByDay => false;

    protected override IndexEntry Index(Mechanism document, Terms terms)
    {
        var entry = new IndexEntry { Day = document.Founded is { } year ? new LocalDate(year, 1, 1) : null };
        entry.Add("mechanism", document.Id);
        entry.Add("kind", document.Kind);
        entry.Add("country", document.Members);
        entry.Add("topic", terms.WithBroader(document.FocusAreas));
        entry.AddYears(document.Founded, document.Founded);
        return entry;
    }

    protected override RecordRow Row(Mechanism document) => new(Kind, document.Id, document.Name)
    {
        What = new Coded("mechanisms.kind", document.Kind),
        Facts =
        [
            .. document.Acronym is { } acronym ? [new RowFact.Plain(acronym)] : Array.Empty<RowFact>(),
            new RowFact.Countries(document.Members),
        ],
        Note = document.Description,
    };

    protected override IEnumerable<LocalizedText> Texts(Mechanism document, Terms terms)
    {
        LocalizedText?[] single = [document.Description, document.FoundedNote, document.MemberOrgsNote, document.Note,
            terms.Label("mechanisms.kind", document.Kind)];
        return single.OfType<LocalizedText>()
            .Concat(document.GovernanceBodies.Select(body => body.Name))
            .Concat(document.FocusAreas.Select(topic => terms.Topic(topic)?.Label).OfType<LocalizedText>());
    }
}
