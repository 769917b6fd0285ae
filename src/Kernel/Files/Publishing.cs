using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Files.Store;
using Concord.Kernel.Records;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Kernel.Files;

/// <summary>Files become public with their record, and are taken back. The record is found by their words from the same moment on.</summary>
public static class Publishing
{
    /// <summary>Publishes a version; the one that was public in the same document and language is replaced by it.</summary>
    /// <returns>False where the owner has no such file.</returns>
    public static Task<bool> PublishAsync(ConcordDb db, RecordModels models, FileOwner owner, Guid file, Actor by, Instant now, CancellationToken cancel) =>
        ChangeAsync(db, models, owner, file, FileState.Published, by, now, cancel);

    /// <summary>Takes a version back; it stays with its owner.</summary>
    /// <returns>False where the owner has no such file.</returns>
    public static Task<bool> WithdrawAsync(ConcordDb db, RecordModels models, FileOwner owner, Guid file, Actor by, Instant now, CancellationToken cancel) =>
        ChangeAsync(db, models, owner, file, FileState.Withdrawn, by, now, cancel);

    /// <summary>
    /// Gives the files of a draft to the record that is published from it, and publishes the latest version of each document and language where whoever publishes
    /// may publish files, and did not upload it where it takes two; else they wait with the record. In the caller's transaction; where there were any, <see cref="RecordWriter.RefreshAsync"/> follows once the
    /// record is written.
    /// </summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> PassOnAsync(ConcordDb db, (string Kind, string Id) draft, (RecordKind Kind, string Id) record, Subject subject, bool arePublished, bool takesTwo, Actor by, Instant now, CancellationToken cancel)
    {
        var files = await db.Set<StoredFile>().Where(file => file.OwnerKind == draft.Kind && file.OwnerId == draft.Id).OrderBy(file => file.Version).ToListAsync(cancel);
        var documents = files.Select(file => file.DocumentId).Distinct().ToList();
        var published = await db.Set<StoredFile>().Where(file => documents.Contains(file.DocumentId) && file.State == FileState.Published).ToListAsync(cancel);
        foreach (var file in files)
        {
            (file.OwnerKind, file.OwnerId) = (record.Kind.Plural(), record.Id);
            if (file.State != FileState.Held || !arePublished || (takesTwo && file.UploadedBy == by.Account))
                continue;
            foreach (var older in published.Concat(files).Where(older => older.State == FileState.Published && older.DocumentId == file.DocumentId && older.Language == file.Language))
                (older.State, older.StateAt) = (FileState.Replaced, now);
            (file.State, file.StateAt) = (FileState.Published, now);
        }
        await db.SaveChangesAsync(cancel);
        await AuditTrail.NoteAsync(db, files.ConvertAll(file => Note(file.Id, record.Kind.Plural() + "/" + record.Id, subject, file.State, by, now)), cancel);
        return files.Count;
    }

    /// <summary>Lets the files of a draft go that is given up; their contents are swept away once they are old.</summary>
    public static Task<int> DiscardAsync(ConcordDb db, (string Kind, string Id) draft, CancellationToken cancel) =>
        db.Set<StoredFile>().Where(file => file.OwnerKind == draft.Kind && file.OwnerId == draft.Id && file.State == FileState.Held).ExecuteDeleteAsync(cancel);

    private static async Task<bool> ChangeAsync(ConcordDb db, RecordModels models, FileOwner owner, Guid id, FileState state, Actor by, Instant now, CancellationToken cancel)
    {
        var writer = await RecordWriter.BeginAsync(db, models, now, by, FilesAccess.Publish, cancel: cancel);
        await using (writer)
        {
            var file = await db.Set<StoredFile>().SingleOrDefaultAsync(file => file.Id == id && file.OwnerKind == owner.Kind && file.OwnerId == owner.Id, cancel);
            if (file is null)
                return false;
            if (file.State == state)
                return true;
            if (state == FileState.Published)
                await db.Set<StoredFile>().Where(other => other.DocumentId == file.DocumentId && other.Language == file.Language && other.State == FileState.Published)
                    .ExecuteUpdateAsync(set => set.SetProperty(other => other.State, FileState.Replaced).SetProperty(other => other.StateAt, now), cancel);
            (file.State, file.StateAt) = (state, now);
            await db.SaveChangesAsync(cancel);
            if (owner.Record is not null)
                await writer.RefreshAsync(owner.Id, cancel);
            await AuditTrail.NoteAsync(db, Note(id, owner.Kind + "/" + owner.Id, owner.Subject, state, by, now), cancel);
            await writer.CommitAsync(cancel);
            return true;
        }
    }

    private static AuditNote Note(Guid file, string owner, Subject subject, FileState state, Actor by, Instant now) => new(now, by, FilesAccess.Publish, $"files/{file}")
    {
        Details = new() { ["owner"] = owner, ["state"] = state.ToString() },
        Concerns = [owner, .. AuditConcern.OfMechanisms(subject.Mechanisms)],
    };
}
