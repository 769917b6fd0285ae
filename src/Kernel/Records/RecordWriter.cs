using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Files.Text;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Search;
using Concord.Kernel.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;

namespace Concord.Kernel.Records;

/// <summary>What happened to the records of one kind, or to one list of the vocabulary.</summary>
/// <param name="Added">New ones.</param>
/// <param name="Changed">Those that state something else now.</param>
/// <param name="Unchanged">Those that state what they stated.</param>
public sealed record WriteCount(int Added, int Changed, int Unchanged);

/// <summary>A record that a write added or changed.</summary>
public readonly record struct WrittenRecord(RecordKind Kind, string Id, bool IsNew);

/// <summary>
/// Writes checked records in one transaction: each change makes a version, and links, index, search and audit trail follow in the same
/// transaction. Without <see cref="CommitAsync"/> nothing has happened, however the process ends.
/// </summary>
public sealed partial class RecordWriter : IAsyncDisposable
{
    private const int BatchSize = 250;
    private readonly ConcordDb db;
    private readonly RecordModels models;
    private readonly IDbContextTransaction transaction;
    private readonly StoreState state;
    private readonly Instant now;
    private readonly Actor by;
    private readonly string act;
    private readonly List<(RecordKind Kind, RecordDocument Document, byte[] Body)> batch = [];
    private readonly Dictionary<string, WriteCount> counts = [];
    private readonly Dictionary<string, int> linksMore = [];
    private readonly HashSet<string> addedIds = [];
    private readonly List<StoredRecord> newRecords = [];
    private readonly List<RecordVersion> newVersions = [];
    private readonly List<RecordLink> newLinks = [];
    private readonly List<SearchLine> searchLines = [];
    private readonly List<RecordChange> followed = [];
    private readonly int lastNoBefore;
    private readonly Action<WrittenRecord>? written;
    private Terms? terms;
    private bool changed;
    private bool vocabularyChanged;
    private bool isIndexing;

    private RecordWriter(ConcordDb db, RecordModels models, IDbContextTransaction transaction, StoreState state, Instant now, Actor by,
        string act, Action<WrittenRecord>? written)
    {
        (this.db, this.models, this.transaction, this.state, this.now, this.by, this.act, this.written) = (db, models, transaction, state, now, by, act, written);
        ChangeNo = state.ChangeNo + 1;
        lastNoBefore = state.LastNo;
    }

    /// <summary>The change number that this write will have.</summary>
    public long ChangeNo { get; }

    /// <summary>Counts per kind (its plural) and vocabulary list; complete after <see cref="FlushAsync"/> or <see cref="CommitAsync"/>.</summary>
    public IReadOnlyDictionary<string, WriteCount> Counts => counts;

    /// <summary>Begins to write. Other writers wait from here until this one ends.</summary>
    /// <param name="db">A context of its own.</param>
    /// <param name="models">The models of all kinds.</param>
    /// <param name="now">The instant that the versions carry.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="act">What the audit trail calls it: <c>records.publish</c>.</param>
    /// <param name="written">Told of each record that is added or changed.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async Task<RecordWriter> BeginAsync(ConcordDb db, RecordModels models, Instant now, Actor by, string act,
        Action<WrittenRecord>? written = null, CancellationToken cancel = default)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Taking the row first makes writers follow one another on PostgreSQL too, so change numbers appear in their order.
        await db.State.Where(state => state.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(state => state.LastNo, state => state.LastNo), cancel);
        var state = await db.State.SingleOrDefaultAsync(cancel);
        if (state is null)
            db.State.Add(state = new StoreState());
        return new RecordWriter(db, models, transaction, state, now, by, act, written);
    }

    /// <summary>Puts one list of the vocabulary: places, topics or labels. All of them come before the first record.</summary>
    public async Task PutVocabularyAsync(string list, IReadOnlyList<(string Id, byte[] Body)> entries, CancellationToken cancel = default)
    {
        var known = await db.Vocabulary.Where(entry => entry.List == list).ToDictionaryAsync(entry => entry.Id, cancel);
        var (added, altered) = (0, 0);
        var position = known.Count == 0 ? 0 : known.Values.Max(entry => entry.Position) + 1;
        foreach (var (id, body) in entries)
        {
            if (!known.TryGetValue(id, out var entry))
            {
                db.Vocabulary.Add(new VocabularyEntry { List = list, Id = id, Position = position++, Body = body });
                added++;
            }
            else if (!Same(entry.Body, body))
            {
                entry.Body = body;
                altered++;
            }
        }
        counts[list] = new WriteCount(added, altered, entries.Count - added - altered);
        if (added + altered == 0)
            return;
        changed = true;
        terms = null;
        state.VocabularyChangeNo = ChangeNo;
        await db.SaveChangesAsync(cancel);
        vocabularyChanged = true;
    }

    /// <summary>Puts one record: adds it, makes a new version where it states something else than before, or leaves it.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="body">The document, checked, as JSON in UTF-8; kept value for value.</param>
    /// <param name="cancel">Stops.</param>
    public async Task PutAsync(RecordKind kind, byte[] body, CancellationToken cancel = default)
    {
        batch.Add((kind, models[kind].Read(body), body));
        if (batch.Count >= BatchSize)
            await FlushAsync(cancel);
    }

    /// <summary>Writes what is gathered, so that <see cref="Counts"/> is complete; still without effect until the commit.</summary>
    public async Task FlushAsync(CancellationToken cancel = default)
    {
        terms ??= new Terms(await db.Vocabulary.AsNoTracking().ToListAsync(cancel), models.Labels);
        var ids = batch.ConvertAll(item => item.Document.Id);
        var known = await db.Records.Where(record => ids.Contains(record.Id)).ToDictionaryAsync(record => record.Id, cancel);
        foreach (var (kind, document, body) in batch)
        {
            var count = counts.GetValueOrDefault(kind.Plural(), new WriteCount(0, 0, 0));
            if (!known.TryGetValue(document.Id, out var record))
            {
                Add(kind, document, body);
                counts[kind.Plural()] = count with { Added = count.Added + 1 };
            }
            else if (!Same(record.Body, body))
            {
                await ChangeAsync(record, document, body, cancel);
                counts[kind.Plural()] = count with { Changed = count.Changed + 1 };
            }
            else
            {
                counts[kind.Plural()] = count with { Unchanged = count.Unchanged + 1 };
            }
        }
        batch.Clear();
        await db.SaveChangesAsync(cancel);
        await InsertAsync(newRecords, cancel);
        await InsertAsync(newVersions, cancel);
        await InsertAsync(newLinks, cancel);
        await PutSearchLinesAsync(cancel);
        db.ChangeTracker.Clear();
        db.State.Attach(state);
        await WeighAsync(cancel);
        await FollowAsync(cancel);
    }

    /// <summary>Tells the modules that keep something beside the records.</summary>
    private async Task FollowAsync(CancellationToken cancel)
    {
        if (followed.Count == 0)
            return;
        foreach (var follower in models.Followers)
            await follower.FollowAsync(db, followed, by, now, cancel);
        followed.Clear();
        db.ChangeTracker.Clear();
        db.State.Attach(state);
    }

    private async Task InsertAsync<T>(List<T> rows, CancellationToken cancel)
        where T : class
    {
        await db.InsertAsync(rows, cancel);
        rows.Clear();
    }

    /// <summary>
    /// Brings prominence up to date after a batch. A new record is counted, because others may have named it before it came; for those that
    /// stood before only the difference is added, so that a mechanism with a million links is not counted again with each batch.
    /// </summary>
    private async Task WeighAsync(CancellationToken cancel)
    {
        if (addedIds.Count > 0)
            await db.Records.Where(record => addedIds.Contains(record.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(record => record.Prominence, record => db.Links.Count(link => link.ToId == record.Id)), cancel);
        foreach (var same in linksMore.Where(more => more.Value != 0 && !addedIds.Contains(more.Key)).ToLookup(more => more.Value, more => more.Key))
        {
            var (difference, ids) = (same.Key, same.ToList());
            await db.Records.Where(record => ids.Contains(record.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(record => record.Prominence, record => record.Prominence + difference)
                    .SetProperty(record => record.ChangeNo, ChangeNo), cancel);
        }
        addedIds.Clear();
        linksMore.Clear();
    }

    /// <summary>Makes the write real.</summary>
    /// <param name="cancel">Stops what comes before the store is told; from there on the write is real, and nobody may be told that it was stopped.</param>
    public async Task CommitAsync(CancellationToken cancel = default)
    {
        await FlushAsync(cancel);
        if (vocabularyChanged)
            await ReindexAsync(cancel);
        if (changed)
        {
            state.ChangeNo = ChangeNo;
            db.Changes.Add(new StoreChange { ChangeNo = ChangeNo, Mark = Random.Shared.NextInt64() });
        }
        await db.SaveChangesAsync(cancel);
        if (isIndexing)
            await db.SearchIndex.EndAsync(transaction.GetDbTransaction(), cancel);
        if (changed)
            await NoteAsync(cancel);
        cancel.ThrowIfCancellationRequested();
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>
    /// Notes each new version and, where that was not all, the whole. At the end, for nobody else can note anything from here on: a long import must not keep people
    /// from signing in.
    /// </summary>
    private async Task NoteAsync(CancellationToken cancel)
    {
        for (var after = 0; ;)
        {
            var batch = await (from record in db.Records
                               join version in db.Versions on new { record.Id, record.Version } equals new { Id = version.RecordId, version.Version }
                               where record.ChangeNo == ChangeNo && version.ChangeNo == ChangeNo && record.No > after
                               orderby record.No
                               select new { record.No, record.Kind, record.Id, record.Entry, version.Version, version.Body })
                .Take(BatchSize).ToListAsync(cancel);
            if (batch.Count == 0)
                break;
            after = batch[^1].No;
            await AuditTrail.NoteAsync(db, batch.ConvertAll(item => new AuditNote(now, by, act, item.Kind.Plural() + "/" + item.Id)
            {
                Details = AuditedVersions.Details(item.Version, item.Body),
                Concerns = AuditConcern.OfMechanisms(IndexEntry.ValuesOf(item.Entry, "mechanism")),
            }), cancel);
        }
        var written = counts.Where(count => count.Value.Added + count.Value.Changed > 0).ToList();
        if (written is [var (kind, (added, altered, _))] && added + altered == 1 && RecordKinds.FromPlural(kind) is not null)
            return;
        var whole = new JsonObject { ["change"] = ChangeNo };
        foreach (var (what, count) in written)
            whole[what] = new JsonObject { ["added"] = count.Added, ["changed"] = count.Changed };
        await AuditTrail.NoteAsync(db, new AuditNote(now, by, act, "record") { Details = whole }, cancel);
    }

    private async Task PutSearchLinesAsync(CancellationToken cancel)
    {
        if (searchLines.Count == 0)
            return;
        await FileWords.AddToAsync(db, searchLines, cancel);
        if (!isIndexing)
            await db.SearchIndex.BeginAsync(transaction.GetDbTransaction(), cancel);
        isIndexing = true;
        await db.SearchIndex.PutAsync(transaction.GetDbTransaction(), searchLines, cancel);
        searchLines.Clear();
    }

    public async ValueTask DisposeAsync() => await transaction.DisposeAsync();

    private void Add(RecordKind kind, RecordDocument document, byte[] body)
    {
        var record = new StoredRecord
        {
            No = ++state.LastNo,
            Id = document.Id,
            Kind = kind,
            Version = 1,
            ChangeNo = ChangeNo,
            CreatedAt = now,
            ChangedAt = now,
            Caption = document.Caption,
            Body = body,
            Entry = models[kind].Index(document, terms!).Format(),
        };
        newRecords.Add(record);
        followed.Add(new RecordChange(models[kind], record.Id, Before: null, body));
        addedIds.Add(record.Id);
        Follow(record, document, isNew: true);
    }

    private async Task ChangeAsync(StoredRecord record, RecordDocument document, byte[] body, CancellationToken cancel)
    {
        followed.Add(new RecordChange(models[record.Kind], record.Id, record.Body, body));
        record.Version++;
        record.ChangeNo = ChangeNo;
        record.ChangedAt = now;
        record.Caption = document.Caption;
        record.Body = body;
        record.Entry = Line(record, document);
        foreach (var target in await db.Links.Where(link => link.StatedBy == record.Id).Select(link => link.ToId).ToListAsync(cancel))
            linksMore[target] = linksMore.GetValueOrDefault(target) - 1;
        await db.Links.Where(link => link.StatedBy == record.Id).ExecuteDeleteAsync(cancel);
        Follow(record, document, isNew: false);
    }

    private void Follow(StoredRecord record, RecordDocument document, bool isNew)
    {
        changed = true;
        newVersions.Add(VersionOf(record));
        foreach (var link in DocumentLinks.Of(document))
        {
            newLinks.Add(link);
            linksMore[link.ToId] = linksMore.GetValueOrDefault(link.ToId) + 1;
        }
        searchLines.Add(new SearchLine(record.No, isNew, RecordWords.Of(models[record.Kind], document, terms!)));
        written?.Invoke(new WrittenRecord(record.Kind, record.Id, isNew));
    }

    /// <summary>The record's line in the lists.</summary>
    private string Line(StoredRecord record, RecordDocument document) =>
        models[record.Kind].Index(document, terms!).Format() + (record.ArchivedAt is null ? "" : IndexEntry.ArchivedEnd);

    private RecordVersion VersionOf(StoredRecord record) => new()
    {
        RecordId = record.Id,
        Version = record.Version,
        ChangedAt = now,
        ChangedBy = by.ToString(),
        ChangeNo = ChangeNo,
        Body = record.Body,
        IsArchived = record.ArchivedAt is not null,
    };

    /// <summary>Equal as values: order of fields and white space do not matter.</summary>
    private static bool Same(byte[] left, byte[] right)
    {
        if (left.AsSpan().SequenceEqual(right))
            return true;
        using var a = JsonDocument.Parse(left);
        using var b = JsonDocument.Parse(right);
        return JsonElement.DeepEquals(a.RootElement, b.RootElement);
    }
}
