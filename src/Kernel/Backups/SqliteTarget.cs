using System.Data.Common;
using System.Globalization;
using Concord.Kernel.Data;
using Concord.Kernel.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Concord.Kernel.Backups;

/// <summary>Restores a SQLite store: the file is taken as it is, once it is proven to be one that this program could have made.</summary>
internal sealed class SqliteTarget : StoreTarget
{
    private readonly StoreLocation location;
    private readonly RestoreStage stage;
    private readonly BackupHead head;
    private readonly IServiceProvider services;
    private SqliteConcordDb? db;

    public SqliteTarget(IServiceProvider services, StoreLocation location, RestoreStage stage, BackupHead head) =>
        (this.services, this.location, this.stage, this.head) = (services, location, stage, head);

    public override ConcordDb Db => db ??= Context(Connection(SqliteOpenMode.ReadWrite));

    public override async Task<BackupPart> TakeAsync(ArchiveReader part, CancellationToken cancel)
    {
        if (part.Name != SqliteCopy.Part || File.Exists(stage.StoreFile))
            throw new BackupFaultException(part.Name, $"a backup of a SQLite store holds one part {SqliteCopy.Part}, the files, and nothing else.");
        var file = new FileStream(stage.StoreFile, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        await using (file)
            return await part.CopyAsync(file, cancel);
    }

    public override async Task VerifyAsync(BackupManifest manifest, CancellationToken cancel)
    {
        try
        {
            var file = new SqliteConnection(Connection(SqliteOpenMode.ReadOnly));
            await using (file)
            {
                await file.OpenAsync(cancel);
                // Nothing that a schema of somebody else's making could run is run before it is known to be ours.
                await file.RunAsync("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON", cancel);
                if ((await file.ListAsync("PRAGMA quick_check(1)", row => row.GetString(0), cancel))[0] is not "ok" and var fault)
                    throw new BackupFaultException(SqliteCopy.Part, $"the database file is damaged: {fault}");
                var expected = await SchemaAsync(head.Migrations[^1], cancel);
                var found = await SqliteSchema.ReadAsync(file, cancel);
                if (found.Except(expected).Concat(expected.Except(found)).FirstOrDefault() is { } different)
                    throw new BackupFaultException(SqliteCopy.Part, $"its schema is not the one of {head.Migrations[^1]}: {different}");
                if (!(await file.ListAsync("SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1", row => row.GetString(0), cancel)).SequenceEqual(head.Migrations))
                    throw new BackupFaultException(SqliteCopy.Part, $"its migrations are not those that {BackupHead.Name} names.");
                // PostgreSQL asks this itself as it takes the rows.
                if ((await file.ListAsync("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 1", Orphan, cancel)) is [var orphan])
                    throw new BackupFaultException(SqliteCopy.Part, orphan);
                Compare(manifest.Rows, await StoreCopy.RowsAsync(file, manifest.Rows.Keys.Where(table => found.Contains(SqliteSchema.Table(table))), cancel));
            }
        }
        catch (SqliteException fault)
        {
            throw new BackupFaultException(SqliteCopy.Part, $"this is no database that can be read: {fault.Message}");
        }
    }

    public override async Task MigrateAsync(CancellationToken cancel)
    {
        // EF Core marks a running migration by a table. A mark that came with the backup is nobody's.
        await Db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        await Db.Database.MigrateAsync(cancel);
    }

    protected override async Task<IDbContextTransaction?> BeginAsync(CancellationToken cancel) => await Db.Database.BeginTransactionAsync(cancel);

    public override async Task PublishAsync(CancellationToken cancel)
    {
        await DisposeAsync();
        File.Move(stage.StoreFile, location.SqliteFile, overwrite: true);
    }

    public override async ValueTask DisposeAsync()
    {
        if (db is not null)
            await db.DisposeAsync();
        db = null;
    }

    private static string Orphan(DbDataReader row) => string.Create(CultureInfo.InvariantCulture,
        $"row {row.GetInt64(1)} of the table “{row.GetString(0)}” refers to a row of “{row.GetString(2)}” that is not there: take another backup, for this one was changed or made of a damaged store.");

    /// <summary>The schema as the migrations up to one make it.</summary>
    private async Task<SortedSet<string>> SchemaAsync(string migration, CancellationToken cancel)
    {
        var memory = new SqliteConnection("Data Source=:memory:");
        await using (memory)
        {
            await memory.OpenAsync(cancel);
            var made = new SqliteConcordDb(Options(builder => builder.UseSqlite(memory)));
            await using (made)
                await made.GetService<IMigrator>().MigrateAsync(migration, cancel);
            return await SqliteSchema.ReadAsync(memory, cancel);
        }
    }

    private SqliteConcordDb Context(string connection) => new(Options(builder => builder.UseSqlite(connection).AddInterceptors(SqlitePragmas.Instance)));

    private DbContextOptions<SqliteConcordDb> Options(Action<DbContextOptionsBuilder<SqliteConcordDb>> set)
    {
        var builder = new DbContextOptionsBuilder<SqliteConcordDb>();
        builder.UseApplicationServiceProvider(services);
        set(builder);
        return builder.Options;
    }

    private string Connection(SqliteOpenMode mode) => new SqliteConnectionStringBuilder { DataSource = stage.StoreFile, Pooling = false, Mode = mode }.ToString();
}
