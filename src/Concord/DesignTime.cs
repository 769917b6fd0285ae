using Concord.Kernel.Data;
using Concord.Kernel.Data.Postgres;
using Concord.Kernel.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Design;
using NodaTime;

namespace Concord;

/// <summary>Lets the migration tool (<c>eng/migration</c>) see the store as the host makes it, with the tables of all modules.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteConcordDb>
{
    public SqliteConcordDb CreateDbContext(string[] args) => DesignTime.Build(null).GetRequiredService<SqliteConcordDb>();
}

/// <summary>The same for PostgreSQL; no server is asked.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresConcordDb>
{
    public PostgresConcordDb CreateDbContext(string[] args) => DesignTime.Build("Host=design").GetRequiredService<PostgresConcordDb>();
}

internal static class DesignTime
{
    public static IServiceProvider Build(string? connection) =>
        Site.Build(new SiteSettings(new StoreLocation(Path.GetTempPath(), connection), SystemClock.Instance) { IsQuiet = true }).Services.CreateScope().ServiceProvider;
}
