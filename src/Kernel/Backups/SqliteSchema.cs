using System.Data.Common;
using System.Globalization;

namespace Concord.Kernel.Backups;

/// <summary>
/// A schema as lines that can be compared: what tables, columns, keys and indexes are, rather than the words in which some version of the tools made them.
/// What runs by itself, triggers and views, is compared word for word.
/// </summary>
internal static class SqliteSchema
{
    public static string Table(string name) => $"table {name}";

    public static async Task<SortedSet<string>> ReadAsync(DbConnection connection, CancellationToken cancel)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (type, name, of, sql) in await connection.ListAsync("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> '__EFMigrationsLock'",
            row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), cancel))
        {
            lines.Add(type == "table" ? Table(name) : $"{type} {name} on {of}");
            if (type is not ("table" or "index") || sql.StartsWith("CREATE VIRTUAL", StringComparison.OrdinalIgnoreCase))
                lines.Add($"{type} {name}: {string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}");
        }
        await AddAsync("SELECT m.name || ' column ' || c.name || ' ' || c.type || ' not null ' || c.\"notnull\" || ' key ' || c.pk || ' default ' || coalesce(c.dflt_value, '-') || ' hidden ' || c.hidden FROM sqlite_schema m, pragma_table_xinfo(m.name) c WHERE m.type = 'table' AND m.name <> '__EFMigrationsLock'");
        await AddAsync("SELECT m.name || ' refers by ' || k.\"from\" || ' to ' || k.\"table\" || '.' || coalesce(k.\"to\", '') || ' ' || k.on_update || ' ' || k.on_delete FROM sqlite_schema m, pragma_foreign_key_list(m.name) k WHERE m.type = 'table' AND m.name <> '__EFMigrationsLock'");
        await AddAsync("SELECT m.name || ' index ' || group_concat(coalesce(c.name, '') || ' ' || c.\"desc\" || ' ' || c.coll, ', ' ORDER BY c.seqno) || ' unique ' || i.\"unique\" || ' partial ' || i.partial FROM sqlite_schema m, pragma_index_list(m.name) i, pragma_index_xinfo(i.name) c WHERE m.type = 'table' AND m.name <> '__EFMigrationsLock' AND c.key = 1 GROUP BY m.name, i.name");
        return lines;

        async Task AddAsync(string sql) => lines.UnionWith(await connection.ListAsync(sql, row => Convert.ToString(row[0], CultureInfo.InvariantCulture)!, cancel));
    }
}
