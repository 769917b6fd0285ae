using System.Text;

namespace Concord.Kernel.Search;

/// <summary>Which part of its text a token is.</summary>
public enum TokenKind
{
    /// <summary>A word or number as written, folded.</summary>
    Word,

    /// <summary>The stem of the word token before it, where it differs from the word.</summary>
    Stem,

    /// <summary>Two neighbouring characters of a Han, kana or Hangul run.</summary>
    Pair,

    /// <summary>The last, or only, character of such a run.</summary>
    Single,
}

/// <summary>One token of a text: what the search index stores, and where it stands.</summary>
/// <param name="Text">Folded letters and digits (with the marks of scripts that need them); 1 to 64 UTF-16 units.</param>
/// <param name="Start">Its first UTF-16 unit in the original text.</param>
/// <param name="End">The unit after its last one; always greater than <paramref name="Start"/>.</param>
/// <param name="Kind">Which part of the text it is.</param>
public readonly record struct Token(string Text, int Start, int End, TokenKind Kind);

/// <summary>
/// Turns text of any language into search tokens, the same for documents and queries and for both databases.
/// Words are folded (NFKC, lower case, "ё" as "е", no Latin diacritics) and given with their Russian or English stem beside them; a word
/// in capitals of 2 to 10 letters is an acronym and has no stem, so that "SEAS" is not found by "sea". Words with digits are not stemmed.
/// Runs of Han, kana and Hangul become overlapping pairs and their last character, so that every character begins a token.
/// Any string is accepted: control characters, null and lone surrogates separate words.
/// </summary>
public static class Tokenizer
{
    /// <summary>The longest token in UTF-16 units; longer words are known by their beginning.</summary>
    public const int LongestToken = 64;

    private const int ShortestAcronym = 2;
    private const int LongestAcronym = 10;

    /// <summary>The tokens of a text in ascending order of their start; none for null or for a text of punctuation only.</summary>
    public static Tokens Tokenize(string? text) => new(text.AsSpan(), stemAcronyms: false);

    /// <summary>
    /// The form in which names are compared for equality: folded as tokens are, with any punctuation and space as one space, and none
    /// beside Han, kana or Hangul, where spacing varies from writer to writer. Empty when the text has no letter or digit.
    /// </summary>
    public static string NameKey(string? text)
    {
        var key = new StringBuilder(text?.Length ?? 0);
        var runes = new FoldedRunes(text);
        var last = RuneClass.Unspaced;
        var separated = false;
        Span<char> units = stackalloc char[2];
        while (runes.MoveNext())
        {
            var rune = runes.Current;
            if (rune.Class is RuneClass.Separator or RuneClass.Apostrophe)
            {
                separated = true;
                continue;
            }

            if (separated && last == RuneClass.Word && rune.Class == RuneClass.Word)
                key.Append(' ');
            key.Append(units[..rune.Value.EncodeToUtf16(units)]);
            last = rune.Class;
            separated = false;
        }

        return key.ToString();
    }

    internal static Tokens TokenizeQuery(string? text) => new(text.AsSpan(), stemAcronyms: true);

    /// <summary>The tokens of one text, read as they are asked for; for use in <c>foreach</c>.</summary>
    public ref struct Tokens
    {
        private readonly bool stemAcronyms;
        private readonly Lexicon lexicon = Lexicon.OfThread;
        private readonly char[] letters = new char[LongestToken];
        private FoldedRunes runes;
        private bool hasRune;
        private bool afterApostrophe;
        private Token? stemToCome;

        internal Tokens(ReadOnlySpan<char> text, bool stemAcronyms)
        {
            this.stemAcronyms = stemAcronyms;
            runes = new FoldedRunes(text);
            hasRune = runes.MoveNext();
        }

        public Token Current { get; private set; }

        /// <summary>Where the first character of <see cref="Current"/> ends; for words the end of the word.</summary>
        internal int LeadEnd { get; private set; }

        /// <summary>Whether <see cref="Current"/> was written wholly in capitals, as an acronym.</summary>
        internal bool IsAcronym { get; private set; }

        public readonly Tokens GetEnumerator() => this;

        public bool MoveNext()
        {
            if (stemToCome is { } next)
            {
                Current = next;
                stemToCome = null;
                return true;
            }

            while (hasRune)
            {
                switch (runes.Current.Class)
                {
                    case RuneClass.Unspaced:
                        afterApostrophe = false;
                        ReadUnspaced();
                        return true;
                    case RuneClass.Word:
                        if (ReadWord())
                            return true;
                        break;
                    default:
                        afterApostrophe = runes.Current.Class == RuneClass.Apostrophe;
                        hasRune = runes.MoveNext();
                        break;
                }
            }

            return false;
        }

        private void ReadUnspaced()
        {
            var first = runes.Current;
            var length = first.Value.EncodeToUtf16(letters);
            var end = first.End;
            var kind = TokenKind.Single;
            hasRune = runes.MoveNext();
            if (hasRune && runes.Current.Class == RuneClass.Unspaced)
            {
                length += runes.Current.Value.EncodeToUtf16(letters.AsSpan(length));
                end = runes.Current.End;
                kind = TokenKind.Pair;
            }

            Current = new Token(lexicon.Word(letters.AsSpan(0, length)), first.Start, end, kind);
            LeadEnd = first.End;
            IsAcronym = false;
        }

        // False when the word was the "s" of "China's", which is no word.
        private bool ReadWord()
        {
            var (length, count, capitals, isFull) = (0, 0, 0, false);
            var (latin, cyrillic) = (0, 0);
            var start = runes.Current.Start;
            var end = start;
            do
            {
                var rune = runes.Current;
                end = rune.End;
                count++;
                capitals += rune.IsCapital ? 1 : 0;
                latin += IsLatin(rune.Value.Value) ? 1 : 0;
                cyrillic += IsCyrillic(rune.Value.Value) ? 1 : 0;
                isFull = isFull || length + rune.Value.Utf16SequenceLength > LongestToken;
                if (!isFull)
                    length += rune.Value.EncodeToUtf16(letters.AsSpan(length));
                hasRune = runes.MoveNext();
            }
            while (hasRune && runes.Current.Class == RuneClass.Word);

            var written = letters.AsSpan(0, length);
            var isPossessive = afterApostrophe && written is "s";
            afterApostrophe = false;
            if (isPossessive)
                return false;

            IsAcronym = capitals == count && count is >= ShortestAcronym and <= LongestAcronym;
            LeadEnd = end;
            var script = IsAcronym && !stemAcronyms ? WordScript.Other
                : latin == count ? WordScript.Latin
                : cyrillic == count ? WordScript.Cyrillic
                : WordScript.Other;
            var (word, stem) = lexicon.Stemmed(written, script);
            Current = new Token(word, start, end, TokenKind.Word);
            if (!ReferenceEquals(word, stem))
                stemToCome = new Token(stem, start, end, TokenKind.Stem);
            return true;
        }

        private static bool IsLatin(int value) => value is >= 'a' and <= 'z';

        private static bool IsCyrillic(int value) => value is >= 0x430 and <= 0x45F;
    }
}
