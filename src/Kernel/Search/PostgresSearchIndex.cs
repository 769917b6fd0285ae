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

    /// <summary>
    /// The words stand beside the table, not in its rows. A search takes from the indexes which rows have the words, and reads of the rows their numbers alone:
    /// a third of the pages hold them. PostgreSQL moves what makes a row longer than 2 kB, and then until the row is as short as it is told here.
    /// </summary>
    public const string SetAside = """
        ALTER TABLE search_index RENAME TO search_index_before;
        ALTER TABLE search_index_before RENAME CONSTRAINT search_index_pkey TO search_index_before_pkey;
        DROP INDEX ix_search_index_name, ix_search_index_body;
        CREATE TABLE search_index (no integer PRIMARY KEY, name tsvector NOT NULL, body tsvector NOT NULL) WITH (toast_tuple_target = 128);
        ALTER TABLE search_index ALTER name SET STORAGE EXTERNAL, ALTER body SET STORAGE EXTERNAL;
        INSERT INTO search_index SELECT no, array_to_tsvector(tsvector_to_array(name)), array_to_tsvector(tsvector_to_array(body)) FROM search_index_before ORDER BY no;
        DROP TABLE search_index_before;
        CREATE INDEX ix_search_index_name ON search_index USING gin (name);
        CREATE INDEX ix_search_index_body ON search_index USING gin (body);
        """;

    /// <summary>Undoes <see cref="SetAside"/> for what is written from now on; what stands is found as well.</summary>
    public const string TakeBack = """
        ALTER TABLE search_index ALTER name SET STORAGE EXTENDED, ALTER body SET STORAGE EXTENDED, RESET (toast_tuple_target);
        """;

    /// <summary>Additions wait in a list, which may grow long: sorting words into the index once is many times cheaper than record by record.</summary>
    public override Task BeginAsync(DbTransaction transaction, CancellationToken cancel) =>
        RunAsync(transaction, "SET LOCAL gin_pending_list_limit = '64MB'; SET LOCAL maintenance_work_mem = '128MB'", cancel);

    public override async Task PutAsync(DbTransaction transaction, IReadOnlyList<SearchLine> lines, CancellationToken cancel)
    {
        var command = transaction.Connection!.CreateCommand();
        await using (command)
        {
            command.Transaction = transaction;
            command.CommandText = """
                INSERT INTO search_index (no, name, body)
                SELECT no, array_to_tsvector(string_to_array(name, ' ')), array_to_tsvector(string_to_array(body, ' ')) FROM unnest(@no, @name, @body) AS line (no, name, body)
                ON CONFLICT (no) DO UPDATE SET name = excluded.name, body = excluded.body
                """;
            Bind(command, "no", lines.Select(line => line.No).ToArray());
            Bind(command, "name", lines.Select(line => string.Join(' ', line.Words.Names)).ToArray());
            Bind(command, "body", lines.Select(line => string.Join(' ', line.Words.All)).ToArray());
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Empties the list, so that the next search need not go through it.</summary>
    public override Task EndAsync(DbTransaction transaction, CancellationToken cancel) =>
        RunAsync(transaction, "SELECT gin_clean_pending_list('ix_search_index_name'), gin_clean_pending_list('ix_search_index_body')", cancel);

    private static async Task RunAsync(DbTransaction transaction, string sql, CancellationToken cancel)
    {
        var command = transaction.Connection!.CreateCommand();
        await using (command)
        {
            (command.Transaction, command.CommandText) = (transaction, sql);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    public override async Task<List<int>> MatchAsync(DbConnection connection, SearchQuery query, bool inNames, int limit, CancellationToken cancel)
    {
        var command = connection.CreateCommand();
        await using (command)
        {
            // The words, the order and the limit are hidden from the planner. Where it knows that words are frequent, it reads all vectors in
            // the order of the numbers until it has enough, for ten times the cost of the index.
            command.CommandText = $$"""
                SELECT coalesce(array_agg(no), '{}') FROM (
                    SELECT no FROM (SELECT no FROM search_index WHERE {{(inNames ? "name" : "body")}} @@ (SELECT CAST(@query AS tsquery)) OFFSET 0) found ORDER BY no LIMIT @limit) first
                """;
            Bind(command, "query", query.ToTsQuery());
            Bind(command, "limit", limit);
            return [.. (int[])(await command.ExecuteScalarAsync(cancel))!];
        }
    }
}
