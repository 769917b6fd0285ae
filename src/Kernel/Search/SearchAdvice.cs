using Concord.Kernel.Web;

namespace Concord.Kernel.Search;

/// <summary>Another query and how many records it finds; <see cref="RecordSearch.Most"/> + 1 stands for more than that.</summary>
public readonly record struct OtherQuery(string Text, int Total);

/// <summary>What a reader may ask instead of a query that finds nothing; each of these queries finds something.</summary>
/// <param name="Closest">The query with a word that is written nearly so.</param>
/// <param name="Parts">Words of the query that find something by themselves.</param>
public sealed record SearchAdvice(IReadOnlyList<OtherQuery> Closest, IReadOnlyList<OtherQuery> Parts)
{
    private const int MostWords = 6;
    private const int MostClosest = 3;
    private const int MostParts = 4;

    /// <summary>Advice for a query that finds nothing.</summary>
    public static async Task<SearchAdvice> ForAsync(Reading reading, string text, CancellationToken cancel = default)
    {
        var words = KnownWords.Split(text).Distinct().Take(MostWords).ToList();
        var known = await KnownWords.OfAsync(reading, cancel);
        var closest = new List<OtherQuery>();
        var parts = new List<OtherQuery>();
        foreach (var word in words)
        {
            if (words.Count > 1)
                await AddAsync(parts, word, MostParts);
            if (parts.Exists(part => part.Text == word))
                continue;
            foreach (var near in Suggestions.ClosestWords(word, known.Like(word), MostClosest))
            {
                await AddAsync(closest, text.Replace(word, near, StringComparison.Ordinal), MostClosest);
                if (words.Count > 1)
                    await AddAsync(closest, near, MostClosest);
            }
            if (KnownWords.IsUnspaced(word))
                foreach (var within in known.Like(word).Where(within => within.Length < word.Length && word.Contains(within, StringComparison.OrdinalIgnoreCase))
                    .OrderByDescending(within => within.Length).ThenBy(within => word.IndexOf(within, StringComparison.OrdinalIgnoreCase)).ThenBy(within => within, StringComparer.Ordinal).Take(MostParts).ToList())
                    await AddAsync(parts, within, MostParts);
        }
        return new SearchAdvice(closest, parts);

        async Task AddAsync(List<OtherQuery> to, string query, int most)
        {
            if (to.Count >= most || to.Exists(other => other.Text == query))
                return;
            if (await RecordSearch.CountAsync(reading.Reads, query, cancel) is > 0 and var total)
                to.Add(new OtherQuery(query, total));
        }
    }
}
