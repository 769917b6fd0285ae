using System.Globalization;
using Concord.Kernel.Records;
using Concord.Kernel.Web;

namespace Concord.Desk.Editing;

/// <summary>From a record's page to its form.</summary>
internal sealed class EditDoor : RecordDoor
{
    public override (string Href, string Words)? For(Reading r, StoredRecord record, int? version = null)
    {
        // What is archived is not changed.
        if (record.ArchivedAt is not null || !r.MayAnywhere(DeskAccess.DraftRecords) || !r.May(DeskAccess.DraftRecords, Belonging.Of(r.Models[record.Kind], record)))
            return null;
        var form = r.Href($"/desk/{record.Kind.Plural()}/{record.Id}");
        return version is { } earlier
            ? (form + "?version=" + earlier.ToString(CultureInfo.InvariantCulture), r.L["Take this version up again as a draft"])
            : (form, r.L["Edit"]);
    }
}
