using Concord.Events.Contracts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;

namespace Concord.Events.Series;

/// <summary>All series of events, under the mechanisms that hold them.</summary>
public sealed class SeriesListModel : ConcordPage
{
    /// <param name="Id">Id of the series.</param>
    /// <param name="Name">Its label; null where the bundle has none.</param>
    /// <param name="Editions">How many editions are on record.</param>
    /// <param name="Years">First and last year on record.</param>
    public sealed record Line(string Id, LocalizedText? Name, int Editions, (int First, int Last)? Years);

    /// <summary>Series by the mechanism of their latest edition; those without one last, under null.</summary>
    public IReadOnlyList<(RecordName? Mechanism, IReadOnlyList<Line> Lines)> Groups { get; private set; } = [];

    public int Count { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Title = R.L["Series of events"];
        Section = "events";
        Crumbs.Add((R.L["Events"], R.Href("/events")));
        var series = R.Values(RecordKind.Event, "series").ToList();
        Count = series.Count;
        var latest = series.ToDictionary(one => R.Numbers(RecordKind.Event, "series", one.Value)[0], one => one.Value);
        var mechanisms = (await R.DocumentsAsync<Event>([.. latest.Keys], cancel)).ToDictionary(edition => edition.Series!, edition => edition.Mechanisms is [var first, ..] ? first : "");
        await R.LearnNamesAsync(mechanisms.Values.Where(id => id.Length > 0), cancel);
        Groups = [.. series.GroupBy(one => mechanisms.GetValueOrDefault(one.Value, ""))
            .Select(group => (Mechanism: R.Name(group.Key), Lines: (IReadOnlyList<Line>)[.. group.Select(LineOf).OrderByDescending(line => line.Editions).ThenBy(line => line.Id, StringComparer.Ordinal)]))
            .OrderBy(group => group.Mechanism is null).ThenByDescending(group => group.Lines.Sum(line => line.Editions))];
    }

    private Line LineOf((string Value, int Count) one) =>
        new(one.Value, R.Terms.Label("events.series", one.Value), one.Count, R.YearsOf(RecordKind.Event, "series", one.Value));
}
