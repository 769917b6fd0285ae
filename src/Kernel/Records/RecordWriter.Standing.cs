using Concord.Kernel.Search;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Records;

/// <summary>What is done to records that go on stating the same: they are shown and found anew, archived, and taken up again.</summary>
public sealed partial class RecordWriter
{
    /// <summary>
    /// Index lines and search words hold wider topics and names of places; when those change, the records that stood before are indexed anew,
    /// without a new version: they still state the same.
    /// </summary>
    private async Task ReindexAsync(CancellationToken cancel)
    {
        var after = 0;
        while (true)
        {
            var records = await db.Records.Where(record => record.No > after && record.No <= lastNoBefore).OrderBy(record => record.No)
                .Take(BatchSize).ToListAsync(cancel);
            if (records.Count == 0)
                return;
            foreach (var record in records)
            {
                var model = models[record.Kind];
                var document = model.Read(record.Body);
                record.Entry = Line(record, document);
                record.ChangeNo = ChangeNo;
                searchLines.Add(new SearchLine(record.No, IsNew: false, RecordWords.Of(model, document, terms!)));
            }
            after = records[^1].No;
            await db.SaveChangesAsync(cancel);
            await PutSearchLinesAsync(cancel);
            db.ChangeTracker.Clear();
            db.State.Attach(state);
        }
    }

    /// <summary>
    /// Has a record that stands be shown and found anew because something that belongs to it changed, such as its files. It still states the same,
    /// so it has no new version.
    /// </summary>
    public async Task RefreshAsync(string id, CancellationToken cancel = default)
    {
        await FlushAsync(cancel);
        if (await db.Records.SingleOrDefaultAsync(record => record.Id == id, cancel) is not { } record)
            return;
        var model = models[record.Kind];
        record.ChangeNo = ChangeNo;
        changed = true;
        searchLines.Add(new SearchLine(record.No, IsNew: false, RecordWords.Of(model, model.Read(record.Body), terms!)));
        await db.SaveChangesAsync(cancel);
        await PutSearchLinesAsync(cancel);
    }

    /// <summary>
    /// Archives a record, or takes it up again: a version that states the same. From the same moment on it is in no list, search or feed, or in them again; its address
    /// stays.
    /// </summary>
    /// <returns>False where there is none of that id, or it is so already.</returns>
    public async Task<bool> ArchiveAsync(string id, bool isArchived, CancellationToken cancel = default)
    {
        await FlushAsync(cancel);
        if (await db.Records.SingleOrDefaultAsync(record => record.Id == id, cancel) is not { } record || record.ArchivedAt is not null == isArchived)
            return false;
        record.ArchivedAt = isArchived ? now : null;
        record.Version++;
        record.ChangeNo = ChangeNo;
        record.ChangedAt = now;
        record.Entry = Line(record, models[record.Kind].Read(record.Body));
        db.Versions.Add(VersionOf(record));
        changed = true;
        var count = counts.GetValueOrDefault(record.Kind.Plural(), new WriteCount(0, 0, 0));
        counts[record.Kind.Plural()] = count with { Changed = count.Changed + 1 };
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
