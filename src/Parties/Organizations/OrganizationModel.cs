using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Vocabulary;
using Concord.Parties.Contracts;
using NodaTime;

namespace Concord.Parties.Organizations;

/// <summary>How organizations are listed, filtered and found.</summary>
internal sealed class OrganizationModel() : RecordModel<Organization>(RecordKind.Organization)
{
    public override IReadOnlyList<ListFilter> Filters { get; } =
    [
        new("kind", Strings.Key("Kind of organization"), FilterValues.Coded) { Field = "organizations.kind" },
        new("country", Strings.Key("Country"), FilterValues.Countries),
        new("mechanism", Strings.Key("Mechanism"), FilterValues.Records),
        new("year", Strings.Key("Year of founding"), FilterValues.Years),
    ];

    public override bool OrderedByDay => false;

    protected override IndexEntry Index(Organization document, Terms terms)
    {
        var founded = document.OpenedOn?.Year ?? document.Founded;
        var entry = new IndexEntry { Day = document.OpenedOn?.First ?? (document.Founded is { } year ? new LocalDate(year, 1, 1) : null) };
        entry.Add("kind", document.Kind);
        entry.Add("country", document.Country ?? terms.Place(document.Place)?.Country);
        entry.Add("country", document.OtherOffices.Select(office => office.Country).OfType<string>());
        entry.Add("mechanism", document.Mechanisms);
        entry.Add("place", document.Place);
        entry.AddYears(founded, founded);
        return entry;
    }

    protected override RecordRow Row(Organization document) => new(Kind, document.Id, document.Name)
    {
        What = new Coded("organizations.kind", document.Kind),
        Facts =
        [
            .. document.Acronym is { } acronym ? [new RowFact.Plain(acronym)] : Array.Empty<RowFact>(),
            new RowFact.At(document.Place, document.Country),
        ],
    };

    /// <summary>Found under former and newer names too.</summary>
    protected override IEnumerable<LocalizedText> Names(Organization document) =>
        [document.Name, .. document.FormerNames.Select(former => former.Name),
            .. document.Renamed is { } renamed ? [renamed.Name] : Array.Empty<LocalizedText>()];

    protected override IEnumerable<LocalizedText> Texts(Organization document, Terms terms)
    {
        LocalizedText?[] single = [document.Description, document.Note, terms.Place(document.Place)?.Name, terms.Label("organizations.kind", document.Kind)];
        return single.OfType<LocalizedText>();
    }
}
