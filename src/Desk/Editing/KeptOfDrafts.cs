using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Privacy;
using Concord.Kernel.Records;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Concord.Desk.Editing;

/// <summary>Drafts that somebody began or changed, and remarks on drafts.</summary>
internal sealed class KeptOfDrafts : PersonalData
{
    public override string Name => "drafts";

    public override string Title => Strings.Key("Drafts that you wrote, and your comments");

    public override string Stays => Strings.Key("Drafts, comments and records stay, for others work on with them; in the place of your name stands “deleted account”.");

    public override async IAsyncEnumerable<JsonObject> OfAsync(ConcordDb db, DataSubject person, [EnumeratorCancellation] CancellationToken cancel)
    {
        var drafts = db.Set<Draft>().AsNoTracking().Where(draft => draft.CreatedBy == person.Account || draft.ChangedBy == person.Account || draft.PublishedBy == person.Account);
        foreach (var draft in await drafts.OrderBy(draft => draft.CreatedAt)
            .Select(draft => new { draft.Id, draft.Kind, draft.RecordId, draft.Caption, draft.State, draft.CreatedBy, draft.CreatedAt, draft.ChangedAt }).ToListAsync(cancel))
            yield return new JsonObject
            {
                ["draft"] = draft.Id.ToString("D"),
                ["record"] = draft.RecordId is null ? null : draft.Kind.Plural() + "/" + draft.RecordId,
                ["name"] = draft.Caption?.ToString(),
                ["state"] = draft.State.ToString(),
                ["begun_by_you"] = draft.CreatedBy == person.Account,
                ["at"] = InstantPattern.General.Format(draft.CreatedAt),
                ["changed_at"] = InstantPattern.General.Format(draft.ChangedAt),
            };
        foreach (var comment in await db.Set<DraftComment>().AsNoTracking().Where(comment => comment.By == person.Account).OrderBy(comment => comment.At).ToListAsync(cancel))
            yield return new JsonObject { ["draft"] = comment.DraftId.ToString("D"), ["at"] = InstantPattern.General.Format(comment.At), ["comment"] = comment.Text };
    }

    /// <summary>What was written and not brought together with what another wrote is nobody's any more.</summary>
    public override Task ForgetAsync(ConcordDb db, DataSubject person, Instant now, CancellationToken cancel) =>
        db.Set<DraftConflict>().Where(conflict => conflict.By == person.Account).ExecuteDeleteAsync(cancel);
}
