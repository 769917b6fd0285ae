using System.Data.Common;
using System.Reflection;
using Concord.Kernel.Backups;
using Concord.Kernel.Data.Postgres;
using Concord.Kernel.Data.Sqlite;
using Concord.Kernel.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Concord.Kernel.Data;

/// <summary>Where the store is: a PostgreSQL database if a connection is set, else the SQLite file <c>concord.db</c> in the data folder.</summary>
/// <param name="DataFolder">Full path of the data folder.</param>
/// <param name="PostgresConnection">Npgsql connection string, or null for SQLite.</param>
public sealed record StoreLocation(string DataFolder, string? PostgresConnection)
{
    public bool IsPostgres => PostgresConnection is not null;

    public string SqliteFile => Path.Combine(DataFolder, "concord.db");

    /// <summary>The connection to the file; it never creates one, so that a reader who finds the store gone puts no empty one in its place.</summary>
    public string SqliteConnection =>
        new SqliteConnectionStringBuilder { DataSource = SqliteFile, DefaultTimeout = 30, Mode = SqliteOpenMode.ReadWrite }.ToString();
}

/// <summary>What stands where a store should be.</summary>
public enum StoreCondition
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>Nothing yet: a restore has not come to its end.</summary>
    Unfinished,

    /// <summary>A store of an older version of the program.</summary>
    Behind,

    /// <summary>A store of a newer version of the program.</summary>
    Ahead,

    /// <summary>A store whose schema is right.</summary>
    Ready,
}

/// <summary>Why what stands in the place of the store cannot be used, and what to do: one sentence for the operator.</summary>
public sealed class UnfitStoreException(string reason) : Exception(reason);

public static class Store
{
    /// <summary>
    /// Repeated statements are prepared once per connection, and fifty documents arrive in one piece. A connection goes back to its pool as it
    /// is, for nothing here changes a session outside a transaction, and it joins no ambient transaction: measured, that is a fifth of what
    /// a question costs. No request holds two connections, so a few serve many readers. The operator's own connection string comes later and so
    /// has the last word.
    /// </summary>
    private const string Connecting = "Max Auto Prepare=40;Read Buffer Size=65536;No Reset On Close=true;Enlist=false;Maximum Pool Size=32;";

    /// <summary>Registers the store's context, as <see cref="ConcordDb"/>, one per request from a pool.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, StoreLocation location)
    {
        services.AddSingleton(location).AddSingleton<PlainSql>();
        if (location.PostgresConnection is { } connection)
        {
            services.AddSingleton(_ => NpgsqlDataSource.Create(Connecting + connection));
            services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
            services.AddScoped(provider => new RecordReads(provider.GetRequiredService<NpgsqlDataSource>(), new PostgresSearchIndex()));
            services.AddDbContextPool<PostgresConcordDb>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
            services.AddScoped<ConcordDb>(provider => provider.GetRequiredService<PostgresConcordDb>());
        }
        else
        {
            services.AddSingleton<DbDataSource>(_ => SqliteFactory.Instance.CreateDataSource(location.SqliteConnection));
            services.AddScoped(provider => new RecordReads(provider.GetRequiredService<DbDataSource>(), new SqliteSearchIndex()));
            services.AddDbContextPool<SqliteConcordDb>(options => options.UseSqlite(location.SqliteConnection).AddInterceptors(SqlitePragmas.Instance));
            services.AddScoped<ConcordDb>(provider => provider.GetRequiredService<SqliteConcordDb>());
        }
        return services;
    }

    /// <summary>
    /// Whether something failed because the store cannot be reached or used now; it may be back with the next request. A refusal by a store that
    /// does answer is a defect instead.
    /// </summary>
    public static bool IsAway(Exception? exception)
    {
        // EF Core wraps faults that it takes to be transient.
        for (; exception is not null; exception = exception.InnerException)
            switch (exception)
            {
                case SqliteException { SqliteErrorCode: SqlitePermission or SqliteBusy or SqliteLocked or SqliteReadOnly or SqliteInputOutput or SqliteFull or SqliteCannotOpen }:
                    return true;
                // Invalid authorization, no such database, one that takes no connections; the driver knows the rest: shutting down, too many
                // clients.
                case PostgresException { SqlState: ['2', '8', ..] or "3D000" or "55000" } or PostgresException { IsTransient: true }:
                    return true;
                case NpgsqlException and not PostgresException:
                    return true;
            }
        return false;
    }

    // What SQLite says of a query that it does not understand, such as one of a table that is not there.
    private const int SqliteError = 1;

    // Result codes of SQLite that say something about the file, not about the query.
    private const int SqlitePermission = 3;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteInputOutput = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    /// <summary>Looks at what is there, and creates nothing.</summary>
    public static async Task<StoreCondition> ConditionAsync(IServiceProvider services, CancellationToken cancel = default)
    {
        var location = services.GetRequiredService<StoreLocation>();
        var missing = Directory.Exists(RestoreStage.FolderOf(location)) ? StoreCondition.Unfinished : StoreCondition.Missing;
        if (!location.IsPostgres && !File.Exists(location.SqliteFile))
            return missing;
        var applied = await AppliedAsync(services.GetRequiredService<PlainSql>(), cancel);
        if (applied.Count == 0)
            return missing;
        var known = Known(location.IsPostgres ? typeof(PostgresConcordDb) : typeof(SqliteConcordDb)).ToHashSet(StringComparer.Ordinal);
        return !known.IsSupersetOf(applied) ? StoreCondition.Ahead : known.Count == applied.Count ? StoreCondition.Ready : StoreCondition.Behind;
    }

    /// <summary>The migrations that EF Core has noted in the store; none where there is no database, or nothing in it.</summary>
    private static async Task<IReadOnlyCollection<string>> AppliedAsync(PlainSql sql, CancellationToken cancel)
    {
        try
        {
            return await sql.ReadAsync("SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"", [], row => row.GetString(0), cancel);
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidCatalogName)
        {
            return [];
        }
        catch (SqliteException missing) when (missing.SqliteErrorCode == SqliteError)
        {
            return [];
        }
    }

    /// <summary>The migrations of a store's context that stand in the program.</summary>
    private static IEnumerable<string> Known(Type context) =>
        from type in context.Assembly.GetTypes()
        where type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context
        let migration = type.GetCustomAttribute<MigrationAttribute>()
        where migration is not null
        select migration.Id;

    /// <summary>What is there; nothing where there is no store yet.</summary>
    /// <exception cref="UnfitStoreException">It is something that this program must not touch.</exception>
    public static async Task<StoreCondition> RequireFitAsync(IServiceProvider services, CancellationToken cancel = default)
    {
        var condition = await ConditionAsync(services, cancel);
        if (condition == StoreCondition.Ahead)
            throw new UnfitStoreException($"The store is of a newer version of the program than this one, {Backup.ProgramVersion}: use that version, or a newer one.");
        if (condition == StoreCondition.Unfinished && services.GetRequiredService<StoreLocation>() is var location)
            throw new UnfitStoreException($"A restore into {location.DataFolder} has not come to its end: run 'concord restore' again, or remove {RestoreStage.FolderOf(location)} to begin with an empty store.");
        return condition;
    }

    /// <summary>Makes the data folder of a SQLite store and brings the schema up to date; writes nothing where it already is.</summary>
    /// <exception cref="UnfitStoreException">The store is of a newer version, or a restore has not come to its end.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancel = default)
    {
        if (await RequireFitAsync(services, cancel) == StoreCondition.Ready)
            return;
        var scope = services.CreateAsyncScope();
        await using (scope)
        {
            var location = scope.ServiceProvider.GetRequiredService<StoreLocation>();
            if (!location.IsPostgres)
                Directory.CreateDirectory(location.DataFolder);
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            if (location.IsPostgres)
            {
                await db.Database.MigrateAsync(cancel);
                return;
            }
            var alone = await AloneAsync(location, cancel);
            await using (alone)
            {
                // EF Core marks a running migration by a table, which stays when the process is killed: everybody would wait for it forever. The
                // holder of our lock knows that nobody else is migrating.
                if (File.Exists(location.SqliteFile))
                    await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
                else
                    await MakeFileAsync(location, cancel);
                await db.Database.MigrateAsync(cancel);
            }
        }
    }

    /// <summary>Whether nobody else has the file of a SQLite store open: only then does SQLite give up its log, for a moment. Closes the file here.</summary>
    public static async Task<bool> IsAloneAsync(StoreLocation location, CancellationToken cancel = default)
    {
        SqliteConnection.ClearPool(new SqliteConnection(location.SqliteConnection));
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(location.SqliteConnection) { Pooling = false, DefaultTimeout = 1 }.ToString());
        await using (connection)
        {
            await connection.OpenAsync(cancel);
            var command = new SqliteCommand("PRAGMA journal_mode = DELETE", connection);
            await using (command)
                try
                {
                    var isAlone = await command.ExecuteScalarAsync(cancel) is "delete";
                    command.CommandText = "PRAGMA journal_mode = WAL";
                    await command.ExecuteNonQueryAsync(cancel);
                    return isAlone;
                }
                catch (SqliteException held) when (held.SqliteErrorCode is SqliteBusy or SqliteLocked)
                {
                    return false;
                }
        }
    }

    private static async Task MakeFileAsync(StoreLocation location, CancellationToken cancel)
    {
        var settings = new SqliteConnectionStringBuilder(location.SqliteConnection) { Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false };
        var connection = new SqliteConnection(settings.ToString());
        await using (connection)
        {
            await connection.OpenAsync(cancel);
            var command = new SqliteCommand("PRAGMA journal_mode=WAL", connection);
            await using (command)
                await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Waits until no other process migrates the store's file. The system frees the lock however a process ends.</summary>
    private static async Task<FileStream> AloneAsync(StoreLocation location, CancellationToken cancel)
    {
        var file = location.SqliteFile + ".migrating";
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 600)
            {
                await Task.Delay(100, cancel);
            }
        }
    }
}
