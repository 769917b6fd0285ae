using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Files.Content;
using Concord.Kernel.Files.Text;
using Concord.Kernel.Records;
using Concord.Kernel.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Concord.Kernel.Files.Store;

/// <summary>
/// What is done for files in the background: the words of new contents are read and taken into search, and what nothing refers to is swept
/// away once it is old. All of it is stated in the store and done again after a crash; two nodes that do the same do no harm.
/// </summary>
public sealed class FileKeeping(
    IServiceScopeFactory scopes, FileStore store, FileSettings settings, IClock clock, PlainSql sql, IHostApplicationLifetime lifetime, ILogger<FileKeeping> log) : BackgroundRounds(lifetime, log)
{
    private bool hasRetried;

    protected override TimeSpan First { get; } = TimeSpan.FromSeconds(30);

    protected override TimeSpan Pause { get; } = TimeSpan.FromMinutes(10);

    protected override async Task<bool> IsNeededAsync(CancellationToken cancel) =>
        store.Hashes().Any() || store.IncomingBefore(clock.GetCurrentInstant()).Any()
        || await sql.AnyAsync("SELECT 1 FROM files_blob UNION ALL SELECT 1 FROM files_upload LIMIT 1", [], cancel);

    protected override async Task GoAsync(CancellationToken cancel)
    {
        if (!hasRetried)
            await RetryUnreadAsync(cancel);
        hasRetried = true;
        await ReadWordsAsync(cancel);
        await SweepAsync(cancel);
    }

    /// <summary>Contents that nothing could read here may be readable now.</summary>
    private async Task RetryUnreadAsync(CancellationToken cancel)
    {
        if (PdfText.Program is null)
            return;
        await WithDbAsync(db => db.Set<StoredBlob>().Where(blob => blob.WordsState == WordsState.NoReader)
            .ExecuteUpdateAsync(set => set.SetProperty(blob => blob.WordsState, WordsState.Waiting), cancel));
    }

    /// <summary>Reads the words of all contents that wait for it, and has their records found by them.</summary>
    /// <returns>How many were read.</returns>
    public async Task<int> ReadWordsAsync(CancellationToken cancel)
    {
        for (var count = 0; ; count++)
        {
            var blob = await WithDbAsync(db => db.Set<StoredBlob>().AsNoTracking().Where(blob => blob.WordsState == WordsState.Waiting).OrderBy(blob => blob.StoredAt).FirstOrDefaultAsync(cancel));
            if (blob is null)
                return count;
            var path = store.PathOf(blob.Hash);
            var (state, words) = File.Exists(path) ? await FileWords.ReadAsync(path, FileType.OfMediaType(blob.MediaType), cancel) : (WordsState.Unreadable, null);
            await TakeInAsync(blob.Hash, state, words, cancel);
        }
    }

    private async Task TakeInAsync(string hash, WordsState state, string? words, CancellationToken cancel)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            if (words is null)
            {
                await SetAsync(db, hash, state, words, cancel);
                return;
            }
            // Whoever publishes waits for this writer or is waited for: a file is either public already, or is published with its words.
            var writer = await RecordWriter.BeginAsync(db, scope.ServiceProvider.GetRequiredService<RecordModels>(), clock.GetCurrentInstant(), Actor.House, FilesAccess.Publish, cancel: cancel);
            await using (writer)
            {
                await SetAsync(db, hash, state, words, cancel);
                var owners = await db.Set<StoredFile>().AsNoTracking().Where(file => file.Hash == hash && file.State == FileState.Published)
                    .Select(file => new { file.OwnerKind, file.OwnerId }).Distinct().ToListAsync(cancel);
                foreach (var owner in owners.Where(owner => RecordKinds.FromPlural(owner.OwnerKind) is not null))
                    await writer.RefreshAsync(owner.OwnerId, cancel);
                await writer.CommitAsync(cancel);
            }
        }
    }

    private static Task<int> SetAsync(ConcordDb db, string hash, WordsState state, string? words, CancellationToken cancel) =>
        db.Set<StoredBlob>().Where(blob => blob.Hash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(blob => blob.WordsState, state).SetProperty(blob => blob.Words, words), cancel);

    /// <summary>
    /// Takes away uploads whose time is over, contents that no file has, and what a crash left on the disk: all of it only once it is old. A
    /// content's row goes first, and then what stands on the disk without a row; so a row never loses its content.
    /// </summary>
    /// <returns>How many contents were taken off the disk.</returns>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        var old = now - settings.OrphansLast;
        await WithDbAsync(db => db.Set<OpenUpload>().Where(upload => upload.ExpiresAt <= now).ExecuteDeleteAsync(cancel));
        foreach (var file in store.IncomingBefore(now - Duration.Max(settings.UploadsLast, settings.OrphansLast)).ToList())
            File.Delete(file);
        await WithDbAsync(db => DropRowsAsync(db, old, cancel));
        var swept = 0;
        foreach (var hashes in store.Hashes().Where(hash => store.IsOlder(hash, old)).Chunk(200))
            swept += await WithDbAsync(db => SweepAsync(db, hashes, old, cancel));
        return swept;
    }

    private static async Task<int> DropRowsAsync(ConcordDb db, Instant old, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            await FileLock.TakeAsync(db, cancel);
            var dropped = await db.Set<StoredBlob>().Where(blob => blob.StoredAt < old && !db.Set<StoredFile>().Any(file => file.Hash == blob.Hash)).ExecuteDeleteAsync(cancel);
            await transaction.CommitAsync(cancel);
            return dropped;
        }
    }

    private async Task<int> SweepAsync(ConcordDb db, string[] hashes, Instant old, CancellationToken cancel)
    {
        var known = (await db.Set<StoredBlob>().Where(blob => hashes.Contains(blob.Hash)).Select(blob => blob.Hash).ToListAsync(cancel)).ToHashSet();
        if (known.Count == hashes.Length)
            return 0;
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            // While nobody puts anything, what has no row and is old has nobody who is about to make one.
            await FileLock.TakeAsync(db, cancel);
            known = (await db.Set<StoredBlob>().Where(blob => hashes.Contains(blob.Hash)).Select(blob => blob.Hash).ToListAsync(cancel)).ToHashSet();
            var orphans = hashes.Where(hash => !known.Contains(hash) && store.IsOlder(hash, old)).ToList();
            foreach (var hash in orphans)
                File.Delete(store.PathOf(hash));
            await transaction.CommitAsync(cancel);
            return orphans.Count;
        }
    }

    private async Task<T> WithDbAsync<T>(Func<ConcordDb, Task<T>> ask)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope)
            return await ask(scope.ServiceProvider.GetRequiredService<ConcordDb>());
    }
}
