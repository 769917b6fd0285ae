using System.Text;
using System.Text.Json.Nodes;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Editing;

/// <summary>What came of saving a draft.</summary>
/// <param name="Draft">The draft, where it was saved.</param>
/// <param name="Conflict">Where another had saved meanwhile: under which number what was written is kept.</param>
internal readonly record struct Saved(Draft? Draft, Guid? Conflict = null);

/// <summary>What is done to drafts until they are published. Every act says which revision it was done to; one that came too late does nothing.</summary>
internal static class Drafts
{
    /// <summary>So many earlier states of an open draft are kept, as many as a day of saving by itself makes; and of everybody who wrote on it the latest, however old.</summary>
    private const int KeptRevisions = 200;

    /// <summary>The open draft of a record, or null.</summary>
    public static Task<Draft?> OpenAsync(ConcordDb db, string recordId, CancellationToken cancel) =>
        db.Set<Draft>().AsNoTracking().FirstOrDefaultAsync(draft => draft.OpenFor == recordId, cancel);

    public static Task<Draft?> FindAsync(ConcordDb db, Guid id, CancellationToken cancel) =>
        db.Set<Draft>().AsNoTracking().FirstOrDefaultAsync(draft => draft.Id == id, cancel);

    /// <summary>Begins a draft.</summary>
    /// <param name="db">The store.</param>
    /// <param name="model">The model of the kind.</param>
    /// <param name="recordId">The record that it changes; null for a new one.</param>
    /// <param name="version">The version that it begins from; 0 for a new one.</param>
    /// <param name="document">What it holds.</param>
    /// <param name="by">Whose it is.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The draft; null where the record has an open one already.</returns>
    public static async Task<Draft?> BeginAsync(ConcordDb db, RecordModel model, string? recordId, int version, JsonObject document, Guid by, Instant now, CancellationToken cancel)
    {
        var body = Write(document);
        var draft = new Draft
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Kind = model.Kind,
            RecordId = recordId,
            OpenFor = recordId,
            BeganFrom = version,
            Body = body,
            Caption = CaptionOf(model, document),
            Belongs = Belonging.Write(Belonging.Of(model, document, recordId)),
            State = DraftState.Draft,
            Revision = 1,
            CreatedBy = by,
            CreatedAt = now,
            ChangedBy = by,
            ChangedAt = now,
        };
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (recordId is not null && await db.Set<Draft>().AnyAsync(other => other.OpenFor == recordId, cancel))
                return null;
            db.Add(draft);
            db.Add(new DraftRevision { DraftId = draft.Id, Revision = 1, Body = body, By = by, At = now });
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException) when (recordId is not null)
            {
                // On PostgreSQL two may begin at once: the index lets one in, and the other goes on with that draft.
                db.ChangeTracker.Clear();
                return null;
            }
            await NoteAsync(db, draft, DraftState.Draft, Actor.Of(by), DeskAccess.DraftRecords, now, cancel, revision: 1);
            await transaction.CommitAsync(cancel);
            db.ChangeTracker.Clear();
            return draft;
        }
    }

    /// <summary>
    /// Saves what somebody wrote. A draft that waits for its hour goes back to review, for what was approved was something else: whoever set the hour is told. Where another saved
    /// meanwhile, nothing is overwritten: what was written is kept beside it, to be settled, unless the draft holds the same already.
    /// </summary>
    /// <param name="db">The store.</param>
    /// <param name="notices">Tells whoever set the hour.</param>
    /// <param name="model">The model of the kind.</param>
    /// <param name="draft">The draft as it was found.</param>
    /// <param name="revision">The revision that the writer began from.</param>
    /// <param name="document">What was written.</param>
    /// <param name="by">Who wrote it.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops.</param>
    /// <param name="keepsAside">Whether what comes too late is kept; else neither a draft nor a conflict comes back.</param>
    public static async Task<Saved> SaveAsync(
        ConcordDb db, DeskNotices notices, RecordModel model, Draft draft, int revision, JsonObject document, Guid by, Instant now, CancellationToken cancel, bool keepsAside = true)
    {
        var body = Write(document);
        if (draft.Revision == revision && draft.Body.AsSpan().SequenceEqual(body))
            return new Saved(draft);
        var belongs = Belonging.Write(Belonging.Of(model, document, draft.RecordId));
        var caption = CaptionOf(model, document);
        var state = draft.State switch
        {
            DraftState.Scheduled => DraftState.InReview,
            DraftState.SentBack => DraftState.Draft,
            var same => same,
        };
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            var saved = !draft.IsOpen ? 0 : await db.Set<Draft>().Where(one => one.Id == draft.Id && one.Revision == revision && one.State == draft.State)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.Body, body).SetProperty(one => one.Belongs, belongs).SetProperty(one => one.Caption, caption)
                    .SetProperty(one => one.Revision, revision + 1).SetProperty(one => one.State, state).SetProperty(one => one.DueAt, (Instant?)null)
                    .SetProperty(one => one.ChangedBy, by).SetProperty(one => one.ChangedAt, now), cancel);
            if (saved == 1)
            {
                db.Add(new DraftRevision { DraftId = draft.Id, Revision = revision + 1, Body = body, By = by, At = now });
                await db.Set<DraftRevision>().Where(one => one.DraftId == draft.Id && one.Revision <= revision + 1 - KeptRevisions
                    && db.Set<DraftRevision>().Any(later => later.DraftId == draft.Id && later.By == one.By && later.Revision > one.Revision)).ExecuteDeleteAsync(cancel);
            }
            else if (!keepsAside)
                return default;
            else if (await FindAsync(db, draft.Id, cancel) is { IsOpen: true } present && present.Body.AsSpan().SequenceEqual(body))
                // A page may send the same twice, by itself and by a press.
                return new Saved(present);
            else if (await db.Set<DraftConflict>().AsNoTracking().FirstOrDefaultAsync(one => one.DraftId == draft.Id && one.By == by && one.Body == body, cancel) is { } kept)
                return new Saved(null, kept.Id);
            else
                db.Add(new DraftConflict { Id = Guid.CreateVersion7(now.ToDateTimeOffset()), DraftId = draft.Id, FromRevision = revision, Body = body, By = by, At = now });
            if (saved == 1 && draft.State == DraftState.Scheduled)
                await notices.TellOfLostHourAsync(db, draft, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            // A form saves by itself every few seconds: that another hand took the draft up is noted, its every stroke stands in the revisions.
            if (saved == 1 && (draft.ChangedBy != by || draft.State == DraftState.Scheduled))
                await NoteAsync(db, draft, state, Actor.Of(by), DeskAccess.DraftRecords, now, cancel);
            await transaction.CommitAsync(cancel);
            var conflict = db.ChangeTracker.Entries<DraftConflict>().FirstOrDefault()?.Entity.Id;
            db.ChangeTracker.Clear();
            return conflict is null ? new Saved(await FindAsync(db, draft.Id, cancel)) : new Saved(null, conflict);
        }
    }

    /// <summary>Asks somebody else to look.</summary>
    public static Task<bool> SendAsync(ConcordDb db, DeskNotices notices, Draft draft, Guid by, Instant now, CancellationToken cancel) =>
        MoveAsync(db, draft, DraftState.InReview, Actor.Of(by), DeskAccess.DraftRecords, now, () => notices.AskForReviewAsync(db, draft, by, cancel), cancel, DraftState.Draft, DraftState.SentBack);

    /// <summary>Sends it back to its writer; why, a comment says.</summary>
    public static Task<bool> SendBackAsync(ConcordDb db, DeskNotices notices, Draft draft, Actor by, Instant now, CancellationToken cancel) =>
        MoveAsync(db, draft, DraftState.SentBack, by, DeskAccess.ReviewRecords, now, () => notices.TellWritersAsync(db, DeskNotices.SentBack, draft, by.Account, cancel), cancel, DraftState.InReview, DraftState.Scheduled);

    /// <summary>Sets the hour at which the house publishes it.</summary>
    public static async Task<bool> ScheduleAsync(ConcordDb db, Draft draft, string recordId, Instant due, Guid by, Instant now, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (await db.Set<Draft>().Where(one => one.Id == draft.Id && one.Revision == draft.Revision && one.State == draft.State)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.State, DraftState.Scheduled).SetProperty(one => one.DueAt, due).SetProperty(one => one.PublishedBy, by)
                    .SetProperty(one => one.RecordId, recordId).SetProperty(one => one.Revision, draft.Revision + 1), cancel) == 0)
                return false;
            await NoteAsync(db, draft, DraftState.Scheduled, Actor.Of(by), DeskAccess.PublishRecords, now, cancel);
            await transaction.CommitAsync(cancel);
            return true;
        }
    }

    /// <summary>Gives it up, with its files.</summary>
    public static async Task<bool> DiscardAsync(ConcordDb db, Draft draft, Guid by, Instant now, CancellationToken cancel) =>
        draft.IsOpen && await MoveAsync(db, draft, DraftState.Discarded, Actor.Of(by), DeskAccess.DraftRecords, now, () => Task.CompletedTask, cancel, draft.State);

    /// <summary>Adds a remark.</summary>
    /// <param name="db">The store.</param>
    /// <param name="notices">Tells those who wrote the draft or spoke of it; null where they learn of what happened by itself.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="by">Whose it is; null for one of the house.</param>
    /// <param name="text">What it says, at most <see cref="DraftComment.LongestText"/> characters: whoever asks somebody for it refuses more.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task CommentAsync(ConcordDb db, DeskNotices? notices, Draft draft, Guid? by, string text, Instant now, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (notices is not null)
                await notices.TellOfCommentAsync(db, draft, by, cancel);
            db.Add(new DraftComment { Id = Guid.CreateVersion7(now.ToDateTimeOffset()), DraftId = draft.Id, By = by, At = now, Text = text });
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        db.ChangeTracker.Clear();
    }

    /// <summary>What a draft held at a revision; null where it is not kept any more.</summary>
    public static async Task<JsonObject?> AtAsync(ConcordDb db, Guid draft, int revision, CancellationToken cancel) =>
        await db.Set<DraftRevision>().AsNoTracking().Where(one => one.DraftId == draft && one.Revision == revision).Select(one => one.Body).FirstOrDefaultAsync(cancel) is { } body ? Read(body) : null;

    /// <summary>What a record stated in a version, without its id; an empty document for version 0.</summary>
    public static async Task<JsonObject> VersionAsync(ConcordDb db, string? recordId, int version, CancellationToken cancel) =>
        recordId is not null && version > 0
        && await db.Versions.AsNoTracking().Where(one => one.RecordId == recordId && one.Version == version).Select(one => one.Body).FirstOrDefaultAsync(cancel) is { } body
            ? Read(body) : [];

    /// <summary>A document as a draft holds it: without its id.</summary>
    public static JsonObject Read(byte[] body)
    {
        var document = (JsonObject)JsonNode.Parse(body)!;
        document.Remove("id");
        return document;
    }

    public static byte[] Write(JsonObject document) => Encoding.UTF8.GetBytes(document.ToJsonString(RecordJson.Options));

    /// <summary>The name of a document, as far as it has one.</summary>
    public static LocalizedText? CaptionOf(RecordModel model, JsonObject document)
    {
        var field = RecordShape.Of(model.DocumentType).Fields.First(field => field is { Form: FieldForm.Words, Required: true }).Name;
        var words = document[field] as JsonObject ?? [];
        var texts = words.Where(word => word.Value is JsonValue one && one.TryGetValue(out string? text) && !string.IsNullOrWhiteSpace(text)).Select(word => new Worded(word.Key, (string)word.Value!)).ToList();
        return texts.Count > 0 ? new LocalizedText(texts) : null;
    }

    private static async Task<bool> MoveAsync(ConcordDb db, Draft draft, DraftState to, Actor by, string act, Instant now, Func<Task> tell, CancellationToken cancel, params DraftState[] from)
    {
        if (!from.Contains(draft.State))
            return false;
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (await db.Set<Draft>().Where(one => one.Id == draft.Id && one.Revision == draft.Revision && one.State == draft.State)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.State, to).SetProperty(one => one.DueAt, (Instant?)null).SetProperty(one => one.Revision, draft.Revision + 1)
                    .SetProperty(one => one.OpenFor, one => to == DraftState.Discarded ? null : one.OpenFor), cancel) == 0)
                return false;
            if (to == DraftState.Discarded)
                await Kernel.Files.Publishing.DiscardAsync(db, DraftOwners.Of(draft), cancel);
            await tell();
            await NoteAsync(db, draft, to, by, act, now, cancel);
            await transaction.CommitAsync(cancel);
            return true;
        }
    }

    /// <summary>Ends the trail of a draft: the record that it became has a trail of its own.</summary>
    public static Task NotePublishedAsync(ConcordDb db, Draft draft, string recordId, int version, Guid by, Instant now, CancellationToken cancel) =>
        AuditTrail.NoteAsync(db, new AuditNote(now, Actor.Of(by), DeskAccess.PublishRecords, $"drafts/{draft.Id:D}")
        {
            Details = new JsonObject { ["state"] = nameof(DraftState.Published), ["record"] = draft.Kind.Plural() + "/" + recordId, ["version"] = version },
            Concerns = [.. AuditConcern.OfMechanisms(Belonging.Read(draft.Belongs).Mechanisms)],
        }, cancel);

    /// <summary>What the trail finds a draft under besides itself: its record and its mechanisms.</summary>
    private static IReadOnlyCollection<string> Concerns(Draft draft) =>
        [.. draft.RecordId is { } record ? new[] { draft.Kind.Plural() + "/" + record } : [], .. AuditConcern.OfMechanisms(Belonging.Read(draft.Belongs).Mechanisms)];

    private static Task NoteAsync(ConcordDb db, Draft draft, DraftState to, Actor by, string act, Instant now, CancellationToken cancel, int? revision = null) =>
        AuditTrail.NoteAsync(db, new AuditNote(now, by, act, $"drafts/{draft.Id:D}")
        {
            Details = new JsonObject { ["state"] = to.ToString(), ["revision"] = revision ?? draft.Revision + 1 },
            Concerns = Concerns(draft),
        }, cancel);
}
