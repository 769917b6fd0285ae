using Concord.Kernel.Access;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Kernel.Web.Lists;

/// <summary>The list of a kind: filters with their counts, the chosen ones as links that remove them, 25 rows a page.</summary>
[May(KernelAccess.ReadRecord)]
public sealed class RecordListPageModel : ConcordPage
{
    private const int PageSize = 25;

    // A filter of more values than this shows the first of them and folds the rest away.
    private const int MostOpen = 9;
    private const int FirstOfMany = 6;

    public RecordKind Kind { get; private set; }

    public ListRequest Asked { get; private set; } = null!;

    public string Lede { get; private set; } = "";

    public string Path => R.Href("/" + Kind.Plural());

    public IReadOnlyList<RecordRow> Rows { get; private set; } = [];

    public IReadOnlyList<FilterGroup> Groups { get; private set; } = [];

    public ChosenFilters Chosen { get; private set; } = null!;

    public Paging Pages { get; private set; } = null!;

    internal RecordList List { get; private set; } = null!;

    /// <summary>The day in the field of the form.</summary>
    public string? On => Asked.On is [var first, ..] ? first.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>The one topic that the list is narrowed to, where there is one: it can be followed by mail.</summary>
    public string? Topic => Asked.Values("topic") is [var only] && R.Terms.Topic(only) is not null ? only : null;

    public string ApiHref => Paging.Change("/api/v1/" + Kind.Plural(), Request.Query, "page", null);

    /// <summary>What is chosen though the form has no field for it: the form sends it along.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Kept
    {
        get
        {
            var fields = R.Models[Kind].Filters.Select(filter => filter.Name).ToHashSet();
            if (Kind == RecordKind.Event)
                fields.Add("when");
            return Asked.Parts.Where(part => !fields.Contains(part.Key)
                && !(part.Key == "q" && part.Value == Asked.Words[0])
                && !(part.Key == "on" && part.Value == On && Kind == RecordKind.Instrument));
        }
    }

    /// <summary>A value of a filter with the number of records that choosing it would leave.</summary>
    public sealed record FilterValue(string Value, string Name, int Count, bool IsChosen);

    /// <param name="Name">The parameter that its values are chosen by.</param>
    /// <param name="Legend">What it is called in the reader's language.</param>
    /// <param name="Open">What is chosen, and the first of the others.</param>
    /// <param name="Folded">The rest; empty where there are few.</param>
    public sealed record FilterGroup(string Name, string Legend, IReadOnlyList<FilterValue> Open, IReadOnlyList<FilterValue> Folded);

    protected override IReadOnlyCollection<string> Parameters => ListRequest.Names;

    public async Task<IActionResult> OnGetAsync(string kind, CancellationToken cancel)
    {
        Kind = RecordKinds.FromPlural(kind)!.Value;
        var model = R.Models[Kind];
        Asked = ListRequest.Read(Request.Query, model);
        if (Asked.Faults.Count > 0)
            return Malformed(Asked.Faults);
        Section = kind;
        (Title, Lede) = Heading();
        List = await RecordList.AskAsync(R.Reads, R.Known, model, Asked, R.Now, cancel);
        var nos = await NumbersAsync(model, cancel);
        Rows = await R.RowsAsync(nos, cancel);
        Groups = await GroupsAsync(model, cancel);
        Chosen = ChosenFilters.Of(R, model, Asked, Path, Request.Query);
        Pages = new Paging(R, Path, Request.Query, Asked.Page, (int)Math.Ceiling(List.Total / (double)PageSize));
        return Page();
    }

    /// <summary>How many there are, and which of them are shown.</summary>
    public string CountWords
    {
        get
        {
            var total = R.L.Plural(List.Total, "{0} record", "{0} records");
            if (Rows.Count == 0 || List.Total <= PageSize)
                return total;
            var first = ((Asked.Page - 1) * PageSize) + 1;
            return R.L["{0}, {1}–{2} shown", total, first, first + Rows.Count - 1];
        }
    }

    public IEnumerable<(string Value, string Name, bool IsChosen)> Orders =>
    [
        ("-date", R.L["latest first"], EffectiveOrder == ListOrder.Latest),
        ("date", R.L["oldest first"], EffectiveOrder == ListOrder.Oldest),
        ("name", R.L["by name"], EffectiveOrder == ListOrder.Name),
        ("-name", R.L["by name, reversed"], EffectiveOrder == ListOrder.NameDescending),
    ];

    /// <summary>Rows under headings of years where a list of events or news runs by date; else one part without a heading.</summary>
    public IEnumerable<(string? Heading, IReadOnlyList<RecordRow> Rows)> Parts
    {
        get
        {
            if (Kind is not (RecordKind.Event or RecordKind.NewsItem) || EffectiveOrder is not (ListOrder.Latest or ListOrder.Oldest))
                return [(null, Rows)];
            return Rows.GroupBy(row => (row.Start ?? row.End)?.Year)
                .Select(year => (year.Key is { } known ? R.F.Date(new Time.PartialDate(known)) : R.L["No date recorded"], (IReadOnlyList<RecordRow>)[.. year]))
                .Select(part => ((string?)part.Item1, part.Item2));
        }
    }

    private ListOrder EffectiveOrder => Asked.Order != ListOrder.Default ? Asked.Order
        : !R.Models[Kind].OrderedByDay ? ListOrder.Name
        : Asked.When == When.Upcoming ? ListOrder.Oldest
        : ListOrder.Latest;

    private async Task<List<int>> NumbersAsync(RecordModel model, CancellationToken cancel)
    {
        var skip = (long)(Asked.Page - 1) * PageSize;
        if (skip >= List.Total)
            return [];
        if (EffectiveOrder is ListOrder.Latest or ListOrder.Oldest)
            return List.ByDay(EffectiveOrder == ListOrder.Oldest, (int)skip, PageSize);
        var order = await RecordList.NameOrderAsync(R.Reads, R.Known, model.Kind, R.Language, cancel);
        return List.InOrder(order, EffectiveOrder == ListOrder.NameDescending, (int)skip, PageSize);
    }

    private async Task<List<FilterGroup>> GroupsAsync(RecordModel model, CancellationToken cancel)
    {
        var counts = model.Filters.Select(filter => (Filter: filter, Counts: List.Counts(filter))).ToList();
        await R.LearnNamesAsync(
            counts.Where(group => group.Filter.Values == FilterValues.Records).SelectMany(group => group.Counts).Select(count => count.Value)
                .Concat(Asked.Values("mechanism")),
            cancel);
        var groups = new List<FilterGroup>();
        if (Kind == RecordKind.Event)
            groups.Add(new FilterGroup("when", R.L["Time"], [Time("upcoming", R.L["forthcoming"], When.Upcoming), Time("past", R.L["past"], When.Past)], []));
        foreach (var (filter, values) in counts.Where(group => group.Counts.Count > 0))
            groups.Add(GroupOf(filter, values.ConvertAll(value => new FilterValue(
                value.Value, ChosenFilters.NameOf(R, filter, value.Value), value.Count, Asked.Values(filter.Name).Contains(value.Value)))));
        return groups;

        FilterValue Time(string value, string name, When when) => new(value, name, List.Count(when), Asked.When == when || Asked.When == When.Dated);
    }

    /// <summary>Years come latest first, other values by their number; those that are folded away, by name.</summary>
    private FilterGroup GroupOf(ListFilter filter, List<FilterValue> values)
    {
        if (filter.Values == FilterValues.Years)
            values.Sort((a, b) => string.CompareOrdinal(b.Value, a.Value));
        if (values.Count <= MostOpen)
            return new FilterGroup(filter.Name, R.L[filter.Legend], values, []);
        var (open, folded) = (new List<FilterValue>(), new List<FilterValue>());
        var others = FirstOfMany - values.Count(value => value.IsChosen);
        foreach (var value in values)
            (value.IsChosen || others-- > 0 ? open : folded).Add(value);
        return new FilterGroup(filter.Name, R.L[filter.Legend], open, filter.Values == FilterValues.Years ? folded : [.. folded.OrderBy(Rank)]);

        int Rank(FilterValue value) => R.Terms.Rank(R.Language,
            filter.Values == FilterValues.Places ? R.Terms.Place(value.Value)?.Name.In(R.Language.Tag).Text : value.Name);
    }

    private (string Title, string Lede) Heading() => Kind switch
    {
        RecordKind.Event => (R.L["Events"], R.L["Forums, ministers’ meetings, committees, seminars and training. Times are local to the place of the event."]),
        RecordKind.Instrument => (R.L["Documents"], R.L["What was agreed: agreements, strategies, action plans, memoranda and statements."]),
        RecordKind.Project => (R.L["Projects"], R.L["What is carried out together: projects and standing joint activities."]),
        RecordKind.Practice => (R.L["Practices"], R.L["Technologies, case studies, policies and knowledge that others can learn from."]),
        RecordKind.Mechanism => (R.L["Mechanisms"], R.L["Who cooperates with whom, through which bodies."]),
        RecordKind.NewsItem => (R.L["News"], R.L["What was held, agreed, launched and called for, with the records that it concerns."]),
        RecordKind.Publication => (R.L["Publications"], R.L["Reports, newsletters, guides and books on the cooperation, and where to read them."]),
        RecordKind.Organization => (R.L["Organizations"], R.L["Ministries, centres, secretariats, institutes, companies, funds and networks."]),
        _ => (R.L["Cities"], R.L["Cities and their role in programmes and events."]),
    };
}
