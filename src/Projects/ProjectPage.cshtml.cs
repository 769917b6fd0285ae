using Concord.Instruments.Contracts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Projects.Contracts;
using NodaTime;

namespace Concord.Projects;

/// <summary>A project: what it carries out, who leads and pays, what was planned and what came of it.</summary>
public sealed class ProjectPageModel() : RecordPage<Project>(RecordKind.Project)
{
    /// <summary>More events or practices than a page shows one by one; the thread has all.</summary>
    private const int MostRows = 60;

    /// <summary>The priority area of the instrument that the project carries out, and its place in the instrument.</summary>
    public PriorityArea? Area { get; private set; }

    /// <summary>Where it was reported or discussed, latest first.</summary>
    public IReadOnlyList<RecordRow> Events { get; private set; } = [];

    public IReadOnlyList<RecordRow> Practices { get; private set; } = [];

    /// <summary>True when the page leaves out events or practices.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Cities that the project names, then those that name it.</summary>
    public IReadOnlyList<string> Cities { get; private set; } = [];

    protected override async Task ShowAsync(CancellationToken cancel)
    {
        Crumbs.Add((R.L["Projects"], R.Href("/projects")));
        if (Document.Mechanisms is [var first, ..] && R.Name(first) is { } mechanism)
            Crumbs.Add((Typography.Set(mechanism.Caption.In(R.Language.Tag)), R.Href("/projects?mechanism=" + first)));
        Description = Document.Goals.Concat(Document.Outcomes).Concat(Document.Components).FirstOrDefault()?.In(R.Language.Tag).Text;
        if (Document is { Instrument: { } instrument, PriorityArea: { } area } && await R.DocumentAsync<Instrument>(instrument, cancel) is { } found)
            Area = found.PriorityAreas.FirstOrDefault(one => one.Id == area);

        Cities = [.. Document.Cities.Concat(Linked(LinkKind.TakesPartIn, outgoing: false).Select(city => city.Id)).Distinct()];
        var events = Linked(LinkKind.ReportedAt).Concat(Linked(LinkKind.Discussed, outgoing: false)).Select(one => one.Id).Distinct().ToList();
        var practices = Linked(LinkKind.ResultsFrom, outgoing: false).Where(one => one.Kind == RecordKind.Practice).Select(one => one.Id).Distinct().ToList();
        IsCut = events.Count > MostRows || practices.Count > MostRows;
        Events = [.. (await R.RowsAsync([.. events.Take(MostRows)], cancel)).OrderByDescending(row => (row.Start ?? row.End)?.First ?? LocalDate.MinIsoValue)];
        Practices = await R.RowsAsync([.. practices.Take(MostRows)], cancel);
    }

    /// <summary>The budget's amount as its source says it; null where none is recorded.</summary>
    public string? Amount => Document.Budget is { Amount: { } amount } budget
        ? R.Qualified(Money(amount), "projects.budget.qualifier", budget.Qualifier)
        : null;

    /// <summary>Money in the budget's currency.</summary>
    public string Money(decimal amount) =>
        Document.Budget?.Currency is { } currency ? R.F.Money(amount, currency) : R.F.Number(amount);

    /// <summary>What the parts of the budget sum to where that is not the amount; null where it is, or where it cannot be said.</summary>
    public decimal? OtherSum => Document.Budget is { Amount: { } amount, Parts: { Count: > 0 } parts } && parts.All(part => part.Amount is not null)
        && parts.Sum(part => part.Amount!.Value) is var sum && sum != amount ? sum : null;

    /// <summary>True for a project that runs or works.</summary>
    public bool IsAlive => Document.Status is "ongoing" or "in_operation" or "launched";
}
