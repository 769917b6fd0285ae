using System.Globalization;
using Concord.Instruments.Contracts;
using Concord.Instruments.Genealogy;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Concord.Instruments;

/// <summary>Whether a document is in force on a day, as far as the record says; only a recorded period of validity can say that it is.</summary>
public enum Force
{
    /// <summary>Neither a period nor a date of adoption is recorded.</summary>
    Unknown,

    /// <summary>Before the first day of its period.</summary>
    NotYet,

    /// <summary>Within its period.</summary>
    InForce,

    /// <summary>After the last day of its period.</summary>
    NoLonger,

    /// <summary>Without a period, before its adoption.</summary>
    NotYetAdopted,

    /// <summary>Adopted; no period is recorded, and so no end.</summary>
    Adopted,

    /// <summary>Under consultation, or only recommended.</summary>
    NotAdopted,
}

/// <summary>An instrument: what it is and when it holds, what it follows, what it sets out to do, who carries it out.</summary>
public sealed class InstrumentPageModel() : RecordPage<Instrument>(RecordKind.Instrument)
{
    /// <summary>More projects or events than a page shows one by one; the thread has all.</summary>
    private const int MostRows = 60;

    /// <summary>The day that is asked about; today where none is.</summary>
    public LocalDate On { get; private set; }

    public bool IsAsked { get; private set; }

    public Family Family { get; private set; } = null!;

    public IHtmlContent? Drawing { get; private set; }

    /// <summary>Projects under the area that they carry out, in the document's order; the last part, without an area, are the others.</summary>
    public IReadOnlyList<(PriorityArea? Area, IReadOnlyList<RecordRow> Rows)> Projects { get; private set; } = [];

    public int ProjectCount { get; private set; }

    public IReadOnlyList<RecordRow> Events { get; private set; } = [];

    public int EventCount { get; private set; }

    protected override IReadOnlyCollection<string> Parameters => ["on"];

    public override async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        On = R.Today;
        var faults = new List<string>();
        var given = One("on", faults);
        if (faults.Count > 0)
            return Malformed(faults);
        if (given is { } asked)
        {
            if (!PartialDate.TryParse(asked, out var day) || !day.IsDay)
                return Malformed(R.L["“{0}” is not a valid value of “{1}”: it must be {2}.", asked.Length > 80 ? asked[..80] : asked, "on",
                    R.L["a day such as 2022-09-15"]]);
            (On, IsAsked) = (day.First, true);
        }
        return await base.OnGetAsync(id, cancel);
    }

    protected override async Task ShowAsync(CancellationToken cancel)
    {
        Crumbs.Add((R.L["Documents"], R.Href("/instruments")));
        if (Document.Mechanisms is [var first, ..] && R.Name(first) is { } mechanism)
            Crumbs.Add((Typography.Set(mechanism.Caption.In(R.Language.Tag)), R.Href("/instruments?mechanism=" + first)));
        Description = (Document.Note ?? (Document.PriorityAreas is [var area, ..] ? area.Name : null))?.In(R.Language.Tag).Text;

        Family = await Family.OfAsync(R, Document, Links.Any(link => link.Kind is LinkKind.Succeeds or LinkKind.Implements), cancel);
        if (Family.Documents.Count > 1)
            Drawing = Family.Draw();
        var occasions = Family.Occasions(Document.Id);
        EventCount = occasions.Count;
        Events = [.. occasions.Take(MostRows).Select(occasion => occasion.Event)];

        var projects = Linked(LinkKind.CarriesOut, outgoing: false).Select(project => project.Id).Distinct().ToList();
        ProjectCount = projects.Count;
        var rows = await R.RowsAsync([.. projects.Take(MostRows)], cancel);
        Projects = [.. Document.PriorityAreas.Select(area => ((PriorityArea?)area, rows.FindAll(row => row.PriorityArea == area.Id)))
            .Append((null, rows.FindAll(row => !Document.PriorityAreas.Any(area => area.Id == row.PriorityArea))))
            .Where(part => part.Item2.Count > 0)
            .Select(part => (part.Item1, (IReadOnlyList<RecordRow>)part.Item2))];
    }

    /// <summary>Whether it was, is or will be in force on a day.</summary>
    public Force ForceOn(LocalDate day)
    {
        if (InstrumentModel.IsNotYetAdopted(Document))
            return Force.NotAdopted;
        if (InstrumentModel.InForce(Document) is not var (from, to))
            return Force.Unknown;
        if (!InstrumentModel.HasPeriod(Document))
            return day < from ? Force.NotYetAdopted : Force.Adopted;
        return day < from ? Force.NotYet : day > to ? Force.NoLonger : Force.InForce;
    }

    public Force Today => ForceOn(R.Today);

    /// <summary>The answer for <see cref="On"/> in one sentence.</summary>
    public string Answer
    {
        get
        {
            var day = R.F.Date(On);
            return ForceOn(On) switch
            {
                Force.InForce => R.L["On {0}: in force.", day],
                Force.NotYet => R.L["On {0}: not yet in force.", day],
                Force.NoLonger => R.L["On {0}: no longer in force.", day],
                Force.NotYetAdopted => R.L["On {0}: not yet adopted.", day],
                Force.Adopted => InstrumentModel.IsStatement(Document) ? R.L["On {0}: adopted.", day] : R.L["On {0}: adopted, no end recorded.", day],
                Force.NotAdopted => R.L["On {0}: not in force.", day],
                _ => R.L["On {0}: the record does not say.", day],
            };
        }
    }

    /// <summary>What the answer rests on.</summary>
    public string Reason
    {
        get
        {
            if (InstrumentModel.IsNotYetAdopted(Document))
                return R.L["The document is not adopted; its status is: {0}.", R.Label("instruments.status", Document.Status!).Text];
            return (Document.Period?.Start, Document.Period?.End, InstrumentModel.Adopted(Document)) switch
            {
                ({ } start, { } end, _) => R.L["Period of validity: {0}.", R.F.Range(start, end)],
                ({ } start, null, _) => R.L["Period of validity: {0}. No end is recorded.", R.F.Range(start, null)],
                (null, { } end, { } adopted) => R.L["Adopted: {0}. Period of validity: {1}.", adopted, R.F.Range(null, end)],
                (null, null, { } adopted) when InstrumentModel.IsStatement(Document) => R.L["Adopted: {0}. A statement says what was agreed on its day; it has no period of validity.", adopted],
                (null, null, { } adopted) => R.L["Adopted: {0}. No period of validity is recorded, so the record cannot say whether it is in force.", adopted],
                _ => R.L["Neither a period of validity nor a date of adoption is recorded."],
            };
        }
    }

    /// <summary>The day as addresses and date fields write it.</summary>
    public string OnText => On.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    public string ListHref(string mechanism) => R.Href($"/instruments?mechanism={mechanism}&on={OnText}");

    /// <summary>Actions of an area, with their place in the document; of null, those that name no area.</summary>
    public IEnumerable<(int At, PlannedAction Action)> ActionsOf(string? area) =>
        Document.Actions.Index().Where(action => action.Item.Area == area).Select(action => (action.Index, action.Item));
}
