using System.Reflection;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Files.Store;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Concord.Kernel.Backups;

/// <summary>What a backup holds.</summary>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Rows">Rows of all tables.</param>
/// <param name="Files">Files of the file store.</param>
/// <param name="AuditEnd">Where the audit trail ended.</param>
public sealed record BackupSummary(long Bytes, long Rows, long Files, AuditMark AuditEnd);

/// <summary>How far a backup or a restore is, in bytes.</summary>
public readonly record struct BackupProgress(long Done, long Total);

/// <summary>Writes the store and its files, as they stand at one moment, into one file, while the house serves.</summary>
public static class Backup
{
    /// <summary>The file as long as it is not whole: the name with this behind it.</summary>
    public const string Unfinished = ".unfinished";

    /// <param name="services">The host's services.</param>
    /// <param name="file">Full path of the new file.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Stops; as after any fault there is no such file then.</param>
    /// <exception cref="UnfitStoreException">A content of the file store is missing or damaged, or another backup is writing the file.</exception>
    /// <exception cref="IOException">The file is there already, or the disk is full.</exception>
    public static async Task<BackupSummary> RunAsync(IServiceProvider services, string file, IProgress<BackupProgress>? progress, CancellationToken cancel)
    {
        var (unfinished, aside) = (file + Unfinished, file + Unfinished + "-store");
        // What a killed backup left is written over. Whoever holds the file keeps others from it.
        var target = Open(unfinished);
        await using (target)
        {
            try
            {
                target.SetLength(0);
                var summary = await WriteAsync(services, target, aside, progress, cancel);
                target.Flush(flushToDisk: true);
                File.Move(unfinished, file, overwrite: false);
                Disk.SettleFolder(Path.GetDirectoryName(file)!);
                return summary;
            }
            catch (Exception fault)
            {
                File.Delete(unfinished);
                SqliteCopy.Remove(aside);
                // So the framework says that a file system takes no file of such a length, such as that of many a USB stick.
                if (fault is ArgumentOutOfRangeException { Source: "System.Private.CoreLib" })
                    throw new IOException(fault.Message.Split('\n')[0], fault);
                throw;
            }
        }
    }

    private static async Task<BackupSummary> WriteAsync(IServiceProvider services, FileStream target, string aside, IProgress<BackupProgress>? progress, CancellationToken cancel)
    {
        var scope = services.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            var location = scope.ServiceProvider.GetRequiredService<StoreLocation>();
            var now = services.GetRequiredService<IClock>().GetCurrentInstant();
            StoreCopy copy = location.IsPostgres
                ? await PostgresCopy.TakeAsync(db, services.GetRequiredService<NpgsqlDataSource>(), cancel)
                : await SqliteCopy.TakeAsync(location, aside, cancel);
            var archive = new ArchiveWriter(target, now);
            SortedDictionary<string, long> rows;
            SortedDictionary<string, long>? nextNumbers;
            List<FileContent> files;
            AuditMark auditEnd;
            await using (copy)
            {
                files = await copy.FilesAsync(cancel);
                var total = await copy.LengthAsync(cancel) + files.Sum(file => file.Length);
                archive.Told = done => progress?.Report(new BackupProgress(done, total));
                var head = new BackupHead
                {
                    Format = BackupHead.CurrentFormat,
                    Program = ProgramVersion,
                    Store = copy.Kind,
                    TakenAt = InstantPattern.General.Format(now),
                    Migrations = await copy.MigrationsAsync(cancel),
                    Tables = copy.Tables,
                };
                await archive.PutAsync(BackupHead.Name, BackupJson.Write(head), cancel);
                rows = await copy.RowsAsync(db, cancel);
                auditEnd = await copy.AuditEndAsync(cancel);
                nextNumbers = await copy.NextNumbersAsync(cancel);
                await copy.WriteAsync(archive, cancel);
            }
            // After the store: a content that it refers to is there as long as a backup takes, and is never changed.
            var store = services.GetRequiredService<FileStore>();
            foreach (var file in files)
                await PutFileAsync(archive, store, file, cancel);
            var manifest = new BackupManifest
            {
                Parts = archive.Parts,
                Rows = rows,
                NextNumbers = nextNumbers,
                Files = new BackupFiles(files.Count, files.Sum(file => file.Length)),
                AuditEnd = auditEnd.ToString(),
            };
            await archive.PutAsync(BackupManifest.Name, BackupJson.Write(manifest), cancel);
            await archive.FinishAsync(cancel);
            return new BackupSummary(target.Length, rows.Values.Sum(), files.Count, auditEnd);
        }
    }

    private static async Task PutFileAsync(ArchiveWriter archive, FileStore store, FileContent file, CancellationToken cancel)
    {
        var path = store.PathOf(file.Hash);
        try
        {
            var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            await using (content)
                if (content.Length == file.Length && (await archive.PutAsync(FilePart.NameOf(file.Hash), file.Length, content, cancel)).Sha256 == file.Hash)
                    return;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnfitStoreException($"{path} is missing, and the store refers to it: no backup was made. 'concord check' names what it belongs to.");
        }
        throw new UnfitStoreException($"{path} does not hold what its name says: it was changed or damaged, and no backup was made. 'concord check' names what it belongs to.");
    }

    /// <summary>The version of this program, as it stands in backups.</summary>
    internal static string ProgramVersion =>
        typeof(Backup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>For the eyes of its owner alone: a backup holds all that the store does.</summary>
    private static FileStream Open(string unfinished)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(unfinished, options);
        }
        catch (IOException) when (File.Exists(unfinished))
        {
            throw new UnfitStoreException($"Another backup is writing {unfinished}: wait for its end, or name another file.");
        }
    }
}
