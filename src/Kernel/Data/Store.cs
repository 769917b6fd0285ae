using Concord.Kernel.Data.Postgres;
using Concord.Kernel.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Concord.Kernel.Data;

/// <summary>Where the store is: a PostgreSQL database if a connection is set, else the SQLite file <c>concord.db</c> in the data folder.</summary>
/// <param name="DataFolder">Full path of the data folder; made when it is missing.</param>
/// <param name="PostgresConnection">Npgsql connection string, or null for SQLite.</param>
public sealed record StoreLocation(string DataFolder, string? PostgresConnection)
{
    public bool IsPostgres => PostgresConnection is not null;

    public string SqliteFile => Path.Combine(DataFolder, "concord.db");
}

public static class Store
{
    /// <summary>Registers the store's context, as <see cref="ConcordDb"/>, one per request from a pool.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, StoreLocation location)
    {
        services.AddSingleton(location);
        if (location.PostgresConnection is { } connection)
        {
            services.AddSingleton(_ => NpgsqlDataSource.Create(connection));
            services.AddDbContextPool<PostgresConcordDb>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
            services.AddScoped<ConcordDb>(provider => provider.GetRequiredService<PostgresConcordDb>());
        }
        else
        {
            var sqlite = new SqliteConnectionStringBuilder { DataSource = location.SqliteFile, DefaultTimeout = 30 }.ToString();
            services.AddDbContextPool<SqliteConcordDb>(options => options.UseSqlite(sqlite).AddInterceptors(SqlitePragmas.Instance));
            services.AddScoped<ConcordDb>(provider => provider.GetRequiredService<SqliteConcordDb>());
        }
        return services;
    }

    /// <summary>Makes the data folder and brings the schema up to date.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancel = default)
    {
        var scope = services.CreateAsyncScope();
        await using (scope)
        {
            Directory.CreateDirectory(scope.ServiceProvider.GetRequiredService<StoreLocation>().DataFolder);
            await scope.ServiceProvider.GetRequiredService<ConcordDb>().Database.MigrateAsync(cancel);
        }
    }
}
