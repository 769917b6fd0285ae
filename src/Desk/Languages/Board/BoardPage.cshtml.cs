using System.Collections.Immutable;
using Concord.Desk.Languages.States;
using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Languages.Board;

/// <summary>What is owed in a language, the most urgent first.</summary>
[May(LanguageAccess.SeeOwed)]
public sealed class BoardPageModel : ConcordPage
{
    private const int PageSize = 50;

    /// <summary>The language that is owed.</summary>
    public Language Target { get; private set; } = Language.English;

    public string? Mechanism { get; private set; }

    public RecordKind? Kind { get; private set; }

    /// <summary><c>missing</c>, <c>stale</c> or <c>late</c>; null for all.</summary>
    public string? State { get; private set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>How many records owe something in each language, among those that the reader may see.</summary>
    public IReadOnlyDictionary<string, int> PerLanguage { get; private set; } = new Dictionary<string, int>();

    /// <summary>Mechanisms that may be chosen.</summary>
    public IReadOnlyList<RecordName> Mechanisms { get; private set; } = [];

    public int Total { get; private set; }

    public Paging? Pages { get; private set; }

    /// <summary>A record and what it owes.</summary>
    public sealed record Row(RecordKind Kind, string Id, LocalizedText Caption, int Missing, int Stale, LocalDate? DueOn, bool IsBegun)
    {
        public bool IsLate(LocalDate today) => DueOn is { } day && day < today;
    }

    protected override IReadOnlyCollection<string> Parameters => ["target", "mechanism", "kind", "state", "page"];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        (IsDesk, IsIndexed, Title) = (true, false, R.L["Translations"]);
        var faults = new List<string>();
        var page = WholeNumber("page", faults) ?? 1;
        var (target, kind) = (One("target", faults), One("kind", faults));
        (Mechanism, State) = (One("mechanism", faults), One("state", faults));
        if (target is not null && Language.Find(target) is null)
            faults.Add(Unreadable("target", target, R.F.List(Language.All.Select(language => language.Tag))));
        if (kind is not null && (Kind = RecordKinds.FromPlural(kind)) is null)
            faults.Add(Unreadable("kind", kind, R.F.List(RecordKinds.All.Select(one => one.Plural()))));
        if (State is not (null or "missing" or "stale" or "late"))
            faults.Add(Unreadable("state", State, R.F.List(["missing", "stale", "late"])));
        if (faults.Count > 0)
            return Malformed(faults);
        Target = Language.Find(target) ?? R.Language;
        var visible = Visible();
        PerLanguage = await visible.GroupBy(owed => owed.Language).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        var asked = Filtered(visible.Where(owed => owed.Language == Target.Tag));
        Total = await asked.CountAsync(cancel);
        Rows = await (from owed in asked
                      join record in R.Db.Records.AsNoTracking() on owed.RecordId equals record.Id
                      orderby owed.DueOn == null, owed.DueOn, record.ChangedAt descending, record.Id
                      select new Row(record.Kind, record.Id, record.Caption, owed.Missing, owed.Stale, owed.DueOn, owed.BegunAt != null))
            .Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        Pages = new Paging(R, R.Href("/desk/languages"), Request.Query, page, Math.Max(1, (Total + PageSize - 1) / PageSize));
        await LearnMechanismsAsync(cancel);
        return Page();
    }

    public string EditorHref(Row row) => R.Href($"/desk/languages/{Target.Tag}/{row.Kind.Plural()}/{row.Id}");

    public string Change(string name, string? value) => Paging.Change(R.Href("/desk/languages"), Request.Query, name, value);

    /// <summary>What the reader may see: all of it, or what belongs to the mechanisms that they work for.</summary>
    private IQueryable<OwedRecord> Visible()
    {
        var owed = R.Db.Set<OwedRecord>().AsNoTracking();
        if (R.May(LanguageAccess.SeeOwed, Subject.House))
            return owed;
        var own = OwnMechanisms();
        return owed.Where(row => own.Contains(row.RecordId) || R.Db.Links.Any(link => link.FromId == row.RecordId && link.Kind == LinkKind.Within && own.Contains(link.ToId)));
    }

    private List<string> OwnMechanisms() => [.. R.Person.Held.Select(held => held.Scope.Mechanism).OfType<string>().Distinct()
        .Where(mechanism => R.May(LanguageAccess.SeeOwed, new Subject { Mechanisms = ImmutableArray.Create(mechanism) }))];

    private IQueryable<OwedRecord> Filtered(IQueryable<OwedRecord> owed)
    {
        if (Kind is { } kind)
            owed = owed.Where(row => row.Kind == kind);
        if (Mechanism is { } mechanism)
            owed = owed.Where(row => row.RecordId == mechanism || R.Db.Links.Any(link => link.FromId == row.RecordId && link.Kind == LinkKind.Within && link.ToId == mechanism));
        var today = R.Today;
        return State switch
        {
            "missing" => owed.Where(row => row.Missing > 0),
            "stale" => owed.Where(row => row.Stale > 0),
            "late" => owed.Where(row => row.DueOn < today),
            _ => owed,
        };
    }

    private async Task LearnMechanismsAsync(CancellationToken cancel)
    {
        var own = R.May(LanguageAccess.SeeOwed, Subject.House)
            ? await R.Db.Records.AsNoTracking().Where(record => record.Kind == RecordKind.Mechanism).OrderBy(record => record.No).Select(record => record.Id).Take(200).ToListAsync(cancel)
            : OwnMechanisms();
        await R.LearnNamesAsync(own, cancel);
        Mechanisms = [.. own.Select(id => R.Name(id)).OfType<RecordName>().OrderBy(name => name.Caption.In(R.Language.Tag).Text, R.Language.Order)];
    }
}
