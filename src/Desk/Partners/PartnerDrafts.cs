using System.Text.Json.Nodes;
using Concord.Desk.Editing;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Concord.Desk.Partners;

/// <summary>What a partner wrote and somebody of the mechanism has to look at: a draft like any other, in review from the start.</summary>
internal static class PartnerDrafts
{
    /// <summary>So many drafts of one key wait for people at most: more than anybody looks at.</summary>
    public const int MostOpen = 1000;

    /// <summary>Whether a key may put one more draft into review, or replaces one that it has.</summary>
    public static async Task<bool> HasRoomAsync(ConcordDb db, Guid key, string recordId, CancellationToken cancel)
    {
        var open = db.Set<Draft>().Where(draft => draft.CreatedBy == key && draft.State < DraftState.Published);
        return await open.CountAsync(cancel) < MostOpen || await open.AnyAsync(draft => draft.RecordId == recordId, cancel);
    }

    /// <summary>Puts a sound document into review, in the caller's transaction. A draft of the same key that nobody else has touched is replaced: it may have been sent back.</summary>
    /// <param name="db">The context of the transaction.</param>
    /// <param name="notices">Asks people to look, unless they are asked already.</param>
    /// <param name="model">The model of the kind.</param>
    /// <param name="key">Number of the key.</param>
    /// <param name="standing">The record that it changes; null for a new one.</param>
    /// <param name="whole">The document, with its id.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The draft; null where another's is open.</returns>
    public static async Task<Draft?> PutInReviewAsync(ConcordDb db, DeskNotices notices, RecordModel model, Guid key, StoredRecord? standing, JsonObject whole, Instant now, CancellationToken cancel)
    {
        var (recordId, document) = ((string)whole["id"]!, (JsonObject)whole.DeepClone());
        document.Remove("id");
        var (body, began) = (Drafts.Write(document), standing?.Version ?? 0);
        var belongs = Belonging.Write(Belonging.Of(model, document, standing?.Id));
        var open = await db.Set<Draft>().AsNoTracking().FirstOrDefaultAsync(draft => draft.RecordId == recordId && draft.State < DraftState.Published, cancel);
        var draft = new Draft
        {
            Id = open?.Id ?? Guid.CreateVersion7(now.ToDateTimeOffset()),
            Kind = model.Kind,
            RecordId = recordId,
            OpenFor = standing?.Id,
            BeganFrom = began,
            Body = body,
            Caption = Drafts.CaptionOf(model, document),
            Belongs = belongs,
            State = DraftState.InReview,
            Revision = (open?.Revision ?? 0) + 1,
            CreatedBy = key,
            CreatedAt = open?.CreatedAt ?? now,
            ChangedBy = key,
            ChangedAt = now,
        };
        if (open is not null && (open.CreatedBy != key || open.ChangedBy != key || open.Kind != model.Kind || !await ReplaceAsync(db, open, draft, cancel)))
            return null;
        if (open is null)
            db.Add(draft);
        db.Add(new DraftRevision { DraftId = draft.Id, Revision = draft.Revision, Body = body, By = key, At = now });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // On PostgreSQL somebody at the desk may have begun one just now: the index lets one of the two in.
            db.ChangeTracker.Clear();
            return null;
        }
        if (open is { State: DraftState.Scheduled })
            await notices.TellOfLostHourAsync(db, open, key, now, cancel);
        else if (open?.State != DraftState.InReview)
            await notices.AskForReviewAsync(db, draft, key, cancel);
        await db.SaveChangesAsync(cancel);
        return draft;
    }

    private static async Task<bool> ReplaceAsync(ConcordDb db, Draft open, Draft draft, CancellationToken cancel) =>
        await db.Set<Draft>().Where(one => one.Id == open.Id && one.Revision == open.Revision && one.State == open.State)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Body, draft.Body).SetProperty(one => one.Belongs, draft.Belongs).SetProperty(one => one.Caption, draft.Caption)
                .SetProperty(one => one.Revision, draft.Revision).SetProperty(one => one.State, draft.State).SetProperty(one => one.BeganFrom, draft.BeganFrom)
                .SetProperty(one => one.DueAt, (Instant?)null).SetProperty(one => one.ChangedAt, draft.ChangedAt), cancel) == 1;

    public static AuditNote Note(Draft draft, Guid key, Instant now) => new(now, Actor.OfKey(key), DeskAccess.DraftRecords, $"drafts/{draft.Id:D}")
    {
        Details = new JsonObject { ["state"] = draft.State.ToString(), ["revision"] = draft.Revision, ["record"] = $"{draft.Kind.Plural()}/{draft.RecordId}" },
    };

    /// <summary>What a program is told of a draft of its own.</summary>
    public static JsonObject Describe(Draft draft, IEnumerable<DraftComment>? comments = null)
    {
        var described = new JsonObject
        {
            ["draft"] = draft.Id.ToString("D"),
            ["state"] = WordOf(draft.State),
            ["kind"] = draft.Kind.Plural(),
            ["record"] = draft.RecordId,
            ["changed_at"] = Written(draft.ChangedAt),
        };
        if (draft.PublishedVersion is { } version)
            described["published_version"] = version;
        if (comments is not null)
            described["comments"] = new JsonArray([.. comments.Select(comment => new JsonObject { ["at"] = Written(comment.At), ["text"] = comment.Text })]);
        return described;
    }

    private static string Written(Instant instant) => InstantPattern.General.Format(instant);

    private static string WordOf(DraftState state) => state switch
    {
        DraftState.InReview => "in_review",
        DraftState.SentBack => "sent_back",
        var other => other.ToString().ToLowerInvariant(),
    };
}
