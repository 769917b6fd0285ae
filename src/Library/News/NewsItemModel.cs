using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Vocabulary;
using Concord.Library.Contracts;

namespace Concord.Library.News;

/// <summary>How news are listed, filtered and found.</summary>
internal sealed class NewsItemModel() : RecordModel<NewsItem>(RecordKind.NewsItem)
{
    public override IReadOnlyList<ListFilter> Filters { get; } =
    [
        new("mechanism", Strings.Key("Mechanism"), FilterValues.Records),
        new("kind", Strings.Key("Kind of news"), FilterValues.Coded) { Field = "news.kind" },
        new("year", Strings.Key("Year"), FilterValues.Years),
        new("country", Strings.Key("Country"), FilterValues.Countries),
        new("topic", Strings.Key("Topic"), FilterValues.Topics),
    ];

    protected override IndexEntry Index(NewsItem document, Terms terms)
    {
        var entry = new IndexEntry { Day = document.PublishedOn.First };
        entry.Add("mechanism", document.Mechanisms);
        entry.Add("kind", document.Kind);
        entry.Add("country", document.Countries);
        entry.Add("topic", terms.WithBroader(document.Topics));
        entry.AddYears(document.PublishedOn.Year, null);
        return entry;
    }

    protected override RecordRow Row(NewsItem document) => new(Kind, document.Id, document.Title)
    {
        ShowsDate = true,
        Start = document.PublishedOn,
        What = new Coded("news.kind", document.Kind),
        Facts = [.. document.Mechanisms.Select(id => new RowFact.Record(id))],
        Note = document.Summary,
    };

    protected override IEnumerable<LocalizedText> Texts(NewsItem document, Terms terms)
    {
        LocalizedText?[] single = [document.Summary, document.Note, terms.Label("news.kind", document.Kind)];
        return single.OfType<LocalizedText>()
            .Concat(document.Body.SelectMany(paragraph => new[] { paragraph.Heading, paragraph.Text }).OfType<LocalizedText>())
            .Concat(document.Topics.Select(topic => terms.Topic(topic)?.Label).OfType<LocalizedText>());
    }
}
