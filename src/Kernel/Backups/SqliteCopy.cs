using System.Data.Common;
using Concord.Kernel.Data;
using Concord.Kernel.Files.Store;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Concord.Kernel.Backups;

/// <summary>
/// A copy of the SQLite file, beside the backup as long as that is made. <c>VACUUM INTO</c> reads it in one transaction, which stops no writer where there is
/// a write-ahead log, and copies rows rather than pages: what was deleted is not in the copy, and a damaged file is found out.
/// </summary>
internal sealed class SqliteCopy : StoreCopy
{
    /// <summary>The part that holds the store; a data folder has it under this name.</summary>
    public const string Part = "concord.db";

    private readonly SqliteConnection copy;
    private readonly string file;

    private SqliteCopy(SqliteConnection copy, string file) => (this.copy, this.file) = (copy, file);

    public override string Kind => "sqlite";

    protected override DbConnection Connection => copy;

    /// <summary>Copies the store as it stands now.</summary>
    /// <param name="location">The store.</param>
    /// <param name="file">Where the copy may stand; nobody else may use it.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<SqliteCopy> TakeAsync(StoreLocation location, string file, CancellationToken cancel)
    {
        // Made empty first, for nobody else to read.
        await File.Create(file, 1, FileOptions.None).DisposeAsync();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(location.SqliteConnection) { Pooling = false }.ToString());
        await using (connection)
        {
            await connection.OpenAsync(cancel);
            // The copy goes with the backup: the disk need not have it.
            await connection.RunAsync("PRAGMA synchronous = OFF", cancel);
            var command = connection.CreateCommand();
            await using (command)
            {
                command.CommandText = "VACUUM INTO $file";
                command.Parameters.AddWithValue("$file", file);
                using var whole = new CancellationTokenSource();
                var keepingUp = Task.Run(() => Disk.KeepUpAsync(file, whole.Token), CancellationToken.None);
                try
                {
                    await using (cancel.Register(() => raw.sqlite3_interrupt(connection.Handle!)))
                        await command.ExecuteNonQueryAsync(cancel);
                }
                catch (SqliteException stopped) when (stopped.SqliteErrorCode == raw.SQLITE_INTERRUPT)
                {
                    throw new OperationCanceledException(stopped.Message, stopped, cancel);
                }
                catch (SqliteException full) when (full.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_IOERR)
                {
                    throw new IOException($"{file}, the copy of the store that a backup is made from, cannot be written.", full);
                }
                finally
                {
                    await whole.CancelAsync();
                    await keepingUp;
                }
            }
            await FoldLogAsync(connection, cancel);
        }
        var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        await copy.OpenAsync(cancel);
        // A store is opened as one that has a log; the file itself says so from here on.
        await copy.RunAsync("PRAGMA journal_mode = WAL", cancel);
        return new SqliteCopy(copy, file);
    }

    public override Task<long> LengthAsync(CancellationToken cancel) => Task.FromResult(new FileInfo(file).Length);

    public override async Task WriteAsync(ArchiveWriter archive, CancellationToken cancel)
    {
        var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        await using (content)
            archive.Parts.Add(await archive.PutAsync(Part, content.Length, content, cancel));
    }

    public override async ValueTask DisposeAsync()
    {
        await copy.DisposeAsync();
        Remove(file);
    }

    /// <summary>Removes a copy, also one that was not finished.</summary>
    public static void Remove(string file)
    {
        foreach (var part in (string[])["", "-journal", "-wal", "-shm"])
            File.Delete(file + part);
    }

    /// <summary>
    /// What was written during the copy waited in the log for it. Whoever commits next would fold all of that into the file and wait for the disk, so
    /// it is done here at once; those who write meanwhile do not wait for it.
    /// </summary>
    private static async Task FoldLogAsync(SqliteConnection connection, CancellationToken cancel)
    {
        await connection.RunAsync("PRAGMA synchronous = NORMAL", cancel);
        for (var tries = 0; tries < 200; tries++)
            if ((await connection.ListAsync("PRAGMA wal_checkpoint(PASSIVE)", row => row.GetInt32(0), cancel))[0] == 0)
                return;
    }
}
