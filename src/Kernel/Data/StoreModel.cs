using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Kernel.Data;

/// <summary>The tables of one module. The store asks every module for its own; their names begin with the module's.</summary>
public abstract class StoreModel
{
    public abstract void Describe(ModelBuilder model);

    /// <summary>
    /// Does with these tables what is right after a restore. The store does not know what happened since its backup was made: what must not come back to
    /// life, such as sessions and one-time links, goes; what may have been done since, such as mail that waited, is not done again by itself.
    /// </summary>
    /// <param name="db">The restored store, its schema up to date; nobody else sees it yet.</param>
    /// <param name="now">The instant of the restore.</param>
    /// <param name="cancel">Stops; there is no restored store then.</param>
    public virtual Task AfterRestoreAsync(ConcordDb db, Instant now, CancellationToken cancel) => Task.CompletedTask;
}
