using Concord.Kernel.Access;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Desk.Editing;

/// <summary>The form of a draft.</summary>
[May(DeskAccess.DraftRecords)]
[RequestFormLimits(ValueCountLimit = MostValues)]
[RequestSizeLimit(LongestForm)]
public sealed class DraftFormModel : FormPage
{
    /// <summary>Whether it was just saved.</summary>
    public bool WasSaved { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid draft, CancellationToken cancel)
    {
        WasSaved = Request.Query["saved"] == "1";
        return await BeginAsync(draft, cancel) is { } refused ? refused : await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] Guid draft, CancellationToken cancel) =>
        await BeginAsync(draft, cancel) is { } refused ? refused : await TakeAsync(cancel);

    private async Task<IActionResult?> BeginAsync(Guid id, CancellationToken cancel)
    {
        if (await Drafts.FindAsync(R.Db, id, cancel) is not { } draft)
            return NotThere();
        if (!draft.IsOpen)
            return Redirect(R.Href($"/desk/drafts/{id}"));
        if (!draft.IsNew)
            Standing = await Drafts.VersionAsync(R.Db, draft.RecordId, draft.BeganFrom, cancel);
        var document = Drafts.Read(draft.Body);
        Write(draft.Kind, draft.IsNew ? null : draft.RecordId, draft.BeganFrom, document, draft);
        return Rights.MayWrite ? null : NotAllowed();
    }
}
