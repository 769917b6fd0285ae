using Concord.Kernel.Access;
using Concord.Kernel.Charts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Thread.Timeline;

/// <summary>The documents and events of one mechanism in time: drawn, and as a list by year. Without a mechanism: which there are.</summary>
[May(KernelAccess.ReadRecord)]
public sealed class TimelinePageModel : ConcordPage
{
    private MechanismTimeline? timeline;

    /// <summary>The mechanism shown; null while one is to be chosen.</summary>
    public RecordName? Mechanism { get; private set; }

    /// <summary>An id that no mechanism has.</summary>
    public string? Unknown { get; private set; }

    public IReadOnlyList<(string Id, LocalizedText Name)> Mechanisms { get; private set; } = [];

    /// <summary>What is known of each mechanism, while one is to be chosen.</summary>
    public IReadOnlyList<MechanismSpan> Spans { get; private set; } = [];

    public IHtmlContent? Drawing { get; private set; }

    /// <summary>The rows under their years, the latest first; what has no date comes last.</summary>
    public IReadOnlyList<(string Heading, string Count, IReadOnlyList<RecordRow> Rows)> Years { get; private set; } = [];

    public string Path => R.Href("/timeline");

    /// <summary>How many are shown, where they are not all; otherwise null.</summary>
    public string? Cut => timeline is { } line && line.Total > line.Documents.Count
        ? R.L["The latest {0} of {1} are shown; the lists have them all.", line.Documents.Count, line.Total]
        : null;

    /// <summary>First and last year of the mechanism shown; null where nothing has a date.</summary>
    public string? Span { get; private set; }

    /// <summary>How many are only in the list because they have no date; otherwise null.</summary>
    public string? Undated => timeline?.Documents.Count(document => MechanismTimeline.Day(document) is null) is > 0 and var count
        ? R.L.Plural(count, "{0} more has no date on record and appears in the list only.", "{0} more have no date on record and appear in the list only.")
        : null;

    public string Documents => R.L.Plural(timeline?.Instruments ?? 0, "{0} document", "{0} documents");

    public string Events => R.L.Plural(timeline?.Events ?? 0, "{0} event", "{0} events");

    public int EventCount => timeline?.Events ?? 0;

    public int DocumentCount => timeline?.Instruments ?? 0;

    protected override IReadOnlyCollection<string> Parameters => ["mechanism"];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var faults = new List<string>();
        var id = One("mechanism", faults);
        if (faults.Count > 0)
            return Malformed(faults);
        if (!string.IsNullOrEmpty(id) && MechanismTimeline.Within(R, RecordKind.Event, id).Faults is { Count: > 0 } malformed)
            return Malformed(malformed);
        Title = R.L["Timeline"];
        Mechanisms = await MechanismTimeline.AllAsync(R, cancel);
        await R.LearnNamesAsync(string.IsNullOrEmpty(id) ? [] : [id], cancel);
        if (string.IsNullOrEmpty(id) || R.Name(id) is not { Kind: RecordKind.Mechanism } mechanism)
        {
            Unknown = string.IsNullOrEmpty(id) ? null : id;
            IsIndexed = Unknown is null;
            await OfferAsync(cancel);
            return Page();
        }
        Mechanism = mechanism;
        // A mechanism with nothing recorded is not offered; but when it is the one shown, it is the one chosen.
        if (!Mechanisms.Any(offered => offered.Id == id))
            Mechanisms = [(mechanism.Id, mechanism.Caption), .. Mechanisms];
        await ShowAsync(mechanism, cancel);
        return Page();
    }

    private async Task OfferAsync(CancellationToken cancel)
    {
        var spans = new List<MechanismSpan>();
        foreach (var (id, name) in Mechanisms)
            spans.Add(await MechanismTimeline.SpanAsync(R, id, name, cancel));
        Spans = spans;
        if (spans.Exists(span => span.First is not null))
        {
            var caption = new DrawingCaption("timelines", R.L["Mechanisms in time"], R.L["Each line is a mechanism: bars are the years of a document’s period, rings the years with events. The table below the drawing says the same."], R.Language.Tag);
            Drawing = OverviewDrawing.Draw(caption, R, spans, span => Path + "?mechanism=" + span.Id);
        }
    }

    private async Task ShowAsync(RecordName mechanism, CancellationToken cancel)
    {
        var name = Typography.Set(mechanism.Caption.In(R.Language.Tag));
        Title = R.L["Timeline: {0}", name];
        Crumbs.Add((R.L["Timeline"], Path));
        var years = await MechanismTimeline.SpanAsync(R, mechanism.Id, mechanism.Caption, cancel);
        Span = years is { First: { } first, Last: { } last } ? R.F.Range(new PartialDate(first), new PartialDate(last)) : null;
        timeline = await MechanismTimeline.OfAsync(R, mechanism.Id, cancel);
        Description = R.L["{0}: {1}, {2}.", name, Documents, Events];
        if (timeline.Documents.Any(document => MechanismTimeline.Day(document) is not null))
        {
            var caption = new DrawingCaption("timeline", Title, R.L["Documents are above, as bars over their period; events are below, as rings. The list below the drawing says the same."], R.Language.Tag);
            Drawing = TimelineDrawing.Draw(caption, timeline.Documents.Select(document => MechanismTimeline.Item(R, document)), R.Today, R.L["today"]);
        }
        var rows = await R.RowsOfAsync(timeline.Documents, cancel);
        Years =
        [
            .. timeline.Documents.Zip(rows).GroupBy(item => MechanismTimeline.Day(item.First)?.Year).Select(year => (
                year.Key is { } known ? R.F.Date(new PartialDate(known)) : R.L["No date recorded"],
                R.L.Plural(year.Count(), "{0} record", "{0} records"),
                (IReadOnlyList<RecordRow>)[.. year.Select(item => Here(item.Second, mechanism.Id))])),
        ];
    }

    /// <summary>The row without the mechanism that the whole page is about.</summary>
    private static RecordRow Here(RecordRow row, string mechanism) =>
        row with { Facts = [.. row.Facts.Where(fact => fact is not RowFact.Record record || record.Id != mechanism)] };
}
