using Concord.Kernel.Access;
using Concord.Kernel.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Concord.Desk.Editing;

/// <summary>
/// The form of a record that stands: what it states, or with <c>?version=</c> what it once stated. A draft begins when it is saved first; where one is open, it leads
/// there.
/// </summary>
[May(DeskAccess.DraftRecords)]
[RequestFormLimits(ValueCountLimit = MostValues)]
[RequestSizeLimit(LongestForm)]
public sealed class EditRecordModel(DeskNotices notices) : FormPage(notices)
{
    private Instant? archivedAt;

    protected override IReadOnlyCollection<string> Parameters => ["version"];

    public async Task<IActionResult> OnGetAsync([FromRoute] string kind, [FromRoute] string id, CancellationToken cancel)
    {
        if (await BeginAsync(kind, id, cancel) is { } refused)
            return refused;
        return await Drafts.OpenAsync(R.Db, id, cancel) is { } open ? Redirect(R.Href($"/desk/drafts/{open.Id}/form")) : await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string kind, [FromRoute] string id, CancellationToken cancel)
    {
        if (await BeginAsync(kind, id, cancel) is { } refused)
            return refused;
        return archivedAt is not { } since ? await TakeAsync(cancel) : await TooLateAsync(
            R.L["The record is archived since {0}. What you wrote is not saved: take the record out of the archive in another window and save again, or copy what you wrote.", DraftWords.When(R, since)], cancel);
    }

    private async Task<IActionResult?> BeginAsync(string kind, string id, CancellationToken cancel)
    {
        var faults = new List<string>();
        var version = WholeNumber("version", faults);
        if (faults.Count > 0)
            return Malformed(faults);
        if (RecordKinds.FromPlural(kind) is not { } known || await R.Reads.FindAsync(known, id, cancel) is not { } stored)
            return NotThere();
        archivedAt = stored.ArchivedAt;
        if (archivedAt is not null && !HttpMethods.IsPost(Request.Method))
            return Redirect(R.Href($"/desk/{kind}/{id}/archive"));
        Standing = Drafts.Read(stored.Body);
        var shown = version is { } earlier ? await Drafts.VersionAsync(R.Db, id, earlier, cancel) : Standing;
        if (shown.Count == 0)
            return NotThere();
        // What somebody wrote before the record was archived began from an earlier version, and still does when it is sent again.
        var began = archivedAt is not null && Number(Request.Form[BeganField]) is { } sent ? Math.Clamp(sent, 1, stored.Version) : stored.Version;
        Write(known, id, began, shown, null);
        return Rights.MayWrite ? null : NotAllowed();
    }
}
