using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Search;

/// <summary>Words that stand in names and topics: what a search without a result may have meant. Bounded, whatever the store holds.</summary>
internal sealed class KnownWords
{
    private const int MostWords = 50_000;
    private const int MostNames = 20_000;
    private const int MostAcronymsOfAKind = 500;
    private const int ShortestWord = 2;

    /// <summary>Longer runs of Han or Hangul are sentences, not words.</summary>
    private const int LongestRun = 12;

    private readonly Dictionary<char, HashSet<string>> words = [];
    private int count;

    private KnownWords()
    {
    }

    /// <summary>The words of one state of the store; read once, when first asked for.</summary>
    public static async Task<KnownWords> OfAsync(Reading reading, CancellationToken cancel) =>
        reading.Known.KnownWords ??= await ReadAsync(reading, cancel);

    /// <summary>Words of the script that a word is written in.</summary>
    public IReadOnlyCollection<string> Like(string word) => word.Length > 0 && words.TryGetValue(Script(word[0]), out var same) ? same : Array.Empty<string>();

    private static async Task<KnownWords> ReadAsync(Reading reading, CancellationToken cancel)
    {
        var known = new KnownWords();
        foreach (var topic in reading.Terms.Topics)
        {
            foreach (var worded in topic.Label)
                known.AddAll(worded.Text);
            foreach (var alternative in topic.Alt.Values.SelectMany(alternatives => alternatives))
                known.AddAll(alternative);
        }
        foreach (var place in reading.Terms.Places)
            foreach (var worded in place.Name)
                known.AddAll(worded.Text);
        await known.AddAcronymsAsync(reading, RecordKind.Mechanism, cancel);
        await known.AddAcronymsAsync(reading, RecordKind.Organization, cancel);
        var names = reading.Db.Records.AsNoTracking().OrderBy(record => record.No).Take(MostNames).Select(record => record.Caption).AsAsyncEnumerable();
        await foreach (var name in names.WithCancellation(cancel))
            foreach (var worded in name)
                known.AddAll(worded.Text);
        return known;
    }

    private async Task AddAcronymsAsync(Reading reading, RecordKind kind, CancellationToken cancel)
    {
        var index = reading.Known[kind];
        var nos = Enumerable.Range(0, Math.Min(index.Slots, MostAcronymsOfAKind)).Select(index.No).ToList();
        foreach (var document in await reading.DocumentsAsync(nos, cancel))
            if (document.Abbreviation is { } abbreviation)
                AddAll(abbreviation);
    }

    private void AddAll(string text)
    {
        foreach (var word in Split(text))
            Add(word);
    }

    private void Add(string word)
    {
        if (word.Length < ShortestWord || count >= MostWords || char.IsAsciiDigit(word[0]))
            return;
        var script = Script(word[0]);
        if (script != 'a' && script != 'а' && word.Length > LongestRun)
            return;
        if (!words.TryGetValue(script, out var same))
            words[script] = same = [];
        // Acronyms stay as they are written; other words lose their capital, which may only begin a title.
        if (same.Add(word.All(char.IsUpper) ? word : word.ToLowerInvariant()))
            count++;
    }

    /// <summary>The words of a text as written: letters, digits and marks between anything else.</summary>
    public static List<string> Split(string text)
    {
        var found = new List<string>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && (char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i])))
                continue;
            if (i > start)
                found.Add(text[start..i]);
            start = i + 1;
        }
        return found;
    }

    /// <summary>One letter that stands for a script.</summary>
    private static char Script(char letter) => letter switch
    {
        < '\u0370' => 'a',
        < '\u0530' => 'а',
        >= '\uAC00' and <= '\uD7A3' => '가',
        >= '\u3040' => '一',
        _ => '?',
    };

    /// <summary>Whether words of the text's script are written without spaces, so that one may stand anywhere in it.</summary>
    public static bool IsUnspaced(string word) => word.Length > 0 && Script(word[0]) is '가' or '一';
}
