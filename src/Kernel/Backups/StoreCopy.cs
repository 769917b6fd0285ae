using System.Data.Common;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Backups;

/// <summary>The store as it stood at one moment, while others go on writing.</summary>
internal abstract class StoreCopy : IAsyncDisposable
{
    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Tables of PostgreSQL in the order in which <see cref="WriteAsync"/> writes them; null where they come as one file.</summary>
    public virtual IReadOnlyList<BackupTable>? Tables => null;

    /// <summary>Sees the store as it stood at that moment.</summary>
    protected abstract DbConnection Connection { get; }

    /// <summary>Its length in bytes, about: to tell how far a backup is.</summary>
    public abstract Task<long> LengthAsync(CancellationToken cancel);

    /// <summary>Writes it into the archive.</summary>
    public abstract Task WriteAsync(ArchiveWriter archive, CancellationToken cancel);

    /// <summary>The next numbers of columns that number themselves, by <c>table.column</c>, where what is written does not hold them.</summary>
    public virtual Task<SortedDictionary<string, long>?> NextNumbersAsync(CancellationToken cancel) => Task.FromResult<SortedDictionary<string, long>?>(null);

    public abstract ValueTask DisposeAsync();

    /// <summary>The migrations that the store had, in their order.</summary>
    public Task<List<string>> MigrationsAsync(CancellationToken cancel) =>
        Connection.ListAsync("SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1", row => row.GetString(0), cancel);

    /// <summary>The contents of the file store that the store refers to, by their hash.</summary>
    public Task<List<FileContent>> FilesAsync(CancellationToken cancel) =>
        Connection.ListAsync("SELECT \"Hash\", \"Length\" FROM files_blob ORDER BY 1", row => new FileContent(row.GetString(0), row.GetInt64(1)), cancel);

    /// <summary>Where the audit trail ended.</summary>
    public async Task<AuditMark> AuditEndAsync(CancellationToken cancel) =>
        (await Connection.ListAsync("SELECT \"No\", \"Hash\" FROM audit_head", row => new AuditMark(row.GetInt64(0), row.GetFieldValue<byte[]>(1)), cancel)).FirstOrDefault() ?? AuditMark.None;

    /// <summary>Number of rows of each table.</summary>
    public Task<SortedDictionary<string, long>> RowsAsync(ConcordDb db, CancellationToken cancel) => RowsAsync(Connection, TablesOf(db), cancel);

    public static async Task<SortedDictionary<string, long>> RowsAsync(DbConnection connection, IEnumerable<string> tables, CancellationToken cancel)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables)
            rows[table] = (await connection.ListAsync($"SELECT count(*) FROM \"{table}\"", row => row.GetInt64(0), cancel))[0];
        return rows;
    }

    /// <summary>The tables of the model, in alphabetical order.</summary>
    public static IReadOnlyList<string> TablesOf(ConcordDb db) =>
        [.. db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
