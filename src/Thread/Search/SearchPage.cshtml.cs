using Concord.Kernel.Access;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Search;
using Concord.Kernel.Vocabulary;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Concord.Thread.Search;

/// <summary>Search over everything: ranked results with their kinds as facets; what else to ask where there is none.</summary>
[May(KernelAccess.ReadRecord)]
public sealed class SearchPageModel : ConcordPage
{
    private const int MostTopics = 3;

    /// <summary>What was typed; empty where nothing was.</summary>
    public string Query { get; private set; } = "";

    public RecordKind? Kind { get; private set; }

    /// <summary>The answer; null where nothing was typed.</summary>
    public SearchAnswer? Answer { get; private set; }

    public IReadOnlyList<SearchHit> Hits { get; private set; } = [];

    public Paging Pages { get; private set; } = null!;

    /// <summary>What else to ask; null where something was found.</summary>
    public SearchAdvice? Advice { get; private set; }

    /// <summary>Topics whose name was typed, with the lists of records on them.</summary>
    public IReadOnlyList<(Topic Topic, IReadOnlyList<(RecordKind Kind, int Count)> Lists)> Topics { get; private set; } = [];

    /// <summary>The mechanisms whose name or acronym was typed, with the lists of what they hold.</summary>
    public IReadOnlyList<(RecordName Name, IReadOnlyList<(RecordKind Kind, int Count)> Lists)> Mechanisms { get; private set; } = [];

    public string Path => R.Href("/search");

    /// <summary>Records of all kinds that were found.</summary>
    public int TotalOfAll => Answer is { } answer ? answer.Counts.Values.Sum() : 0;

    /// <summary>The kinds found, in the order in which results of equal rank stand.</summary>
    public IEnumerable<(RecordKind Kind, int Count)> Kinds =>
        Shown.Select(kind => (kind, Answer!.Counts.GetValueOrDefault(kind))).Where(kind => kind.Item2 > 0 || kind.kind == Kind);

    public static IReadOnlyList<RecordKind> Shown { get; } =
        [
            RecordKind.Mechanism, RecordKind.Instrument, RecordKind.Event, RecordKind.Project, RecordKind.Organization, RecordKind.Practice,
            RecordKind.City, RecordKind.Publication, RecordKind.NewsItem,
        ];

    protected override IReadOnlyCollection<string> Parameters => ["q", "kind", "page"];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (Read() is { Count: > 0 } faults)
            return Malformed(faults);
        Searched = Query;
        Title = Query.Length == 0 ? R.L["Search"] : R.L["Search: {0}", Query];
        if (Query.Length == 0)
            return Page();
        Answer = await RecordSearch.AskAsync(R, Query, Kind, page, cancel);
        var documents = await R.DocumentsAsync(Answer.Nos, cancel);
        Hits = [.. documents.Select(document => SearchHit.Of(document, R.Models.Of(document.GetType()), R.Terms, Answer.Query, R.Language.Tag))];
        await R.LearnNamesAsync(Hits.SelectMany(hit => hit.Row.Facts).OfType<RowFact.Record>().Select(fact => fact.Id), cancel);
        Pages = new Paging(R, Path, Request.Query, page, (Answer.Total + RecordSearch.PageSize - 1) / RecordSearch.PageSize);
        if (page == 1)
        {
            Topics = [.. TopicSearch.Find(R.Terms, Answer.Query, MostTopics).Select(topic => (topic, Lists("topic", topic.Id)))
                .Where(topic => topic.Item2.Count > 0)];
            Mechanisms =
            [
                .. documents.Where(document => R.Models.Of(document.GetType()).Kind == RecordKind.Mechanism && IsCalled(document, Answer.Query))
                    .Select(document => (new RecordName(RecordKind.Mechanism, document.Id, document.Caption),
                        (IReadOnlyList<(RecordKind Kind, int Count)>)Lists("mechanism", document.Id).FindAll(list => list.Kind != RecordKind.Mechanism)))
                    .Where(mechanism => mechanism.Item2.Count > 0),
            ];
        }
        if (TotalOfAll == 0)
            Advice = await SearchAdvice.ForAsync(R, Query, cancel);
        return Page();
    }

    /// <summary>How many records there are, and which of them are shown.</summary>
    public string CountWords
    {
        get
        {
            var total = Answer!.IsCapped ? R.L["More than {0} records", Answer.Total] : R.L.Plural(Answer.Total, "{0} record", "{0} records");
            if (Hits.Count == 0 || Answer.Total <= RecordSearch.PageSize)
                return total;
            var first = ((page - 1) * RecordSearch.PageSize) + 1;
            return R.L["{0}, {1}–{2} shown", total, first, first + Hits.Count - 1];
        }
    }

    /// <summary>The search of this page for one kind; null for all.</summary>
    public string HrefOf(RecordKind? kind) => Paging.Change(Path, Request.Query, "kind", kind?.Plural());

    /// <summary>Another search.</summary>
    public string HrefOf(string query) => QueryHelpers.AddQueryString(Path, "q", query);

    /// <summary>The list of a kind's records that have a value of a filter.</summary>
    public string HrefOf(RecordKind kind, string filter, string value) => QueryHelpers.AddQueryString(R.Href("/" + kind.Plural()), filter, value);

    public string Number(int count) => count > RecordSearch.Most ? R.L["more than {0}", RecordSearch.Most] : R.F.Number(count);

    private int page = 1;

    private List<(RecordKind Kind, int Count)> Lists(string facet, string value) =>
        [.. Shown.Select(kind => (kind, R.Count(kind, facet, value))).Where(list => list.Item2 > 0)];

    private static bool IsCalled(RecordDocument document, SearchQuery query) =>
        document.Caption.Select(name => name.Text).Append(document.Abbreviation).Any(name => Tokenizer.NameKey(name) == query.NameKey);

    private List<string> Read()
    {
        var faults = new List<string>();
        if (One("q", faults) is { } query)
        {
            if (query.Length > ListRequest.LongestQuery)
                faults.Add(Unreadable("q", query, R.L["at most 500 characters"]));
            else if (query.Any(char.IsControl))
                faults.Add(Unreadable("q", query, R.L["words without control characters"]));
            else
                Query = query.Trim();
        }
        if (One("kind", faults) is { } kind)
        {
            Kind = RecordKinds.FromPlural(kind);
            if (Kind is null)
                faults.Add(Unreadable("kind", kind, R.L["one of {0}", string.Join(", ", RecordKinds.All.Select(known => known.Plural()))]));
        }
        page = WholeNumber("page", faults) ?? 1;
        return faults;
    }
}
