using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Concord.Kernel.Records;

namespace Concord.Kernel.Search;

/// <summary>
/// Tokens that no text has, because they hold a character for private use, which ends words: a whole name as one token, two
/// neighbouring words of a name, the kind of a record. With them both databases answer questions that a set of words cannot.
/// </summary>
internal static class NameTokens
{
    /// <summary>FTS5 takes characters for private use as letters; <see cref="Tokenizer"/> takes them as separators.</summary>
    private const char Mark = '\uE000';

    /// <summary>A name as a whole; null where it has no letter or digit.</summary>
    /// <param name="nameKey">The name as <see cref="Tokenizer.NameKey"/> writes it, of any length.</param>
    public static string? Whole(string nameKey)
    {
        if (nameKey.Length == 0)
            return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(nameKey), hash);
        return Mark + Convert.ToHexStringLower(hash[..12]);
    }

    /// <summary>
    /// What stands next to what in a name: neighbouring words as one marked token, neighbouring characters of Han, kana and Hangul as the pairs
    /// they are elsewhere, also across a dash or space. A text that has all the neighbours of a query contains it as a phrase,
    /// but for rare coincidences.
    /// </summary>
    public static IEnumerable<string> Neighbours(string nameKey)
    {
        var found = new List<string>();
        var (word, end) = ((string?)null, 0);
        foreach (var token in Tokenizer.Tokenize(nameKey))
        {
            if (token.Kind == TokenKind.Pair)
                found.Add(token.Text);
            if (token.Kind == TokenKind.Word)
            {
                if (word is not null && token.Start == end + 1)
                    found.Add(word + Mark + token.Text);
                (word, end) = (token.Text, token.End);
            }
            else if (token.Kind != TokenKind.Stem)
            {
                word = null;
            }
        }
        return found;
    }

    public static bool IsMarked(string token) => token.Contains(Mark, StringComparison.Ordinal);

    public static string Kind(RecordKind kind) => Mark + ((int)kind).ToString(CultureInfo.InvariantCulture);
}
