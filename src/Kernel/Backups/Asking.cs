using System.Data.Common;

namespace Concord.Kernel.Backups;

/// <summary>Plain questions to a connection, within whatever transaction it is in.</summary>
internal static class Asking
{
    public static async Task<List<T>> ListAsync<T>(this DbConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        var command = connection.CreateCommand();
        await using (command)
        {
            command.CommandText = sql;
            command.CommandTimeout = 0;
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

    public static async Task RunAsync(this DbConnection connection, string sql, CancellationToken cancel)
    {
        var command = connection.CreateCommand();
        await using (command)
        {
            command.CommandText = sql;
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
