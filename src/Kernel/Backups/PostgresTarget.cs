using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Concord.Kernel.Backups;

/// <summary>
/// Restores a PostgreSQL store in one transaction: the schema as it was, made by our own migrations, the rows, and the schema as it is now. Nobody sees any
/// of it before the end, and if there is no end, nothing was.
/// </summary>
internal sealed class PostgresTarget : StoreTarget
{
    private readonly IDbContextTransaction transaction;
    private readonly BackupHead head;
    private readonly NpgsqlConnection connection;
    private NpgsqlRawCopyStream? rows;
    private int tableNo = -1;
    private int partNo;

    private PostgresTarget(ConcordDb db, IDbContextTransaction transaction, BackupHead head) =>
        (Db, this.transaction, this.head, connection) = (db, transaction, head, (NpgsqlConnection)db.Database.GetDbConnection());

    public override ConcordDb Db { get; }

    private IReadOnlyList<BackupTable> Tables => head.Tables!;

    /// <summary>Makes the schema that the store had.</summary>
    public static async Task<PostgresTarget> BeginAsync(ConcordDb db, BackupHead head, CancellationToken cancel)
    {
        // Before the transaction: where there is no store the question fails, and a transaction would not live on.
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        var target = new PostgresTarget(db, transaction, head);
        try
        {
            await target.MakeSchemaAsync(applied, cancel);
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    public override async Task<BackupPart> TakeAsync(ArchiveReader part, CancellationToken cancel)
    {
        try
        {
            if (tableNo + 1 < Tables.Count && part.Name == Tables[tableNo + 1].PartName(1))
            {
                await EndTableAsync(cancel);
                (tableNo, partNo) = (tableNo + 1, 0);
                rows = await connection.BeginRawBinaryCopyAsync($"COPY {Tables[tableNo].Sql} FROM STDIN (FORMAT BINARY)", cancel);
            }
            if (rows is null || part.Name != Tables[tableNo].PartName(partNo + 1))
                throw new BackupFaultException(part.Name, "this part stands in the wrong place, twice, or in no such backup.");
            partNo++;
            return await part.CopyAsync(rows, cancel);
        }
        catch (PostgresException fault)
        {
            throw Damaged(fault);
        }
    }

    public override async Task VerifyAsync(BackupManifest manifest, CancellationToken cancel)
    {
        try
        {
            await EndTableAsync(cancel);
        }
        catch (PostgresException fault)
        {
            throw Damaged(fault);
        }
        if (tableNo + 1 < Tables.Count)
            throw new BackupFaultException("-", $"the table “{Tables[tableNo + 1].Name}” is missing.");
        Compare(manifest.Rows, await StoreCopy.RowsAsync(connection, Tables.Select(table => table.Name).Where(table => table != "search_index"), cancel));
        await PostgresSchema.SetNextNumbersAsync(connection, Tables, manifest.NextNumbers ?? new Dictionary<string, long>(), cancel);
    }

    public override async Task MigrateAsync(CancellationToken cancel)
    {
        foreach (var migration in Db.Database.GetMigrations().Skip(head.Migrations.Count))
            await RunAsync(migration, isUp: true, cancel);
    }

    protected override Task<IDbContextTransaction?> BeginAsync(CancellationToken cancel) => Task.FromResult<IDbContextTransaction?>(null);

    public override async Task PublishAsync(CancellationToken cancel) => await transaction.CommitAsync(cancel);

    public override async ValueTask DisposeAsync()
    {
        if (rows is not null)
            await rows.CancelAsync();
        await transaction.DisposeAsync();
    }

    private async Task MakeSchemaAsync(List<string> applied, CancellationToken cancel)
    {
        // The place is known to be empty: an empty store makes room.
        foreach (var migration in Enumerable.Reverse(applied))
            await RunAsync(migration, isUp: false, cancel);
        var before = await TablesAsync(cancel);
        await connection.RunAsync(Db.GetService<IHistoryRepository>().GetCreateIfNotExistsScript(), cancel);
        foreach (var migration in head.Migrations)
            await RunAsync(migration, isUp: true, cancel);
        var made = (await TablesAsync(cancel)).Except(before).Where(table => table != "__EFMigrationsHistory").ToHashSet(StringComparer.Ordinal);
        var ordered = await PostgresSchema.TablesAsync(connection, made, cancel);
        foreach (var table in ordered)
            if (!Tables.Any(named => named.Name == table.Name && named.Columns.Order(StringComparer.Ordinal).SequenceEqual(table.Columns.Order(StringComparer.Ordinal))))
                throw new BackupFaultException(BackupHead.Name, $"the table “{table.Name}” is not among those it names, or has other columns.");
        if (Tables.Count != ordered.Count)
            throw new BackupFaultException(BackupHead.Name, "it names tables that its schema does not have.");
        // What the migrations put into their tables comes with the backup, also where nobody may take it away.
        foreach (var table in ordered.Reverse())
            await connection.RunAsync($"ALTER TABLE \"{table.Name}\" DISABLE TRIGGER USER; DELETE FROM \"{table.Name}\"; ALTER TABLE \"{table.Name}\" ENABLE TRIGGER USER", cancel);
        // Additions to the word index wait in a list that may grow long; sorting them in once is many times cheaper than row by row.
        await Db.SearchIndex.BeginAsync(transaction.GetDbTransaction(), cancel);
    }

    private async Task EndTableAsync(CancellationToken cancel)
    {
        if (rows is null)
            return;
        var ended = rows;
        rows = null;
        await ended.DisposeAsync();
    }

    private Task<List<string>> TablesAsync(CancellationToken cancel) =>
        connection.ListAsync("SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace", row => row.GetString(0), cancel);

    /// <summary>Runs one migration. The migrator of EF Core would not do so in a transaction of ours.</summary>
    private async Task RunAsync(string id, bool isUp, CancellationToken cancel)
    {
        var migrations = Db.GetService<IMigrationsAssembly>();
        var migration = migrations.CreateMigration(migrations.Migrations[id], Db.Database.ProviderName!);
        var model = Db.GetService<IModelRuntimeInitializer>().Initialize(migration.TargetModel, designTime: true, validationLogger: null);
        var history = Db.GetService<IHistoryRepository>();
        foreach (var command in Db.GetService<IMigrationsSqlGenerator>().Generate(isUp ? migration.UpOperations : migration.DownOperations, model))
            await connection.RunAsync(command.CommandText, cancel);
        await connection.RunAsync(isUp ? history.GetInsertScript(new HistoryRow(id, ProductInfo.GetVersion())) : history.GetDeleteScript(id), cancel);
    }

    private BackupFaultException Damaged(PostgresException fault) =>
        new(tableNo < 0 ? "-" : $"store/{Tables[tableNo].Name}", $"PostgreSQL does not take its rows: {fault.MessageText}{(fault.Where is null ? "" : $" ({fault.Where})")}");
}
