using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Desk.Editing;

/// <summary>
/// The form of a draft. What was written on a draft that is closed by now is shown again, and goes on as a new draft: <c>?kept=</c> names what had been kept aside.
/// </summary>
[May(DeskAccess.DraftRecords)]
[RequestFormLimits(ValueCountLimit = MostValues)]
[RequestSizeLimit(LongestForm)]
public sealed class DraftFormModel(KnownPeople people, DeskNotices notices) : FormPage(notices)
{
    /// <summary>Whether it was just saved.</summary>
    public bool WasSaved { get; private set; }

    /// <summary>Whether that took it back to review from waiting for its hour.</summary>
    public bool LostItsHour { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid draft, CancellationToken cancel)
    {
        (WasSaved, LostItsHour) = (Request.Query["saved"] == "1", Request.Query["saved"] == InReview);
        if (await Drafts.FindAsync(R.Db, draft, cancel) is not { } found)
            return NotThere();
        if (found.IsOpen)
            return await BeginAsync(found, cancel) ?? await ShowAsync(cancel);
        var kept = Guid.TryParse(Request.Query["kept"], out var number)
            ? await R.Db.Set<DraftConflict>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == number && one.DraftId == draft && one.By == R.Person.Account, cancel) : null;
        return kept is null ? Redirect(R.Href($"/desk/drafts/{draft}"))
            : await AnewAsync(found, kept.FromRevision, cancel) ?? await ShowKeptAsync(kept, await WhyAsync(found, cancel), cancel);
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] Guid draft, CancellationToken cancel)
    {
        if (await Drafts.FindAsync(R.Db, draft, cancel) is not { } found)
            return NotThere();
        if (found.IsOpen)
            return await BeginAsync(found, cancel) ?? await TakeAsync(cancel);
        return await AnewAsync(found, Number(Request.Form[RevisionField]), cancel) ?? await TooLateAsync(await WhyAsync(found, cancel), cancel);
    }

    private async Task<IActionResult?> BeginAsync(Draft draft, CancellationToken cancel)
    {
        if (!draft.IsNew)
            Standing = await Drafts.VersionAsync(R.Db, draft.RecordId, draft.BeganFrom, cancel);
        Write(draft.Kind, draft.IsNew ? null : draft.RecordId, draft.BeganFrom, Drafts.Read(draft.Body), draft);
        return Rights.MayWrite ? null : NotAllowed();
    }

    /// <summary>
    /// Begins where a closed draft leads to. Whoever had its last state before them began from what was published; whoever had an earlier one, from what the draft began
    /// from, so that both are brought together field by field.
    /// </summary>
    private async Task<IActionResult?> AnewAsync(Draft closed, int? revision, CancellationToken cancel)
    {
        if (!DraftRights.Of(R, closed, await Drafts.VersionAsync(R.Db, closed.RecordId, closed.BeganFrom, cancel)).MayWrite)
            return NotAllowed();
        var isPublished = closed.State == DraftState.Published;
        var began = isPublished && (closed.IsNew || revision == closed.Revision - 1) ? closed.PublishedVersion!.Value : closed.BeganFrom;
        Standing = await Drafts.VersionAsync(R.Db, closed.RecordId, began, cancel);
        Write(closed.Kind, isPublished || !closed.IsNew ? closed.RecordId : null, began, Standing, null);
        return null;
    }

    /// <summary>What became of a closed draft, and what to do.</summary>
    private async Task<string> WhyAsync(Draft closed, CancellationToken cancel)
    {
        var isPublished = closed.State == DraftState.Published;
        var (by, at) = isPublished ? (closed.PublishedBy, closed.PublishedAt!.Value) : await GivenUpAsync(closed, cancel);
        var name = by is { } account ? (await people.NamesAsync(R.Db, [account], cancel)).GetValueOrDefault(account, R.L["deleted account"]) : R.L["the house"];
        return isPublished ? R.L["{0} published this draft on {1}. What you wrote since is not saved: look it over and save it as a new draft of the record.", name, DraftWords.When(R, at)]
            : R.L["{0} gave this draft up on {1}. What you wrote is not saved: look it over and save it as a new draft.", name, DraftWords.When(R, at)];
    }

    private async Task<(Guid? By, NodaTime.Instant At)> GivenUpAsync(Draft closed, CancellationToken cancel)
    {
        var subject = $"drafts/{closed.Id:D}";
        var noted = await R.Db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.Subject == subject).OrderByDescending(entry => entry.No)
            .Select(entry => new { entry.AccountId, entry.At }).FirstAsync(cancel);
        return (noted.AccountId, noted.At);
    }
}
