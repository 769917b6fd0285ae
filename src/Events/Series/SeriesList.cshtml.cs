using Concord.Events.Contracts;
using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Lists;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Events.Series;

/// <summary>
/// The series of events, under the mechanisms that hold them. The filters are those of the list of events: a series is found by any of its
/// editions.
/// </summary>
[May(KernelAccess.ReadRecord)]
public sealed class SeriesListModel : ConcordPage
{
    private const int PageSize = 25;

    /// <param name="Id">Id of the series.</param>
    /// <param name="Name">Its label; null where the bundle has none.</param>
    /// <param name="Editions">How many editions are on record, whatever is asked for.</param>
    /// <param name="Years">First and last year on record.</param>
    public sealed record Line(string Id, LocalizedText? Name, int Editions, (int First, int Last)? Years);

    /// <summary>
    /// Series by the mechanism of their latest edition, those without one last, under
    /// null; in another order in one group, without a mechanism.
    /// </summary>
    public IReadOnlyList<(RecordName? Mechanism, IReadOnlyList<Line> Lines)> Groups { get; private set; } = [];

    public ChosenFilters Chosen { get; private set; } = null!;

    public Paging Pages { get; private set; } = null!;

    /// <summary>Whether the series stand under their mechanisms: where no other order is asked for.</summary>
    public bool IsByMechanism { get; private set; }

    /// <summary>How many series match.</summary>
    public int Count { get; private set; }

    public string Path => R.Href("/series");

    protected override IReadOnlyCollection<string> Parameters => ListRequest.Names;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var model = R.Models[RecordKind.Event];
        var asked = ListRequest.Read(Request.Query, model);
        if (asked.Faults.Count > 0)
            return Malformed(asked.Faults);
        Title = R.L["Series of events"];
        Section = "events";
        Crumbs.Add((R.L["Events"], R.Href("/events")));
        var found = await R.AskAsync(model.Kind, asked, cancel);
        var lines = found.CountsOf("series").Select(one => LineOf(one.Value)).ToList();
        (Count, IsByMechanism) = (lines.Count, asked.Order == ListOrder.Default);
        var mechanisms = await MechanismsAsync(lines, cancel);
        await R.LearnNamesAsync(asked.Values("mechanism"), cancel);
        Chosen = ChosenFilters.Of(R, model, asked, Path, Request.Query);
        Pages = new Paging(R, Path, Request.Query, asked.Page, (Count + PageSize - 1) / PageSize);
        var shown = InOrder(lines, asked.Order, mechanisms).Skip((int)Math.Min((asked.Page - 1L) * PageSize, Count)).Take(PageSize);
        Groups = [.. shown.GroupBy(line => IsByMechanism ? mechanisms[line.Id] : "").Select(group => (R.Name(group.Key), (IReadOnlyList<Line>)[.. group]))];
        return Page();
    }

    private IEnumerable<Line> InOrder(List<Line> lines, ListOrder order, Dictionary<string, string> mechanisms)
    {
        var editions = lines.GroupBy(line => mechanisms[line.Id]).ToDictionary(group => group.Key, group => group.Sum(line => line.Editions));
        return order switch
        {
            ListOrder.Name => lines.OrderBy(NameOf, R.Language.Order),
            ListOrder.NameDescending => lines.OrderByDescending(NameOf, R.Language.Order),
            ListOrder.Oldest => lines.OrderBy(line => line.Years is null).ThenBy(line => line.Years?.First).ThenBy(NameOf, R.Language.Order),
            ListOrder.Latest => lines.OrderBy(line => line.Years is null).ThenByDescending(line => line.Years?.Last).ThenBy(NameOf, R.Language.Order),
            _ => lines.OrderBy(line => R.Name(mechanisms[line.Id]) is null).ThenByDescending(line => editions[mechanisms[line.Id]])
                .ThenBy(line => mechanisms[line.Id], StringComparer.Ordinal)
                .ThenByDescending(line => line.Editions).ThenBy(line => line.Id, StringComparer.Ordinal),
        };
    }

    /// <summary>The mechanism of the latest edition of each series, empty for none; their names are learnt.</summary>
    private async Task<Dictionary<string, string>> MechanismsAsync(List<Line> lines, CancellationToken cancel)
    {
        var latest = await R.DocumentsAsync<Event>([.. lines.Select(line => R.Numbers(RecordKind.Event, "series", line.Id)[0])], cancel);
        var found = latest.ToLookup(edition => edition.Series, edition => edition.Mechanisms is [var first, ..] ? first : "");
        // An edition that left its series in this very moment is not found under it any more.
        var mechanisms = lines.ToDictionary(line => line.Id, line => found[line.Id].FirstOrDefault(""));
        await R.LearnNamesAsync(mechanisms.Values.Where(id => id.Length > 0), cancel);
        return mechanisms;
    }

    private string NameOf(Line line) => line.Name?.In(R.Language.Tag).Text ?? line.Id;

    private Line LineOf(string id) =>
        new(id, R.Terms.Label("events.series", id), R.Count(RecordKind.Event, "series", id), R.YearsOf(RecordKind.Event, "series", id));
}
