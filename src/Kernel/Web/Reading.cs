using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Vocabulary;
using NodaTime;

namespace Concord.Kernel.Web;

/// <summary>
/// One reader's request: the language, the instant, the words of the house, and the names of the records that the page mentions.
/// Pages and partials ask it for everything that depends on the reader.
/// </summary>
public sealed class Reading
{
    private readonly Lazy<ConcordDb> db;
    private readonly RecordIndex index;
    private readonly RecordModels models;
    private readonly AccessRules rules;
    private readonly Dictionary<string, RecordName> names = [];
    private Snapshot? snapshot;

    internal Reading(RecordReads reads, Lazy<ConcordDb> db, RecordIndex index, RecordModels models, AccessRules rules, Person person, Language language,
        Strings strings, Instant now)
    {
        (Reads, this.db, this.index, this.models, this.rules, Person, Language, L, Now) = (reads, db, index, models, rules, person, language, strings, now);
        F = Formats.For(language);
    }

    /// <summary>Who asks.</summary>
    public Person Person { get; }

    public Language Language { get; }

    /// <summary>The interface's words.</summary>
    public Strings L { get; }

    /// <summary>Dates, numbers and lists in the reader's language.</summary>
    public Formats F { get; }

    /// <summary>One instant for the whole page.</summary>
    public Instant Now { get; }

    /// <summary>The day of <see cref="Now"/> in UTC, as the foot of every page shows it.</summary>
    public LocalDate Today => Now.InUtc().Date;

    /// <summary>The store, for the questions that nearly every page asks.</summary>
    public RecordReads Reads { get; }

    /// <summary>The store, for all other questions; here it is only read.</summary>
    public ConcordDb Db
    {
        get
        {
            // One connection at a time: requests that hold one and want another would wait for each other once the pool is empty.
            Reads.LetGo();
            return db.Value;
        }
    }

    public RecordModels Models => models;

    /// <summary>Places, topics and labels.</summary>
    public Terms Terms => Known.Terms;

    /// <summary>Names everything that an answer depends on besides the request: the change number, the day, and which events are over.</summary>
    public string State => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Known.State.ChangeNo}.{Known.State.Mark}.{IndexEntry.DayNumber(Today)}.{Known[RecordKind.Event].NextEnd(Now.ToUnixTimeSeconds())}");

    internal Snapshot Known => snapshot ?? throw new InvalidOperationException("Ask BeginAsync first.");

    /// <summary>Whether the reader may do this to something; what is shown is not yet allowed, the act asks again.</summary>
    public bool MayAnywhere(string act) => rules.MayAnywhere(Person, act);

    /// <summary>All that the reader may.</summary>
    public PersonRights Rights => new(rules, Person);

    /// <summary>Whether the reader may do this to that.</summary>
    public bool May(string act, Subject subject) => rules.May(Person, act, subject);

    /// <summary>The mechanisms within which the reader may do this; null for everywhere.</summary>
    public IReadOnlyList<string>? MechanismsOf(string act) => rules.MechanismsOf(Person, act);

    /// <summary>Takes the state of the store that the page is made from.</summary>
    public async ValueTask BeginAsync(CancellationToken cancel = default) => snapshot ??= await index.CurrentAsync(Reads, cancel);

    /// <summary>Gives the store's connection back before an answer goes out to a reader who may be slow; a later read takes another.</summary>
    public ValueTask LetGoAsync() => Reads.DisposeAsync();

    /// <summary>How many records of a kind there are, or how many carry a facet value.</summary>
    public int Count(RecordKind kind, string? facet = null, string? value = null) =>
        facet is null ? Known[kind].Slots : Known[kind].Count(facet, value!);

    /// <summary>The values of a facet of a kind, with how many records carry each.</summary>
    public IEnumerable<(string Value, int Count)> Values(RecordKind kind, string facet)
    {
        foreach (var (value, bits) in Known[kind].Values(facet))
            if (bits.Count() is > 0 and var count)
                yield return (value, count);
    }

    /// <summary>Numbers of the records of a kind with a facet value, latest first, those without a day last.</summary>
    public IReadOnlyList<int> Numbers(RecordKind kind, string facet, string value) => Known[kind].NumbersOf(facet, value);

    /// <summary>How many events are over, or are not over yet; undated ones are neither.</summary>
    public int Count(When when) => InTime(RecordKind.Event, when)?.Count() ?? Known[RecordKind.Event].Slots;

    /// <summary>Numbers of records of a kind by their day, at most <paramref name="take"/> of them. Those without a day are left out.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="when">For events: over, or not over yet; one that is running is not over.</param>
    /// <param name="oldestFirst">Else the latest first.</param>
    /// <param name="take">The most that are wanted.</param>
    /// <param name="notAfter">The last day that counts, where there is one.</param>
    public IReadOnlyList<int> NumbersByDay(RecordKind kind, When when, bool oldestFirst, int take, LocalDate? notAfter = null) =>
        Known[kind].NumbersByDay(InTime(kind, when), oldestFirst, take, notAfter is { } last ? IndexEntry.DayNumber(last) : int.MaxValue);

    private SlotSet? InTime(RecordKind kind, When when)
    {
        var events = Known[kind];
        return when switch
        {
            When.Past => events.Past(Now.ToUnixTimeSeconds()),
            When.Upcoming => events.Upcoming(Now.ToUnixTimeSeconds()),
            When.Dated => events.Dated(),
            _ => null,
        };
    }

    /// <summary>Numbers of the first records of a kind, in the order in which they were recorded.</summary>
    public IReadOnlyList<int> FirstNumbers(RecordKind kind, int take) =>
        [.. Enumerable.Range(0, Math.Min(take, Known[kind].Slots)).Select(Known[kind].No)];

    /// <summary>First and last year of the records of a kind with a facet value, by the day that they are ordered by; null where none has one.</summary>
    public (int First, int Last)? YearsOf(RecordKind kind, string facet, string value) => Known[kind].YearsOf(facet, value);

    /// <summary>Documents of records of one kind by number, in the order of <paramref name="nos"/>.</summary>
    public async Task<List<T>> DocumentsAsync<T>(IReadOnlyList<int> nos, CancellationToken cancel = default)
        where T : RecordDocument =>
        [.. (await DocumentsAsync(nos, cancel)).OfType<T>()];

    /// <summary>The records of a kind that a request asks for; the request has no faults.</summary>
    public Task<RecordList> AskAsync(RecordKind kind, ListRequest request, CancellationToken cancel = default) =>
        RecordList.AskAsync(Reads, Known, models[kind], request, Now, cancel);

    /// <summary>Numbers of the records of a list after one of them, in the order that was asked for; names stand in the order of English.</summary>
    public Task<List<int>> AfterAsync(RecordKind kind, RecordList list, int after, int take, CancellationToken cancel = default) =>
        list.AfterAsync(Reads, Known, models[kind], Language.English, after, take, cancel);

    /// <summary>Loads names of records that the page will mention; ids that are known already cost nothing.</summary>
    public async Task LearnNamesAsync(IEnumerable<string> ids, CancellationToken cancel = default)
    {
        List<string>? unknown = null;
        foreach (var id in ids)
        {
            if (names.ContainsKey(id) || unknown?.Contains(id) == true)
                continue;
            if (Known.Names.TryGet(id, out var shelved))
                names[id] = shelved!;
            else
                (unknown ??= []).Add(id);
        }
        if (unknown is null)
            return;
        foreach (var name in await Reads.NamesAsync(unknown, cancel))
            Known.Names.Put(name.Id, names[name.Id] = name);
    }

    /// <summary>Takes names that a page has read anyway.</summary>
    public void Learn(IEnumerable<RecordName> known)
    {
        foreach (var name in known)
            names[name.Id] = name;
    }

    /// <summary>The name of a record that was learnt, or null.</summary>
    public RecordName? Name(string id) => names.GetValueOrDefault(id);

    /// <summary>The label of a coded value; the bare value where there is no label.</summary>
    public Worded Label(string field, string value) =>
        Terms.Label(field, value)?.In(Language.Tag) ?? new Worded(Language.Tag, value);

    public Worded Label(Coded coded) => Label(coded.Field, coded.Value);

    public string Country(string code) => Label("countries", code).Text;

    public string LanguageName(string tag) => Label("languages", tag).Text;

    /// <summary>The record's page in the reader's language.</summary>
    public string Href(RecordKind kind, string id) => $"/{Language.Tag}/{kind.Plural()}/{id}";

    /// <summary>The address of a page of the house in the reader's language; <paramref name="path"/> begins with a slash.</summary>
    public string Href(string path) => "/" + Language.Tag + path;

    /// <summary>A place with its country as the language puts them: <c>Nanning, China</c>, <c>中国南宁</c>.</summary>
    public string? PlaceName(string? place, string? country)
    {
        var known = Terms.Place(place);
        country ??= known?.Country;
        var land = country is null ? null : Country(country);
        var name = known?.Name.In(Language.Tag).Text;
        if (name is null || land is null || name == land)
            return name ?? land;
        return Language.Tag switch
        {
            "zh" => land + name,
            "ko" => land + " " + name,
            _ => name + ", " + land,
        };
    }

    /// <summary>Documents of records of any kinds by number, in the order of <paramref name="nos"/>.</summary>
    public async Task<List<RecordDocument>> DocumentsAsync(IReadOnlyList<int> nos, CancellationToken cancel)
    {
        var found = new Dictionary<int, RecordDocument>(nos.Count);
        var missing = new List<int>();
        foreach (var no in nos)
            if (Known.Documents.TryGet(no, out var shelved))
                found[no] = shelved!;
            else
                missing.Add(no);
        foreach (var (no, kind, body) in await Reads.BodiesAsync(missing, cancel))
            Known.Documents.Put(no, found[no] = models[kind].Read(body));
        return [.. nos.Where(found.ContainsKey).Select(no => found[no])];
    }

    /// <summary>Documents as they are stored, by number, in the order of <paramref name="nos"/>.</summary>
    public async Task<List<StoredBody>> BodiesAsync(IReadOnlyList<int> nos, CancellationToken cancel)
    {
        var found = new List<StoredBody>(nos.Count);
        var missing = new List<int>();
        foreach (var no in nos)
            if (Known.Bodies.TryGet(no, out var shelved))
                found.Add(shelved);
            else
                missing.Add(no);
        if (missing.Count == 0)
            return found;
        foreach (var body in await Reads.BodiesAsync(missing, cancel))
        {
            Known.Bodies.Put(body.No, body);
            found.Add(body);
        }
        var places = new Dictionary<int, int>(nos.Count);
        for (var i = 0; i < nos.Count; i++)
            places[nos[i]] = i;
        found.Sort((one, other) => places[one.No].CompareTo(places[other.No]));
        return found;
    }

    /// <summary>The document of a record that the page only looks into, or null where there is none of that kind.</summary>
    public async Task<T?> DocumentAsync<T>(string id, CancellationToken cancel = default)
        where T : RecordDocument
    {
        if (Known.Numbers.TryGet(id, out var no) && Known.Documents.TryGet(no, out var shelved))
            return shelved as T;
        if (await Reads.BodiesAsync([id], cancel) is not [var stored])
            return null;
        var document = models[stored.Kind].Read(stored.Body);
        Known.Numbers.Put(id, stored.No);
        Known.Documents.Put(stored.No, document);
        return document as T;
    }

    /// <summary>Reads a record by kind and id, or null.</summary>
    public async Task<(StoredRecord Stored, T Document)?> FindAsync<T>(RecordKind kind, string id, CancellationToken cancel = default)
        where T : RecordDocument =>
        await Reads.FindAsync(kind, id, cancel) is { } stored ? (stored, (T)models[kind].Read(stored.Body)) : null;

    /// <summary>Rows for records of any kinds by id, in the order given; what their facts mention is learnt.</summary>
    public async Task<List<RecordRow>> RowsAsync(IReadOnlyCollection<string> ids, CancellationToken cancel = default)
    {
        var found = new Dictionary<string, RecordRow>(ids.Count);
        var missing = new List<string>();
        foreach (var id in ids)
            if (Known.Numbers.TryGet(id, out var no) && Known.Rows.TryGet(no, out var shelved))
                found[id] = shelved!;
            else
                missing.Add(id);
        foreach (var body in await Reads.BodiesAsync(missing, cancel))
        {
            var row = Shelve(body);
            Known.Numbers.Put(row.Id, body.No);
            found[row.Id] = row;
        }
        return await WithNamesAsync([.. ids.Where(found.ContainsKey).Select(id => found[id])], cancel);
    }

    /// <summary>Rows for records of any kinds by number, in the order given; what their facts mention is learnt.</summary>
    public async Task<List<RecordRow>> RowsAsync(IReadOnlyList<int> nos, CancellationToken cancel = default)
    {
        var found = new Dictionary<int, RecordRow>(nos.Count);
        var missing = new List<int>();
        foreach (var no in nos)
            if (Known.Rows.TryGet(no, out var shelved))
                found[no] = shelved!;
            else
                missing.Add(no);
        foreach (var body in await Reads.BodiesAsync(missing, cancel))
            found[body.No] = Shelve(body);
        return await WithNamesAsync([.. nos.Where(found.ContainsKey).Select(no => found[no])], cancel);
    }

    /// <summary>Rows for documents; what their facts mention is learnt.</summary>
    public Task<List<RecordRow>> RowsOfAsync(IEnumerable<RecordDocument> documents, CancellationToken cancel = default) =>
        WithNamesAsync([.. documents.Select(document => models.Of(document.GetType()).Row(document))], cancel);

    private RecordRow Shelve(StoredBody stored)
    {
        var model = models[stored.Kind];
        var row = model.Row(model.Read(stored.Body));
        Known.Rows.Put(stored.No, row);
        return row;
    }

    private async Task<List<RecordRow>> WithNamesAsync(List<RecordRow> rows, CancellationToken cancel)
    {
        await LearnNamesAsync(rows.SelectMany(row => row.Facts).OfType<RowFact.Record>().Select(fact => fact.Id), cancel);
        return rows;
    }
}

/// <summary>What another page needs to name and link a record.</summary>
public sealed record RecordName(RecordKind Kind, string Id, LocalizedText Caption);
