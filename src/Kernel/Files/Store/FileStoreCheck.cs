using System.Runtime.CompilerServices;
using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Kernel.Files.Store;

/// <summary>Whether the file store and its rows agree: every row has its content, every content is what its name says.</summary>
public static class FileStoreCheck
{
    private const int Batch = 500;

    /// <summary>One sentence per fault; none when all is sound. What stands on the disk without a row is a fault only once the sweep should have taken it.</summary>
    /// <param name="services">Services of a scope of the host.</param>
    /// <param name="progress">Told how far it is, in bytes.</param>
    /// <param name="cancel">Stops.</param>
    public static async IAsyncEnumerable<string> RunAsync(IServiceProvider services, IProgress<CheckProgress>? progress = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var db = services.GetRequiredService<ConcordDb>();
        var store = services.GetRequiredService<FileStore>();
        var settings = services.GetRequiredService<FileSettings>();
        var old = services.GetRequiredService<NodaTime.IClock>().GetCurrentInstant() - settings.OrphansLast - settings.OrphansLast;
        var (done, total) = (0L, await db.Set<StoredBlob>().SumAsync(blob => blob.Length, cancel));
        await foreach (var blob in db.Set<StoredBlob>().AsNoTracking().Select(blob => new { blob.Hash, blob.Length }).AsAsyncEnumerable().WithCancellation(cancel))
        {
            progress?.Report(new CheckProgress("files", done, total));
            if (await FaultAsync(store, blob.Hash, blob.Length, cancel) is { } fault)
                yield return fault;
            done += blob.Length;
        }
        foreach (var hashes in store.Hashes().Chunk(Batch))
        {
            var known = (await db.Set<StoredBlob>().AsNoTracking().Where(blob => hashes.Contains(blob.Hash)).Select(blob => blob.Hash).ToListAsync(cancel)).ToHashSet();
            foreach (var hash in hashes)
                if (!known.Contains(hash) && store.IsOlder(hash, old))
                    yield return $"files: {hash} stands on the disk, but no row knows it: a running server sweeps it away.";
        }
        var versions = from file in db.Set<StoredFile>()
                       where file.ReplacesId != null && !db.Set<StoredFile>().Any(before => before.Id == file.ReplacesId && before.DocumentId == file.DocumentId && before.Version < file.Version)
                       select file.Id;
        foreach (var file in await versions.ToListAsync(cancel))
            yield return $"files/{file}: the version that it replaces is not one of the same document.";
        var twice = from file in db.Set<StoredFile>()
                    where file.State == FileState.Published
                    group file by new { file.DocumentId, file.Language } into versions0
                    where versions0.Count() > 1
                    select new { versions0.Key.DocumentId, versions0.Key.Language };
        foreach (var document in await twice.ToListAsync(cancel))
            yield return $"files: of the document {document.DocumentId} more than one version in {document.Language} is public.";
    }

    private static async Task<string?> FaultAsync(FileStore store, string hash, long length, CancellationToken cancel)
    {
        var path = store.PathOf(hash);
        if (!File.Exists(path))
            return $"files: {hash} is missing on the disk: look for it in a backup.";
        if (new FileInfo(path).Length is var actual && actual != length)
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"files: {hash} has {actual} bytes, not {length}: take it from a backup.");
        return await FileStore.HashAsync(path, cancel) == hash ? null : $"files: {hash} holds something else than its name says: take it from a backup.";
    }
}
