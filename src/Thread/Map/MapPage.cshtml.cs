using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Lists;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Concord.Thread.Map;

/// <summary>Where events are held, where projects work, which cities take part: a map, and the same as tables.</summary>
[May(KernelAccess.ReadRecord)]
public sealed class MapPageModel : ConcordPage
{
    private static readonly RecordKind[] Kinds = [RecordKind.Event, RecordKind.Project, RecordKind.City];

    private ListRequest asked = null!;
    private RecordsOnMap found = null!;

    public RecordKind Kind { get; private set; }

    /// <summary>How many are on the map, and how many have no place.</summary>
    public string Counted { get; private set; } = "";

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public IReadOnlyList<PlaceRow> Places { get; private set; } = [];

    public IReadOnlyList<CountryRow> Countries { get; private set; } = [];

    internal DrawnMap? Map { get; private set; }

    public string Path => R.Href("/map");

    /// <summary>True when a filter is chosen.</summary>
    public bool IsNarrowed => !asked.IsWhole;

    public string Show => Kind.Plural();

    /// <summary>What is chosen, in words.</summary>
    public ChosenFilters Chosen { get; private set; } = null!;

    /// <summary>What is chosen though the form has no box for it: the form sends it along.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Kept =>
        asked.Parts.Where(part => !Choices.Any(choice => choice.Name == part.Key && choice.Values.Any(value => value.Value == part.Value)));

    /// <summary>The records that the map shows, as their list.</summary>
    public string ListHref => Listed();

    /// <summary>The kinds that can be shown; a change keeps the mechanism and the year.</summary>
    public IEnumerable<(string Text, string Href, bool IsHere)> Tabs =>
        Kinds.Select(kind => (KindWords.Many(kind, R.L),
            QueryHelpers.AddQueryString(Path, Values("mechanism", "year").Prepend(KeyValuePair.Create("show", (string?)kind.Plural()))),
            kind == Kind));

    /// <summary>A filter and its values, with the number of records that have each.</summary>
    public sealed record Choice(string Name, string Legend, IReadOnlyList<(string Value, string Name, int Count, bool IsChosen)> Values);

    /// <param name="Name">The place.</param>
    /// <param name="Country">Its country.</param>
    /// <param name="Count">Records there.</param>
    /// <param name="City">The city's page, or null where the city has none.</param>
    /// <param name="List">The list of these records, or null where the list cannot be asked for a place.</param>
    public sealed record PlaceRow(string Id, Worded Name, string Country, int Count, string? City, string? List);

    public sealed record CountryRow(string Name, int Count, string List);

    protected override IReadOnlyCollection<string> Parameters => [.. ListRequest.Names, "show"];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var faults = new List<string>();
        var show = One("show", faults);
        if (faults.Count > 0)
            return Malformed(faults);
        Kind = Array.Find(Kinds, kind => kind.Plural() == (string.IsNullOrEmpty(show) ? RecordKind.Event.Plural() : show));
        if (!Kinds.Contains(Kind))
            return Malformed(Unreadable("show", show!, "events, projects, cities"));
        var model = R.Models[Kind];
        var filters = model.Filters.Where(filter => filter.Name is "mechanism" or "year" or "kind" or "status").ToList();
        asked = ListRequest.Read(Request.Query, model);
        if (asked.Faults.Count > 0)
            return Malformed(asked.Faults);
        Section = "map";
        Title = Kind switch
        {
            RecordKind.Event => R.L["Where events are held"],
            RecordKind.Project => R.L["Where projects are carried out"],
            _ => R.L["Cities that take part"],
        };
        found = await RecordsOnMap.AskAsync(R, Kind, asked, cancel);
        Choices = await ChoicesAsync(filters, cancel);
        Chosen = ChosenFilters.Of(R, model, asked, Path, Request.Query) with { Whole = Path + "?show=" + Show };
        Places = [.. found.ByPlace.Select(place => Row(place.Key, place.Value)).OfType<PlaceRow>()
            .OrderByDescending(row => row.Count).ThenBy(row => row.Name.Text, R.Language.Order).ThenBy(row => row.Id, StringComparer.Ordinal)];
        Countries = [.. found.ByCountry.Select(country => new CountryRow(R.Country(country.Key), country.Value, OfCountry(country.Key)))
            .OrderByDescending(row => row.Count).ThenBy(row => row.Name, R.Language.Order)];
        Counted = Description = await CountedAsync(cancel);
        if (Places.Count > 0)
            Map = Draw();
        return Page();
    }

    private DrawnMap Draw()
    {
        var words = new MapWords(Title, R.L["Each circle marks a place; its area shows the number. The tables below the map say the same."],
            R.L["Enlarged"], R.L["Elsewhere in the world"], Records, name => R.L["{0} and others", name], R.F.Comma, R.F.Semicolon);
        var points = Places.Select(row =>
        {
            var place = R.Terms.Place(row.Id)!;
            return new MapPoint(row.Id, place.Lon, place.Lat, row.Count, row.Name.Text, row.City ?? row.List,
                row.Name.Language == R.Language.Tag ? null : row.Name.Language);
        });
        return HttpContext.RequestServices.GetRequiredService<MapDrawing>().Draw([.. points], words, Together);
    }

    /// <summary>A circle of several places leads to the list of their records, as far as the list can be asked for them.</summary>
    private string? Together(IReadOnlyList<MapPoint> places)
    {
        if (Kind == RecordKind.Event)
            return Listed([.. places.Select(place => ("place", place.Id))]);
        var countries = places.Select(place => R.Terms.Place(place.Id)!.Country).Distinct().ToList();
        return Kind == RecordKind.City || countries.Count == 1 ? Listed([.. countries.Select(country => ("country", country))]) : null;
    }

    private PlaceRow? Row(string id, int count) => R.Terms.Place(id) is not { } place ? null : new PlaceRow(
        id, place.Name.In(R.Language.Tag), R.Country(place.Country), count,
        found.CityAt.TryGetValue(id, out var city) ? R.Href(RecordKind.City, city) : null,
        Kind == RecordKind.Event ? Listed(("place", id)) : null);

    private string OfCountry(string country) => Kind != RecordKind.Event
        ? Listed(("country", country))
        : Listed([.. found.ByPlace.Keys.Where(place => R.Terms.Place(place)?.Country == country).Order(StringComparer.Ordinal)
            .Select(place => ("place", place))]);

    /// <summary>The list of the kind with what is chosen here, narrowed further.</summary>
    private string Listed(params (string Name, string Value)[] more) =>
        QueryHelpers.AddQueryString(R.Href("/" + Kind.Plural()), asked.Parts.Concat(more.Select(part => KeyValuePair.Create(part.Name, (string?)part.Value))));

    private IEnumerable<KeyValuePair<string, string?>> Values(params string[] names) =>
        names.SelectMany(name => asked.Values(name).Select(value => KeyValuePair.Create(name, (string?)value)));

    private async Task<IReadOnlyList<Choice>> ChoicesAsync(List<ListFilter> filters, CancellationToken cancel)
    {
        var counts = filters.ConvertAll(filter => (Filter: filter, Counts: found.List.Counts(filter)));
        await R.LearnNamesAsync(counts.Where(choice => choice.Filter.Values == FilterValues.Records).SelectMany(choice => choice.Counts)
            .Select(count => count.Value)
            .Concat(asked.Values("mechanism")), cancel);
        return [.. counts.Where(choice => choice.Counts.Count > 0).Select(choice => new Choice(choice.Filter.Name, R.L[choice.Filter.Legend],
        [
            .. Ordered(choice.Filter, choice.Counts.Select(count => (count.Value, Name: ChosenFilters.NameOf(R, choice.Filter, count.Value), count.Count)))
                .Select(value => (value.Value, value.Name, value.Count, asked.Values(choice.Filter.Name).Contains(value.Value))),
        ]))];
    }

    private IEnumerable<(string Value, string Name, int Count)> Ordered(ListFilter filter, IEnumerable<(string Value, string Name, int Count)> values) =>
        filter.Values == FilterValues.Years
            ? values.OrderByDescending(value => value.Value, StringComparer.Ordinal)
            : values.OrderBy(value => value.Name, R.Language.Order);

    private string Records(long count) => Kind switch
    {
        RecordKind.Event => R.L.Plural(count, "{0} event", "{0} events"),
        RecordKind.Project => R.L.Plural(count, "{0} project", "{0} projects"),
        // Each city has a place of its own: a number would say nothing.
        _ => "",
    };

    private async Task<string> CountedAsync(CancellationToken cancel)
    {
        var sentences = new List<string>();
        var without = found.List.Total - found.Placed;
        switch (Kind)
        {
            case RecordKind.Event:
                sentences.Add(R.L.Plural(found.Placed, "{0} event {1}.", "{0} events {1}.", R.L.Plural(Places.Count, "in {0} place", "in {0} places")));
                if (without > 0)
                    sentences.Add(R.L.Plural(without, "{0} more has no place on record.", "{0} more have no place on record."));
                if (await OnlineWithoutPlaceAsync(cancel) is > 0 and var online)
                    sentences.Add(online == without
                        ? R.L.Plural(online, "It was held online.", "All of them were held online.")
                        : R.L.Plural(online, "{0} of them was held online.", "{0} of them were held online."));
                break;
            case RecordKind.Project:
                sentences.Add(R.L.Plural(found.Placed, "{0} project {1}.", "{0} projects {1}.", R.L.Plural(Places.Count, "in {0} city", "in {0} cities")));
                if (without > 0)
                    sentences.Add(R.L.Plural(without, "{0} more has no city on record.", "{0} more have no city on record."));
                break;
            default:
                sentences.Add(R.L.Plural(found.Placed, "{0} city {1}.", "{0} cities {1}.", R.L.Plural(Countries.Count, "in {0} country", "in {0} countries")));
                if (without > 0)
                    sentences.Add(R.L.Plural(without, "{0} more has no place on record.", "{0} more have no place on record."));
                break;
        }
        return string.Join(R.Language.Tag == "zh" ? "" : " ", sentences);
    }

    private async Task<int> OnlineWithoutPlaceAsync(CancellationToken cancel)
    {
        var model = R.Models[RecordKind.Event];
        if (asked.Values("format") is { Count: > 0 } forms && !forms.Contains("online"))
            return 0;
        var query = asked.Parts.GroupBy(part => part.Key, part => part.Value).ToDictionary(part => part.Key, part => new StringValues([.. part]));
        query["format"] = "online";
        var online = await R.AskAsync(RecordKind.Event, ListRequest.Read(new QueryCollection(query), model), cancel);
        return online.Total - online.CountsOf("place").Sum(place => place.Count);
    }
}
