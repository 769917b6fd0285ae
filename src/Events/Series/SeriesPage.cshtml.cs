using Concord.Kernel.Access;
using System.Globalization;
using Concord.Events.Contracts;
using Concord.Kernel.Charts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Parties.Contracts;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Events.Series;

/// <summary>One series: what it is, its editions in figures and as a table, two of them side by side, and what they had on the agenda.</summary>
[May(KernelAccess.ReadRecord)]
public sealed class SeriesPageModel : ConcordPage
{
    /// <summary>The page reads no more editions than that, the latest ones.</summary>
    private const int MostEditions = 120;

    public string Id { get; private set; } = "";

    public LocalizedText? Name { get; private set; }

    /// <summary>Latest first; an edition without a date stands where its number puts it.</summary>
    public IReadOnlyList<Event> Editions { get; private set; } = [];

    /// <summary>How many there are, also beyond those that are shown.</summary>
    public int Total { get; private set; }

    public (int First, int Last)? Years { get; private set; }

    public IReadOnlyList<string> Mechanisms { get; private set; } = [];

    /// <summary>The mechanism's body of the same id, with its number there, for its level and its rhythm.</summary>
    public (Mechanism Of, GovernanceBody Body, int No)? Body { get; private set; }

    public IHtmlContent? Chart { get; private set; }

    internal Comparison? Comparison { get; private set; }

    /// <summary>Why two chosen editions are not compared, in a sentence.</summary>
    public string? NotCompared { get; private set; }

    public string? A { get; private set; }

    public string? B { get; private set; }

    /// <summary>Instruments and projects with what the editions did to them and in which years, oldest first.</summary>
    public IReadOnlyList<(string Words, RecordName Record)> Threads { get; private set; } = [];

    public bool HasEditionNumbers => Editions.Any(edition => edition.Edition is not null);

    public bool HasThemes => Editions.Any(edition => edition.Theme is not null);

    public bool HasFigures => Editions.Any(edition => edition.Attendance?.Count is not null);

    protected override IReadOnlyCollection<string> Parameters => ["a", "b"];

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        var numbers = R.Numbers(RecordKind.Event, "series", id);
        if (numbers.Count == 0)
            return NotThere();
        (Id, Total, Section) = (id, numbers.Count, "events");
        Name = R.Terms.Label("events.series", id);
        Title = Name?.In(R.Language.Tag).Text ?? id;
        Crumbs.Add((R.L["Events"], R.Href("/events")));
        Crumbs.Add((R.L["Series of events"], R.Href("/series")));
        var faults = new List<string>();
        (A, B) = (One("a", faults), One("b", faults));
        if (faults.Count > 0)
            return Malformed(faults);
        if (new[] { A, B }.OfType<string>().Where(asked => !IsId(asked)).Select(asked => asked.Length > 80 ? asked[..80] : asked)
            .ToList() is { Count: > 0 } bad)
            return Malformed(bad.Select(asked => R.L["“{0}” is not the id of an event: an id has lower-case letters, digits and underscores only.", asked]));
        Editions = InOrder(await R.DocumentsAsync<Event>([.. numbers.Take(MostEditions)], cancel));
        Years = R.YearsOf(RecordKind.Event, "series", id);
        Mechanisms = [.. Editions.SelectMany(edition => edition.Mechanisms).CountBy(mechanism => mechanism)
            .OrderByDescending(mechanism => mechanism.Value).Select(mechanism => mechanism.Key)];
        await R.LearnNamesAsync([.. Mechanisms, .. Editions.SelectMany(edition => edition.Hosts.Concat(edition.Organizers))], cancel);
        await FindBodyAsync(cancel);
        Chart = Draw();
        await FindThreadsAsync(cancel);
        Compare();
        return Page();
    }

    /// <summary>How often each value stands in the editions, most often first.</summary>
    internal IReadOnlyList<(string Value, int Times)> Counted(Func<Event, IEnumerable<string>> values, int most = 12) =>
        [.. Editions.SelectMany(values).CountBy(value => value).OrderByDescending(value => value.Value).Take(most).Select(value => (value.Key, value.Value))];

    /// <summary>Those that return: who hosted once is not a usual host.</summary>
    internal IReadOnlyList<(string Value, int Times)> Usual(Func<Event, IEnumerable<string>> values) =>
        [.. Counted(values, most: 6).Where(value => value.Times > 1)];

    /// <summary>A place without its country, which goes without saying in a series.</summary>
    public string PlaceName(string place) => R.Terms.Place(place)?.Name.In(R.Language.Tag).Text ?? place;

    /// <summary>What the edition is called in a list to choose from: "2019, Nanning".</summary>
    public string ShortName(Event edition)
    {
        var place = R.Terms.Place(edition.Venue?.Place)?.Name.In(R.Language.Tag).Text;
        var date = edition.Start is { } start
            ? R.F.Date(new Kernel.Time.PartialDate(start.Year))
            : edition.Edition is { } number ? R.F.Ordinal(number)
            : edition.Title.In(R.Language.Tag).Text;
        return place is null ? date : R.L["{0}, {1}", date, place];
    }

    private static bool IsId(string asked) => asked.Length <= 200 && asked.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static List<Event> InOrder(List<Event> latestFirst)
    {
        var order = latestFirst.FindAll(edition => edition.Start is not null || edition.End is not null);
        foreach (var undated in latestFirst.Where(edition => edition.Start is null && edition.End is null).OrderBy(edition => edition.Edition ?? 0))
        {
            var at = order.FindIndex(edition => edition.Edition < (undated.Edition ?? 0));
            order.Insert(at < 0 ? order.Count : at, undated);
        }
        return order;
    }

    private async Task FindBodyAsync(CancellationToken cancel)
    {
        foreach (var mechanism in Mechanisms)
        {
            if (await R.DocumentAsync<Mechanism>(mechanism, cancel) is not { } document)
                continue;
            for (var i = 0; i < document.GovernanceBodies.Count; i++)
                if (document.GovernanceBodies[i].Id == Id)
                    Body = (document, document.GovernanceBodies[i], i);
        }
    }

    private IHtmlContent? Draw()
    {
        if (!HasFigures)
            return null;
        var figures = Editions.Where(edition => edition.Start is not null).Select(edition => new EditionFigure(
            edition.Start!.Value.Year, edition.Attendance?.Count, edition.Attendance.Words(R), edition.Attendance.IsPlan()));
        var caption = new DrawingCaption("editions", R.L["Participants by edition"], R.L["The table below gives the same figures."], R.Language.Tag);
        return EditionsChart.Draw(caption, figures, R.Language.Culture);
    }

    private void Compare()
    {
        if (A is null || B is null)
        {
            if (A is not null || B is not null)
                NotCompared = R.L["Choose two editions to compare."];
            return;
        }
        if (Editions.FirstOrDefault(edition => edition.Id == A) is not { } first)
            NotCompared = R.L["“{0}” is not an edition of this series.", A];
        else if (Editions.FirstOrDefault(edition => edition.Id == B) is not { } second)
            NotCompared = R.L["“{0}” is not an edition of this series.", B];
        else if (first == second)
            NotCompared = R.L["The same edition is chosen twice. Choose two different ones."];
        else
            Comparison = new Comparison(R, first, second);
    }

    private async Task FindThreadsAsync(CancellationToken cancel)
    {
        var byId = Editions.ToDictionary(edition => edition.Id);
        var ids = byId.Keys.ToList();
        var decided = await R.Db.Links.AsNoTracking()
            .Where(link => ids.Contains(link.ToId) && (link.Kind == LinkKind.AdoptedAt || link.Kind == LinkKind.EndorsedAt || link.Kind == LinkKind.ReportedAt))
            .Select(link => new { link.Kind, link.FromId, link.ToId }).ToListAsync(cancel);
        var found = decided.Select(link => (link.Kind, Record: link.FromId, Edition: byId[link.ToId]))
            .Concat(Editions.SelectMany(edition => edition.Instruments.Select(instrument => (Kind: LinkKind.Considered, Record: instrument, Edition: edition))))
            .Concat(Editions.SelectMany(edition => edition.Projects.Select(project => (Kind: LinkKind.Discussed, Record: project, Edition: edition))))
            .GroupBy(link => link.Record)
            .Select(group => (Record: group.Key, Links: group.OrderBy(link => link.Edition.Start?.First ?? NodaTime.LocalDate.MaxIsoValue).ToList()))
            .OrderBy(thread => thread.Links[0].Edition.Start?.First ?? NodaTime.LocalDate.MaxIsoValue).ToList();
        await R.LearnNamesAsync(found.Select(thread => thread.Record), cancel);
        Threads = [.. found.Where(thread => R.Name(thread.Record) is not null).Select(thread => (Words(thread.Links), R.Name(thread.Record)!))];
    }

    /// <summary>"adopted in 2019; on the agenda in 2021 and 2024".</summary>
    private string Words(List<(LinkKind Kind, string Record, Event Edition)> links)
    {
        var decided = links.Where(link => link.Kind is LinkKind.AdoptedAt or LinkKind.EndorsedAt).Select(link => link.Edition.Id).ToHashSet();
        var parts = new List<string>();
        foreach (var kind in links.Where(link => link.Kind is not LinkKind.Considered || !decided.Contains(link.Edition.Id))
            .GroupBy(link => link.Kind).OrderBy(kind => kind.Key))
        {
            var years = R.F.List(kind.Select(link => link.Edition.Start?.Year.ToString(CultureInfo.InvariantCulture) ?? R.L["an edition without a date"])
                .Distinct());
            parts.Add(kind.Key switch
            {
                LinkKind.AdoptedAt => R.L["adopted: {0}", years],
                LinkKind.EndorsedAt => R.L["endorsed: {0}", years],
                LinkKind.Discussed => R.L["discussed: {0}", years],
                LinkKind.ReportedAt => R.L["report heard: {0}", years],
                _ => R.L["on the agenda: {0}", years],
            });
        }
        return string.Join(R.F.Semicolon, parts);
    }
}
