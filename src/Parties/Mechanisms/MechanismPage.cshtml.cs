using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Contracts;

namespace Concord.Parties.Mechanisms;

/// <summary>A mechanism: who cooperates through which bodies, what comes next, what was agreed, and what is carried out.</summary>
public sealed class MechanismPageModel() : RecordPage<Mechanism>(RecordKind.Mechanism)
{
    private const int JustHeld = 3;
    private const int MostForthcoming = 12;
    private const int MostInstruments = 200;
    private const int MostProjects = 12;
    private const int MostWritten = 3;

    // The shortest thread that tells a mechanism's story: what it agreed lately, and the event at hand.
    private const int InstrumentsOnThread = 4;

    /// <summary>States in which a project is being carried out.</summary>
    private static readonly string[] Running = ["ongoing", "in_operation", "launched"];

    private ShortThread? thread;

    public IReadOnlyList<RecordRow> Forthcoming { get; private set; } = [];

    public IReadOnlyList<RecordRow> Held { get; private set; } = [];

    /// <summary>Instruments under the years in which they were adopted or came into force, the newest first; null for no year.</summary>
    public IReadOnlyList<(int? Year, IReadOnlyList<RecordRow> Rows)> InstrumentYears { get; private set; } = [];

    /// <summary>The five kinds of record on the mechanism's thread with their numbers.</summary>
    public IReadOnlyList<(RecordKind Kind, int Count)> Counts { get; private set; } = [];

    public IReadOnlyList<(string Value, int Count)> ProjectStates { get; private set; } = [];

    /// <summary>Projects being carried out; where none is recorded as such, the latest.</summary>
    public IReadOnlyList<RecordRow> Projects { get; private set; } = [];

    public bool ProjectsAreRunning { get; private set; }

    public IReadOnlyList<string> Members { get; private set; } = [];

    public IReadOnlyList<RecordName> Cities { get; private set; } = [];

    /// <summary>The latest news.</summary>
    public IReadOnlyList<RecordRow> News { get; private set; } = [];

    /// <summary>The latest publications.</summary>
    public IReadOnlyList<RecordRow> Publications { get; private set; } = [];

    public override ShortThread ShortThread => thread ?? base.ShortThread;

    public int Count(RecordKind kind) => R.Count(kind, "mechanism", Document.Id);

    /// <summary>The list of a kind, narrowed to this mechanism.</summary>
    public string ListOf(RecordKind kind, string more = "") => R.Href($"/{kind.Plural()}?mechanism={Document.Id}{more}");

    /// <summary>What there is of the mechanism in an area of work: its projects, else its events, its documents or its practices; null for nothing.</summary>
    public string? AreaHref(string topic)
    {
        foreach (var kind in new[] { RecordKind.Project, RecordKind.Event, RecordKind.Instrument, RecordKind.Practice })
            if (R.Count(kind, [("mechanism", Document.Id), ("topic", topic)]) > 0)
                return ListOf(kind, "&topic=" + topic);
        return null;
    }

    public string Calendar => $"/events.ics?mechanism={Document.Id}&lang={R.Language.Tag}";

    /// <summary>The series of a body's meetings has the body's id; null where no such series is held.</summary>
    public string? SeriesHref(GovernanceBody body) =>
        R.Terms.Label("events.series", body.Id) is not null && R.Count(RecordKind.Event, "series", body.Id) > 0 ? R.Href("/series/" + body.Id) : null;

    public IReadOnlyList<(string Role, IReadOnlyList<RecordName> Orgs)> Bodies =>
    [
        .. new (string Role, IReadOnlyList<string> Ids)[]
        {
            (R.L["Secretariat"], Document.SecretariatOrgs),
            (R.L["Centres"], Document.CentreOrgs),
            (R.L["Supporting bodies"], Document.SupportOrgs),
        }.Where(role => role.Ids.Count > 0).Select(role => (role.Role, Named(role.Ids))),
    ];

    public IReadOnlyList<RecordName> Named(IReadOnlyList<string> ids) => [.. ids.Select(R.Name).OfType<RecordName>()];

    protected override async Task ShowAsync(CancellationToken cancel)
    {
        Crumbs.Add((R.L["Mechanisms"], R.Href("/mechanisms")));
        Description = Document.Description?.In(R.Language.Tag).Text;
        var id = Document.Id;
        Alternates.Add(("text/calendar", Calendar, R.L["Calendar of this mechanism’s events"]));
        Members = [.. Document.Members.OrderBy(R.Country, R.Language.Order)];
        Forthcoming = (await R.ListAsync(RecordKind.Event, "mechanism", id, When.Upcoming, MostForthcoming, cancel)).Without(IsSaid);
        Held = (await R.ListAsync(RecordKind.Event, "mechanism", id, When.Past, JustHeld, cancel)).Without(IsSaid);
        var instruments = (await R.ListAsync(RecordKind.Instrument, "mechanism", id, take: MostInstruments, cancel: cancel)).Without(IsSaid);
        ProjectStates = R.Counts(RecordKind.Project, "mechanism", id, by: "status");
        Projects = (await ProjectsAsync(cancel)).Without(IsSaid);
        Cities = [.. Links.Where(link => link is { Kind: LinkKind.TakesPartIn, Outgoing: false, Other.Kind: RecordKind.City })
            .Select(link => link.Other).OrderBy(name => name.Caption.In(R.Language.Tag).Text, R.Language.Order)];
        News = (await R.ListAsync(RecordKind.NewsItem, "mechanism", id, take: MostWritten, cancel: cancel)).Without(IsSaid);
        Publications = (await R.ListAsync(RecordKind.Publication, "mechanism", id, take: MostWritten, cancel: cancel)).Without(IsSaid);
        Counts = [.. new[] { RecordKind.Instrument, RecordKind.Event, RecordKind.Project, RecordKind.Practice, RecordKind.City }
            .Select(kind => (kind, Count(kind))).Where(count => count.Item2 > 0)];
        InstrumentYears = await ByYearAsync(instruments, cancel);
        thread = ThreadOf([.. instruments.Take(InstrumentsOnThread).Reverse()]);
    }

    /// <summary>That a row belongs to this mechanism goes without saying here.</summary>
    private bool IsSaid(RowFact fact) => fact is RowFact.Record(var other) && other == Document.Id;

    private async Task<List<RecordRow>> ProjectsAsync(CancellationToken cancel)
    {
        var running = new List<RecordRow>();
        foreach (var state in Running)
            running.AddRange(await R.ListAsync(RecordKind.Project, [("mechanism", Document.Id), ("status", state)], take: MostProjects, cancel: cancel));
        ProjectsAreRunning = running.Count > 0;
        return ProjectsAreRunning
            ? [.. running.Take(MostProjects).OrderBy(row => row.Title.In(R.Language.Tag).Text, R.Language.Order)]
            : await R.ListAsync(RecordKind.Project, "mechanism", Document.Id, take: 5, cancel: cancel);
    }

    /// <summary>The year by which the index orders an instrument: rows carry no date of their own.</summary>
    private async Task<List<(int? Year, IReadOnlyList<RecordRow> Rows)>> ByYearAsync(List<RecordRow> instruments, CancellationToken cancel)
    {
        var days = await R.DaysAsync([.. instruments.Select(row => row.Id)], cancel);
        return [.. instruments.GroupBy(row => days.GetValueOrDefault(row.Id)?.Year).Select(year => (year.Key, (IReadOnlyList<RecordRow>)[.. year]))];
    }

    private ShortThread ThreadOf(List<RecordRow> instruments)
    {
        var nodes = instruments.ConvertAll(row => new ShortThread.Node(row.What is { } what ? R.Label(what).Text : "",
            new RecordName(row.Kind, row.Id, row.Title)));
        if (Forthcoming.Count > 0)
            nodes.Add(NodeOf(R.L["next event"], Forthcoming[0]));
        else if (Held.Count > 0)
            nodes.Add(NodeOf(R.L["last event"], Held[0]));
        return new ShortThread([], nodes, Counts.Sum(count => count.Count) - nodes.Count);
    }

    private static ShortThread.Node NodeOf(string words, RecordRow row) => new(words, new RecordName(row.Kind, row.Id, row.Title));

    /// <summary>The number with its word, for the drawing of the five kinds.</summary>
    public string CountWords(RecordKind kind, int count) => kind switch
    {
        RecordKind.Instrument => R.L.Plural(count, "agreed document", "agreed documents"),
        RecordKind.Event => R.L.Plural(count, "event", "events"),
        RecordKind.Project => R.L.Plural(count, "project", "projects"),
        RecordKind.Practice => R.L.Plural(count, "practice", "practices"),
        _ => R.L.Plural(count, "city", "cities"),
    };
}
