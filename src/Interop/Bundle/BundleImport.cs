using System.Globalization;
using System.Text.Json;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Interop.Bundle;

/// <summary>What an import did, or with a dry run would do.</summary>
/// <param name="Faults">Number of faults; with one or more nothing was loaded.</param>
/// <param name="IsDryRun">True when nothing was kept.</param>
/// <param name="Counts">Counts per file.</param>
/// <param name="Written">Records that were added or changed, in the order of the files; at most <see cref="MostNamed"/>.</param>
public sealed record ImportOutcome(long Faults, bool IsDryRun, IReadOnlyDictionary<string, WriteCount> Counts, IReadOnlyList<WrittenRecord> Written)
{
    /// <summary>More changes than this are counted, not named.</summary>
    public const int MostNamed = 1000;

    /// <summary>The outcome as lines for a person.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var (file, count) in Counts)
            yield return string.Create(CultureInfo.InvariantCulture, $"{file}: {count.Added} added, {count.Changed} changed, {count.Unchanged} unchanged");
        if (!IsDryRun)
            yield break;
        foreach (var record in Written)
            yield return $"{(record.IsNew ? "add" : "change")} {record.Kind.Plural()}/{record.Id}";
        yield return "Nothing was kept: this was a dry run.";
    }
}

/// <summary>
/// Loads a record bundle: checks all of it, together with what the store holds and the bundle leaves as it is, then makes or migrates the
/// store where that is needed, and writes in one transaction.
/// </summary>
public static class BundleImport
{
    /// <param name="services">The host's services.</param>
    /// <param name="folder">The bundle's folder.</param>
    /// <param name="dryRun">Writes, counts, and takes everything back.</param>
    /// <param name="report">Told of each fault as it is found.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Stops; the store is then as before.</param>
    public static async Task<ImportOutcome> RunAsync(IServiceProvider services, string folder, bool dryRun, Action<Fault> report,
        IProgress<BundleProgress>? progress, CancellationToken cancel)
    {
        var first = await Store.RequireFitAsync(services, cancel) == StoreCondition.Missing ? new FirstStore(services) : null;
        try
        {
            return await CheckAndWriteAsync(services, folder, dryRun, isThere: first is null, report, progress, cancel);
        }
        catch when (first is not null)
        {
            await first.TakeBackAsync();
            throw;
        }
    }

    private static async Task<ImportOutcome> CheckAndWriteAsync(IServiceProvider services, string folder, bool dryRun, bool isThere,
        Action<Fault> report, IProgress<BundleProgress>? progress, CancellationToken cancel)
    {
        var written = new List<WrittenRecord>();
        var scope = services.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            if (isThere)
                await Store.MigrateAsync(services, cancel);
            while (true)
            {
                var standing = isThere ? new Standing(db) : null;
                var checkedBundle = BundleCheck.Run(folder, standing, report, progress, cancel);
                if (!checkedBundle.IsSound)
                    return new ImportOutcome(checkedBundle.Faults, dryRun, new Dictionary<string, WriteCount>(), []);
                await Store.MigrateAsync(services, cancel);
                isThere = true;
                var now = services.GetRequiredService<IClock>().GetCurrentInstant();
                var writer = await RecordWriter.BeginAsync(db, services.GetRequiredService<RecordModels>(), now, Actor.Import, "records.import", Note, cancel);
                await using (writer)
                {
                    if (writer.ChangeNo == 1 + (standing?.ChangeNo ?? 0))
                    {
                        await WriteAsync(writer, folder, cancel);
                        if (!dryRun)
                            await writer.CommitAsync(cancel);
                        return new ImportOutcome(0, dryRun, writer.Counts, written);
                    }
                }
                // Somebody else has written since the check: what stands is no longer what the bundle was held against.
                db.ChangeTracker.Clear();
            }
        }

        void Note(WrittenRecord record)
        {
            if (written.Count < ImportOutcome.MostNamed)
                written.Add(record);
        }
    }

    private static async Task WriteAsync(RecordWriter writer, string folder, CancellationToken cancel)
    {
        var reader = new BundleReader(folder);
        await writer.PutVocabularyAsync("places", [.. Entries(reader, BundleFile.Places)], cancel);
        await writer.PutVocabularyAsync("topics", [.. Entries(reader, BundleFile.Topics)], cancel);
        await writer.PutVocabularyAsync("labels", [.. Labels(reader)], cancel);
        foreach (var kind in RecordKinds.All)
            foreach (var record in reader.Read(BundleFile.Of(kind)))
                await writer.PutAsync(kind, Compact(record.Json), cancel);
        await writer.FlushAsync(cancel);
    }

    private static IEnumerable<(string Id, byte[] Body)> Entries(BundleReader reader, BundleFile file)
    {
        foreach (var entry in reader.Read(file))
        {
            using var json = entry.Parse();
            yield return (json.RootElement.GetProperty("id").GetString()!, Compact(entry.Json));
        }
    }

    /// <summary>Each value of each field is an entry of its own: <c>events.kind/forum</c>.</summary>
    private static IEnumerable<(string Id, byte[] Body)> Labels(BundleReader reader)
    {
        foreach (var field in reader.Read(BundleFile.Labels))
        {
            using var json = field.Parse();
            foreach (var value in json.RootElement.EnumerateObject())
                yield return ($"{field.Name}/{value.Name}", JsonSerializer.SerializeToUtf8Bytes(value.Value, RecordJson.Options));
        }
    }

    /// <summary>The same values without white space, every script as it is.</summary>
    private static byte[] Compact(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.SerializeToUtf8Bytes(document.RootElement, RecordJson.Options);
    }
}
