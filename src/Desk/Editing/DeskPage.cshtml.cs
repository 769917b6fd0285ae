using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Editing;

/// <summary>What waits at the desk for whoever looks: one's own drafts, those to be reviewed, those that wait for their hour, and what was published lately.</summary>
[May(DeskAccess.SeeDrafts)]
public sealed class DeskPageModel(KnownPeople people) : ConcordPage
{
    /// <summary>More open drafts of others than these are not shown at once, of what belongs to one role; one's own are.</summary>
    private const int Most = 300;

    private const int MostPublished = 10;

    private const int MostArchived = 200;

    private IReadOnlyDictionary<Guid, string> names = new Dictionary<Guid, string>();

    /// <summary>A draft in a list.</summary>
    internal sealed record Row(Guid Id, RecordKind Kind, LocalizedText? Caption, DraftState State, string Belongs, Guid CreatedBy, Guid ChangedBy, Instant ChangedAt, Instant? DueAt,
        int BeganFrom, Instant? PublishedAt);

    internal IReadOnlyList<(string Id, string Heading, string None, IReadOnlyList<Row> Rows)> Lists { get; private set; } = [];

    /// <summary>What was archived last among what the person may take up again: they are in no list, so that this is the way back to them.</summary>
    public IReadOnlyList<(string Href, LocalizedText Caption, RecordKind Kind, Instant At)> Archived { get; private set; } = [];

    /// <summary>Records that somebody asks to have archived, or taken up again, where it takes two; as far as the person may.</summary>
    public IReadOnlyList<(string Href, LocalizedText Caption, RecordKind Kind, Guid By, Instant At)> Asked { get; private set; } = [];

    /// <summary>What the person wrote that is not brought together yet with what another saved.</summary>
    public IReadOnlyList<(string Href, LocalizedText? Caption, Instant At)> Kept { get; private set; } = [];

    /// <summary>Kinds of which new records may be written.</summary>
    public IReadOnlyList<RecordKind> Kinds { get; private set; } = [];

    /// <summary>Whether the person settles rules of a mechanism.</summary>
    public bool MaySetRules => R.MayAnywhere(DeskAccess.SetRules);

    public string NameOf(Guid account) => names.GetValueOrDefault(account, R.L["deleted account"]);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        IsDesk = true;
        IsIndexed = false;
        Title = R.L["Desk"];
        Kinds = R.MayAnywhere(DeskAccess.DraftRecords) ? RecordKinds.All : [];
        var account = R.Person.Account;
        var open = await RowsAsync(R.Db.Set<Draft>().Where(draft => draft.State < DraftState.Published), drafts => drafts.OrderByDescending(draft => draft.ChangedAt).Take(Most), cancel);
        var published = await RowsAsync(R.Db.Set<Draft>().Where(draft => draft.State == DraftState.Published), drafts => drafts.OrderByDescending(draft => draft.PublishedAt).Take(MostPublished), cancel);
        Archived = await ArchivedAsync(cancel);
        Kept = [.. (await (from one in R.Db.Set<DraftConflict>().AsNoTracking()
                           where one.By == account
                           join draft in R.Db.Set<Draft>().AsNoTracking() on one.DraftId equals draft.Id
                           orderby one.At descending, one.Id
                           select new { one.Id, one.DraftId, draft.Caption, one.At }).Take(Most).ToListAsync(cancel))
            .Select(one => (R.Href($"/desk/drafts/{one.DraftId}/conflict/{one.Id}"), one.Caption, one.At))];
        Asked = await AskedAsync(cancel);
        names = await people.NamesAsync(R.Db, [.. open.Select(draft => draft.ChangedBy), .. Asked.Select(asked => asked.By)], cancel);
        Lists =
        [
            ("mine", R.L["My drafts"], R.L["You have no open draft."], [.. open.Where(draft => draft.CreatedBy == account && draft.State is DraftState.Draft or DraftState.SentBack)]),
            ("review", R.L["To review"], R.L["Nothing waits for review."], [.. open.Where(draft => draft.State == DraftState.InReview)]),
            ("scheduled", R.L["Scheduled"], R.L["Nothing waits for its hour."], [.. open.Where(draft => draft.State == DraftState.Scheduled).OrderBy(draft => draft.DueAt)]),
            ("others", R.L["Drafts of others"], R.L["Nobody else has an open draft."], [.. open.Where(draft => draft.CreatedBy != account && draft.State is DraftState.Draft or DraftState.SentBack)]),
            ("published", R.L["Published lately"], R.L["Nothing was published at this desk yet."], [.. published.OrderByDescending(draft => draft.PublishedAt).Take(MostPublished)]),
        ];
    }

    private async Task<IReadOnlyList<(string Href, LocalizedText Caption, RecordKind Kind, Instant At)>> ArchivedAsync(CancellationToken cancel)
    {
        if (!R.MayAnywhere(DeskAccess.TakeUpRecords))
            return [];
        var found = new List<(string, LocalizedText, RecordKind, Instant)>();
        await foreach (var record in R.Db.Records.AsNoTracking().Where(record => record.ArchivedAt != null).OrderByDescending(record => record.ArchivedAt).Take(MostArchived).AsAsyncEnumerable().WithCancellation(cancel))
            if (Archiving.May(R.Rights, Belonging.Of(R.Models[record.Kind], record)))
                found.Add((R.Href(record.Kind, record.Id), record.Caption, record.Kind, record.ArchivedAt!.Value));
        return found;
    }

    private async Task<IReadOnlyList<(string Href, LocalizedText Caption, RecordKind Kind, Guid By, Instant At)>> AskedAsync(CancellationToken cancel)
    {
        if (!R.MayAnywhere(DeskAccess.ArchiveRecords))
            return [];
        var asked = await (from one in R.Db.Set<AskedArchiving>().AsNoTracking()
                           join record in R.Db.Records.AsNoTracking() on one.RecordId equals record.Id
                           where record.Version == one.Version
                           orderby one.At descending
                           select new { one.By, one.At, Record = record }).Take(Most).ToListAsync(cancel);
        return [.. asked.Where(one => Archiving.May(R.Rights, Belonging.Of(R.Models[one.Record.Kind], one.Record)))
            .Select(one => (R.Href($"/desk/{one.Record.Kind.Plural()}/{one.Record.Id}/archive"), one.Record.Caption, one.Record.Kind, one.By, one.At))];
    }

    public string When(Instant at) => DraftWords.When(R, at);

    /// <summary>
    /// One's own drafts, and those that belong to each of one's roles: the store looks for what the role's scope names, so that drafts of other mechanisms push nothing
    /// out; the rule itself is asked of each.
    /// </summary>
    private async Task<List<Row>> RowsAsync(IQueryable<Draft> drafts, Func<IQueryable<Draft>, IQueryable<Draft>> latest, CancellationToken cancel)
    {
        var asked = new List<IQueryable<Draft>> { drafts.Where(draft => draft.CreatedBy == R.Person.Account) };
        if (R.May(DeskAccess.SeeDrafts, Subject.House))
            asked.Add(latest(drafts));
        else
            asked.AddRange(R.Person.Held.Select(held => (held.Scope.Mechanism, held.Scope.Party)).Distinct().Where(scope => scope.Mechanism is not null)
                .Select(scope => latest(Named(Named(drafts, scope.Mechanism), scope.Party))));
        var rows = new List<Row>();
        foreach (var query in asked)
            rows.AddRange(await query.AsNoTracking().Select(draft => new Row(draft.Id, draft.Kind, draft.Caption, draft.State, draft.Belongs, draft.CreatedBy, draft.ChangedBy, draft.ChangedAt, draft.DueAt,
                draft.BeganFrom, draft.PublishedAt)).ToListAsync(cancel));
        return [.. rows.DistinctBy(draft => draft.Id).Where(draft => draft.CreatedBy == R.Person.Account || R.May(DeskAccess.SeeDrafts, Belonging.Read(draft.Belongs))).OrderByDescending(draft => draft.ChangedAt)];
    }

    private static IQueryable<Draft> Named(IQueryable<Draft> drafts, string? id)
    {
        var written = "\"" + id + "\"";
        return id is null ? drafts : drafts.Where(draft => draft.Belongs.Contains(written));
    }
}
