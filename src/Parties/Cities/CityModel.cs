using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Vocabulary;
using Concord.Parties.Contracts;

namespace Concord.Parties.Cities;

/// <summary>How cities are listed, filtered and found.</summary>
internal sealed class CityModel() : RecordModel<City>(RecordKind.City)
{
    public override IReadOnlyList<ListFilter> Filters { get; } =
    [
        new("country", Strings.Key("Country"), FilterValues.Countries),
        new("mechanism", Strings.Key("Mechanism"), FilterValues.Records),
        new("kind", Strings.Key("Role in cooperation"), FilterValues.Coded) { Field = "cities.programmes.role" },
        new("year", Strings.Key("Year"), FilterValues.Years),
    ];

    public override bool OrderedByDay => false;

    protected override IndexEntry Index(City document, Terms terms)
    {
        var entry = new IndexEntry();
        entry.Add("country", document.Country);
        entry.Add("place", document.Place);
        foreach (var programme in document.Programmes)
        {
            entry.Add("mechanism", programme.Mechanism);
            entry.Add("kind", programme.Role);
            entry.AddYears(programme.Year, programme.Year);
        }
        return entry;
    }

    protected override RecordRow Row(City document) => new(Kind, document.Id, document.Name)
    {
        Facts =
        [
            new RowFact.At(null, document.Country),
            .. document.Programmes.Select(programme => programme.Mechanism).OfType<string>().Distinct().Select(id => new RowFact.Record(id)),
        ],
        Note = document.Admin,
    };

    protected override IEnumerable<LocalizedText> Texts(City document, Terms terms)
    {
        LocalizedText?[] single = [document.Admin, document.Note];
        return single.OfType<LocalizedText>().Concat(document.Programmes.Select(programme => programme.Programme).OfType<LocalizedText>());
    }
}
