using System.Buffers;
using System.Globalization;
using System.Text;

namespace Concord.Kernel.Search;

/// <summary>What a folded character is for search.</summary>
internal enum RuneClass
{
    /// <summary>Ends a word: space, punctuation, control characters, lone surrogates.</summary>
    Separator,

    /// <summary>An apostrophe, which is a separator that may introduce a possessive "s".</summary>
    Apostrophe,

    /// <summary>A letter or digit of a script that writes spaces between words.</summary>
    Word,

    /// <summary>Han, kana, bopomofo or Hangul: scripts where a word may stand anywhere within a run.</summary>
    Unspaced,
}

/// <summary>One character after folding, with the range of the original text it came from.</summary>
/// <param name="Value">The folded character; meaningless for a separator.</param>
/// <param name="Class">What it is for search.</param>
/// <param name="Start">The first UTF-16 unit of the original, inclusive.</param>
/// <param name="End">The unit after the last one of the original.</param>
/// <param name="IsCapital">Whether it was a capital letter before folding.</param>
internal readonly record struct FoldedRune(Rune Value, RuneClass Class, int Start, int End, bool IsCapital);

/// <summary>
/// Reads a text as folded characters: NFKC, lower case without a culture, "ё" as "е", Latin and Greek letters without diacritics.
/// Normalisation is done per cluster (a base and the marks that follow it), so that every character keeps its place in the original.
/// </summary>
internal ref struct FoldedRunes(ReadOnlySpan<char> text)
{
    // A real cluster has a handful of marks; a hostile one may have a million, which must not be normalised at once.
    private const int LongestCluster = 32;

    // One compatibility character (U+FDFA) unfolds into 18; ordinary clusters stay far below this.
    private const int PendingCapacity = 64;

    private readonly ReadOnlySpan<char> text = text;
    private FoldedRune[]? pending;
    private int pendingCount;
    private int pendingNext;
    private int position;

    public FoldedRune Current { get; private set; }

    public bool MoveNext()
    {
        while (true)
        {
            if (pendingNext < pendingCount)
            {
                Current = pending![pendingNext++];
                return true;
            }

            if (position >= text.Length)
                return false;
            if (ReadPlain() || ReadCluster())
                return true;
        }
    }

    /// <summary>Whether the character at <paramref name="position"/> belongs to the one before it, so that a text must not be cut there.</summary>
    internal static bool JoinsBefore(ReadOnlySpan<char> text, int position)
    {
        if (char.IsLowSurrogate(text[position]) && char.IsHighSurrogate(text[position - 1]))
            return true;
        return text[position - 1] == '\u200D'
            || (MayExtend(text[position])
                && Rune.DecodeFromUtf16(text[position..], out var next, out _) == OperationStatus.Done
                && Extends(next));
    }

    internal static bool IsUnspaced(int value) => value switch
    {
        < 0x1100 => false,
        <= 0x11FF => true,
        0x3005 or 0x3006 or 0x3007 => true,
        >= 0x3021 and <= 0x3029 => true,
        >= 0x3031 and <= 0x3035 => true,
        >= 0x3038 and <= 0x303C => true,
        >= 0x3041 and <= 0x318E => value is not (0x3099 or 0x309A or 0x309B or 0x309C or 0x30A0 or 0x30FB),
        >= 0x31A0 and <= 0x31BF => true,
        >= 0x31F0 and <= 0x31FF => true,
        >= 0x3400 and <= 0x4DBF => true,
        >= 0x4E00 and <= 0x9FFF => true,
        >= 0xA960 and <= 0xA97F => true,
        >= 0xAC00 and <= 0xD7FB => true,
        >= 0xF900 and <= 0xFAFF => true,
        >= 0x1AFF0 and <= 0x1B16F => true,
        >= 0x20000 and <= 0x3FFFD => true,
        _ => false,
    };

    // Characters that almost all text consists of, and that are not followed by a mark: nothing to normalise.
    private bool ReadPlain()
    {
        var c = text[position];
        if (position + 1 < text.Length && MayExtend(text[position + 1]))
            return false;

        RuneClass kind;
        var folded = c;
        if (c < 0x80)
        {
            kind = char.IsAsciiLetterOrDigit(c) ? RuneClass.Word : c == '\'' ? RuneClass.Apostrophe : RuneClass.Separator;
            folded = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
        }
        else if (c is >= '\u0400' and <= '\u045F')
        {
            kind = RuneClass.Word;
            folded = char.ToLowerInvariant(c);
            if (folded == 'ё')
                folded = 'е';
        }
        else if (c is >= '\u4E00' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3' or >= '\u3041' and <= '\u3096' or >= '\u30A1' and <= '\u30FA')
        {
            kind = RuneClass.Unspaced;
        }
        else
        {
            return false;
        }

        Current = new FoldedRune(new Rune(folded), kind, position, position + 1, folded != c && char.IsUpper(c));
        position++;
        return true;
    }

    // True when Current was set; false when the cluster left its characters pending, or none at all.
    private bool ReadCluster()
    {
        var start = position;
        var isWhole = Rune.DecodeFromUtf16(text[start..], out var first, out var used) == OperationStatus.Done;
        position = ClusterEnd(start, used);
        if (!isWhole)
            return Separate(start, RuneClass.Separator);
        if (IsApostrophe(first.Value))
            return Separate(start, RuneClass.Apostrophe);
        // A mark without a base and an invisible joiner neither write nor divide anything.
        if (Extends(first) && !IsConjoiningJamo(first.Value))
            return false;

        var category = Rune.GetUnicodeCategory(first);
        if (category != UnicodeCategory.OtherSymbol && !IsLetterOrNumber(category))
            return Separate(start, RuneClass.Separator);

        Unfold(start, category == UnicodeCategory.OtherSymbol);
        return false;
    }

    private readonly int ClusterEnd(int start, int firstLength)
    {
        var end = start + firstLength;
        while (end < text.Length && end - start < LongestCluster && MayExtend(text[end]))
        {
            if (Rune.DecodeFromUtf16(text[end..], out var next, out var used) != OperationStatus.Done || !Extends(next))
                break;
            end += used;
        }

        return end;
    }

    private bool Separate(int start, RuneClass kind)
    {
        Current = new FoldedRune(new Rune(' '), kind, start, position, IsCapital: false);
        return true;
    }

    private void Unfold(int start, bool isSymbol)
    {
        pending ??= new FoldedRune[PendingCapacity];
        pendingCount = 0;
        pendingNext = 0;
        // "Foo™" is not the word "footm", and "5㎥" is "5" and "m3": a symbol stands apart from what it touches.
        if (isSymbol)
            Add(new Rune(' '), RuneClass.Separator, start, isCapital: false);

        Span<char> composed = stackalloc char[128];
        var cluster = text[start..position];
        if (!cluster.TryNormalize(composed, out var length, NormalizationForm.FormKC))
        {
            Rune.DecodeFromUtf16(cluster, out _, out var used);
            if (!cluster[..used].TryNormalize(composed, out length, NormalizationForm.FormKC))
                length = 0;
        }

        var keepsMarks = false;
        foreach (var rune in composed[..length].EnumerateRunes())
            keepsMarks = AddFolded(rune, start, keepsMarks);
        if (isSymbol)
            Add(new Rune(' '), RuneClass.Separator, start, isCapital: false);
    }

    // Returns whether marks that follow belong to the word (Thai, Devanagari) or are dropped (Latin, Greek, Cyrillic, Han).
    private bool AddFolded(Rune rune, int start, bool keepsMarks)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (IsMark(category))
        {
            if (keepsMarks && !IsInvisible(rune.Value))
                Add(rune, RuneClass.Word, start, isCapital: false);
            return keepsMarks;
        }

        if (IsUnspaced(rune.Value))
        {
            Add(rune, RuneClass.Unspaced, start, isCapital: false);
            return false;
        }

        if (!IsLetterOrNumber(category))
        {
            if (!IsInvisible(rune.Value))
                Add(new Rune(' '), RuneClass.Separator, start, isCapital: false);
            return keepsMarks;
        }

        var isCapital = category is UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter;
        if (rune.Value is >= 0x80 and < 0x400 or >= 0x1E00 and < 0x2000)
            AddWithoutDiacritics(rune, start, isCapital);
        else
            Add(Lower(rune), RuneClass.Word, start, isCapital);
        return rune.Value is not (< 0x530 or >= 0x1C80 and < 0x1C90 or >= 0x1E00 and < 0x2000 or >= 0x2DE0 and < 0x2E00 or >= 0xA640 and < 0xA6A0);
    }

    private void AddWithoutDiacritics(Rune rune, int start, bool isCapital)
    {
        Span<char> own = stackalloc char[2];
        Span<char> decomposed = stackalloc char[16];
        ReadOnlySpan<char> letter = own[..rune.EncodeToUtf16(own)];
        var parts = letter.TryNormalize(decomposed, out var length, NormalizationForm.FormD) ? decomposed[..length] : letter;
        foreach (var part in parts.EnumerateRunes())
        {
            if (IsMark(Rune.GetUnicodeCategory(part)))
                continue;
            var lower = Lower(part);
            if (PlainLetters(lower.Value) is not { } plain)
                Add(lower, RuneClass.Word, start, isCapital);
            else
                foreach (var plainLetter in plain)
                    Add(new Rune(plainLetter), RuneClass.Word, start, isCapital);
        }
    }

    // Letters that people without them on the keyboard write otherwise, and that Unicode does not decompose.
    private static string? PlainLetters(int lower) => lower switch
    {
        'ø' => "o",
        'ł' => "l",
        'đ' or 'ð' => "d",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => null,
    };

    private void Add(Rune value, RuneClass kind, int start, bool isCapital)
    {
        if (pendingCount < PendingCapacity)
            pending![pendingCount++] = new FoldedRune(value, kind, start, position, isCapital);
    }

    private static Rune Lower(Rune rune)
    {
        var lower = Rune.ToLowerInvariant(rune);
        return lower.Value == 'ё' ? new Rune('е') : lower;
    }

    // A cheap "surely not" for the characters that text consists of; Extends gives the exact answer.
    private static bool MayExtend(char c) => c switch
    {
        '\u00AD' => true,
        < '\u0300' => false,
        >= '\u0400' and <= '\u0482' => false,
        >= '\u2010' and <= '\u2029' => false,
        >= '\u3000' and <= '\u3029' => false,
        >= '\u3041' and <= '\u3096' => false,
        >= '\u30A1' and <= '\u30FF' => false,
        >= '\u3400' and <= '\u9FFF' => false,
        >= '\uAC00' and <= '\uD7A3' => false,
        >= '\uFF01' and <= '\uFF9D' => false,
        _ => true,
    };

    // Whether a character continues the cluster before it.
    private static bool Extends(Rune rune) =>
        IsMark(Rune.GetUnicodeCategory(rune))
        || IsInvisible(rune.Value)
        || IsConjoiningJamo(rune.Value)
        // Half-width voiced sound marks are letters to Unicode, but compose with the kana before them.
        || rune.Value is 0xFF9E or 0xFF9F;

    // Vowels and finals of a Hangul syllable that is spelt out.
    private static bool IsConjoiningJamo(int value) => value is > 0x1160 and <= 0x11FF or >= 0xD7B0 and <= 0xD7FB;

    // Soft hyphen, joiners, direction marks, variation selectors, Hangul fillers: not seen and not typed.
    private static bool IsInvisible(int value) =>
        value is 0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x200C or 0x200D or 0x200E or 0x200F or 0x2060 or 0x3164 or 0xFEFF or 0xFFA0
            or >= 0x180B and <= 0x180F
            or >= 0x202A and <= 0x202E
            or >= 0x2061 and <= 0x2069
            or >= 0xFE00 and <= 0xFE0F
            or >= 0xE0000 and <= 0xE01EF;

    private static bool IsApostrophe(int value) => value is '\'' or 0x2018 or 0x2019 or 0x02BC or 0xFF07;

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsLetterOrNumber(UnicodeCategory category) =>
        category is >= UnicodeCategory.UppercaseLetter and <= UnicodeCategory.OtherLetter
            or >= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber;
}
