using Concord.Kernel.Records;
using Concord.Kernel.Search;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Concord.Kernel.Data.Postgres;

/// <summary>The store in a PostgreSQL database, shared by any number of nodes.</summary>
public sealed class PostgresConcordDb(DbContextOptions<PostgresConcordDb> options) : ConcordDb(options)
{
    internal override SearchIndex SearchIndex { get; } = new PostgresSearchIndex();

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        // Without the index line, unlike SQLite: an index entry holds 2.7 KB at most here, and long documents are stored apart from the rows
        // anyway.
        model.Entity<StoredRecord>().HasIndex(record => new { record.Kind, record.No });
    }

    /// <inheritdoc/>
    /// <remarks>By COPY: an import writes ten rows per record, and one statement for each would cost more than everything else.</remarks>
    public override async Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return;
        var (table, columns) = StoredColumn.Of<T>(Model);
        var copy = $"COPY \"{table}\" ({string.Join(',', columns.Select(column => $"\"{column.Name}\""))}) FROM STDIN (FORMAT BINARY)";
        var importer = await ((NpgsqlConnection)Database.GetDbConnection()).BeginBinaryImportAsync(copy, cancel);
        await using (importer)
        {
            foreach (var row in rows)
            {
                await importer.StartRowAsync(cancel);
                foreach (var column in columns)
                    await importer.WriteAsync(column.Value(row), column.Type, cancel);
            }
            await importer.CompleteAsync(cancel);
        }
    }
}
