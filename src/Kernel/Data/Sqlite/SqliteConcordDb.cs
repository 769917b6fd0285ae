using Concord.Kernel.Search;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Data.Sqlite;

/// <summary>The store in one SQLite file: no set-up, one writer at a time, any number of readers.</summary>
public sealed class SqliteConcordDb(DbContextOptions<SqliteConcordDb> options) : ConcordDb(options)
{
    internal override SearchIndex SearchIndex { get; } = new SqliteSearchIndex();
}
