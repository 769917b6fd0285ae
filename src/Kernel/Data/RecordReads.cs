using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Concord.Kernel.Files;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Search;
using Concord.Kernel.Vocabulary;
using Concord.Kernel.Web;
using NodaTime;

namespace Concord.Kernel.Data;

/// <summary>A document as the store keeps it: JSON in UTF-8.</summary>
public readonly record struct StoredBody(int No, RecordKind Kind, byte[] Body);

/// <summary>How far the store has come: its last change, with that change's mark, and the last change of the vocabulary.</summary>
internal readonly record struct ReadState(long ChangeNo, long Mark, long VocabularyChangeNo);

/// <summary>
/// The few questions that nearly every request asks, over one plain connection kept open for the request: here a context and the translation of
/// a query would cost more than the query itself. The SQL is the same for both databases.
/// </summary>
public sealed class RecordReads : IAsyncDisposable
{
    /// <summary>Links of one record that are read at once; of a record with more, the latest of each kind.</summary>
    private const int MostLinks = 600, MostOfAKind = 200;

    private const string Bodies = "SELECT \"No\", \"Kind\", \"Body\" FROM records_record WHERE ";

    // In the order of an index: nothing is sorted, and SQLite reads nothing else. Only three columns, for getting a value costs more than
    // finding the row.
    internal const string LinesOfKind = "SELECT \"No\", \"Entry\", \"Prominence\" FROM records_record WHERE \"Kind\" = @kind ORDER BY \"No\"";

    private const string Other = "o.\"Kind\" AS kind, o.\"Id\" AS id, o.\"Caption\" AS caption, o.\"Entry\" AS entry, o.\"No\" AS no";

    private static readonly string BothEnds = string.Create(CultureInfo.InvariantCulture, $"""
        SELECT l."Kind" AS link, 1 AS outgoing, {Other} FROM records_link l JOIN records_record o ON o."Id" = l."ToId" WHERE l."FromId" = @id
        UNION ALL
        SELECT l."Kind" AS link, 0 AS outgoing, {Other} FROM records_link l JOIN records_record o ON o."Id" = l."FromId" WHERE l."ToId" = @id AND l."Kind" <> {(byte)LinkKind.Within}
        """);

    private static readonly string Links = string.Create(CultureInfo.InvariantCulture, $"{BothEnds} ORDER BY 1, 7 LIMIT {MostLinks + 1}");

    private static readonly string LatestLinks = string.Create(CultureInfo.InvariantCulture, $"""
        SELECT * FROM (SELECT b.*, ROW_NUMBER() OVER (PARTITION BY link, outgoing ORDER BY no DESC) AS place, COUNT(*) OVER (PARTITION BY link, outgoing) AS number FROM ({BothEnds}) b) ranked
        WHERE place <= {MostOfAKind} ORDER BY 1, 7
        """);

    private readonly DbDataSource store;
    private readonly SearchIndex search;
    private DbConnection? connection;

    internal RecordReads(DbDataSource store, SearchIndex search) => (this.store, this.search) = (store, search);

    /// <summary>How far the store has come; all zeros while it holds nothing.</summary>
    internal async ValueTask<ReadState> StateAsync(CancellationToken cancel) =>
        await ReadAsync("SELECT s.\"ChangeNo\", c.\"Mark\", s.\"VocabularyChangeNo\" FROM records_state s JOIN records_change c ON c.\"ChangeNo\" = s.\"ChangeNo\" WHERE s.\"Id\" = 1", [],
            row => new ReadState(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), cancel) is [var state] ? state : default;

    /// <summary>Whether a state that was read before belongs to the past of this store.</summary>
    internal async Task<bool> HasBeenAsync(ReadState state, CancellationToken cancel) =>
        await ReadAsync("SELECT \"Mark\" FROM records_change WHERE \"ChangeNo\" = @no", [("@no", state.ChangeNo)], row => row.GetInt64(0), cancel) is [var mark]
            && mark == state.Mark;

    /// <summary>Places, topics and labels, in their order.</summary>
    internal Task<List<VocabularyEntry>> VocabularyAsync(CancellationToken cancel) =>
        ReadAsync("SELECT \"List\", \"Id\", \"Position\", \"Body\" FROM vocabulary_entry ORDER BY \"Position\"", [],
            row => new VocabularyEntry
            {
                List = row.GetString(0),
                Id = row.GetString(1),
                Position = row.GetInt32(2),
                Body = row.GetFieldValue<byte[]>(3),
            }, cancel);

    /// <summary>The highest number of a record; 0 without any.</summary>
    internal async ValueTask<int> LastNoAsync(CancellationToken cancel) =>
        (await ReadAsync("SELECT COALESCE(MAX(\"No\"), 0) FROM records_record", [], row => row.GetInt32(0), cancel))[0];

    /// <summary>What the index keeps of the records that changed after a change number, of <paramref name="most"/> at most.</summary>
    internal Task<List<IndexLine>> LinesAsync(long since, int most, CancellationToken cancel) =>
        ReadAsync("SELECT \"No\", \"Entry\", \"Prominence\", \"Kind\" FROM records_record WHERE \"ChangeNo\" > @since LIMIT @most", [("@since", since), ("@most", most)],
            row => Line(row, (RecordKind)row.GetInt16(3)), cancel);

    /// <summary>What the index keeps of all records of a kind, by number; one line after the other, for there may be a million.</summary>
    internal async IAsyncEnumerable<IndexLine> LinesAsync(RecordKind kind, [EnumeratorCancellation] CancellationToken cancel)
    {
        var command = (await OpenAsync(cancel)).Command(LinesOfKind, [("@kind", (short)kind)]);
        await using (command)
        {
            var reader = await command.ExecuteReaderAsync(cancel);
            await using (reader)
            {
                while (await reader.ReadAsync(cancel))
                    yield return Line(reader, kind);
            }
        }
    }

    /// <summary>The names of all records of a kind.</summary>
    internal Task<List<(int No, LocalizedText Name)>> CaptionsAsync(RecordKind kind, CancellationToken cancel) =>
        ReadAsync("SELECT \"No\", \"Caption\" FROM records_record WHERE \"Kind\" = @kind", [("@kind", (short)kind)],
            row => (row.GetInt32(0), Text(row, 1)), cancel);

    /// <summary>The documents of the records with these numbers, in no order; numbers that no record has are left out.</summary>
    /// <param name="nos">Numbers of records (<see cref="StoredRecord.No"/>), a few hundred at most, each once.</param>
    /// <param name="cancel">Stops the query.</param>
    /// <remarks>Whole numbers need no parameters: nothing of the request's own text comes into the query.</remarks>
    internal Task<List<StoredBody>> BodiesAsync(IReadOnlyList<int> nos, CancellationToken cancel) =>
        nos.Count == 0 ? Task.FromResult<List<StoredBody>>([]) : ReadAsync($"{Bodies}\"No\" IN ({string.Join(',', nos)})", [], Body, cancel);

    /// <summary>The documents of the records with these ids, by number; ids that no record has are left out.</summary>
    internal Task<List<StoredBody>> BodiesAsync(IReadOnlyList<string> ids, CancellationToken cancel) =>
        ids.Count == 0 ? Task.FromResult<List<StoredBody>>([])
        : ReadAsync($"{Bodies}\"Id\" IN ({Places(ids.Count)}) ORDER BY \"No\"", [.. ids.Select((id, i) => (Place(i), (object)id))], Body, cancel);

    /// <summary>Names of the records with these ids; ids that no record has are left out.</summary>
    internal Task<List<RecordName>> NamesAsync(IReadOnlyList<string> ids, CancellationToken cancel) =>
        ReadAsync($"SELECT \"Kind\", \"Id\", \"Caption\" FROM records_record WHERE \"Id\" IN ({Places(ids.Count)})", [.. ids.Select((id, i) => (Place(i), (object)id))],
            row => new RecordName((RecordKind)row.GetInt16(0), row.GetString(1), Text(row, 2)), cancel);

    /// <summary>A record by kind and id, or null.</summary>
    public async Task<StoredRecord?> FindAsync(RecordKind kind, string id, CancellationToken cancel) =>
        await ReadAsync("SELECT \"No\", \"Version\", \"ChangeNo\", \"CreatedAt\", \"ChangedAt\", \"Caption\", \"Body\", \"Entry\", \"Prominence\", \"ArchivedAt\" FROM records_record WHERE \"Id\" = @id AND \"Kind\" = @kind",
            [("@id", id), ("@kind", (short)kind)],
            row => new StoredRecord
            {
                No = row.GetInt32(0),
                Id = id,
                Kind = kind,
                Version = row.GetInt32(1),
                ChangeNo = row.GetInt64(2),
                CreatedAt = Instant.FromUnixTimeMilliseconds(row.GetInt64(3)),
                ChangedAt = Instant.FromUnixTimeMilliseconds(row.GetInt64(4)),
                Caption = Text(row, 5),
                Body = row.GetFieldValue<byte[]>(6),
                Entry = row.GetString(7),
                Prominence = row.GetInt32(8),
                ArchivedAt = row.IsDBNull(9) ? null : Instant.FromUnixTimeMilliseconds(row.GetInt64(9)),
            }, cancel) is [var record] ? record : null;

    /// <summary>The public files of a record, document by document.</summary>
    internal Task<List<PublishedFile>> FilesAsync(RecordKind kind, string id, CancellationToken cancel) =>
        ReadAsync("SELECT f.\"Id\", f.\"DocumentId\", f.\"Language\", f.\"Version\", f.\"Name\", f.\"Title\", b.\"MediaType\", b.\"Length\", f.\"StateAt\" FROM files_file f JOIN files_blob b ON b.\"Hash\" = f.\"Hash\" WHERE f.\"OwnerKind\" = @kind AND f.\"OwnerId\" = @id AND f.\"State\" = 1 ORDER BY f.\"DocumentId\"",
            [("@kind", kind.Plural()), ("@id", id)],
            row => new PublishedFile(row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetInt64(7),
                Instant.FromUnixTimeMilliseconds(row.GetInt64(8))), cancel);

    /// <summary>
    /// The links of a record, in both directions, with the name and the day of the other end: all of them or, where there are very many, the
    /// latest of each kind and how many more there are. A mechanism's own records are found by its filter instead.
    /// </summary>
    internal async Task<(List<LinkedRecord> Links, Dictionary<(LinkKind Kind, bool Outgoing), int> More)> LinksAsync(string id, CancellationToken cancel)
    {
        var more = new Dictionary<(LinkKind, bool), int>();
        var all = await ReadAsync(Links, [("@id", id)], Link, cancel);
        if (all.Count <= MostLinks)
            return (all, more);
        return (await ReadAsync(LatestLinks, [("@id", id)], row =>
        {
            var link = Link(row);
            if (row.GetInt32(8) - MostOfAKind is > 0 and var left)
                more[(link.Kind, link.Outgoing)] = left;
            return link;
        }, cancel), more);

        static LinkedRecord Link(DbDataReader row) => new((LinkKind)row.GetInt16(0), row.GetInt32(1) == 1,
            new RecordName((RecordKind)row.GetInt16(2), row.GetString(3), Text(row, 4)), IndexEntry.DayOf(row.GetString(5)));
    }

    /// <summary>Numbers of the records that have a link of one of some kinds to one of some records; each once, in no order, without those that are archived.</summary>
    public Task<List<int>> LinkedToAsync(IReadOnlyList<string> ids, LinkKind[] kinds, CancellationToken cancel) =>
        ids.Count == 0 ? Task.FromResult<List<int>>([])
        : ReadAsync($"SELECT DISTINCT o.\"No\" FROM records_link l JOIN records_record o ON o.\"Id\" = l.\"FromId\" WHERE o.\"ArchivedAt\" IS NULL AND l.\"Kind\" IN ({string.Join(',', kinds.Select(kind => (byte)kind))}) AND l.\"ToId\" IN ({Places(ids.Count)})",
            [.. ids.Select((id, i) => (Place(i), (object)id))], row => row.GetInt32(0), cancel);

    /// <summary>Numbers of the records whose text has all terms of a query, ascending, at most <paramref name="limit"/>.</summary>
    internal async Task<List<int>> MatchAsync(SearchQuery query, bool inNames, int limit, CancellationToken cancel) =>
        await search.MatchAsync(await OpenAsync(cancel), query, inNames, limit, cancel);

    /// <summary>Reads of the same store over a connection of their own.</summary>
    internal RecordReads Another() => new(store, search);

    /// <summary>Gives the connection back to its pool; the next read takes another.</summary>
    public void LetGo()
    {
        connection?.Dispose();
        connection = null;
    }

    /// <inheritdoc cref="LetGo"/>
    public async ValueTask DisposeAsync()
    {
        if (connection is { } open)
        {
            connection = null;
            await open.DisposeAsync();
        }
    }

    private async ValueTask<DbConnection> OpenAsync(CancellationToken cancel) => connection ??= await store.OpenConnectionAsync(cancel);

    private async Task<List<T>> ReadAsync<T>(string sql, (string Name, object Value)[] parameters, Func<DbDataReader, T> read, CancellationToken cancel) =>
        await (await OpenAsync(cancel)).ReadAsync(sql, parameters, read, cancel);

    private static IndexLine Line(DbDataReader row, RecordKind kind) => new(row.GetInt32(0), kind, row.GetString(1), row.GetInt32(2));

    private static StoredBody Body(DbDataReader row) => new(row.GetInt32(0), (RecordKind)row.GetInt16(1), row.GetFieldValue<byte[]>(2));

    private static LocalizedText Text(DbDataReader row, int column) => JsonSerializer.Deserialize<LocalizedText>(row.GetString(column), RecordJson.Options)!;

    private static string Place(int i) => string.Create(CultureInfo.InvariantCulture, $"@p{i}");

    private static string Places(int count)
    {
        var places = new StringBuilder(5 * count);
        for (var i = 0; i < count; i++)
            places.Append(i > 0 ? "," : "").Append(Place(i));
        return places.ToString();
    }
}
