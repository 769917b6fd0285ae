using System.Data;
using System.Globalization;
using System.Text;
using Concord.Kernel.Records;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Data;

/// <summary>Documents as the store keeps them: for answers that pass them on without reading them.</summary>
public static class RecordBodies
{
    /// <summary>
    /// The documents (JSON in UTF-8) of the records with these numbers, in the order given, in one query. It goes straight to
    /// the connection: for a list of 50 the translation of a query costs more than the query.
    /// </summary>
    /// <param name="db">The store.</param>
    /// <param name="nos">Numbers of records (<see cref="StoredRecord.No"/>), a few hundred at most.</param>
    /// <param name="cancel">Stops the query.</param>
    public static async Task<List<byte[]>> OfAsync(ConcordDb db, IReadOnlyList<int> nos, CancellationToken cancel)
    {
        if (nos.Count == 0)
            return [];
        var connection = db.Database.GetDbConnection();
        if (connection.State != ConnectionState.Open)
            await db.Database.OpenConnectionAsync(cancel);
        // Whole numbers need no parameters: nothing of the request's own text comes into the query.
        var query = new StringBuilder("SELECT \"No\", \"Body\" FROM records_record WHERE \"No\" IN (", 96 + (8 * nos.Count));
        foreach (var no in nos)
            query.Append(CultureInfo.InvariantCulture, $"{no},");
        query.Length--;
        query.Append(')');
        var bodies = new Dictionary<int, byte[]>(nos.Count);
        var command = connection.CreateCommand();
        await using (command)
        {
            command.CommandText = query.ToString();
            var reader = await command.ExecuteReaderAsync(cancel);
            await using (reader)
            {
                while (await reader.ReadAsync(cancel))
                    bodies.Add(reader.GetInt32(0), reader.GetFieldValue<byte[]>(1));
            }
        }
        var ordered = new List<byte[]>(nos.Count);
        foreach (var no in nos)
            if (bodies.TryGetValue(no, out var body))
                ordered.Add(body);
        return ordered;
    }
}
