using Concord.Kernel.Data;
using Concord.Kernel.Privacy;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Editing;

/// <summary>Drafts that were published or given up, with their comments. What was published stands in the history of the record, and who did it in the audit trail.</summary>
internal sealed class OldDrafts : RetentionRule
{
    public override string Setting => "DraftDays";

    public override int Usual => 365;

    public override string Table => "desk_draft";

    public override Task<int> RunAsync(ConcordDb db, Instant before, CancellationToken cancel) =>
        db.Set<Draft>().Where(draft => (draft.State == DraftState.Published || draft.State == DraftState.Discarded) && draft.ChangedAt < before
            && (draft.PublishedAt == null || draft.PublishedAt < before)).ExecuteDeleteAsync(cancel);
}
