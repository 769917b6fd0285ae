using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Vocabulary;
using Concord.Projects.Contracts;

namespace Concord.Projects;

/// <summary>How projects are listed, filtered and found.</summary>
internal sealed class ProjectModel() : RecordModel<Project>(RecordKind.Project)
{
    public override IReadOnlyList<ListFilter> Filters { get; } =
    [
        new("mechanism", Strings.Key("Mechanism"), FilterValues.Records),
        new("status", Strings.Key("Status"), FilterValues.Coded) { Field = "projects.status" },
        new("country", Strings.Key("Country"), FilterValues.Countries),
        new("topic", Strings.Key("Topic"), FilterValues.Topics),
        new("year", Strings.Key("Year"), FilterValues.Years),
    ];

    protected override IndexEntry Index(Project document, Terms terms)
    {
        var entry = new IndexEntry { Day = (document.Start ?? document.End)?.First };
        entry.Add("mechanism", document.Mechanisms);
        entry.Add("status", document.Status);
        entry.Add("country", document.Countries);
        entry.Add("topic", terms.WithBroader(document.Sectors));
        entry.AddYears(document.Start?.Year, document.End?.Year);
        return entry;
    }

    protected override RecordRow Row(Project document) => new(Kind, document.Id, document.Title)
    {
        Facts =
        [
            .. document.Acronym is { } acronym ? [new RowFact.Plain(acronym)] : Array.Empty<RowFact>(),
            new RowFact.Span(document.Start, document.End),
            .. document.Mechanisms.Select(id => new RowFact.Record(id)),
            new RowFact.Countries(document.Countries),
        ],
        PriorityArea = document.PriorityArea,
        Tags = document.Status is { } status
            ? [new RowTag(status is "ongoing" or "in_operation" or "launched" ? "tag-ok" : "tag-plain", new Coded("projects.status", status))]
            : [],
    };

    protected override IEnumerable<LocalizedText> Names(Project document) => [document.Title];

    protected override IEnumerable<LocalizedText> Texts(Project document, Terms terms)
    {
        LocalizedText?[] single = [document.Note, document.DateNote, document.Programme, document.Budget?.Note];
        return single.OfType<LocalizedText>()
            .Concat(document.Components)
            .Concat(document.Goals)
            .Concat(document.Milestones.Select(milestone => milestone.Text))
            .Concat(document.Outcomes)
            .Concat(document.Lessons)
            .Concat(document.Process)
            .Concat(document.Sites.Append(document.ExternalId).OfType<string>().Select(name => new LocalizedText(new Worded("en", name))))
            .Concat(document.Sectors.Select(topic => terms.Topic(topic)?.Label).OfType<LocalizedText>());
    }
}
