using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Editing;

/// <summary>What waits at the desk for whoever looks: one's own drafts, those to be reviewed, those that wait for their hour, and what was published lately.</summary>
[May(DeskAccess.SeeDrafts)]
public sealed class DeskPageModel(PersonNames people) : ConcordPage
{
    /// <summary>More open drafts than these are not shown at once.</summary>
    private const int Most = 300;

    private const int MostPublished = 10;

    private IReadOnlyDictionary<Guid, string> names = new Dictionary<Guid, string>();

    /// <summary>A draft in a list.</summary>
    internal sealed record Row(Guid Id, RecordKind Kind, string? RecordId, LocalizedText? Caption, DraftState State, string Belongs, Guid CreatedBy, Guid ChangedBy, Instant ChangedAt, Instant? DueAt,
        int BeganFrom, Instant? PublishedAt);

    internal IReadOnlyList<(string Id, string Heading, string None, IReadOnlyList<Row> Rows)> Lists { get; private set; } = [];

    /// <summary>Kinds of which new records may be written.</summary>
    public IReadOnlyList<RecordKind> Kinds { get; private set; } = [];

    /// <summary>Whether the person settles rules of a mechanism.</summary>
    public bool MaySetRules => R.MayAnywhere(DeskAccess.SetRules);

    public string NameOf(Guid account) => names.GetValueOrDefault(account, R.L["somebody whose account is gone"]);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        IsDesk = true;
        IsIndexed = false;
        Title = R.L["Desk"];
        Kinds = R.MayAnywhere(DeskAccess.DraftRecords) ? RecordKinds.All : [];
        var open = await RowsAsync(R.Db.Set<Draft>().Where(draft => draft.State < DraftState.Published).OrderByDescending(draft => draft.ChangedAt).Take(Most), cancel);
        var published = await RowsAsync(R.Db.Set<Draft>().Where(draft => draft.State == DraftState.Published).OrderByDescending(draft => draft.PublishedAt).Take(MostPublished * 5), cancel);
        names = await people.OfAsync(R.Db, [.. open.Select(draft => draft.ChangedBy)], cancel);
        Lists =
        [
            ("mine", R.L["My drafts"], R.L["You have no open draft."], [.. open.Where(draft => draft.CreatedBy == R.Person.Account && draft.State is DraftState.Draft or DraftState.SentBack && draft.CreatedBy == R.Person.Account)]),
            ("review", R.L["To review"], R.L["Nothing waits for review."], [.. open.Where(draft => draft.State == DraftState.InReview)]),
            ("scheduled", R.L["Scheduled"], R.L["Nothing waits for its hour."], [.. open.Where(draft => draft.State == DraftState.Scheduled).OrderBy(draft => draft.DueAt)]),
            ("others", R.L["Drafts of others"], R.L["Nobody else has an open draft."], [.. open.Where(draft => draft.State is DraftState.Draft or DraftState.SentBack && draft.CreatedBy != R.Person.Account)]),
            ("published", R.L["Published lately"], R.L["Nothing was published at this desk yet."], [.. published.Take(MostPublished)]),
        ];
    }

    public string When(Instant at) => R.L["{0}, {1} UTC", at.InUtc().Date, at.InUtc().TimeOfDay];

    private async Task<List<Row>> RowsAsync(IQueryable<Draft> drafts, CancellationToken cancel) =>
        [.. (await drafts.AsNoTracking().Select(draft => new Row(draft.Id, draft.Kind, draft.RecordId, draft.Caption, draft.State, draft.Belongs, draft.CreatedBy, draft.ChangedBy, draft.ChangedAt, draft.DueAt,
            draft.BeganFrom, draft.PublishedAt)).ToListAsync(cancel)).Where(draft => draft.CreatedBy == R.Person.Account || R.May(DeskAccess.SeeDrafts, Belonging.Read(draft.Belongs)))];
}
