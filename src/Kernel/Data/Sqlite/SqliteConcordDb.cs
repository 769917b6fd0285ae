using Concord.Kernel.Records;
using Concord.Kernel.Search;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Data.Sqlite;

/// <summary>The store in one SQLite file: no set-up, one writer at a time, any number of readers.</summary>
public sealed class SqliteConcordDb(DbContextOptions<SqliteConcordDb> options) : ConcordDb(options)
{
    internal override SearchIndex SearchIndex { get; } = new SqliteSearchIndex();

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        // All that is read when a process starts: without this index SQLite pages through every document to reach the line stored behind it.
        model.Entity<StoredRecord>().HasIndex(record => new { record.Kind, record.No, record.Entry, record.Prominence });
    }
}
