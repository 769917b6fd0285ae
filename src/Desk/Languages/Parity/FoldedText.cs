using System.Text;

namespace Concord.Desk.Languages.Parity;

/// <summary>
/// A text in the form in which it is searched for numbers and names, character for character at its old place: full-width signs
/// as their common forms, every space one, small letters, е for ё.
/// </summary>
internal sealed class FoldedText
{
    private const char WordJoiner = '\u2060';

    public FoldedText(string text)
    {
        Written = text;
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            folded.Append(Fold(text, i));
        Cased = folded.ToString();
        // Letters whose small form is no single character stay: places must not move.
        Lower = string.Create(Cased.Length, Cased, static (span, cased) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.ToLowerInvariant(cased[i]) is 'ё' ? 'е' : char.ToLowerInvariant(cased[i]);
        });
    }

    /// <summary>As it was given.</summary>
    public string Written { get; }

    /// <summary>Folded, with capital letters.</summary>
    public string Cased { get; }

    /// <summary>Folded, in small letters.</summary>
    public string Lower { get; }

    public int Length => Lower.Length;

    /// <summary>The character at a place, or a NUL beyond the ends.</summary>
    public char At(int place) => place >= 0 && place < Lower.Length ? Lower[place] : '\0';

    public bool Has(int place, string part) => place >= 0 && string.CompareOrdinal(Lower, place, part, 0, part.Length) == 0;

    /// <summary>The first place from here that is no space.</summary>
    public int AfterSpaces(int place)
    {
        while (At(place) is ' ' or WordJoiner)
            place++;
        return place;
    }

    /// <summary>The end of the word of letters that begins here.</summary>
    public int EndOfWord(int place)
    {
        while (place < Lower.Length && char.IsLetter(Lower[place]) && !IsHan(Lower[place]))
            place++;
        return place;
    }

    public bool IsWordStart(int place) => place == 0 || !char.IsLetter(Lower[place - 1]) || IsHan(Lower[place - 1]);

    public static bool IsDigit(char c) => char.IsAsciiDigit(c);

    public static bool IsHan(char c) => c is (>= '\u3400' and <= '\u9FFF') or '〇' or (>= '\uF900' and <= '\uFAFF');

    public static bool IsHangul(char c) => c is >= '\uAC00' and <= '\uD7A3';

    private static char Fold(string text, int at)
    {
        var c = text[at];
        return c switch
        {
            // A full-width comma between full-width digits groups them; elsewhere it ends a clause.
            '，' or '：' => IsWideDigit(text, at - 1) && IsWideDigit(text, at + 1) ? (char)(c - 0xFEE0) : c,
            >= '０' and <= '９' or >= 'Ａ' and <= 'Ｚ' or >= 'ａ' and <= 'ｚ' or '％' or '．' or '＋' or '－' or '／' or '＄' => (char)(c - 0xFEE0),
            '\u00A0' or '\u202F' or '\u2007' or '\u2009' or '\u3000' or '\t' => ' ',
            '‑' or '‐' or '−' => '-',
            _ => c,
        };
    }

    private static bool IsWideDigit(string text, int at) => at >= 0 && at < text.Length && text[at] is >= '０' and <= '９';
}
