using Concord.Events.Contracts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using Concord.Parties.Contracts;
using NodaTime;

namespace Concord.Events;

/// <summary>The page of one event: a notice while it is forthcoming, a report when it is past.</summary>
public sealed class EventPageModel() : RecordPage<Event>(RecordKind.Event)
{
    /// <summary>More rows than that stand on the thread's page only.</summary>
    private const int MostRows = 40;

    private readonly Dictionary<string, RecordRow> rows = [];

    internal EventState State { get; private set; }

    /// <summary>The start on the clocks of the event's zone, where day, hour and zone are known.</summary>
    internal ZonedDateTime? StartsAt { get; private set; }

    internal IReadOnlyList<Clock> Clocks { get; private set; } = [];

    /// <summary>Id of the city record of the venue's place.</summary>
    public string? City { get; private set; }

    public LocalizedText? SeriesName { get; private set; }

    public int EditionsOfSeries { get; private set; }

    public RecordRow? PreviousEdition { get; private set; }

    public RecordRow? NextEdition { get; private set; }

    /// <summary>The page's address without a query.</summary>
    public string Address => Origin.Of(Request) + R.Href(Kind, Stored.Id);

    /// <summary>A calendar entry needs a day.</summary>
    public bool HasCalendar => Document.Start is { IsDay: true };

    public string CalendarHref => $"/events/{Stored.Id}.ics?lang={R.Language.Tag}";

    /// <summary>A letter with the event's name, time and address, for the reader's own mail program.</summary>
    public string MailHref
    {
        get
        {
            var title = Document.Title.In(R.Language.Tag).Text;
            var when = R.F.When(Document.Start, Document.End);
            var body = string.Join("\r\n", new[] { title, when, R.PlaceName(Document.Venue?.Place, Document.Venue?.Country), Address }
                .Where(line => !string.IsNullOrEmpty(line)));
            return "mailto:?subject=" + Uri.EscapeDataString(title) + "&body=" + Uri.EscapeDataString(body);
        }
    }

    /// <summary>Zone with its distance from UTC on the first day: <c>Asia/Shanghai, UTC+8</c>.</summary>
    public string? ZoneWords
    {
        get
        {
            if (Document.Start is not { IsDay: true } start || Zones.Find(Document.TimeZone) is not { } zone)
                return null;
            var noon = start.First + (Document.StartTime ?? LocalTime.Noon);
            return Document.TimeZone + ", " + R.F.Offset(zone.AtLeniently(noon).Offset);
        }
    }

    /// <summary>The date in a sentence: with its weekdays where the days are known.</summary>
    public string WhenWords => (Document.Start, Document.End) switch
    {
        ({ IsDay: true } first, { IsDay: true } last) when first != last => R.L["From {0} to {1}.", R.F.Weekday(first.First), R.F.Weekday(last.First)],
        ({ IsDay: true } day, _) when Document.StartTime is { } time => R.L["{0}, {1}.", R.F.Weekday(day.First), R.F.Time(time)],
        ({ IsDay: true } day, _) => R.L["{0}.", R.F.Weekday(day.First)],
        (null, null) => R.L["The date is not recorded yet."],
        ({ Month: not null }, _) => R.L["{0}. The day is not recorded yet.", R.F.When(Document.Start, Document.End)],
        ({ Month: null }, null) => R.L["{0}. The month and day are not recorded yet.", R.F.When(Document.Start, Document.End)],
        _ => R.L["{0}.", R.F.When(Document.Start, Document.End)],
    };

    /// <summary>Sessions by day, those without a day last.</summary>
    public IEnumerable<IGrouping<LocalDate?, (Session Session, int No)>> Programme =>
        Document.Sessions.Select((session, no) => (session, no)).GroupBy(item => item.session.Start?.Date).OrderBy(day => day.Key ?? LocalDate.MaxIsoValue);

    /// <summary>True for a session on a day that the event's own dates leave out.</summary>
    public bool IsOutside(LocalDate? day) =>
        day is { } date && Document.Start is { } start && (date < start.First || date > (Document.End ?? start).Last);

    /// <summary>Instruments with what the event did to them.</summary>
    public IReadOnlyList<(string Words, RecordRow Row)> Instruments =>
        Related((LinkKind.AdoptedAt, false), (LinkKind.EndorsedAt, false), (LinkKind.Considered, true));

    public IReadOnlyList<(string Words, RecordRow Row)> Projects => Related((LinkKind.Discussed, true), (LinkKind.ReportedAt, false));

    public IReadOnlyList<(string Words, RecordRow Row)> Practices => Related((LinkKind.PresentedAt, false)).FindAll(one => one.Row.Kind == RecordKind.Practice);

    public IReadOnlyList<(string Words, RecordRow Row)> Parts => Related((LinkKind.PartOf, false));

    public IReadOnlyList<(string Words, RecordRow Row)> Preparation => Related((LinkKind.Prepares, false), (LinkKind.Prepares, true));

    /// <summary>Where an edition was held.</summary>
    internal string? PlaceOf(RecordRow row) =>
        row.Facts.OfType<RowFact.At>().Select(at => R.PlaceName(at.Place, at.Country)).FirstOrDefault();

    private bool BeginsToday() =>
        Zones.StartsAt(Document.Start, Document.StartTime, Document.TimeZone) is { } start && start.InUtc().Date == R.Today;

    protected override async Task ShowAsync(CancellationToken cancel)
    {
        State = Document.StateAt(R.Now);
        // Answers are named by the day: one that is of another state later the same day has no name.
        if (State == EventState.Forthcoming && BeginsToday())
            HttpContext.Features.Set(new TimeOfDay());
        Crumbs.Add((R.L["Events"], R.Href("/events")));
        if (Document.Mechanisms.Select(R.Name).OfType<RecordName>().FirstOrDefault() is { } mechanism)
            Crumbs.Add((Typography.Set(mechanism.Caption.In(R.Language.Tag)), R.Href(RecordKind.Mechanism, mechanism.Id)));
        Description = (Document.Purpose ?? Document.Theme)?.In(R.Language.Tag).Text;
        if (HasCalendar)
            Alternates.Add(("text/calendar", CalendarHref, R.L["Calendar file (.ics)"]));
        await FindClocksAsync(cancel);
        await FindSeriesAsync(cancel);
        if (Document.Venue?.Place is { } place && R.Numbers(RecordKind.City, "place", place) is [var no, ..])
            City = (await R.RowsAsync([no], cancel)) is [var city] ? city.Id : null;
        var shown = Links.Where(IsShownAsRow).Select(link => link.Other.Id).Distinct().Take(MostRows * 4).ToList();
        foreach (var row in await R.RowsAsync(shown, cancel))
            rows[row.Id] = row;
    }

    private async Task FindClocksAsync(CancellationToken cancel)
    {
        if (Document is not { Start: { IsDay: true } start, StartTime: { } time, TimeZone: { } iana } || Zones.Find(iana) is not { } zone)
            return;
        var at = zone.AtLeniently(start.First + time);
        StartsAt = at;
        var countries = new List<string>(Document.ParticipantCountries);
        foreach (var id in Document.Mechanisms)
            if (await R.DocumentAsync<Mechanism>(id, cancel) is { } mechanism)
                countries.AddRange(mechanism.Members);
        var place = R.Terms.Place(Document.Venue?.Place) is { } venue && venue.TimeZone == iana ? venue.Name.In(R.Language.Tag).Text : iana;
        Clocks = Events.Clocks.At(at, place, countries, R);
    }

    private async Task FindSeriesAsync(CancellationToken cancel)
    {
        if (Document.Series is not { } series)
            return;
        SeriesName = R.Terms.Label("events.series", series);
        var editions = R.Numbers(RecordKind.Event, "series", series);
        EditionsOfSeries = editions.Count;
        var here = -1;
        for (var i = 0; i < editions.Count && here < 0; i++)
            if (editions[i] == Stored.No)
                here = i;
        if (here < 0 || Document.Start is null)
            return;
        int[] near = [.. here > 0 ? [editions[here - 1]] : Array.Empty<int>(), .. here + 1 < editions.Count ? [editions[here + 1]] : Array.Empty<int>()];
        var found = await R.RowsAsync(near, cancel);
        NextEdition = here > 0 && found[0].Start is not null ? found[0] : null;
        PreviousEdition = here + 1 < editions.Count && found[^1].Start is not null ? found[^1] : null;
    }

    private static bool IsShownAsRow(LinkedRecord link) => (link.Kind, link.Outgoing) is
        (LinkKind.AdoptedAt or LinkKind.EndorsedAt or LinkKind.ReportedAt or LinkKind.PresentedAt or LinkKind.PartOf, false)
        or (LinkKind.Considered or LinkKind.Discussed, true)
        or (LinkKind.Prepares, _);

    /// <summary>Rows of the other ends of some kinds of link; a record stands once, under the first kind that names it.</summary>
    private List<(string Words, RecordRow Row)> Related(params (LinkKind Kind, bool Outgoing)[] kinds)
    {
        var found = new List<(string, RecordRow)>();
        var seen = new HashSet<string>();
        foreach (var (kind, outgoing) in kinds)
            foreach (var other in Linked(kind, outgoing))
                if (found.Count < MostRows && rows.TryGetValue(other.Id, out var row) && seen.Add(other.Id))
                    found.Add((LinkWords.Of(kind, outgoing, R.L), row));
        return found;
    }
}
