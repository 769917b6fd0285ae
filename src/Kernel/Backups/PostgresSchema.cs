using System.Globalization;
using Npgsql;

namespace Concord.Kernel.Backups;

/// <summary>What PostgreSQL knows of the tables of a store.</summary>
internal static class PostgresSchema
{
    /// <summary>Those tables with their columns, each after the tables that it refers to.</summary>
    public static async Task<IReadOnlyList<BackupTable>> TablesAsync(NpgsqlConnection connection, IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        var columns = (await connection.ListAsync("""
            SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            ORDER BY c.relname, a.attnum
            """, row => (Table: row.GetString(0), Column: row.GetString(1)), cancel)).ToLookup(row => row.Table, row => row.Column);
        var referredTo = (await connection.ListAsync("""
            SELECT DISTINCT f.relname, t.relname FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
            WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace AND k.conrelid <> k.confrelid
            """, row => (From: row.GetString(0), To: row.GetString(1)), cancel)).ToLookup(row => row.From, row => row.To);
        var ordered = new List<BackupTable>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names.Order(StringComparer.Ordinal))
            Add(name);
        return ordered;

        void Add(string name)
        {
            if (!seen.Add(name) || !names.Contains(name))
                return;
            foreach (var other in referredTo[name].Order(StringComparer.Ordinal))
                Add(other);
            ordered.Add(new BackupTable(name, [.. columns[name]]));
        }
    }

    /// <summary>The next numbers of columns that number themselves, by <c>table.column</c>.</summary>
    public static async Task<SortedDictionary<string, long>> NextNumbersAsync(NpgsqlConnection connection, IEnumerable<BackupTable> tables, CancellationToken cancel)
    {
        var next = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (column, sequence) in await SequencesAsync(connection, tables, cancel))
            next[column] = (await connection.ListAsync($"SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM {sequence}", row => row.GetInt64(0), cancel))[0];
        return next;
    }

    /// <summary>Sets those numbers.</summary>
    /// <exception cref="BackupFaultException">They are of other columns than those of the tables.</exception>
    public static async Task SetNextNumbersAsync(NpgsqlConnection connection, IEnumerable<BackupTable> tables, IReadOnlyDictionary<string, long> next, CancellationToken cancel)
    {
        var sequences = await SequencesAsync(connection, tables, cancel);
        if (!sequences.Keys.Order(StringComparer.Ordinal).SequenceEqual(next.Keys.Order(StringComparer.Ordinal)))
            throw new BackupFaultException(BackupManifest.Name, "next_numbers does not name the columns of this schema that number themselves.");
        foreach (var (column, sequence) in sequences)
            await connection.RunAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT setval('{sequence.Replace("'", "''", StringComparison.Ordinal)}', {next[column]}, false)"), cancel);
    }

    private static async Task<Dictionary<string, string>> SequencesAsync(NpgsqlConnection connection, IEnumerable<BackupTable> tables, CancellationToken cancel)
    {
        var sequences = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in tables)
            foreach (var (column, sequence) in await connection.ListAsync($"""
                SELECT attname, pg_get_serial_sequence('"{table.Name}"', attname) FROM pg_attribute
                WHERE attrelid = '"{table.Name}"'::regclass AND attnum > 0 AND NOT attisdropped AND pg_get_serial_sequence('"{table.Name}"', attname) IS NOT NULL
                """, row => (row.GetString(0), row.GetString(1)), cancel))
                sequences[$"{table.Name}.{column}"] = sequence;
        return sequences;
    }
}
