using Lucene.Net.Tartarus.Snowball;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace Concord.Kernel.Search;

/// <summary>The script of a word's letters, which decides how it is stemmed.</summary>
internal enum WordScript
{
    /// <summary>Digits, mixed or other scripts: never stemmed.</summary>
    Other,
    Latin,
    Cyrillic,
}

/// <summary>
/// A thread's memory of words: gives the same string for the same letters, and each word's stem. The Snowball stemmers keep state and
/// are slow beside a look-up, hence one lexicon per thread and a memo that starts anew when it is full.
/// </summary>
internal sealed class Lexicon
{
    // About 4 MB per thread when full; the vocabulary of the demonstration record in four languages fits.
    private const int Capacity = 32_768;

    [ThreadStatic]
    private static Lexicon? ofThread;

    private readonly EnglishStemmer english = new();
    private readonly RussianStemmer russian = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry>.AlternateLookup<ReadOnlySpan<char>> lookup;

    private Lexicon() => lookup = entries.GetAlternateLookup<ReadOnlySpan<char>>();

    public static Lexicon OfThread => ofThread ??= new Lexicon();

    /// <summary>The letters as a string, shared between equal words.</summary>
    public string Word(ReadOnlySpan<char> letters) => Find(letters).Word;

    /// <summary>The word and its stem; the same string twice when the stem is the word.</summary>
    public (string Word, string Stem) Stemmed(ReadOnlySpan<char> letters, WordScript script)
    {
        var entry = Find(letters);
        if (script == WordScript.Other)
            return (entry.Word, entry.Word);
        entry.Stem ??= Stem(entry.Word, script == WordScript.Cyrillic ? russian : english);
        return (entry.Word, entry.Stem);
    }

    private Entry Find(ReadOnlySpan<char> letters)
    {
        if (lookup.TryGetValue(letters, out var entry))
            return entry;
        if (entries.Count >= Capacity)
            entries.Clear();
        entry = new Entry(letters.ToString());
        entries.Add(entry.Word, entry);
        return entry;
    }

    private static string Stem(string word, SnowballProgram stemmer)
    {
        stemmer.SetCurrent(word);
        stemmer.Stem();
        var stem = stemmer.Current;
        return stem.Length == 0 || string.Equals(stem, word, StringComparison.Ordinal) ? word : stem;
    }

    private sealed class Entry(string word)
    {
        public string Word { get; } = word;

        public string? Stem { get; set; }
    }
}
