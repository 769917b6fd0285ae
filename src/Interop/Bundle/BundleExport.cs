using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Concord.Kernel.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Interop.Bundle;

/// <summary>Writes the store as a record bundle, in one read transaction so that the files agree with each other.</summary>
public static class BundleExport
{
    private const int BatchSize = 500;

    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <param name="services">The host's services.</param>
    /// <param name="folder">A new or empty folder.</param>
    /// <param name="progress">Told how far it is, in records.</param>
    /// <param name="cancel">Stops; as after any fault the folder is then as before.</param>
    public static async Task RunAsync(IServiceProvider services, string folder, IProgress<BundleProgress>? progress, CancellationToken cancel)
    {
        var isNew = !Directory.Exists(folder);
        // Within the folder, which may be a disk of its own: the finished files are moved, not copied. However this ends, no file stands
        // where a bundle has it before all are whole.
        var unfinished = Path.Combine(folder, "unfinished");
        Directory.CreateDirectory(unfinished);
        try
        {
            await WriteAsync(services, name => Task.FromResult<Stream>(File.Create(Path.Combine(unfinished, name))), progress, cancel);
            foreach (var file in BundleFile.All.Where(file => File.Exists(Path.Combine(unfinished, file.Name))))
                File.Move(Path.Combine(unfinished, file.Name), Path.Combine(folder, file.Name));
            Directory.Delete(unfinished);
        }
        catch
        {
            TakeBack(folder, unfinished, isNew);
            throw;
        }
    }

    /// <summary>Leaves the folder as it was. If that fails too, the first fault is the one that counts.</summary>
    private static void TakeBack(string folder, string unfinished, bool isNew)
    {
        try
        {
            foreach (var file in BundleFile.All)
            {
                File.Delete(Path.Combine(unfinished, file.Name));
                File.Delete(Path.Combine(folder, file.Name));
            }
            Directory.Delete(unfinished);
            if (isNew)
                Directory.Delete(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Writes the files, one after the other: the ten, and those of news and publications where there are any.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="create">Makes the file of a name; it is closed before the next is asked for.</param>
    /// <param name="progress">Told how far it is, in records.</param>
    /// <param name="cancel">Stops.</param>
    internal static async Task WriteAsync(IServiceProvider services, Func<string, Task<Stream>> create, IProgress<BundleProgress>? progress, CancellationToken cancel)
    {
        var scope = services.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
            await using (transaction)
            {
                var total = progress is null ? 0 : await db.Records.LongCountAsync(cancel);
                var done = 0L;
                foreach (var kind in RecordKinds.All)
                    if (!BundleFile.Of(kind).IsOptional || await db.Records.AnyAsync(record => record.Kind == kind, cancel))
                        await WriteArrayAsync(await create(kind.Plural() + ".json"),
                            RecordsAsync(db, kind, count => progress?.Report(new BundleProgress(kind.Plural() + ".json", done += count, total)), cancel), cancel);
                foreach (var list in new[] { "places", "topics" })
                    await WriteArrayAsync(await create(list + ".json"), Vocabulary(db, list).Select(entry => entry.Body).AsAsyncEnumerable(), cancel);
                await WriteLabelsAsync(await create("labels.json"), await Vocabulary(db, "labels").ToListAsync(cancel), cancel);
            }
        }
    }

    private static async IAsyncEnumerable<byte[]> RecordsAsync(ConcordDb db, RecordKind kind, Action<int> written, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var after = 0; ;)
        {
            var batch = await db.Records.AsNoTracking().Where(record => record.Kind == kind && record.No > after).OrderBy(record => record.No)
                .Take(BatchSize).Select(record => new { record.No, record.Body }).ToListAsync(cancel);
            if (batch.Count == 0)
                yield break;
            foreach (var record in batch)
                yield return record.Body;
            after = batch[^1].No;
            written(batch.Count);
        }
    }

    private static IQueryable<VocabularyEntry> Vocabulary(ConcordDb db, string list) =>
        db.Vocabulary.AsNoTracking().Where(entry => entry.List == list).OrderBy(entry => entry.Position);

    private static async Task WriteArrayAsync(Stream file, IAsyncEnumerable<byte[]> bodies, CancellationToken cancel)
    {
        await using (file)
        {
            var json = new Utf8JsonWriter(file, Readable);
            await using (json)
            {
                json.WriteStartArray();
                await foreach (var body in bodies.WithCancellation(cancel))
                {
                    WriteValue(json, body);
                    if (json.BytesPending > 1 << 16)
                        await json.FlushAsync(cancel);
                }
                json.WriteEndArray();
            }
        }
    }

    private static async Task WriteLabelsAsync(Stream file, List<VocabularyEntry> labels, CancellationToken cancel)
    {
        await using (file)
        {
            var json = new Utf8JsonWriter(file, Readable);
            await using (json)
            {
                json.WriteStartObject();
                foreach (var field in labels.GroupBy(label => label.Id[..label.Id.IndexOf('/', StringComparison.Ordinal)]))
                {
                    json.WriteStartObject(field.Key);
                    foreach (var label in field)
                    {
                        json.WritePropertyName(label.Id[(field.Key.Length + 1)..]);
                        WriteValue(json, label.Body);
                    }
                    json.WriteEndObject();
                }
                json.WriteEndObject();
            }
        }
        cancel.ThrowIfCancellationRequested();
    }

    private static void WriteValue(Utf8JsonWriter json, byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        document.RootElement.WriteTo(json);
    }
}
