using Concord.Kernel.Data;
using Concord.Kernel.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Kernel.Backups;

/// <summary>A place where a store may be restored: there is none, or one that holds nothing.</summary>
internal static class EmptyPlace
{
    /// <summary>What a store holds before anyone has put something into it.</summary>
    private static readonly string[] FirstRows = ["house_key", "audit_head"];

    /// <exception cref="UnfitStoreException">Something is there.</exception>
    public static async Task RequireAsync(IServiceProvider services, ConcordDb db, StoreLocation location, CancellationToken cancel)
    {
        var holder = location.IsPostgres ? "The database" : location.SqliteFile;
        switch (await Store.ConditionAsync(services, cancel))
        {
            case StoreCondition.Ahead:
                throw new UnfitStoreException($"{holder} holds a store of a newer version of the program: name an empty place to restore into.");
            case StoreCondition.Behind:
                throw new UnfitStoreException($"{holder} holds a store of an older version of the program: name an empty place to restore into.");
            case StoreCondition.Ready when await HoldsSomethingAsync(db, cancel):
                throw new UnfitStoreException($"{holder} holds a store: a backup is restored into an empty place only. Name another with {(location.IsPostgres ? "--db" : "--data")}.");
            case StoreCondition.Ready when !location.IsPostgres && !await Store.IsAloneAsync(location, cancel):
                throw new UnfitStoreException($"{holder} is open somewhere else: stop the server that uses it.");
        }
        var files = services.GetRequiredService<FileSettings>();
        if (RestoreStage.HoldsFiles(location, files))
            throw new UnfitStoreException($"{files.Folder} holds files: name another folder with {(files.Folder.StartsWith(location.DataFolder, StringComparison.Ordinal) ? "--data" : "Files__Path")}.");
    }

    private static async Task<bool> HoldsSomethingAsync(ConcordDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            foreach (var table in StoreCopy.TablesOf(db).Except(FirstRows))
                if ((await db.Database.GetDbConnection().ListAsync($"SELECT 1 FROM \"{table}\" LIMIT 1", row => row.GetInt32(0), cancel)).Count > 0)
                    return true;
            return false;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
