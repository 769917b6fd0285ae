using System.Text.Json.Nodes;
using Concord.Desk.Editing;
using Concord.Desk.Forms;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Desk.Partners;

/// <summary>How a request says what a record is to state.</summary>
internal enum WriteManner
{
    /// <summary>A new record.</summary>
    Add,

    /// <summary>All that the record is to state.</summary>
    Replace,

    /// <summary>What is to be different.</summary>
    Patch,

    /// <summary>Nothing: the record is to be archived.</summary>
    Archive,
}

/// <summary>What came of writing: an answer with what was done, or a refusal.</summary>
/// <param name="Refusal">Why nothing was done.</param>
/// <param name="Done">What is answered.</param>
/// <param name="Note">What the audit trail is to say beside the new version, where there is something.</param>
internal readonly record struct WriteOutcome(IResult? Refusal, WrittenAnswer? Done = null, AuditNote? Note = null);

/// <summary>
/// One record, written by a program with its key, by the rules that hold for people at the desk. All that decides is asked in the transaction that
/// writes, so nothing changes between; what may be published at once becomes the record's next version, the rest a draft in review.
/// </summary>
/// <param name="http">The request.</param>
/// <param name="r">Who asks, and in which language.</param>
/// <param name="kind">The kind of record that the address names.</param>
/// <param name="id">The record that the address names; null for a new one.</param>
/// <param name="manner">How the body is meant.</param>
internal sealed class PartnerWrite(HttpContext http, Reading r, RecordKind kind, string? id, WriteManner manner)
{
    public const string Json = "application/json", MergePatchJson = "application/merge-patch+json";

    /// <summary>Stands for the id of a new record until everything else is found right.</summary>
    private const string NoIdYet = "new_record";

    private readonly RecordModel model = r.Models[kind];
    private readonly KeyInUse key = r.Person.Key!;
    private readonly ConcordDb db = r.Db;
    private readonly Strings l = r.L;

    public async Task<IResult> RunAsync(RequestsUnderWay underWay, CancellationToken cancel)
    {
        var sent = manner == WriteManner.Archive ? SentDocument.Nothing : await SentDocument.ReadAsync(http.Request, manner == WriteManner.Patch ? MergePatchJson : Json, l, cancel);
        if (sent.Document is null)
            return sent.Refusal!;
        if (!RequestName.TryRead(http.Request.Headers, out var name))
            return Refused(StatusCodes.Status400BadRequest, l["{0} is one name of at most {1} letters, digits and signs, such as a UUID; each new request gets a new one.", RequestName.Header, KeptAnswer.LongestName]);
        using var turn = name is null ? null : underWay.Begin(key.Id, name);
        if (name is not null && turn is null)
        {
            http.Response.Headers.RetryAfter = "1";
            return Refused(StatusCodes.Status409Conflict, l["A request of this name is being answered just now. Send it again in a moment: the answer will be the same."]);
        }
        await r.BeginAsync(cancel);
        await r.LetGoAsync();
        var writer = await RecordWriter.BeginAsync(db, r.Models, r.Now, Actor.OfKey(key.Id), manner == WriteManner.Archive ? DeskAccess.ArchiveRecords : DeskAccess.PublishRecords, cancel: cancel);
        await using (writer)
        {
            var request = RequestName.Digest(http.Request, sent.Bytes);
            if (name is not null && await RequestName.FindAsync(db, key.Id, name, r.Now, cancel) is { } kept)
                return kept.Request.AsSpan().SequenceEqual(request)
                    ? await kept.Answer.SendAsync(http.Response, cancel)
                    : Refused(StatusCodes.Status422UnprocessableEntity, l["Another request had this name within the last day. Give each request a name of its own."]);
            var (refusal, done, note) = await WriteAsync(writer, sent.Document, cancel);
            if (done is null)
                return refusal!;
            if (name is not null)
                db.Add(KeptAnswer.Of(key.Id, name, request, r.Now, done));
            await db.SaveChangesAsync(cancel);
            if (note is not null)
                await AuditTrail.NoteAsync(db, note, cancel);
            await writer.CommitAsync(cancel);
            return await done.SendAsync(http.Response, cancel);
        }
    }

    private async Task<WriteOutcome> WriteAsync(RecordWriter writer, JsonObject sent, CancellationToken cancel)
    {
        var standing = id is null ? null : await db.Records.AsNoTracking().FirstOrDefaultAsync(record => record.Kind == kind && record.Id == id, cancel);
        if (id is not null && standing is null)
            return new(Refused(StatusCodes.Status404NotFound, l["There is no such record. What is new is sent by POST to the address of its kind."]));
        if (standing?.ArchivedAt is not null)
            return new(Refused(StatusCodes.Status409Conflict, l["An archived record is not changed: take it out of the archive first."]));
        if (standing is not null && Unconditional(standing) is { } condition)
            return new(condition);
        if (manner == WriteManner.Archive)
            return await ArchiveAsync(writer, standing!, cancel);
        var document = manner == WriteManner.Patch ? (JsonObject)MergePatch.Apply(JsonNode.Parse(standing!.Body), sent)! : sent;
        var (stands, becomes) = (standing is null ? null : Belonging.Of(model, Drafts.Read(standing.Body), id), Belonging.Of(model, document, id));
        if (!PartnerReach.Covers(r, DeskAccess.DraftRecords, stands, becomes))
            return new(Refused(StatusCodes.Status403Forbidden, PartnerReach.Why(r, stands, becomes)));
        if (await FaultsAsync(document, cancel) is { Count: > 0 } faults)
            return new(WriteAnswer.Faulty(l.Plural(faults.Count, "{0} thing needs your attention", "{0} things need your attention"), faults));
        if (id is null && (string)document["id"]! == NoIdYet)
            PutId(document, await RecordIds.ProposeAsync(db, model, document, cancel));
        return PartnerReach.Covers(r, DeskAccess.PublishRecords, stands, becomes) && !await NeedsSecondPairAsync(stands, becomes, cancel)
            ? await PublishAsync(writer, document, cancel)
            : await ReviewAsync(standing, document, cancel);
    }

    /// <summary>The refusal of a change that does not say which version it began from, or says another than stands.</summary>
    private IResult? Unconditional(StoredRecord standing)
    {
        if (http.Request.Headers.IfMatch.Count == 0 || http.Request.GetTypedHeaders().IfMatch is not { Count: > 0 } condition || condition.Any(tag => tag.Tag == "*"))
            return Refused(StatusCodes.Status428PreconditionRequired, l["Say in If-Match which version you began from: the ETag of the record as you read it."]);
        return WriteAnswer.Names(condition, standing) ? null
            : WriteAnswer.Overtaken(http, l["The record has been changed since the version that If-Match names. “current” is what it states now; bring both together, and send the ETag of this answer."], standing);
    }

    /// <summary>What is wrong with the document, place by place. Afterwards it has an id.</summary>
    private async Task<List<(string Pointer, string Sentence)>> FaultsAsync(JsonObject document, CancellationToken cancel)
    {
        var isNamed = document.ContainsKey("id");
        if (id is not null && isNamed && !JsonNode.DeepEquals(document["id"], JsonValue.Create(id)))
            return [("/id", l["The id of a record never changes: leave it out, or send “{0}”.", id])];
        if (!isNamed || id is not null)
            PutId(document, id ?? NoIdYet);
        var found = await Publishing.CheckAsync(db, r.Models, kind, document, isNew: id is null, cancel);
        var words = new FormFaults(r, model, document);
        return [.. found.Where(fault => isNamed || id is not null || fault.Pointer != "/id").Select(fault => (fault.Pointer, words.Sentence(fault)))];
    }

    private Task<bool> NeedsSecondPairAsync(Subject? stands, Subject becomes, CancellationToken cancel) =>
        SecondPair.IsAskedAsync(db, becomes.Mechanisms.Union(stands?.Mechanisms ?? []), cancel);

    private async Task<WriteOutcome> PublishAsync(RecordWriter writer, JsonObject document, CancellationToken cancel)
    {
        var recordId = (string)document["id"]!;
        await writer.PutAsync(kind, Drafts.Write(document), cancel);
        await writer.FlushAsync(cancel);
        var written = await db.Records.AsNoTracking().SingleAsync(record => record.Id == recordId, cancel);
        return new(null, new WrittenAnswer(id is null ? StatusCodes.Status201Created : StatusCodes.Status200OK, PartnerAddresses.Of(kind, recordId), WriteAnswer.TagOf(written), written.Body));
    }

    /// <summary>Takes the record out of lists and search; it stays at its address, and people can take it up again.</summary>
    private async Task<WriteOutcome> ArchiveAsync(RecordWriter writer, StoredRecord standing, CancellationToken cancel)
    {
        var stands = Belonging.Of(model, Drafts.Read(standing.Body), id);
        // It leaves every mechanism that it belongs to.
        if (!PartnerReach.Covers(r, DeskAccess.ArchiveRecords, null, stands))
            return new(Refused(StatusCodes.Status403Forbidden, key.Acts.Contains(DeskAccess.ArchiveRecords) ? PartnerReach.Why(r, stands, stands) : l["This key may not archive records."]));
        if (await NeedsSecondPairAsync(null, stands, cancel))
            return new(Refused(StatusCodes.Status403Forbidden, l["A second pair of eyes is asked for here: two people of the mechanism archive the record at the desk."]));
        if (await db.Set<Draft>().AnyAsync(draft => draft.OpenFor == id, cancel))
            return new(Refused(StatusCodes.Status409Conflict, l["Somebody is writing on it: publish the draft or give it up first."]));
        await writer.ArchiveAsync(id!, isArchived: true, cancel);
        var written = await db.Records.AsNoTracking().SingleAsync(record => record.Id == id, cancel);
        return new(null, new WrittenAnswer(StatusCodes.Status200OK, PartnerAddresses.Of(kind, id!), WriteAnswer.TagOf(written), written.Body));
    }

    private async Task<WriteOutcome> ReviewAsync(StoredRecord? standing, JsonObject document, CancellationToken cancel)
    {
        if (!await PartnerDrafts.HasRoomAsync(db, key.Id, (string)document["id"]!, cancel))
            return new(Refused(StatusCodes.Status409Conflict, l["This key has {0} open drafts, and no key may have more. Wait until people of the mechanism have published some or given them up.", PartnerDrafts.MostOpen]));
        if (await PartnerDrafts.PutInReviewAsync(db, http.RequestServices.GetRequiredService<DeskNotices>(), model, key.Id, standing, document, r.Now, cancel) is not { } draft)
            return new(Refused(StatusCodes.Status409Conflict, l["There is an open draft of this record that is not yours alone. Wait until it is published or given up, then read the record anew."]));
        var body = PartnerDrafts.Describe(draft);
        body["detail"] = l["What you sent is sound. It waits as a draft until somebody of the mechanism publishes it; the address in Location says how far it has come."];
        return new(null, new WrittenAnswer(StatusCodes.Status202Accepted, PartnerAddresses.OfDraft(draft.Id), null, WriteAnswer.Write(body)), PartnerDrafts.Note(draft, key.Id, r.Now));
    }

    private static void PutId(JsonObject document, string id)
    {
        document.Remove("id");
        document.Insert(0, "id", id);
    }

    private static IResult Refused(int status, string sentence) => WriteAnswer.Refused(status, sentence);
}
