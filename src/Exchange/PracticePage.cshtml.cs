using Concord.Exchange.Contracts;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using NodaTime;

namespace Concord.Exchange;

/// <summary>A practice: what was done, where and by whom, what it cost, and what was measured.</summary>
public sealed class PracticePageModel() : RecordPage<Practice>(RecordKind.Practice)
{
    /// <summary>More events than a page shows one by one; the thread has all.</summary>
    private const int MostRows = 60;

    /// <summary>Results that were measured, with their place in the document.</summary>
    public IReadOnlyList<(int At, PracticeResult Result)> Measured { get; private set; } = [];

    /// <summary>Results that are said in words.</summary>
    public IReadOnlyList<(int At, PracticeResult Result)> Told { get; private set; } = [];

    /// <summary>Where it was presented, latest first.</summary>
    public IReadOnlyList<RecordRow> Events { get; private set; } = [];

    protected override async Task ShowAsync(CancellationToken cancel)
    {
        Crumbs.Add((R.L["Practices"], R.Href("/practices")));
        Crumbs.Add((R.Label("practices.kind", Document.Kind).Text, R.Href("/practices?kind=" + Document.Kind)));
        var first = Document.Technology ?? Document.Measures.Concat(Document.Results.Select(result => result.Text)).FirstOrDefault();
        Description = first?.In(R.Language.Tag).Text;
        var results = Document.Results.Index().Select(result => (At: result.Index, Result: result.Item))
            .ToLookup(result => result.Result.Indicator is not null);
        (Measured, Told) = ([.. results[true]], [.. results[false]]);
        var events = Linked(LinkKind.PresentedAt).Select(one => one.Id).Distinct().Take(MostRows).ToList();
        Events = [.. (await R.RowsAsync(events, cancel)).OrderByDescending(row => (row.Start ?? row.End)?.First ?? LocalDate.MinIsoValue)];
    }

    /// <summary>What it cost, as the source says it; null where that is not recorded.</summary>
    public string? Cost => Document.Cost is { Amount: { } amount } cost
        ? R.Qualified(cost.Currency is { } currency ? R.F.Money(amount, currency) : R.F.Number(amount), "practices.cost.qualifier", cost.Qualifier)
        : null;

    /// <summary>The figure of a result: a value or a range, with the source's word for how exact it is. The unit is in the indicator's label.</summary>
    public string Figure(PracticeResult result)
    {
        var figure = result switch
        {
            { Range: [var low, var high] } => R.L["{0}–{1}", low, high],
            { Value: { } value } => R.F.Number(value),
            _ => R.L["not recorded yet"],
        };
        return R.Qualified(figure, "practices.results.qualifier", result.Qualifier);
    }
}
