using System.Data.Common;

namespace Concord.Kernel.Search;

/// <summary>What a record is found by.</summary>
internal readonly record struct SearchLine(int No, bool IsNew, RecordWords Words);

/// <summary>
/// The full-text index of a database. It knows tokens only: what a word is, the <see cref="Tokenizer"/> decides for both databases.
/// </summary>
internal abstract class SearchIndex
{
    /// <summary>Called before the first <see cref="PutAsync"/> of a transaction.</summary>
    public virtual Task BeginAsync(DbTransaction transaction, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Replaces what is indexed for some records.</summary>
    /// <param name="transaction">The transaction that the records are written in.</param>
    /// <param name="lines">The records, each once.</param>
    /// <param name="cancel">Stops.</param>
    public abstract Task PutAsync(DbTransaction transaction, IReadOnlyList<SearchLine> lines, CancellationToken cancel);

    /// <summary>Called after the last <see cref="PutAsync"/> of a transaction.</summary>
    public virtual Task EndAsync(DbTransaction transaction, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Numbers of the records whose text has all terms, ascending, at most <paramref name="limit"/>.</summary>
    public abstract Task<List<int>> MatchAsync(DbConnection connection, SearchQuery query, bool inNames, int limit, CancellationToken cancel);

    protected static void Bind(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
