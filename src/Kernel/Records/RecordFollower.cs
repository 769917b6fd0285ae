using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using NodaTime;

namespace Concord.Kernel.Records;

/// <summary>A record that a write added or changed, with what it stated before.</summary>
/// <param name="Model">The model of its kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Before">The document until now, as JSON in UTF-8; null for a new record.</param>
/// <param name="After">The document from now on.</param>
public readonly record struct RecordChange(RecordModel Model, string Id, byte[]? Before, byte[] After);

/// <summary>
/// What a module keeps beside the records and must change with them: it is told of each batch in the transaction that writes it, whoever writes. It is
/// told of hundreds of thousands of records in one import, so it does what it can without the store.
/// </summary>
public abstract class RecordFollower
{
    /// <summary>Follows a batch. What the context tracks at the end is thrown away: save before.</summary>
    /// <param name="db">The context of the transaction; the records are written already.</param>
    /// <param name="changes">Each record once.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="now">The instant that the versions carry.</param>
    /// <param name="cancel">Stops.</param>
    public abstract Task FollowAsync(ConcordDb db, IReadOnlyList<RecordChange> changes, Actor by, Instant now, CancellationToken cancel);
}
