using System.Runtime.CompilerServices;
using System.Text.Json;
using Concord.Kernel.Records;
using Concord.Kernel.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Kernel.Data;

/// <summary>Whether the parts of a store that is <see cref="StoreCondition.Ready"/> agree: references between rows, versions, links, index lines.</summary>
public static class StoreCheck
{
    private const int BatchSize = 500;

    /// <summary>One sentence per fault; none when the store is sound.</summary>
    /// <param name="services">Services of a scope of the host.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Stops.</param>
    public static async IAsyncEnumerable<string> RunAsync(IServiceProvider services, IProgress<CheckProgress>? progress = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var db = services.GetRequiredService<ConcordDb>();
        var models = services.GetRequiredService<RecordModels>();
        if (db.Database.IsSqlite())
            foreach (var fault in await db.Database.SqlQueryRaw<string>("SELECT integrity_check AS Value FROM pragma_integrity_check").ToListAsync(cancel))
                if (fault != "ok")
                    yield return "The database file is damaged: " + fault;
        await foreach (var fault in ForeignKeys.FaultsAsync(db, cancel))
            yield return fault;
        var loose = from link in db.Links
                    where !db.Records.Any(record => record.Id == link.FromId) || !db.Records.Any(record => record.Id == link.ToId)
                    select link;
        await foreach (var link in loose.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
            yield return $"The link {link.FromId} {link.Kind} {link.ToId}, stated by {link.StatedBy}, has an end that is not in the store.";
        var terms = new Terms(await db.Vocabulary.AsNoTracking().ToListAsync(cancel), models.Labels);
        var state = await db.State.AsNoTracking().SingleOrDefaultAsync(cancel) ?? new StoreState();
        for (var after = 0; ;)
        {
            progress?.Report(new CheckProgress("records", after, state.LastNo));
            var records = await db.Records.AsNoTracking().Where(record => record.No > after).OrderBy(record => record.No).Take(BatchSize).ToListAsync(cancel);
            if (records.Count == 0)
                break;
            after = records[^1].No;
            var ids = records.ConvertAll(record => record.Id);
            var versions = (await db.Versions.AsNoTracking().Where(version => ids.Contains(version.RecordId)).ToListAsync(cancel))
                .ToLookup(version => version.RecordId);
            var links = (await db.Links.AsNoTracking().Where(link => ids.Contains(link.StatedBy)).ToListAsync(cancel))
                .ToLookup(link => link.StatedBy, link => (link.FromId, link.Kind, link.ToId));
            foreach (var record in records)
                foreach (var fault in Faults(record, [.. versions[record.Id]], [.. links[record.Id]], models, terms, state))
                    yield return $"{record.Kind.Plural()}/{record.Id}: {fault}";
        }
    }

    private static IEnumerable<string> Faults(StoredRecord record, List<RecordVersion> versions, HashSet<(string, LinkKind, string)> links,
        RecordModels models, Terms terms, StoreState state)
    {
        RecordDocument? document = null;
        string? unreadable = null;
        try
        {
            document = models[record.Kind].Read(record.Body);
        }
        catch (JsonException exception)
        {
            unreadable = exception.Message;
        }
        if (document is null)
        {
            yield return "the document cannot be read: " + unreadable;
            yield break;
        }
        if (document.Id != record.Id)
            yield return $"the document has the id {document.Id}.";
        if (versions.Count != record.Version)
            yield return $"it is at version {record.Version}, but {versions.Count} version(s) are kept.";
        else if (versions.Find(version => version.Version == record.Version) is not { } last)
            yield return $"it is at version {record.Version}, which is not among those that are kept.";
        else if (!last.Body.AsSpan().SequenceEqual(record.Body))
            yield return "its last version states something else than the record.";
        if (!links.SetEquals(DocumentLinks.Of(document).Select(link => (link.FromId, link.Kind, link.ToId))))
            yield return "its links are not those that the document states.";
        if (models[record.Kind].Index(document, terms).Format() != record.Entry)
            yield return "its index line is not the one that the document gives.";
        if (record.ChangeNo > state.ChangeNo || record.No > state.LastNo)
            yield return "it is newer than the store's state.";
    }
}
