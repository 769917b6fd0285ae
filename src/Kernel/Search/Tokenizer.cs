using System.Text;

namespace Concord.Kernel.Search;

/// <summary>What a token is of the text it came from.</summary>
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
/// <param name="Kind">What the token is of the text.</param>
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
    /// The text as both databases index it: its tokens with single spaces between them. Give it to an FTS5 table with the
    /// <c>unicode61</c> tokenizer, or to <c>to_tsvector('simple', ...)</c> and ask with <c>to_tsquery('simple', ...)</c>. The tokens may
    /// also be stored as they are, with <c>array_to_tsvector</c> and a cast to <c>tsquery</c>; the two ways must not be mixed, because
    /// PostgreSQL's own parser divides some words of scripts with marks.
    /// </summary>
    public static string IndexText(string? text)
    {
        var index = new StringBuilder(text is null ? 0 : text.Length * 2);
        foreach (var token in Tokenize(text))
        {
            if (index.Length > 0)
                index.Append(' ');
            index.Append(token.Text);
        }

        return index.ToString();
    }

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
        private readonly bool _stemAcronyms;
        private readonly Lexicon _lexicon = Lexicon.OfThread;
        private readonly char[] _letters = new char[LongestToken];
        private FoldedRunes _runes;
        private bool _hasRune;
        private bool _afterApostrophe;
        private Token? _stem;

        internal Tokens(ReadOnlySpan<char> text, bool stemAcronyms)
        {
            _stemAcronyms = stemAcronyms;
            _runes = new FoldedRunes(text);
            _hasRune = _runes.MoveNext();
        }

        public Token Current { get; private set; }

        /// <summary>Where the first character of <see cref="Current"/> ends; for words the end of the word.</summary>
        internal int LeadEnd { get; private set; }

        /// <summary>Whether <see cref="Current"/> was written wholly in capitals, as an acronym.</summary>
        internal bool IsAcronym { get; private set; }

        public readonly Tokens GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_stem is { } stem)
            {
                Current = stem;
                _stem = null;
                return true;
            }

            while (_hasRune)
            {
                switch (_runes.Current.Class)
                {
                    case RuneClass.Unspaced:
                        _afterApostrophe = false;
                        ReadUnspaced();
                        return true;
                    case RuneClass.Word:
                        if (ReadWord())
                            return true;
                        break;
                    default:
                        _afterApostrophe = _runes.Current.Class == RuneClass.Apostrophe;
                        _hasRune = _runes.MoveNext();
                        break;
                }
            }

            return false;
        }

        private void ReadUnspaced()
        {
            var first = _runes.Current;
            var length = first.Value.EncodeToUtf16(_letters);
            var end = first.End;
            var kind = TokenKind.Single;
            _hasRune = _runes.MoveNext();
            if (_hasRune && _runes.Current.Class == RuneClass.Unspaced)
            {
                length += _runes.Current.Value.EncodeToUtf16(_letters.AsSpan(length));
                end = _runes.Current.End;
                kind = TokenKind.Pair;
            }

            Current = new Token(_lexicon.Word(_letters.AsSpan(0, length)), first.Start, end, kind);
            LeadEnd = first.End;
            IsAcronym = false;
        }

        // False when the word was the "s" of "China's", which is no word.
        private bool ReadWord()
        {
            var (length, runes, capitals, isFull) = (0, 0, 0, false);
            var (latin, cyrillic) = (0, 0);
            var start = _runes.Current.Start;
            var end = start;
            do
            {
                var rune = _runes.Current;
                end = rune.End;
                runes++;
                capitals += rune.IsCapital ? 1 : 0;
                latin += IsLatin(rune.Value.Value) ? 1 : 0;
                cyrillic += IsCyrillic(rune.Value.Value) ? 1 : 0;
                isFull = isFull || length + rune.Value.Utf16SequenceLength > LongestToken;
                if (!isFull)
                    length += rune.Value.EncodeToUtf16(_letters.AsSpan(length));
                _hasRune = _runes.MoveNext();
            }
            while (_hasRune && _runes.Current.Class == RuneClass.Word);

            var letters = _letters.AsSpan(0, length);
            var isPossessive = _afterApostrophe && letters is "s";
            _afterApostrophe = false;
            if (isPossessive)
                return false;

            IsAcronym = capitals == runes && runes is >= ShortestAcronym and <= LongestAcronym;
            LeadEnd = end;
            var script = IsAcronym && !_stemAcronyms ? WordScript.Other
                : latin == runes ? WordScript.Latin
                : cyrillic == runes ? WordScript.Cyrillic
                : WordScript.Other;
            var (word, stem) = _lexicon.Stemmed(letters, script);
            Current = new Token(word, start, end, TokenKind.Word);
            if (!ReferenceEquals(word, stem))
                _stem = new Token(stem, start, end, TokenKind.Stem);
            return true;
        }

        private static bool IsLatin(int value) => value is >= 'a' and <= 'z';

        private static bool IsCyrillic(int value) => value is >= 0x430 and <= 0x45F;
    }
}
