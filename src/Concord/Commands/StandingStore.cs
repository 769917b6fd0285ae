using Concord.Kernel.Data;

namespace Concord.Commands;

/// <summary>For verbs that read a store: they neither make one nor change its schema.</summary>
internal static class StandingStore
{
    /// <exception cref="FailedException">There is no store, or one of an older version.</exception>
    /// <exception cref="UnfitStoreException">There is one of a newer version, or a restore that has not come to its end.</exception>
    public static async Task RequireAsync(WebApplication app, CancellationToken cancel)
    {
        var location = app.Services.GetRequiredService<StoreLocation>();
        switch (await Store.RequireFitAsync(app.Services, cancel))
        {
            case StoreCondition.Missing:
                throw new FailedException($"There is no store {(location.IsPostgres ? "in the database: check --db" : $"at {location.SqliteFile}: check --data")}, or make one with 'concord import' or 'concord migrate'.");
            case StoreCondition.Behind:
                throw new FailedException("The store is of an older version of the program: run 'concord migrate' first.");
        }
    }
}
