using Concord.Kernel.Records;

namespace Concord.Kernel.Web;

/// <summary>A way from a record's public page to a place where those who may do something with the record do it. Modules of staff add theirs.</summary>
public abstract class RecordDoor
{
    /// <summary>Where it leads and what it says, in the reader's language; null where the reader may do nothing there.</summary>
    /// <param name="r">The reader.</param>
    /// <param name="record">The record.</param>
    /// <param name="version">An earlier version that is shown; null for the record as it stands.</param>
    public abstract (string Href, string Words)? For(Reading r, StoredRecord record, int? version = null);
}
