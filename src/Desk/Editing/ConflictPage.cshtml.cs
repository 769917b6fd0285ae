using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Desk.Forms;
using Concord.Kernel.Access;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Kernel.Web;
using Concord.Kernel.Web.History;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Desk.Editing;

/// <summary>
/// Two changes of the same thing, field by field: what somebody wrote on a draft that another saved meanwhile, or a draft whose record was published anew
/// meanwhile. What only one changed is taken; for the rest one chooses.
/// </summary>
[May(DeskAccess.DraftRecords)]
public sealed class ConflictPageModel(DeskNotices notices) : ConcordPage
{
    private DraftConflict? conflict;
    private Merge merge = null!;
    private DraftRights rights = null!;
    private int version;

    internal Draft Draft { get; private set; } = null!;

    /// <summary>A field with the three values that it has had.</summary>
    internal sealed record Row(MergedField Field, string Place, IReadOnlyList<FieldValue> Was, IReadOnlyList<FieldValue> Mine, IReadOnlyList<FieldValue> Theirs);

    /// <summary>Fields that both changed.</summary>
    internal IReadOnlyList<Row> Contested { get; private set; } = [];

    /// <summary>Fields that one changed.</summary>
    internal IReadOnlyList<Row> Settled { get; private set; } = [];

    public bool IsAboutRecord => conflict is null;

    public string Address => R.Href($"/desk/drafts/{Draft.Id}/conflict") + (conflict is null ? "" : "/" + conflict.Id);

    public Task<IActionResult> OnGetAsync([FromRoute] Guid draft, [FromRoute] Guid? conflict, CancellationToken cancel) => WithAsync(draft, conflict, () => Task.FromResult<IActionResult>(Page()), cancel);

    public Task<IActionResult> OnPostAsync([FromRoute] Guid draft, [FromRoute] Guid? conflict, CancellationToken cancel) => WithAsync(draft, conflict, () => SettleAsync(cancel), cancel);

    private async Task<IActionResult> WithAsync(Guid id, Guid? written, Func<Task<IActionResult>> go, CancellationToken cancel)
    {
        if (await Drafts.FindAsync(R.Db, id, cancel) is not { } draft)
            return NotThere();
        Draft = draft;
        if (!draft.IsOpen)
            return Redirect(R.Href($"/desk/drafts/{id}") + (written is { } kept ? "/form?kept=" + kept : ""));
        var began = await Drafts.VersionAsync(R.Db, draft.RecordId, draft.BeganFrom, cancel);
        rights = DraftRights.Of(R, draft, began);
        if (!rights.MayWrite)
            return NotAllowed();
        var shape = RecordShape.Of(R.Models[draft.Kind].DocumentType);
        var body = Drafts.Read(draft.Body);
        if (written is { } number)
        {
            conflict = await R.Db.Set<DraftConflict>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == number && one.DraftId == id, cancel);
            if (conflict is null || conflict.By != R.Person.Account)
                return NotThere();
            merge = Merge.Of(shape, await Drafts.AtAsync(R.Db, id, conflict.FromRevision, cancel) ?? began, Drafts.Read(conflict.Body), body);
        }
        else
        {
            var stored = draft.IsNew ? null : await R.Reads.FindAsync(draft.Kind, draft.RecordId!, cancel);
            if (stored is null || stored.Version == draft.BeganFrom)
                return Redirect(R.Href($"/desk/drafts/{id}"));
            version = stored.Version;
            merge = Merge.Of(shape, began, body, Drafts.Read(stored.Body));
        }
        HasForms = IsDesk = true;
        IsIndexed = false;
        Title = R.L["Two changes: {0}", draft.Caption?.In(R.Language.Tag).Text ?? R.L["without a name yet"]];
        Crumbs.Add((R.L["Desk"], R.Href("/desk")));
        Crumbs.Add((R.L["Draft"], R.Href($"/desk/drafts/{id}")));
        var rows = await RowsAsync(cancel);
        (Contested, Settled) = ([.. rows.Where(row => row.Field.IsContested)], [.. rows.Where(row => !row.Field.IsContested)]);
        return await go();
    }

    private async Task<IActionResult> SettleAsync(CancellationToken cancel)
    {
        if (Request.Form[FormPage.RevisionField] != Draft.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture))
            return Fault("act", R.L["The draft was changed meanwhile. This is how it stands now."]);
        foreach (var row in Contested)
            if (Request.Form["take:" + row.Field.Path].ToString() is not ("mine" or "theirs"))
                Faults.Add(new Kernel.Web.Parts.FormFault(FormNames.Id(row.Field.Path), R.L["{0}: choose one of the two.", row.Place]));
        if (Faults.Count > 0)
            return Again();
        var merged = merge.Take(field => Request.Form["take:" + field.Path] == "mine");
        if (await OutOfReachAsync(merged, cancel))
            return Again();
        var saved = await Drafts.SaveAsync(R.Db, notices, R.Models[Draft.Kind], Draft, Draft.Revision, merged, R.Person.Account!.Value, R.Now, cancel);
        if (saved.Draft is null)
            return Redirect(R.Href($"/desk/drafts/{Draft.Id}/conflict/{saved.Conflict}"));
        if (conflict is not null)
            await R.Db.Set<DraftConflict>().Where(one => one.Id == conflict.Id).ExecuteDeleteAsync(cancel);
        else
            await R.Db.Set<Draft>().Where(one => one.Id == Draft.Id && one.BeganFrom == Draft.BeganFrom).ExecuteUpdateAsync(set => set.SetProperty(one => one.BeganFrom, version), cancel);
        return Redirect(R.Href($"/desk/drafts/{Draft.Id}"));
    }

    /// <summary>
    /// Whether what was chosen is not theirs to choose. A list is taken whole, with its texts in all languages; and what the record states by now in another language is
    /// nobody's change here.
    /// </summary>
    private async Task<bool> OutOfReachAsync(JsonObject merged, CancellationToken cancel)
    {
        var (reach, wanted) = (new OutOfReach(R, R.Models[Draft.Kind]), Belonging.Of(R.Models[Draft.Kind], merged, Draft.IsNew ? null : Draft.RecordId));
        var refused = rights.MayMake(wanted) ? IsAboutRecord ? [] : reach.Of(rights.Foreign(Drafts.Read(Draft.Body), merged)) : [await reach.OfAsync(wanted, cancel)];
        foreach (var fault in refused)
            Faults.Add(new Kernel.Web.Parts.FormFault("act", fault.Place + ": " + fault.Text));
        return Faults.Count > 0;
    }

    private IActionResult Fault(string field, string sentence)
    {
        Faults.Add(new Kernel.Web.Parts.FormFault(field, sentence));
        return Again();
    }

    private async Task<List<Row>> RowsAsync(CancellationToken cancel)
    {
        var words = new FieldWords(R, R.Models[Draft.Kind]);
        var rows = new List<Row>();
        foreach (var field in merge.Fields)
        {
            FieldStep[] path = [.. field.Path.Split('.').Select(step => new FieldStep(step, null))];
            var values = new List<IReadOnlyList<FieldValue>>();
            foreach (var value in new[] { field.Was, field.Mine, field.Theirs })
            {
                if (value is null)
                {
                    values.Add([]);
                    continue;
                }
                using var json = JsonDocument.Parse(value.ToJsonString());
                var element = json.RootElement.Clone();
                await R.LearnNamesAsync(words.Named(new FieldChange(path, null, element)), cancel);
                values.Add(words.Values(path, element));
            }
            rows.Add(new Row(field, words.Place(path), values[0], values[1], values[2]));
        }
        return rows;
    }
}
