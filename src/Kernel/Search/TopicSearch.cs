using System.Runtime.CompilerServices;
using Concord.Kernel.Vocabulary;

namespace Concord.Kernel.Search;

/// <summary>Finds topics by what they are called, in any language.</summary>
public static class TopicSearch
{
    // Topics change rarely; their words are kept as long as their vocabulary.
    private static readonly ConditionalWeakTable<Terms, List<Wording>> Known = [];

    /// <summary>
    /// Topics with a label or synonym that has all of the query's terms: first those called exactly so, then those of the shortest wording, then
    /// in the order of the scheme.
    /// </summary>
    public static IReadOnlyList<Topic> Find(Terms terms, SearchQuery query, int max)
    {
        if (query.IsEmpty)
            return [];
        return [.. Known.GetValue(terms, Read)
            .Where(wording => query.Terms.All(term => wording.Tokens.Exists(term.Matches)))
            .OrderBy(wording => wording.Key == query.NameKey ? 0 : wording.Key.Length)
            .Select(wording => wording.Topic).Distinct().Take(max)];
    }

    private static List<Wording> Read(Terms terms) =>
    [
        .. from topic in terms.Topics
           from text in topic.Label.Select(label => label.Text).Concat(topic.Alt.Values.SelectMany(alternatives => alternatives))
           select new Wording(topic, Tokenizer.NameKey(text), Tokens(text)),
    ];

    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        foreach (var token in Tokenizer.Tokenize(text))
            tokens.Add(token.Text);
        return tokens;
    }

    private sealed record Wording(Topic Topic, string Key, List<string> Tokens);
}
