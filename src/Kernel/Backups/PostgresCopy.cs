using System.Data;
using System.Data.Common;
using Concord.Kernel.Data;
using Npgsql;

namespace Concord.Kernel.Backups;

/// <summary>
/// A PostgreSQL store as one transaction of isolation <c>REPEATABLE READ</c> sees it: all tables as of one moment, and nobody waits. Each table is written as
/// <c>COPY</c> gives it, in the binary form that PostgreSQL documents, in parts of a few megabytes, so that no length need be known before.
/// </summary>
internal sealed class PostgresCopy : StoreCopy
{
    private const int PartLength = 8 << 20;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly IReadOnlyList<BackupTable> tables;

    private PostgresCopy(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<BackupTable> tables) =>
        (this.connection, this.transaction, this.tables) = (connection, transaction, tables);

    public override string Kind => "postgres";

    public override IReadOnlyList<BackupTable> Tables => tables;

    protected override DbConnection Connection => connection;

    /// <summary>Opens the view on the store as it stands now.</summary>
    public static async Task<PostgresCopy> TakeAsync(ConcordDb db, NpgsqlDataSource source, CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            var names = TablesOf(db).Append("search_index").ToList();
            // Before the first question, which fixes the moment: nobody changes the schema from here on.
            await connection.RunAsync($"SET TRANSACTION READ ONLY; LOCK TABLE {string.Join(',', names.Select(name => $"\"{name}\""))} IN ACCESS SHARE MODE", cancel);
            return new PostgresCopy(connection, transaction, await PostgresSchema.TablesAsync(connection, names, cancel));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task<long> LengthAsync(CancellationToken cancel) =>
        (await connection.ListAsync($"SELECT sum(pg_table_size(name::regclass))::bigint FROM unnest(ARRAY[{string.Join(',', tables.Select(table => $"'\"{table.Name}\"'"))}]) AS name",
            row => row.GetInt64(0), cancel))[0];

    public override Task<SortedDictionary<string, long>?> NextNumbersAsync(CancellationToken cancel) =>
        PostgresSchema.NextNumbersAsync(connection, tables, cancel)!;

    public override async Task WriteAsync(ArchiveWriter archive, CancellationToken cancel)
    {
        var part = new byte[PartLength];
        foreach (var table in tables)
        {
            var rows = await connection.BeginRawBinaryCopyAsync($"COPY {table.Sql} TO STDOUT (FORMAT BINARY)", cancel);
            await using (rows)
            {
                for (var number = 1; await rows.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancel) is > 0 and var read; number++)
                    await archive.PutAsync(table.PartName(number), part.AsMemory(0, read), cancel);
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
