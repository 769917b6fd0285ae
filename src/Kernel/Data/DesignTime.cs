using Concord.Kernel.Data.Postgres;
using Concord.Kernel.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Concord.Kernel.Data;

/// <summary>Lets the migration tool (<c>eng/migration</c>) make the SQLite context without a host.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteConcordDb>
{
    public SqliteConcordDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteConcordDb>().UseSqlite("Data Source=design.db").Options);
}

/// <summary>Lets the migration tool make the PostgreSQL context without a server.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresConcordDb>
{
    public PostgresConcordDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresConcordDb>().UseNpgsql("Host=design").Options);
}
