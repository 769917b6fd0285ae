using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Desk.Forms;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Files;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Editing;

/// <summary>Why a draft was not published.</summary>
internal enum PublishingFault
{
    /// <summary>It was.</summary>
    None,

    /// <summary>It was changed, published or given up meanwhile.</summary>
    Changed,

    /// <summary>The record was changed since the draft began: both must be brought together first.</summary>
    Overtaken,

    /// <summary>The document is not sound.</summary>
    Faulty,

    /// <summary>A mechanism asks for a second pair of eyes, and whoever wanted to publish wrote on the draft.</summary>
    SecondPair,

    /// <summary>Whoever wanted to publish may not, or not this: the record would come to or leave a mechanism, or change in a language, that is not theirs.</summary>
    NotTheirs,
}

/// <summary>What came of publishing.</summary>
/// <param name="Fault">Why not.</param>
/// <param name="RecordId">The record.</param>
/// <param name="Faults">What is wrong with the document.</param>
internal sealed record Publication(PublishingFault Fault, string? RecordId = null, IReadOnlyList<RecordFault>? Faults = null);

/// <summary>
/// Makes a draft the record's next version: check, record, version, links, search, files and the draft's own state in one transaction, so that it happens once or
/// not at all.
/// </summary>
internal static class Publishing
{
    /// <summary>Publishes a draft.</summary>
    /// <param name="db">A context of its own.</param>
    /// <param name="models">The models of all kinds.</param>
    /// <param name="notices">Tells writers and translators.</param>
    /// <param name="draft">The draft as whoever decides saw it; where it has changed since, nothing happens.</param>
    /// <param name="recordId">Id that a new record gets.</param>
    /// <param name="decides">Who decides, with what they may now.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<Publication> RunAsync(ConcordDb db, RecordModels models, DeskNotices notices, Draft draft, string recordId, PersonRights decides, Instant now, CancellationToken cancel)
    {
        var by = decides.Person.Account!.Value;
        var rights = DraftRights.Of(decides, models, draft, await Drafts.VersionAsync(db, draft.RecordId, draft.BeganFrom, cancel));
        if (!rights.MayPublish || rights.Beyond() is not ([], []))
            return new Publication(PublishingFault.NotTheirs);
        var writer = await RecordWriter.BeginAsync(db, models, now, Actor.Of(by), DeskAccess.PublishRecords, cancel: cancel);
        await using (writer)
        {
            var taken = await db.Set<Draft>().Where(one => one.Id == draft.Id && one.Revision == draft.Revision && one.State == draft.State)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.State, DraftState.Published).SetProperty(one => one.Revision, draft.Revision + 1)
                    .SetProperty(one => one.RecordId, recordId).SetProperty(one => one.OpenFor, (string?)null).SetProperty(one => one.DueAt, (Instant?)null)
                    .SetProperty(one => one.PublishedBy, by).SetProperty(one => one.PublishedAt, now).SetProperty(one => one.PublishedVersion, draft.BeganFrom + 1), cancel);
            if (taken == 0 || !draft.IsOpen)
                return new Publication(PublishingFault.Changed);
            if (!draft.IsNew && await VersionAsync(db, recordId, cancel) != draft.BeganFrom)
                return new Publication(PublishingFault.Overtaken);
            var model = models[draft.Kind];
            if (await WantsOtherAsync(db, model, draft, by, cancel))
                return new Publication(PublishingFault.SecondPair);
            var document = Whole(RecordShape.Of(model.DocumentType), draft, recordId);
            var faults = await CheckAsync(db, models, draft.Kind, document, draft.IsNew, cancel);
            if (faults.Count > 0)
                return new Publication(PublishingFault.Faulty, Faults: faults);
            var owed = await DeskNotices.OwedAsync(db, recordId, cancel);
            await writer.PutAsync(draft.Kind, Drafts.Write(document), cancel);
            await writer.FlushAsync(cancel);
            var subject = Belonging.Read(draft.Belongs);
            if (await Kernel.Files.Publishing.PassOnAsync(db, DraftOwners.Of(draft), (draft.Kind, recordId), subject, decides.May(FilesAccess.Publish, subject), await TakesTwoAsync(db, model, draft, cancel), Actor.Of(by), now, cancel) > 0)
                await writer.RefreshAsync(recordId, cancel);
            // A draft that states what the record states already makes no version.
            var version = await VersionAsync(db, recordId, cancel);
            await db.Set<Draft>().Where(one => one.Id == draft.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.PublishedVersion, version), cancel);
            await db.Set<DraftRevision>().Where(one => one.DraftId == draft.Id).ExecuteDeleteAsync(cancel);
            await notices.TellWritersAsync(db, DeskNotices.Published, draft, by, cancel);
            await notices.TellOfOwedAsync(db, draft, recordId, owed, by, cancel);
            await Drafts.NotePublishedAsync(db, draft, recordId, version, by, now, cancel);
            await writer.CommitAsync(cancel);
            return new Publication(PublishingFault.None, recordId);
        }
    }

    /// <summary>The document of a draft as it would be published.</summary>
    public static JsonObject Whole(RecordShape shape, Draft draft, string recordId)
    {
        var document = FormTidy.Of(shape, Drafts.Read(draft.Body));
        document.Insert(0, "id", recordId);
        return document;
    }

    /// <summary>What keeps a document from being published.</summary>
    public static async Task<IReadOnlyList<RecordFault>> CheckAsync(ConcordDb db, RecordModels models, RecordKind kind, JsonObject document, bool isNew, CancellationToken cancel)
    {
        using var json = JsonDocument.Parse(Drafts.Write(document));
        return await RecordCheck.RunAsync(db, models, kind, json.RootElement, isNew, cancel);
    }

    /// <summary>
    /// Whether somebody else must publish: a mechanism of the draft, or of the record that it changes, asks for a second pair of eyes, and these wrote on the draft. All
    /// that was written on it counts, for all of it is published; not what was written last alone.
    /// </summary>
    public static async Task<bool> WantsOtherAsync(ConcordDb db, RecordModel model, Draft draft, Guid by, CancellationToken cancel) =>
        await db.Set<DraftRevision>().AnyAsync(revision => revision.DraftId == draft.Id && revision.By == by, cancel) && await TakesTwoAsync(db, model, draft, cancel);

    /// <summary>Whether a mechanism of the draft, or of the record that it changes, asks for a second pair of eyes.</summary>
    private static async Task<bool> TakesTwoAsync(ConcordDb db, RecordModel model, Draft draft, CancellationToken cancel)
    {
        var mechanisms = Belonging.Read(draft.Belongs).Mechanisms.Concat(
            Belonging.Of(model, await Drafts.VersionAsync(db, draft.RecordId, draft.BeganFrom, cancel), draft.RecordId).Mechanisms);
        return await SecondPair.IsAskedAsync(db, mechanisms, cancel);
    }

    private static Task<int> VersionAsync(ConcordDb db, string recordId, CancellationToken cancel) =>
        db.Records.AsNoTracking().Where(record => record.Id == recordId).Select(record => record.Version).FirstOrDefaultAsync(cancel);
}
