using Concord.Exchange.Contracts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Vocabulary;

namespace Concord.Exchange;

/// <summary>How practices are listed, filtered and found.</summary>
internal sealed class PracticeModel() : RecordModel<Practice>(RecordKind.Practice)
{
    public override IReadOnlyList<ListFilter> Filters { get; } =
    [
        new("kind", Strings.Key("Kind of practice"), FilterValues.Coded) { Field = "practices.kind" },
        new("topic", Strings.Key("Topic"), FilterValues.Topics),
        new("country", Strings.Key("Country"), FilterValues.Countries),
        new("mechanism", Strings.Key("Mechanism"), FilterValues.Records),
        new("year", Strings.Key("Year"), FilterValues.Years),
    ];

    public override bool OrderedByDay => false;

    protected override IndexEntry Index(Practice document, Terms terms)
    {
        var entry = new IndexEntry { Day = (document.Period?.Start ?? document.Period?.End)?.First };
        entry.Add("kind", document.Kind);
        entry.Add("mechanism", document.Mechanisms);
        entry.Add("country", document.Country);
        entry.Add("topic", terms.WithBroader(document.Sectors));
        entry.AddYears(document.Period?.Start?.Year, document.Period?.End?.Year);
        return entry;
    }

    protected override RecordRow Row(Practice document) => new(Kind, document.Id, document.Title)
    {
        What = new Coded("practices.kind", document.Kind),
        Facts =
        [
            .. document.CityId is { } city ? [new RowFact.Record(city)] : Array.Empty<RowFact>(),
            new RowFact.At(null, document.Country),
            new RowFact.Span(document.Period?.Start, document.Period?.End),
        ],
        Note = document.Technology,
    };

    protected override IEnumerable<LocalizedText> Texts(Practice document, Terms terms)
    {
        LocalizedText?[] single = [document.Technology, document.Note, terms.Label("practices.kind", document.Kind)];
        return single.OfType<LocalizedText>()
            .Concat(document.Measures)
            .Concat(document.Lessons)
            .Concat(document.Results.SelectMany(result => new[] { result.Text, result.Note }).OfType<LocalizedText>())
            .Concat(document.Sectors.Select(topic => terms.Topic(topic)?.Label).OfType<LocalizedText>());
    }
}
