using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Web;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Kernel.Data;

/// <summary>A document as the store keeps it: JSON in UTF-8.</summary>
public readonly record struct StoredBody(int No, RecordKind Kind, byte[] Body);

/// <summary>
/// The few questions that nearly every request asks. They go straight to the connection, which stays open for the request: for
/// them the translation of a query costs more than the query. Both databases read the same words.
/// </summary>
public static class RecordReads
{
    /// <summary>More links than any page shows one by one.</summary>
    private const int MostLinks = 600;

    private const string Bodies = "SELECT \"No\", \"Kind\", \"Body\" FROM records_record WHERE ";

    private static readonly string Links = string.Create(CultureInfo.InvariantCulture, $"""
        SELECT l."Kind", 1, o."Kind", o."Id", o."Caption", o."Entry", o."No" FROM records_link l JOIN records_record o ON o."Id" = l."ToId" WHERE l."FromId" = @id
        UNION ALL
        SELECT l."Kind", 0, o."Kind", o."Id", o."Caption", o."Entry", o."No" FROM records_link l JOIN records_record o ON o."Id" = l."FromId" WHERE l."ToId" = @id AND l."Kind" <> {(byte)LinkKind.Within}
        ORDER BY 1, 7 LIMIT {MostLinks}
        """);

    /// <summary>The number of the last change; 0 for a store that holds nothing yet.</summary>
    internal static async ValueTask<long> ChangeNoAsync(ConcordDb db, CancellationToken cancel) =>
        await ReadAsync(db, "SELECT \"ChangeNo\" FROM records_state WHERE \"Id\" = 1", [], row => row.GetInt64(0), cancel) is [var changeNo] ? changeNo : 0;

    /// <summary>The documents of the records with these numbers, in the order given; numbers that no record has are left out.</summary>
    /// <param name="db">The store.</param>
    /// <param name="nos">Numbers of records (<see cref="StoredRecord.No"/>), a few hundred at most, each once.</param>
    /// <param name="cancel">Stops the query.</param>
    public static async Task<List<StoredBody>> BodiesAsync(ConcordDb db, IReadOnlyList<int> nos, CancellationToken cancel)
    {
        if (nos.Count == 0)
            return [];
        // Whole numbers need no parameters: nothing of the request's own text comes into the query.
        var found = await ReadAsync(db, $"{Bodies}\"No\" IN ({string.Join(',', nos)})", [], Body, cancel);
        var places = new Dictionary<int, int>(nos.Count);
        for (var i = 0; i < nos.Count; i++)
            places[nos[i]] = i;
        found.Sort((one, other) => places[one.No].CompareTo(places[other.No]));
        return found;
    }

    /// <summary>The documents of the records with these ids, by number; ids that no record has are left out.</summary>
    internal static Task<List<StoredBody>> BodiesAsync(ConcordDb db, IReadOnlyList<string> ids, CancellationToken cancel) =>
        ids.Count == 0 ? Task.FromResult<List<StoredBody>>([])
        : ReadAsync(db, $"{Bodies}\"Id\" IN ({Places(ids.Count)}) ORDER BY \"No\"", [.. ids.Select((id, i) => (Place(i), (object)id))], Body, cancel);

    /// <summary>Names of the records with these ids; ids that no record has are left out.</summary>
    internal static Task<List<RecordName>> NamesAsync(ConcordDb db, IReadOnlyList<string> ids, CancellationToken cancel) =>
        ReadAsync(db, $"SELECT \"Kind\", \"Id\", \"Caption\" FROM records_record WHERE \"Id\" IN ({Places(ids.Count)})", [.. ids.Select((id, i) => (Place(i), (object)id))],
            row => new RecordName((RecordKind)row.GetInt16(0), row.GetString(1), Text(row, 2)), cancel);

    /// <summary>A record by kind and id, or null.</summary>
    public static async Task<StoredRecord?> FindAsync(ConcordDb db, RecordKind kind, string id, CancellationToken cancel) =>
        await ReadAsync(db, "SELECT \"No\", \"Version\", \"ChangeNo\", \"CreatedAt\", \"ChangedAt\", \"Caption\", \"Body\", \"Entry\", \"Prominence\" FROM records_record WHERE \"Id\" = @id AND \"Kind\" = @kind",
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
            }, cancel) is [var record] ? record : null;

    /// <summary>All links of a record, both ways, with the name and the day of each other end. A mechanism's own records are found by its filter instead.</summary>
    internal static Task<List<LinkedRecord>> LinksAsync(ConcordDb db, string id, CancellationToken cancel) =>
        ReadAsync(db, Links, [("@id", id)],
            row => new LinkedRecord((LinkKind)row.GetInt16(0), row.GetInt32(1) == 1, new RecordName((RecordKind)row.GetInt16(2), row.GetString(3), Text(row, 4)), IndexEntry.DayOf(row.GetString(5))), cancel);

    /// <summary>The context's connection, opened where it is not: once, so that it is closed by one word too.</summary>
    internal static async ValueTask<DbConnection> OpenAsync(ConcordDb db, CancellationToken cancel)
    {
        var connection = db.Database.GetDbConnection();
        if (connection.State != ConnectionState.Open)
            await db.Database.OpenConnectionAsync(cancel);
        return connection;
    }

    private static async Task<List<T>> ReadAsync<T>(ConcordDb db, string sql, (string Name, object Value)[] parameters, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        var connection = await OpenAsync(db, cancel);
        var command = connection.CreateCommand();
        await using (command)
        {
            command.CommandText = sql;
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }
            var rows = new List<T>();
            var reader = await command.ExecuteReaderAsync(cancel);
            await using (reader)
            {
                while (await reader.ReadAsync(cancel))
                    rows.Add(read(reader));
            }
            return rows;
        }
    }

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
