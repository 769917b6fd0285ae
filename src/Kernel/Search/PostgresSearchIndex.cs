using System.Data.Common;

namespace Concord.Kernel.Search;

/// <summary>Two <c>tsvector</c> columns made of ready tokens, each with a GIN index.</summary>
internal sealed class PostgresSearchIndex : SearchIndex
{
    public const string Create = """
        CREATE TABLE search_index (no integer PRIMARY KEY, name tsvector NOT NULL, body tsvector NOT NULL);
        CREATE INDEX ix_search_index_name ON search_index USING gin (name);
        CREATE INDEX ix_search_index_body ON search_index USING gin (body);
        """;

    public override async Task PutAsync(DbTransaction transaction, int no, bool isNew, IReadOnlyCollection<string> nameTokens, IReadOnlyCollection<string> tokens, CancellationToken cancel)
    {
        var command = transaction.Connection!.CreateCommand();
        await using (command)
        {
            command.Transaction = transaction;
            command.CommandText = """
                INSERT INTO search_index (no, name, body) VALUES (@no, array_to_tsvector(@name), array_to_tsvector(@body))
                ON CONFLICT (no) DO UPDATE SET name = excluded.name, body = excluded.body
                """;
            Bind(command, "no", no);
            Bind(command, "name", nameTokens.Distinct().ToArray());
            Bind(command, "body", tokens.Distinct().ToArray());
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    public override async Task<List<int>> MatchAsync(DbConnection connection, SearchQuery query, bool inNames, int limit, CancellationToken cancel)
    {
        var command = connection.CreateCommand();
        await using (command)
        {
            command.CommandText = $"SELECT no FROM search_index WHERE {(inNames ? "name" : "body")} @@ CAST(@query AS tsquery) ORDER BY no LIMIT @limit";
            Bind(command, "query", query.ToTsQuery());
            Bind(command, "limit", limit);
            var numbers = new List<int>();
            var reader = await command.ExecuteReaderAsync(cancel);
            await using (reader)
                while (await reader.ReadAsync(cancel))
                    numbers.Add(reader.GetInt32(0));
            return numbers;
        }
    }
}
