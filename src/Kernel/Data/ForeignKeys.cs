using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Concord.Kernel.Data;

/// <summary>
/// Rows that refer to a row that is not there. Both databases refuse to make such; whoever works on the tables with that switched off, and a file
/// that was damaged or put together by hand, can bring them about.
/// </summary>
internal static class ForeignKeys
{
    /// <summary>One sentence per such row; none when every reference leads somewhere.</summary>
    public static async IAsyncEnumerable<string> FaultsAsync(ConcordDb db, [EnumeratorCancellation] CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            foreach (var key in db.Model.GetRelationalModel().Tables.SelectMany(table => table.ForeignKeyConstraints))
            {
                var command = db.Database.GetDbConnection().CreateCommand();
                await using (command)
                {
                    command.CommandText = Sql(key);
                    command.CommandTimeout = 0;
                    var rows = await command.ExecuteReaderAsync(cancel);
                    await using (rows)
                        while (await rows.ReadAsync(cancel))
                            yield return $"{key.Table.Name}, row {rows.GetString(0)}: its {Names(key.Columns)} is {rows.GetString(1)}, and there is no row of {key.PrincipalTable.Name} with that "
                                + $"{Names(key.PrincipalColumns)}. Bring the missing row back from a backup, or remove this one.";
                }
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Asked of the rows themselves: that a constraint stands, and counts as proven, says nothing of what came while it was off.</summary>
    private static string Sql(IForeignKeyConstraint key)
    {
        var present = string.Join(" AND ", key.Columns.Select(column => $"child.\"{column.Name}\" IS NOT NULL"));
        var same = string.Join(" AND ", key.Columns.Zip(key.PrincipalColumns, (column, principal) => $"parent.\"{principal.Name}\" = child.\"{column.Name}\""));
        return $"SELECT {Text(key.Table.PrimaryKey!.Columns)}, {Text(key.Columns)} FROM \"{key.Table.Name}\" AS child WHERE {present} "
            + $"AND NOT EXISTS (SELECT 1 FROM \"{key.PrincipalTable.Name}\" AS parent WHERE {same})";
    }

    private static string Text(IEnumerable<IColumnBase> columns) => string.Join(" || ' ' || ", columns.Select(column => $"CAST(child.\"{column.Name}\" AS text)"));

    private static string Names(IEnumerable<IColumnBase> columns) => string.Join(" and ", columns.Select(column => column.Name));
}
