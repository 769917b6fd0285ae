using Concord.Events.Contracts;
using Concord.Instruments.Contracts;
using Concord.Kernel.Access;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Vocabulary;
using Concord.Kernel.Web;
using Concord.Parties.Contracts;

namespace Concord.Thread.Home;

/// <summary>The home page: what is forthcoming, what has just happened, what was newly agreed, and who cooperates.</summary>
[May(KernelAccess.ReadRecord)]
public sealed class HomePageModel : ConcordPage
{
    private const int MostForthcoming = 8, MostNews = 3, MostPast = 5, MostAgreed = 5, MostMechanisms = 24;

    /// <summary>Events whose decisions may be newer than any date that a document itself states.</summary>
    private const int EventsLookedThrough = 30;

    public IReadOnlyList<RecordRow> Forthcoming { get; private set; } = [];

    public int ForthcomingCount { get; private set; }

    public IReadOnlyList<RecordRow> Past { get; private set; } = [];

    /// <summary>The latest news.</summary>
    public IReadOnlyList<RecordRow> News { get; private set; } = [];

    public IReadOnlyList<AgreedDocument> Agreed { get; private set; } = [];

    public IReadOnlyList<MechanismCounts> Mechanisms { get; private set; } = [];

    public IReadOnlyList<string> ShortNames { get; private set; } = [];

    /// <summary>The day, as it stands at the head of a page: capitalized even where the language writes weekdays in lower case.</summary>
    public string Day
    {
        get
        {
            var day = R.F.Weekday(R.Today);
            return char.ToUpper(day[0], R.Language.Culture) + day[1..];
        }
    }

    /// <summary>When the last event was held, in words.</summary>
    public string? LastHeld => Past.Count == 0 ? null : R.F.When(Past[0].Start, Past[0].End);

    /// <summary>An instrument with the sentence of its adoption.</summary>
    public sealed record AgreedDocument(RecordRow Row, string Sentence, string? Period);

    /// <summary>A mechanism with its numbers of documents and events.</summary>
    public sealed record MechanismCounts(Mechanism Mechanism, int Documents, int Events);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        DescribeWholeRecord();
        Description = R.L["What ministries, secretariats and cities agree, whom they meet, what they carry out together and what comes of it. Each statement with its source."];
        Alternates.Add(("text/calendar", "/events.ics?lang=" + R.Language.Tag, R.L["Calendar of events"]));
        var mechanisms = await R.DocumentsAsync<Mechanism>(R.FirstNumbers(RecordKind.Mechanism, MostMechanisms), cancel);
        R.Learn(mechanisms.Select(mechanism => new RecordName(RecordKind.Mechanism, mechanism.Id, mechanism.Name)));
        ShortNames = mechanisms.ConvertAll(mechanism => MechanismShortName.Of(mechanism, R.Language));
        Mechanisms = mechanisms.ConvertAll(mechanism => new MechanismCounts(mechanism,
            R.Count(RecordKind.Instrument, "mechanism", mechanism.Id), R.Count(RecordKind.Event, "mechanism", mechanism.Id)));
        await ReadForthcomingAsync(mechanisms, cancel);
        News = await R.RowsAsync(R.NumbersByDay(RecordKind.NewsItem, When.All, oldestFirst: false, MostNews, notAfter: R.Today), cancel);
        Past = await R.RowsOfAsync(await R.DocumentsAsync<Event>(R.NumbersByDay(RecordKind.Event, When.Past, oldestFirst: false, MostPast), cancel), cancel);
        await ReadAgreedAsync(cancel);
    }

    private async Task ReadForthcomingAsync(List<Mechanism> mechanisms, CancellationToken cancel)
    {
        ForthcomingCount = R.Count(When.Upcoming);
        var events = await R.DocumentsAsync<Event>(R.NumbersByDay(RecordKind.Event, When.Upcoming, oldestFirst: true, MostForthcoming), cancel);
        var rows = await R.RowsOfAsync(events, cancel);
        var places = new Lazy<List<Place>>(() => [.. R.Terms.Places.OrderByDescending(place => R.Count(RecordKind.Event, "place", place.Id))]);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Time is not { } time)
                continue;
            var countries = events[i].ParticipantCountries.Concat(mechanisms.Where(mechanism => events[i].Mechanisms.Contains(mechanism.Id))
                .SelectMany(mechanism => mechanism.Members));
            rows[i] = rows[i] with { Time = time with { AlsoIn = OtherClocks.For(time, countries, places.Value) } };
        }
        Forthcoming = rows;
    }

    /// <summary>The documents adopted last, by their own date or by that of the event that adopted or endorsed them.</summary>
    private async Task ReadAgreedAsync(CancellationToken cancel)
    {
        var held = await R.DocumentsAsync<Event>(R.NumbersByDay(RecordKind.Event, When.Past, oldestFirst: false, EventsLookedThrough), cancel);
        var heldIds = held.ConvertAll(happened => happened.Id);
        var decided = await R.Reads.LinkedToAsync(heldIds, [LinkKind.AdoptedAt, LinkKind.EndorsedAt], cancel);
        var dated = R.NumbersByDay(RecordKind.Instrument, When.All, oldestFirst: false, EventsLookedThrough, notAfter: R.Today);
        var documents = await R.DocumentsAsync<Instrument>([.. decided.Union(dated)], cancel);

        var places = held.ToDictionary(happened => happened.Id);
        foreach (var id in documents.Select(document => document.AdoptedAt ?? document.EndorsedAt).OfType<string>().Distinct())
            if (!places.ContainsKey(id) && await R.DocumentAsync<Event>(id, cancel) is { } happened)
                places[id] = happened;

        var agreed = documents.Select(document => AdoptionSentence.Of(document, places))
            .OfType<AdoptionSentence>()
            .Where(adoption => adoption.On.First <= R.Today)
            .OrderByDescending(adoption => adoption.On.Last > R.Today ? adoption.On.First : adoption.On.Last)
            .ThenBy(adoption => adoption.Document.Id, StringComparer.Ordinal)
            .Take(MostAgreed).ToList();
        var rows = await R.RowsOfAsync(agreed.Select(adoption => adoption.Document), cancel);
        Agreed = [.. agreed.Zip(rows, (adoption, row) => new AgreedDocument(row, adoption.In(R),
            adoption.Document.Period is { } period ? R.F.Range(period.Start, period.End) : null))];
    }
}
