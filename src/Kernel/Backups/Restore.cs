using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Kernel.Backups;

/// <summary>What a restore did.</summary>
/// <param name="TakenAt">The instant of the backup, ISO 8601.</param>
/// <param name="Rows">Rows of all tables.</param>
/// <param name="Files">Files of the file store.</param>
public sealed record RestoreSummary(string TakenAt, long Rows, long Files);

/// <summary>
/// Makes a store of a backup, in a place where there is none. Everything is read and proven first; the store appears in one step at the end, or not at all.
/// </summary>
public static class Restore
{
    private const int LongestHead = 1 << 20;
    private const int LongestManifest = 64 << 20;

    /// <param name="services">The host's services; they name the place.</param>
    /// <param name="file">Full path of the backup.</param>
    /// <param name="report">Told of each fault; with one or more nothing was restored.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Stops; as after any fault the place is then as before.</param>
    /// <returns>What was restored; null where the backup was refused.</returns>
    /// <exception cref="UnfitStoreException">The place is not empty.</exception>
    public static async Task<RestoreSummary?> RunAsync(IServiceProvider services, string file, Action<string> report, IProgress<BackupProgress>? progress,
        CancellationToken cancel)
    {
        var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        await using (source)
        {
            var scope = services.CreateAsyncScope();
            await using (scope)
            {
                var location = scope.ServiceProvider.GetRequiredService<StoreLocation>();
                var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
                await EmptyPlace.RequireAsync(services, db, location, cancel);
                using var stage = RestoreStage.Begin(location, services.GetRequiredService<FileSettings>());
                try
                {
                    var summary = await new Reading(new ArchiveReader(source), stage, Fault, Told).RunAsync(scope.ServiceProvider, db, location, cancel);
                    if (summary is not null)
                        stage.Done();
                    return summary;
                }
                catch (BackupFaultException fault)
                {
                    Fault(fault);
                    return null;
                }

                void Fault(BackupFaultException fault) => report($"{fault.Part}: {fault.Message}");

                void Told() => progress?.Report(new BackupProgress(source.Position, source.Length));
            }
        }
    }

    /// <summary>One pass through an archive.</summary>
    private sealed class Reading(ArchiveReader archive, RestoreStage stage, Action<BackupFaultException> report, Action told)
    {
        private readonly List<BackupPart> parts = [];
        private long files;
        private long fileBytes;
        private bool isSound = true;

        public async Task<RestoreSummary?> RunAsync(IServiceProvider services, ConcordDb db, StoreLocation location, CancellationToken cancel)
        {
            var head = await HeadAsync(db, location, cancel);
            StoreTarget target = location.IsPostgres ? await PostgresTarget.BeginAsync(db, head, cancel) : new SqliteTarget(services, location, stage, head);
            await using (target)
            {
                var manifest = await PartsAsync(target, cancel);
                Compare(manifest);
                if (!isSound)
                    return null;
                await target.VerifyAsync(manifest, cancel);
                await target.MigrateAsync(cancel);
                if (manifest.AuditEnd is { } end && (await AuditTrail.EndAsync(target.Db, cancel)).ToString() != end)
                    throw new BackupFaultException(BackupManifest.Name, $"the audit trail does not end at {end}, as it says.");
                var now = services.GetRequiredService<IClock>().GetCurrentInstant();
                foreach (var module in services.GetServices<StoreModel>())
                    await module.AfterRestoreAsync(target.Db, now, cancel);
                await target.TurnAsync(now, head.TakenAt, cancel);
                stage.PublishFiles();
                await target.PublishAsync(cancel);
                return new RestoreSummary(head.TakenAt, manifest.Rows.Values.Sum(), files);
            }
        }

        private async Task<BackupHead> HeadAsync(ConcordDb db, StoreLocation location, CancellationToken cancel)
        {
            if (!await archive.NextAsync(cancel) || archive.Name != BackupHead.Name)
                throw new BackupFaultException("-", "this is not a backup that 'concord backup' made.");
            var (json, part) = await archive.ReadAsync(LongestHead, cancel);
            parts.Add(part);
            var head = BackupJson.Read(BackupHead.Name, json, BackupJson.Default.BackupHead);
            var known = db.Database.GetMigrations().ToList();
            if (head.Format != BackupHead.CurrentFormat)
                throw OfAnotherVersion(head);
            if (head.Store != (location.IsPostgres ? "postgres" : "sqlite") || (head.Tables is null) == location.IsPostgres)
                throw new BackupFaultException(BackupHead.Name, $"this is the backup of a {(head.Store == "sqlite" ? "SQLite store: restore it without --db" : "PostgreSQL store: name an empty database with --db")}, and move it with 'concord export' and 'concord import' then.");
            if (head.Migrations.FirstOrDefault(migration => !known.Contains(migration)) is not null)
                throw OfAnotherVersion(head);
            if (head.Migrations.Count == 0 || !head.Migrations.SequenceEqual(known.Take(head.Migrations.Count)))
                throw new BackupFaultException(BackupHead.Name, "the migrations that it names are not those of a store.");
            return head;
        }

        private static BackupFaultException OfAnotherVersion(BackupHead head) => new(BackupHead.Name,
            $"the backup was made by another version of the program, {head.Program}; this is {Backup.ProgramVersion}: restore it with that version or a newer one.");

        /// <summary>Takes in all parts between the head and the manifest.</summary>
        private async Task<BackupManifest> PartsAsync(StoreTarget target, CancellationToken cancel)
        {
            while (await archive.NextAsync(cancel))
            {
                cancel.ThrowIfCancellationRequested();
                told();
                if (archive.Name == BackupManifest.Name)
                {
                    var (json, _) = await archive.ReadAsync(LongestManifest, cancel);
                    if (await archive.NextAsync(cancel))
                        throw new BackupFaultException(archive.Name, "nothing may follow the manifest.");
                    return BackupJson.Read(BackupManifest.Name, json, BackupJson.Default.BackupManifest);
                }
                if (FilePart.HashOf(archive.Name) is { } hash)
                    await FileAsync(hash, cancel);
                else if (files == 0)
                    parts.Add(await target.TakeAsync(archive, cancel));
                else
                    throw new BackupFaultException(archive.Name, "no part of the store stands behind the files.");
            }
            throw new BackupFaultException("-", "the archive ends without its manifest: it was cut off.");
        }

        private async Task FileAsync(string hash, CancellationToken cancel)
        {
            var path = stage.PathOf(hash);
            if (File.Exists(path))
                throw new BackupFaultException(archive.Name, "it is there twice.");
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            await using (file)
            {
                if ((await archive.CopyAsync(file, cancel)).Sha256 != hash)
                    Fault(archive.Name, "its content is not the one that its name says: it was changed or damaged.");
            }
            files++;
            fileBytes += archive.Bytes;
        }

        private void Compare(BackupManifest manifest)
        {
            var stated = new Dictionary<string, BackupPart>(StringComparer.Ordinal);
            foreach (var part in manifest.Parts)
                if (!stated.TryAdd(part.Name, part))
                    Fault(BackupManifest.Name, "it names a part twice.");
            foreach (var part in parts)
                if (!stated.Remove(part.Name, out var one))
                    Fault(part.Name, "the manifest does not name it.");
                else if (one != part)
                    Fault(part.Name, "its content is not the one that the manifest states: it was changed or damaged.");
            foreach (var name in stated.Keys)
                Fault(BackupManifest.Name, "it names a part that is not there.");
            if (manifest.Files != new BackupFiles(files, fileBytes))
                Fault(BackupManifest.Name, $"there are not as many files as it says ({manifest.Files.Count}, {manifest.Files.Bytes} bytes).");
        }

        private void Fault(string part, string message)
        {
            isSound = false;
            report(new BackupFaultException(part, message));
        }
    }
}
