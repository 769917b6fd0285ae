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
}

/// <summary>Archives records and takes them up again. Each is a version of the record and an entry of the audit trail.</summary>
internal static class Archiving
{
    /// <summary>Whether somebody may: for every mechanism of the record, for it leaves the lists of each.</summary>
    public static bool May(PersonRights by, Subject subject) =>
        by.May(DeskAccess.ArchiveRecords, subject) && subject.Mechanisms.All(mechanism => by.May(DeskAccess.ArchiveRecords, subject with { Mechanisms = [mechanism] }));

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
            if (!await writer.ArchiveAsync(id, isArchived, cancel))
                return ArchivingFault.Changed;
            await writer.CommitAsync(cancel);
            return ArchivingFault.None;
        }
    }
}
