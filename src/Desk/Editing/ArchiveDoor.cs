using Concord.Kernel.Records;
using Concord.Kernel.Web;

namespace Concord.Desk.Editing;

/// <summary>From a record's page to where it is archived, or taken up again.</summary>
internal sealed class ArchiveDoor : RecordDoor
{
    public override (string Href, string Words)? For(Reading r, StoredRecord record, int? version = null) =>
        version is null && r.MayAnywhere(DeskAccess.ArchiveRecords) && Archiving.May(r.Rights, Belonging.Of(r.Models[record.Kind], record))
            ? (r.Href($"/desk/{record.Kind.Plural()}/{record.Id}/archive"), record.ArchivedAt is null ? r.L["Archive"] : r.L["Take out of the archive"])
            : null;
}
