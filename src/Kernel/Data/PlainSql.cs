using System.Data.Common;

namespace Concord.Kernel.Data;

/// <summary>
/// Questions in plain SQL, past the store's context. The context needs half a second of processor time and some megabytes when a process first uses
/// it, and a house in which nobody works never has to. The SQL is the same for both databases; parameters are written <c>@name</c>.
/// </summary>
public sealed class PlainSql(DbDataSource store)
{
    /// <summary>Whether a query yields a row.</summary>
    public async Task<bool> AnyAsync(string sql, (string Name, object Value)[] parameters, CancellationToken cancel) =>
        await ReadAsync(sql, parameters, row => true, cancel) is not [];

    /// <summary>All rows of a query, over a connection of its own.</summary>
    public async Task<List<T>> ReadAsync<T>(string sql, (string Name, object Value)[] parameters, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        var connection = await store.OpenConnectionAsync(cancel);
        await using (connection)
            return await connection.ReadAsync(sql, parameters, read, cancel);
    }

    /// <summary>All rows of a query that needs no parameters; the caller waits for them.</summary>
    internal List<T> Read<T>(string sql, Func<DbDataReader, T> read)
    {
        using var connection = store.OpenConnection();
        using var command = connection.Command(sql, []);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>Runs a statement; the caller waits for it.</summary>
    internal void Execute(string sql, (string Name, object Value)[] parameters)
    {
        using var connection = store.OpenConnection();
        using var command = connection.Command(sql, parameters);
        command.ExecuteNonQuery();
    }
}

/// <summary>Commands with parameters, and what they yield.</summary>
internal static class PlainCommands
{
    public static DbCommand Command(this DbConnection connection, string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public static async Task<List<T>> ReadAsync<T>(this DbConnection connection, string sql, (string Name, object Value)[] parameters, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        var command = connection.Command(sql, parameters);
        await using (command)
        {
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
}
