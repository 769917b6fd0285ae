using System.Collections.Immutable;
using Concord.Desk.Languages.Incoming;
using Concord.Desk.Languages.Sheets;
using Concord.Desk.Languages.States;
using Concord.Desk.Languages.Texts;
using Concord.Desk.Languages.Xliff;
using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Lists;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Languages.Board;

/// <summary>What is owed in a language, the most urgent first.</summary>
[May(LanguageAccess.SeeOwed)]
public sealed class BoardPageModel(KnownPeople people) : ConcordPage
{
    private const int PageSize = 50;

    /// <summary>More records than these do not go into one file.</summary>
    private const int MostInFile = 500;

    private IReadOnlyDictionary<Guid, string> names = new Dictionary<Guid, string>();

    /// <summary>The language that is owed.</summary>
    public Language Target { get; private set; } = Language.English;

    public string? Mechanism { get; private set; }

    public RecordKind? Kind { get; private set; }

    /// <summary><c>missing</c>, <c>stale</c> or <c>late</c>; null for all.</summary>
    public string? State { get; private set; }

    /// <summary><c>me</c> for what the reader is to do, <c>nobody</c> for what nobody was asked to; null for all.</summary>
    public string? Who { get; private set; }

    /// <summary>Whom something can be given to; empty for whoever gives nothing.</summary>
    public IReadOnlyList<Person> Translators { get; private set; } = [];

    /// <summary>What the last act did.</summary>
    public string? Done { get; private set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>New records in review that lack texts in the language, as far as the filter shows them.</summary>
    internal IReadOnlyList<NewRecord> New { get; private set; } = [];

    /// <summary>How many records owe something in each language, among those that the reader may see.</summary>
    public IReadOnlyDictionary<string, int> PerLanguage { get; private set; } = new Dictionary<string, int>();

    /// <summary>Mechanisms that may be chosen.</summary>
    public IReadOnlyList<RecordName> Mechanisms { get; private set; } = [];

    public int Total { get; private set; }

    public Paging? Pages { get; private set; }

    /// <summary>A record and what it owes.</summary>
    public sealed record Row(RecordKind Kind, string Id, LocalizedText Caption, int Missing, int Stale, LocalDate? DueOn, Guid? AssignedTo, bool IsBegun)
    {
        public bool IsLate(LocalDate today) => DueOn is { } day && day < today;
    }

    protected override IReadOnlyCollection<string> Parameters => ["target", "mechanism", "kind", "state", "who", "page"];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => Asked(out var page) ?? await ShowAsync(page, cancel);

    /// <summary>Gives what was ticked to somebody, or sets its day.</summary>
    public async Task<IActionResult> OnPostAssignAsync(CancellationToken cancel)
    {
        if (Asked(out var page) is { } refused)
            return refused;
        var form = await Request.ReadFormAsync(cancel);
        Translators = await Assigning.TranslatorsAsync(R, people, Target.Tag, SeesAll ? null : OwnMechanisms(), cancel);
        var (to, due) = (Translators.FirstOrDefault(person => person.Account.ToString() == form["to"]), DateReading.Read(form["due"].ToString()));
        if (form["due"].ToString().Trim().Length > 0 && due.Fault != DateFault.None)
            Faults.Add(new FormFault("due", R.L["Write a day, such as 2022-10-31."]));
        if (form["to"].ToString().Length > 0 && to is null)
            Faults.Add(new FormFault("to", R.L["Choose somebody who translates into this language."]));
        var records = await PickedAsync(LanguageAccess.Assign, cancel);
        if (records.Count == 0)
            Faults.Add(new FormFault("records", R.L["Tick the records that are meant."]));
        foreach (var record in records.Where(record => to is not null && !Assigning.Suits(R, to, record, Target.Tag)))
            Faults.Add(new FormFault("to", R.L["{0} does not translate “{1}”: it belongs to another mechanism.", to!.Name, record.Caption!.In(R.Language.Tag).Text]));
        if (Faults.Count > 0)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        else
        {
            var given = 0;
            foreach (var record in records)
                if (await Assigning.GiveAsync(R.Db, record, Target.Tag, new Assignment(to?.Account, due.Fault == DateFault.None ? due.Date.Last : null), R.Person.Account!.Value, R.Now, cancel))
                    given++;
            Done = R.L.Plural(given, "{0} record was assigned.", "{0} records were assigned.");
        }
        return await ShowAsync(page, cancel);
    }

    /// <summary>One file of what was ticked, or of all that the filter shows, for a translator elsewhere.</summary>
    public async Task<IActionResult> OnPostFileAsync(string? type, CancellationToken cancel)
    {
        if (Asked(out var page) is { } refused)
            return refused;
        var form = await Request.ReadFormAsync(cancel);
        var records = await PickedAsync(LanguageAccess.SeeOwed, cancel);
        if (Outgoing.Of(records, Target.Tag, Language.Find(form["from"])?.Tag, isOwedOnly: true) is not { } outgoing)
        {
            Faults.Add(new FormFault("records", R.L["There is nothing to translate in these records."]));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await ShowAsync(page, cancel);
        }
        // Written into memory first: a file that breaks off in the middle would be taken for whole.
        var file = new MemoryStream();
        if (type == "xlsx")
            SheetWriter.Write(outgoing, file, R.L);
        else
            XliffWriter.Write(outgoing, file, new Uri(Origin.Of(Request)));
        return type == "xlsx" ? File(file.ToArray(), SheetWriter.MediaType, outgoing.Name + ".xlsx") : File(file.ToArray(), XliffWriter.MediaType, outgoing.Name + ".xlf");
    }

    /// <summary>Reads what is asked for; an answer where it cannot be read.</summary>
    private IActionResult? Asked(out int page)
    {
        (HasForms, IsDesk, IsIndexed, Title) = (true, true, false, R.L["Translations"]);
        var faults = new List<string>();
        page = WholeNumber("page", faults) ?? 1;
        var (target, kind) = (One("target", faults), One("kind", faults));
        // No id holds the character that PostgreSQL does not take.
        (Mechanism, State) = (One("mechanism", faults)?.Replace("\0", "", StringComparison.Ordinal), One("state", faults));
        if (target is not null && Language.Find(target) is null)
            faults.Add(Unreadable("target", target, R.F.List(Language.All.Select(language => language.Tag))));
        if (kind is not null && (Kind = RecordKinds.FromPlural(kind)) is null)
            faults.Add(Unreadable("kind", kind, R.F.List(RecordKinds.All.Select(one => one.Plural()))));
        if (State is not (null or "missing" or "stale" or "late"))
            faults.Add(Unreadable("state", State, R.F.List(["missing", "stale", "late"])));
        if ((Who = One("who", faults)) is not (null or "me" or "nobody"))
            faults.Add(Unreadable("who", Who, R.F.List(["me", "nobody"])));
        if (faults.Count > 0)
            return Malformed(faults);
        Target = Language.Find(target) ?? R.Language;
        return null;
    }

    /// <summary>The records that were ticked; for files, where none were, those that the filter shows. Only such as the person may do this to.</summary>
    private async Task<List<TextsOfRecord>> PickedAsync(string act, CancellationToken cancel)
    {
        var form = await Request.ReadFormAsync(cancel);
        var ids = form["record"].OfType<string>().Distinct().Take(MostInFile).ToList();
        if (ids.Count == 0 && act == LanguageAccess.SeeOwed)
            ids = await Filtered(Visible().Where(owed => owed.Language == Target.Tag)).OrderBy(owed => owed.DueOn == null).ThenBy(owed => owed.DueOn).ThenBy(owed => owed.RecordId)
                .Select(owed => owed.RecordId).Take(MostInFile).ToListAsync(cancel);
        var kinds = await R.Db.Records.AsNoTracking().Where(record => ids.Contains(record.Id)).Select(record => new { record.Id, record.Kind }).ToDictionaryAsync(record => record.Id, record => record.Kind, cancel);
        var records = new List<TextsOfRecord>();
        foreach (var id in ids)
            if (kinds.TryGetValue(id, out var kind) && await TextsOfRecord.FindAsync(R.Db, R.Models, kind, id, cancel) is { } record
                && record.IsOpenTo(subject => R.May(act, subject), act == LanguageAccess.Assign ? Target.Tag : null))
                records.Add(record);
        return records;
    }

    private async Task<IActionResult> ShowAsync(int page, CancellationToken cancel)
    {
        var visible = Visible();
        PerLanguage = await visible.GroupBy(owed => owed.Language).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        var begun = await NewRecords.FindAsync(R, SeesAll ? null : OwnMechanisms(), cancel);
        PerLanguage = Language.All.ToDictionary(language => language.Tag, language => PerLanguage.GetValueOrDefault(language.Tag) + begun.Count(one => one.Missing.ContainsKey(language.Tag)));
        New = [.. begun.Where(IsAsked)];
        var asked = Filtered(visible.Where(owed => owed.Language == Target.Tag));
        Total = await asked.CountAsync(cancel);
        var pages = Math.Max(1, (Total + PageSize - 1) / PageSize);
        Rows = await (from owed in asked
                      join record in R.Db.Records.AsNoTracking() on owed.RecordId equals record.Id
                      orderby owed.DueOn == null, owed.DueOn, record.ChangedAt descending, record.Id
                      select new Row(record.Kind, record.Id, record.Caption, owed.Missing, owed.Stale, owed.DueOn, owed.AssignedTo, owed.BegunAt != null))
            .Skip((Math.Min(page, pages + 1) - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        Pages = new Paging(R, R.Href("/desk/languages"), Request.Query, page, pages);
        await LearnMechanismsAsync(cancel);
        if (Translators.Count == 0 && R.MayAnywhere(LanguageAccess.Assign))
            Translators = await Assigning.TranslatorsAsync(R, people, Target.Tag, SeesAll ? null : OwnMechanisms(), cancel);
        names = await people.NamesAsync(R.Db, [.. Rows.Select(row => row.AssignedTo).OfType<Guid>()], cancel);
        return Page();
    }

    public string NameOf(Guid account) => names.GetValueOrDefault(account, R.L["deleted account"]);

    /// <summary>Whether the filter shows a new record: it is nobody's task yet, and late for nothing.</summary>
    private bool IsAsked(NewRecord begun) =>
        begun.Missing.ContainsKey(Target.Tag) && State is null or "missing" && Who is null or "nobody" && (Kind is null || Kind == begun.Kind)
        && (Mechanism is not { } mechanism || Belonging.Read(begun.Belongs).Mechanisms.Contains(mechanism));

    internal string EditorHref(NewRecord begun) => R.Href($"/desk/languages/{Target.Tag}/{begun.Kind.Plural()}/{begun.Draft:D}");

    public string EditorHref(Row row) => R.Href($"/desk/languages/{Target.Tag}/{row.Kind.Plural()}/{row.Id}");

    public string Change(string name, string? value) => Paging.Change(R.Href("/desk/languages"), Request.Query, name, value);

    /// <summary>What the reader may see: all of it, or what belongs to the mechanisms that they work for.</summary>
    private IQueryable<OwedRecord> Visible()
    {
        // What is archived is nobody's task.
        var owed = R.Db.Set<OwedRecord>().AsNoTracking().Where(row => !R.Db.Records.Any(record => record.Id == row.RecordId && record.ArchivedAt != null));
        if (SeesAll)
            return owed;
        var own = OwnMechanisms();
        return owed.Where(row => own.Contains(row.RecordId) || R.Db.Links.Any(link => link.FromId == row.RecordId && link.Kind == LinkKind.Within && own.Contains(link.ToId)));
    }

    private bool SeesAll => R.May(LanguageAccess.SeeOwed, Subject.House);

    private List<string> OwnMechanisms() => [.. R.Person.Held.Select(held => held.Scope.Mechanism).OfType<string>().Distinct()
        .Where(mechanism => R.May(LanguageAccess.SeeOwed, new Subject { Mechanisms = ImmutableArray.Create(mechanism) }))];

    private IQueryable<OwedRecord> Filtered(IQueryable<OwedRecord> owed)
    {
        if (Kind is { } kind)
            owed = owed.Where(row => row.Kind == kind);
        if (Mechanism is { } mechanism)
            owed = owed.Where(row => row.RecordId == mechanism || R.Db.Links.Any(link => link.FromId == row.RecordId && link.Kind == LinkKind.Within && link.ToId == mechanism));
        var (today, me) = (R.Today, R.Person.Account);
        owed = Who switch
        {
            "me" => owed.Where(row => row.AssignedTo == me),
            "nobody" => owed.Where(row => row.AssignedTo == null),
            _ => owed,
        };
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
        var own = SeesAll
            ? await R.Db.Records.AsNoTracking().Where(record => record.Kind == RecordKind.Mechanism).OrderBy(record => record.No).Select(record => record.Id).Take(200).ToListAsync(cancel)
            : OwnMechanisms();
        await R.LearnNamesAsync(own, cancel);
        Mechanisms = [.. own.Select(id => R.Name(id)).OfType<RecordName>().OrderBy(name => name.Caption.In(R.Language.Tag).Text, R.Language.Order)];
    }
}
