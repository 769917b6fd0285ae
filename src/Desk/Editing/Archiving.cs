using System.Text.Json.Nodes;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Editing;

/// <summary>Why a record was not archived, or not taken up again.</summary>
internal enum ArchivingFault
{
    /// <summary>It was.</summary>
    None,

    /// <summary>It was changed, archived or taken up again meanwhile.</summary>
    Changed,

    /// <summary>It has an open draft: what somebody is writing must be published or given up first.</summary>
    HasDraft,

    /// <summary>A mechanism asks for a second pair of eyes, and nobody else has asked for it yet.</summary>
    SecondPair,
}

/// <summary>Archives records and takes them up again. Each is a version of the record and an entry of the audit trail.</summary>
internal static class Archiving
{
    /// <summary>Whether somebody may: for every mechanism of the record, for it leaves the lists of each.</summary>
    public static bool May(PersonRights by, Subject subject) =>
        by.May(DeskAccess.ArchiveRecords, subject) && subject.Mechanisms.All(mechanism => by.May(DeskAccess.ArchiveRecords, subject with { Mechanisms = [mechanism] }));

    /// <summary>What somebody wishes for a version of a record; null for nothing.</summary>
    public static Task<AskedArchiving?> AskedAsync(ConcordDb db, StoredRecord record, CancellationToken cancel)
    {
        var archives = record.ArchivedAt is null;
        return db.Set<AskedArchiving>().AsNoTracking().FirstOrDefaultAsync(asked => asked.RecordId == record.Id && asked.Version == record.Version && asked.IsArchived == archives, cancel);
    }

    /// <summary>Notes that somebody wishes it, and asks those who could do it.</summary>
    public static async Task AskAsync(ConcordDb db, DeskNotices notices, StoredRecord record, Subject subject, Guid by, Instant now, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            await db.Set<AskedArchiving>().Where(asked => asked.RecordId == record.Id).ExecuteDeleteAsync(cancel);
            db.Add(new AskedArchiving { RecordId = record.Id, Version = record.Version, IsArchived = record.ArchivedAt is null, By = by, At = now });
            await db.SaveChangesAsync(cancel);
            await notices.AskForArchivingAsync(db, record, subject, by, cancel);
            await NoteAsync(db, record, subject, record.ArchivedAt is null ? "archived" : "listed", by, now, cancel);
            await transaction.CommitAsync(cancel);
        }
        db.ChangeTracker.Clear();
    }

    /// <summary>Takes a wish back, one's own or another's: the record stays as it is.</summary>
    public static async Task DropAsync(ConcordDb db, StoredRecord record, Subject subject, Guid by, Instant now, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (await db.Set<AskedArchiving>().Where(asked => asked.RecordId == record.Id).ExecuteDeleteAsync(cancel) > 0)
                await NoteAsync(db, record, subject, "nothing", by, now, cancel);
            await transaction.CommitAsync(cancel);
        }
    }

    /// <summary>Whether somebody else must do it.</summary>
    private static async Task<bool> WantsOtherAsync(ConcordDb db, RecordModels models, string id, int version, bool isArchived, Guid by, CancellationToken cancel)
    {
        var record = await db.Records.AsNoTracking().SingleAsync(record => record.Id == id, cancel);
        return await SecondPair.IsAskedAsync(db, Belonging.Of(models[record.Kind], record).Mechanisms, cancel)
            && !await db.Set<AskedArchiving>().AnyAsync(asked => asked.RecordId == id && asked.Version == version && asked.IsArchived == isArchived && asked.By != by, cancel);
    }

    private static Task NoteAsync(ConcordDb db, StoredRecord record, Subject subject, string wish, Guid by, Instant now, CancellationToken cancel) =>
        AuditTrail.NoteAsync(db, new AuditNote(now, Actor.Of(by), DeskAccess.AskArchiving, $"{record.Kind.Plural()}/{record.Id}")
        {
            Details = new JsonObject { ["wish"] = wish, ["version"] = record.Version },
            Concerns = [.. AuditConcern.OfMechanisms(subject.Mechanisms)],
        }, cancel);

    /// <summary>Does it.</summary>
    /// <param name="db">A context of its own.</param>
    /// <param name="models">The models of all kinds.</param>
    /// <param name="id">The record.</param>
    /// <param name="version">The version that whoever decides saw; where it has changed since, nothing happens.</param>
    /// <param name="isArchived">Archived, or taken up again.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<ArchivingFault> RunAsync(ConcordDb db, RecordModels models, string id, int version, bool isArchived, Guid by, Instant now, CancellationToken cancel)
    {
        var writer = await RecordWriter.BeginAsync(db, models, now, Actor.Of(by), isArchived ? DeskAccess.ArchiveRecords : DeskAccess.TakeUpRecords, cancel: cancel);
        await using (writer)
        {
            if (!await db.Records.AnyAsync(record => record.Id == id && record.Version == version, cancel))
                return ArchivingFault.Changed;
            if (isArchived && await db.Set<Draft>().AnyAsync(draft => draft.OpenFor == id, cancel))
                return ArchivingFault.HasDraft;
            if (await WantsOtherAsync(db, models, id, version, isArchived, by, cancel))
                return ArchivingFault.SecondPair;
            if (!await writer.ArchiveAsync(id, isArchived, cancel))
                return ArchivingFault.Changed;
            await db.Set<AskedArchiving>().Where(asked => asked.RecordId == id).ExecuteDeleteAsync(cancel);
            await writer.CommitAsync(cancel);
            return ArchivingFault.None;
        }
    }
}
