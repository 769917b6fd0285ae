using System.Globalization;
using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Concord.Kernel.Audit.Trail;

/// <summary>The audit trail for people: administrators and auditors see all of it, a secretariat what concerns its mechanism.</summary>
[May(AuditAccess.See)]
public sealed class TrailPageModel(KnownPeople people, TrailWords words, ChainChecks checks) : ConcordPage
{
    public const int LongestText = TrailQuery.LongestText;
    private const int PageSize = 50;

    /// <summary>An entry in words.</summary>
    /// <param name="No">Its number.</param>
    /// <param name="At">When.</param>
    /// <param name="Who">Name of the person, or the word for who acted without an account.</param>
    /// <param name="PersonHref">All that this person did; null for no person.</param>
    /// <param name="Act">Name of the act.</param>
    /// <param name="Done">What was done.</param>
    /// <param name="Kind">What the thing is; null where its name says it.</param>
    /// <param name="Name">What it was done to.</param>
    /// <param name="Href">Its page; null where it has none.</param>
    /// <param name="Particulars">What else the entry states.</param>
    public sealed record Row(long No, Instant At, string Who, string? PersonHref, string Act, string Done, string? Kind, LocalizedText Name, string? Href,
        IReadOnlyList<(string Key, string Value)> Particulars);

    public TrailFilter Filter { get; private set; } = new(null, null, null, null, null);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Acts to choose from.</summary>
    public IReadOnlyList<(string Value, string Text)> Acts { get; private set; } = [];

    /// <summary>The mechanisms whose entries are shown; null where all are.</summary>
    public string? Within { get; private set; }

    /// <summary>Where the trail ends; null for whom the chain is not shown.</summary>
    public AuditMark? End { get; private set; }

    public ChainCheck? Checked { get; private set; }

    /// <summary>What was written as a mark.</summary>
    public string? Mark { get; private set; }

    public string? Newer { get; private set; }

    public string? Older { get; private set; }

    public bool IsFiltered => Filter != new TrailFilter(null, null, null, null, null);

    public string? From => Filter.From is { } day ? LocalDatePattern.Iso.Format(day) : null;

    public string? To => Filter.To is { } day ? LocalDatePattern.Iso.Format(day) : null;

    protected override IReadOnlyCollection<string> Parameters => [.. TrailQuery.Parameters, "before", "after"];

    /// <summary>The address of what is shown as a file.</summary>
    public string File(string form) => Address("/desk/trail." + form);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var faults = new List<(string Name, string Value, string Expected)>();
        if (TrailQuery.Read(Request.Query, R.L, faults) is not { } filter)
            return Malformed(faults.Select(fault => Unreadable(fault.Name, fault.Value, fault.Expected)));
        Filter = filter;
        var sentences = new List<string>();
        var (before, after) = (WholeNumber("before", sentences), WholeNumber("after", sentences));
        if (sentences.Count > 0)
            return Malformed(sentences);
        await ShowAsync(before, after, cancel);
        return Page();
    }

    /// <summary>Goes through all of the chain; changes nothing.</summary>
    public async Task<IActionResult> OnPostCheckAsync(string? mark, CancellationToken cancel)
    {
        if (!R.May(AuditAccess.See, Subject.House))
            return NotAllowed();
        Mark = mark?.Trim();
        AuditMark? kept = null;
        if (Mark is { Length: > 0 } && (kept = AuditMark.Parse(Mark)) is null)
            Faults.Add(new FormFault("mark", R.L["This is not a mark: write it whole, as the check printed it, a number, a colon and 64 digits and letters."]));
        else if (await checks.RunAsync(R.Db, kept, cancel) is null)
            Faults.Add(new FormFault("mark", R.L["Another check is under way. Wait until it is done."]));
        await ShowAsync(null, null, cancel);
        return Faults.Count > 0 ? Again() : Page();
    }

    private async Task ShowAsync(int? before, int? after, CancellationToken cancel)
    {
        (Title, IsDesk, HasForms, IsIndexed) = (R.L["Audit trail"], true, true, false);
        Crumbs.Add((R.L["Desk"], R.Href("/desk")));
        Acts = [("", R.L["any"]), .. words.Acts(R.L)];
        if (R.MechanismsOf(AuditAccess.See) is { } mechanisms)
        {
            await R.LearnNamesAsync(mechanisms, cancel);
            Within = R.F.List([.. mechanisms.Select(id => R.Name(id)?.Caption.In(R.Language.Tag).Text ?? id)]);
        }
        else
            (End, Checked) = (await AuditTrail.EndAsync(R.Db, cancel), checks.Last);
        var accounts = await Filter.AccountsAsync(R.Db, people, cancel);
        Rows = await RowsAsync(await PageAsync(Filter.Entries(R, accounts), before, after, cancel), cancel);
        var done = Filter.About is { } about ? TrailFilter.Subjects(about).Where(subject => subject.StartsWith("accounts/", StringComparison.Ordinal)) : [];
        await NoteAsync([.. (accounts ?? []).Select(account => "accounts/" + account).Concat(done).Distinct().Where(account => account != "accounts/" + R.Person.Account)], cancel);
    }

    /// <summary>That the deeds of somebody, or what was done to them, were looked at is found under them, also where a name was typed that several bear. The name itself is not kept.</summary>
    private async Task NoteAsync(IReadOnlyList<string> lookedAt, CancellationToken cancel)
    {
        if (lookedAt.Count == 0)
            return;
        var note = new AuditNote(R.Now, Actor.Of(R.Person.Account!.Value), AuditAccess.See, lookedAt is [var only] ? only : "accounts");
        await R.Db.DoAsync(lookedAt.Count == 1 ? note : note with { Details = new() { ["shown"] = lookedAt.Count }, Concerns = lookedAt }, () => Task.CompletedTask, cancel);
    }

    /// <summary>The entries of this page, latest first. Pages are cut by numbers of entries: what is added meanwhile moves none.</summary>
    private async Task<List<AuditEntry>> PageAsync(IQueryable<AuditEntry> entries, int? before, int? after, CancellationToken cancel)
    {
        List<AuditEntry> page;
        bool hasNewer, hasOlder;
        if (after is { } low)
        {
            page = await entries.Where(entry => entry.No > low).OrderBy(entry => entry.No).Take(PageSize + 1).ToListAsync(cancel);
            (hasNewer, hasOlder) = (page.Count > PageSize, true);
            page = [.. page.Take(PageSize).Reverse()];
        }
        else
        {
            page = await (before is { } high ? entries.Where(entry => entry.No < high) : entries).OrderByDescending(entry => entry.No).Take(PageSize + 1).ToListAsync(cancel);
            (hasNewer, hasOlder) = (before is not null, page.Count > PageSize);
            page = [.. page.Take(PageSize)];
        }
        if (page.Count == 0)
            return page;
        Newer = hasNewer ? Address("/desk/trail", ("after", page[0].No)) : null;
        Older = hasOlder ? Address("/desk/trail", ("before", page[^1].No)) : null;
        return page;
    }

    private async Task<List<Row>> RowsAsync(List<AuditEntry> entries, CancellationToken cancel)
    {
        var subjects = entries.ConvertAll(entry => (Entry: entry, Kind: Before(entry.Subject), Id: After(entry.Subject)));
        await R.LearnNamesAsync(subjects.Where(subject => RecordKinds.FromPlural(subject.Kind) is not null).Select(subject => subject.Id), cancel);
        var names = await people.NamesAsync(R.Db, [.. entries.Select(entry => entry.AccountId).OfType<Guid>(),
            .. subjects.Where(subject => subject.Kind == "accounts").Select(subject => Guid.TryParse(subject.Id, out var id) ? id : Guid.Empty)], cancel);
        return subjects.ConvertAll(subject => RowOf(subject.Entry, subject.Kind, subject.Id, names));
    }

    private Row RowOf(AuditEntry entry, string kind, string id, IReadOnlyDictionary<Guid, string> names)
    {
        var who = entry.AccountId is { } account ? names.GetValueOrDefault(account) ?? R.L["deleted account {0}", Short(account)] : Without(entry.By);
        var all = entry.AccountId is { } person ? QueryHelpers.AddQueryString(R.Href("/desk/trail"), "person", person.ToString("D")) : null;
        var (what, name, href) = Thing(kind, id, names);
        return new Row(entry.No, entry.At, who, all, entry.Act, words.Act(entry.Act, R.L), what, name, href, ParticularWords.Of(entry.Details, R.L));
    }

    private (string? Kind, LocalizedText Name, string? Href) Thing(string kind, string id, IReadOnlyDictionary<Guid, string> names)
    {
        if (RecordKinds.FromPlural(kind) is { } record)
            return (null, R.Name(id)?.Caption ?? Here(id), R.Name(id) is null ? null : R.Href(record, id) + "/history");
        var place = words.Place(kind);
        var word = place is null ? kind : R.L[place.Name];
        var href = place?.Path is { } path ? R.Href(string.Format(CultureInfo.InvariantCulture, path, Uri.EscapeDataString(id))) : null;
        if (!Guid.TryParse(id, out var number))
            return (null, Here(id is "" or "store" ? word : word + " " + id), href);
        return names.TryGetValue(number, out var name) ? (null, Here(name), href) : (word, Here(Short(number)), href);
    }

    /// <summary>Who acts without an account.</summary>
    private string Without(string word) => word switch
    {
        "import" => R.L["import of a record bundle"],
        "command line" => R.L["the command line"],
        "house" => R.L["the house"],
        "reader" => R.L["a reader without an account"],
        _ => word,
    };

    private string Address(string path, params (string Name, long Value)[] more) => QueryHelpers.AddQueryString(R.Href(path), Request.Query
        .Where(part => TrailQuery.Parameters.Contains(part.Key)).SelectMany(part => part.Value.Where(value => !string.IsNullOrEmpty(value)).Select(value => KeyValuePair.Create(part.Key, value)))
        .Concat(more.Select(part => KeyValuePair.Create(part.Name, (string?)part.Value.ToString(CultureInfo.InvariantCulture)))));

    private LocalizedText Here(string text) => new([new Worded(R.Language.Tag, text)]);

    /// <summary>The last eight digits: the first ones of numbers that grow with time are alike.</summary>
    private static string Short(Guid id) => id.ToString("N")[^8..];

    private static string Before(string subject) => subject.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? subject[..slash] : subject;

    private static string After(string subject) => subject.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? subject[(slash + 1)..] : "";
}
