using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Time;
using Concord.Kernel.Vocabulary;
using Concord.Kernel.Web;
using Concord.Parties.Contracts;
using NodaTime;

namespace Concord.Parties.Cities;

/// <summary>A city: where it lies, its part in programmes, and what is carried out, held and seated there.</summary>
public sealed class CityPageModel() : RecordPage<City>(RecordKind.City)
{
    /// <summary>More rows of one part are folded away.</summary>
    public const int ShownAtOnce = 10;

    private const int MostRows = 200;

    public IReadOnlyList<RecordRow> Projects { get; private set; } = [];

    public IReadOnlyList<RecordRow> Practices { get; private set; } = [];

    public IReadOnlyList<RecordRow> Forthcoming { get; private set; } = [];

    public IReadOnlyList<RecordRow> Held { get; private set; } = [];

    public IReadOnlyList<RecordRow> Organizations { get; private set; } = [];

    public Place? Place => R.Terms.Place(Document.Place);

    /// <summary>The clocks of the city at the instant of the page; null where its zone is not known.</summary>
    public ZonedDateTime? Now => Zones.Find(Document.TimeZone ?? Place?.TimeZone) is { } zone ? R.Now.InZone(zone) : null;

    /// <summary>Degrees and minutes as maps write them: 22°49′ N, 108°22′ E.</summary>
    public string? Coordinates => Place is { } place
        ? R.L["{0} {1}, {2} {3}", Degrees(place.Lat), place.Lat < 0 ? R.L.In("compass", "S") : R.L.In("compass", "N"), Degrees(place.Lon),
            place.Lon < 0 ? R.L.In("compass", "W") : R.L.In("compass", "E")]
        : null;

    protected override async Task ShowAsync(CancellationToken cancel)
    {
        Crumbs.Add((R.L["Cities"], R.Href("/cities")));
        HttpContext.Features.Set(new TimeOfDay());
        Projects = await R.RowsAsync(Ids(LinkKind.LocatedIn, RecordKind.Project), cancel);
        Practices = (await R.RowsAsync(Ids(LinkKind.LocatedIn, RecordKind.Practice), cancel)).Without(IsSaid);
        if (Document.Place is not { } place)
            return;
        Forthcoming = (await R.ListAsync(RecordKind.Event, "place", place, When.Upcoming, MostRows, cancel)).Without(IsSaid);
        Held = (await R.ListAsync(RecordKind.Event, "place", place, When.Past, MostRows, cancel)).Without(IsSaid);
        Organizations = (await R.ListAsync(RecordKind.Organization, "place", place, take: MostRows, cancel: cancel)).Without(IsSaid);
    }

    /// <summary>That a row lies in this city goes without saying here.</summary>
    private bool IsSaid(RowFact fact) => fact switch
    {
        RowFact.Record(var other) => other == Document.Id,
        RowFact.At(var place, var country) => place == Document.Place || (place is null && country == Document.Country),
        _ => false,
    };

    private List<string> Ids(LinkKind kind, RecordKind of) =>
        [.. Links.Where(link => link.Kind == kind && !link.Outgoing && link.Other.Kind == of)
            .OrderByDescending(link => link.Day ?? int.MinValue).Select(link => link.Other.Id).Distinct().Take(MostRows)];

    private static string Degrees(double angle)
    {
        var minutes = (int)Math.Round(Math.Abs(angle) * 60);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{minutes / 60}°{minutes % 60:00}′");
    }
}
