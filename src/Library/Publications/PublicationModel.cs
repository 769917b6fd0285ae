using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Vocabulary;
using Concord.Library.Contracts;

namespace Concord.Library.Publications;

/// <summary>How publications are listed, filtered and found.</summary>
internal sealed class PublicationModel() : RecordModel<Publication>(RecordKind.Publication)
{
    public override IReadOnlyList<ListFilter> Filters { get; } =
    [
        new("kind", Strings.Key("Kind of publication"), FilterValues.Coded) { Field = "publications.kind" },
        new("mechanism", Strings.Key("Mechanism"), FilterValues.Records),
        new("topic", Strings.Key("Topic"), FilterValues.Topics),
        new("year", Strings.Key("Year"), FilterValues.Years),
        new("country", Strings.Key("Country"), FilterValues.Countries),
        new("language", Strings.Key("Language of the text"), FilterValues.Languages),
    ];

    protected override IndexEntry Index(Publication document, Terms terms)
    {
        var entry = new IndexEntry { Day = document.PublishedOn?.First };
        entry.Add("kind", document.Kind);
        entry.Add("mechanism", document.Mechanisms);
        entry.Add("topic", terms.WithBroader(document.Topics));
        entry.Add("country", document.Countries);
        entry.Add("language", document.Languages);
        entry.AddYears(document.PublishedOn?.Year, null);
        return entry;
    }

    protected override RecordRow Row(Publication document) => new(Kind, document.Id, document.Title)
    {
        What = new Coded("publications.kind", document.Kind),
        Facts =
        [
            .. document.Publishers.Select(id => new RowFact.Record(id)),
            new RowFact.When(document.PublishedOn, null),
        ],
        Note = document.Summary,
    };

    /// <summary>The numbers are names too: who types an ISBN looks for that book.</summary>
    protected override IEnumerable<LocalizedText> Names(Publication document) =>
        [document.Title, .. document.Isbn.Append(document.Issn).Append(document.Doi).OfType<string>().Select(number => new LocalizedText([new("en", number)]))];

    protected override IEnumerable<LocalizedText> Texts(Publication document, Terms terms)
    {
        LocalizedText?[] single = [document.Summary, document.SeriesTitle, document.Note, terms.Label("publications.kind", document.Kind)];
        return single.OfType<LocalizedText>()
            .Concat(document.Authors.Select(author => new LocalizedText([new("en", author)])))
            .Concat(document.Topics.Select(topic => terms.Topic(topic)?.Label).OfType<LocalizedText>());
    }
}
