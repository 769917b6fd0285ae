using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Files.Store;

/// <summary>Keeps those who put contents and those who sweep them away apart, on all nodes.</summary>
internal static class FileLock
{
    /// <summary>Waits for its turn; held until the transaction ends. On SQLite a transaction that writes is alone anyway.</summary>
    public static async Task TakeAsync(ConcordDb db, CancellationToken cancel)
    {
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(7133701809754865251)", cancel);
    }
}
