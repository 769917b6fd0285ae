using System.Data.Common;

namespace Concord.Kernel.Search;

/// <summary>
/// The full-text index of a database. It knows tokens only: what a word is, the <see cref="Tokenizer"/> decides for both databases.
/// </summary>
internal abstract class SearchIndex
{
    /// <summary>Replaces what is indexed for a record.</summary>
    /// <param name="transaction">The transaction that the record is written in.</param>
    /// <param name="no">Number of the record.</param>
    /// <param name="nameTokens">Tokens of its names, acronym and former names.</param>
    /// <param name="tokens">Tokens of everything it states, names included.</param>
    public abstract Task PutAsync(DbTransaction transaction, int no, bool isNew, IReadOnlyCollection<string> nameTokens, IReadOnlyCollection<string> tokens, CancellationToken cancel);

    /// <summary>Numbers of the records whose text has all terms, ascending, at most <paramref name="limit"/>.</summary>
    public abstract Task<List<int>> MatchAsync(DbConnection connection, SearchQuery query, bool inNames, int limit, CancellationToken cancel);

    protected static void Bind(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
