using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace Concord.Kernel.Search;

/// <summary>One thing a document must have to match: any of some tokens, or any token that begins with one.</summary>
/// <param name="Alternatives">The tokens, at least one; exactly one when <paramref name="IsPrefix"/>.</param>
/// <param name="IsPrefix">Whether a token that begins with the alternative matches too.</param>
public sealed record SearchTerm(ImmutableArray<string> Alternatives, bool IsPrefix)
{
    /// <summary>Whether a token of a document satisfies this term.</summary>
    public bool Matches(string token)
    {
        foreach (var alternative in Alternatives)
            if (IsPrefix ? token.StartsWith(alternative, StringComparison.Ordinal) : string.Equals(token, alternative, StringComparison.Ordinal))
                return true;
        return false;
    }
}

/// <summary>
/// What a person typed into the search field, read as terms that must all match. There is no query language: every sign that is not a
/// letter or digit only separates words, so nothing typed can act as an operator of a database.
/// </summary>
public sealed class SearchQuery
{
    /// <summary>The most terms a query has; what follows is not looked for.</summary>
    public const int MostTerms = 32;

    // "Pollution of water" and "water pollution" are one question. A word typed in capitals is kept: it may be an acronym.
    private static readonly FrozenSet<string> FunctionWords = FrozenSet.ToFrozenSet(
        [
            "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with",
            "в", "во", "для", "до", "и", "из", "или", "к", "ко", "на", "о", "об", "от", "по", "при", "с", "со", "у",
        ],
        StringComparer.Ordinal);

    private SearchQuery(string text, ImmutableArray<SearchTerm> terms)
    {
        Text = text;
        Terms = terms;
        NameKey = Tokenizer.NameKey(text);
    }

    /// <summary>The query as typed.</summary>
    public string Text { get; }

    /// <summary>The terms, at most <see cref="MostTerms"/>, each once; a document matches when it has them all.</summary>
    public ImmutableArray<SearchTerm> Terms { get; }

    /// <summary>The query as <see cref="Tokenizer.NameKey"/> writes names: equal to the key of a name that was typed in full.</summary>
    public string NameKey { get; }

    /// <summary>Whether there is nothing to look for: no letter and no digit was typed.</summary>
    public bool IsEmpty => Terms.IsEmpty;

    /// <summary>Reads a query. Any text is accepted; the caller limits its length.</summary>
    public static SearchQuery Parse(string? text)
    {
        text ??= string.Empty;
        var terms = ImmutableArray.CreateBuilder<SearchTerm>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var skipped = new List<SearchTerm>();
        var previous = default(Token);

        foreach (var part in Words(text))
        {
            if (terms.Count == MostTerms)
                break;
            var token = part.Token;
            var endsRun = token.Kind == TokenKind.Single && previous.Kind == TokenKind.Pair && previous.End == token.End;
            previous = token;
            // The last pair of a run already asks for the run's last character.
            if (endsRun)
                continue;

            var isPrefix = token.Kind == TokenKind.Single;
            var term = new SearchTerm(part.Stem is { } stem ? [token.Text, stem] : [token.Text], isPrefix);
            if (!seen.Add(token.Text))
                continue;
            if (!part.IsAcronym && FunctionWords.Contains(token.Text))
                skipped.Add(term);
            else
                terms.Add(term);
        }

        // A query of function words alone still looks for them.
        if (terms.Count == 0)
            terms.AddRange(skipped.Take(MostTerms));
        return new SearchQuery(text, terms.ToImmutable());
    }

    /// <summary>A query for documents that have all of some tokens, as they are.</summary>
    internal static SearchQuery OfTokens(params IEnumerable<string> tokens) =>
        new(string.Empty, [.. tokens.Distinct().Select(token => new SearchTerm([token], IsPrefix: false))]);

    /// <summary>This query for documents that have a further token.</summary>
    internal SearchQuery With(string token) => new(Text, Terms.Add(new SearchTerm([token], IsPrefix: false)));

    /// <summary>
    /// The query for an FTS5 table of tokens with spaces between them; an empty phrase, which matches nothing, when the query is empty.
    /// </summary>
    /// <param name="column">The one column to look in, a plain identifier; all columns when null.</param>
    /// <exception cref="ArgumentException"><paramref name="column"/> is not made of ASCII letters, digits and underscores.</exception>
    public string ToFts5(string? column = null)
    {
        if (column is not null && (column.Length == 0 || !column.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')))
            throw new ArgumentException($"\"{column}\" is not a column name: use ASCII letters, digits and underscores.", nameof(column));
        if (IsEmpty)
            return "\"\"";

        var query = new StringBuilder();
        if (column is not null)
            query.Append('{').Append(column).Append("} : (");
        Render(query, " AND ", " OR ", (token, isPrefix) =>
        {
            query.Append('"').Append(token.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            if (isPrefix)
                query.Append(" *");
        });
        if (column is not null)
            query.Append(')');
        return query.ToString();
    }

    /// <summary>The query to be cast to <c>tsquery</c>; the empty string, which matches nothing, when the query is empty.</summary>
    public string ToTsQuery()
    {
        var query = new StringBuilder();
        Render(query, " & ", " | ", (token, isPrefix) =>
        {
            query.Append('\'')
                .Append(token.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal))
                .Append('\'');
            if (isPrefix)
                query.Append(":*");
        });
        return query.ToString();
    }

    private void Render(StringBuilder query, string and, string or, Action<string, bool> append)
    {
        for (var i = 0; i < Terms.Length; i++)
        {
            if (i > 0)
                query.Append(and);
            var alternatives = Terms[i].Alternatives;
            query.Append('(');
            for (var j = 0; j < alternatives.Length; j++)
            {
                if (j > 0)
                    query.Append(or);
                append(alternatives[j], Terms[i].IsPrefix);
            }

            query.Append(')');
        }
    }

    // The tokens of the query with each stem beside its word.
    private static List<(Token Token, string? Stem, bool IsAcronym)> Words(string text)
    {
        var words = new List<(Token Token, string? Stem, bool IsAcronym)>();
        var tokens = Tokenizer.TokenizeQuery(text);
        while (tokens.MoveNext())
        {
            if (tokens.Current.Kind == TokenKind.Stem)
                words[^1] = words[^1] with { Stem = tokens.Current.Text };
            else
                words.Add((tokens.Current, null, tokens.IsAcronym));
        }

        return words;
    }
}
