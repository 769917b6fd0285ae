using Concord.Kernel.Records;
using Concord.Kernel.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

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

    /// <inheritdoc/>
    /// <remarks>One prepared statement for all rows: EF Core would track each, and write its statement anew.</remarks>
    public override async Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return;
        var (table, columns) = StoredColumn.Of<T>(Model);
        var command = ((SqliteConnection)Database.GetDbConnection()).CreateCommand();
        await using (command)
        {
            command.Transaction = (SqliteTransaction?)Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(',', columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(',', columns.Select((_, i) => "$" + i))})";
            var values = columns.Select((_, i) => command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i })).ToList();
            foreach (var row in rows)
            {
                for (var i = 0; i < columns.Count; i++)
                    values[i].Value = columns[i].Value(row) ?? DBNull.Value;
                await command.ExecuteNonQueryAsync(cancel);
            }
        }
    }
}
