using System.Data.Common;
using System.Globalization;

namespace Concord.Kernel.Search;

/// <summary>FTS5 without content: column <c>name</c> and column <c>body</c>, tokens separated by spaces.</summary>
internal sealed class SqliteSearchIndex : SearchIndex
{
    public const string Create = "CREATE VIRTUAL TABLE search_index USING fts5(name, body, content='', contentless_delete=1, detail=column, tokenize=\"unicode61 remove_diacritics 0\")";

    public override async Task PutAsync(DbTransaction transaction, IReadOnlyList<SearchLine> lines, CancellationToken cancel)
    {
        foreach (var (no, isNew, words) in lines)
        {
            var command = transaction.Connection!.CreateCommand();
            await using (command)
            {
                command.Transaction = transaction;
                command.CommandText = isNew
                    ? "INSERT INTO search_index(rowid, name, body) VALUES ($no, $name, $body)"
                    : "DELETE FROM search_index WHERE rowid = $no; INSERT INTO search_index(rowid, name, body) VALUES ($no, $name, $body)";
                Bind(command, "$no", no);
                Bind(command, "$name", string.Join(' ', words.Names));
                Bind(command, "$body", string.Join(' ', words.All));
                await command.ExecuteNonQueryAsync(cancel);
            }
        }
    }

    public override async Task<List<int>> MatchAsync(DbConnection connection, SearchQuery query, bool inNames, int limit, CancellationToken cancel)
    {
        var command = connection.CreateCommand();
        await using (command)
        {
            // One line of text: fetching ten thousand rows one by one costs several times as much as finding them.
            command.CommandText = "SELECT group_concat(rowid, ' ') FROM (SELECT rowid FROM search_index WHERE search_index MATCH $query ORDER BY rowid LIMIT $limit)";
            Bind(command, "$query", query.ToFts5(inNames ? "name" : "body"));
            Bind(command, "$limit", limit);
            return Numbers(await command.ExecuteScalarAsync(cancel) as string);
        }
    }

    private static List<int> Numbers(ReadOnlySpan<char> line)
    {
        var numbers = new List<int>(line.Length / 5);
        foreach (var part in line.Split(' '))
            if (line[part] is { IsEmpty: false } number)
                numbers.Add(int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture));
        return numbers;
    }
}
