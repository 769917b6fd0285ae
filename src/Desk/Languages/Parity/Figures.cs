using System.Text.RegularExpressions;

namespace Concord.Desk.Languages.Parity;

/// <summary>
/// Finds the numbers that a text states, in English, Chinese, Russian and Korean conventions. What it takes for one number is what a reader of that
/// language would: 2,800 is two thousand and eight hundred in English, 2,8 two and eight tenths in Russian.
/// </summary>
/// <remarks>The sign of a number is not read: a hyphen before a figure is far more often a dash.</remarks>
internal static partial class Figures
{
    /// <summary>All figures of a text in the order in which they stand.</summary>
    /// <param name="language">BCP 47 tag; of languages other than the four only digits are read, and of Japanese also Han numerals.</param>
    public static IReadOnlyList<Figure> Of(string language, FoldedText text)
    {
        var found = new List<Figure>();
        var addresses = Addresses().Matches(text.Written);
        var next = 0;
        for (var at = 0; at < text.Length;)
        {
            if (next < addresses.Count && at >= addresses[next].Index)
            {
                // The digits of an address are compared with the address as a whole.
                at = Math.Max(at, addresses[next].Index + addresses[next].Length);
                next++;
                continue;
            }
            var read = FoldedText.IsDigit(text.At(at)) ? Digits.Read(language, text, at, found) : Words(language, text, at, found);
            at += read > 0 ? read : 1;
        }
        Ranges.Complete(text, found);
        return found;
    }

    private static int Words(string language, FoldedText text, int at, List<Figure> found)
    {
        if (RomanNumerals.Read(text, at, found) is > 0 and var roman)
            return roman;
        var read = language switch
        {
            "en" => EnglishNumbers.Read(text, at, found),
            "zh" or "ja" => ChineseNumbers.Read(text, at, found),
            "ru" => RussianNumbers.Read(text, at, found),
            "ko" => KoreanNumbers.Read(text, at, found),
            _ => 0,
        };
        // A word that is no number is passed over whole, so that no number is found in its middle: "often" holds no ten.
        return read > 0 ? read : text.IsWordStart(at) && !FoldedText.IsHangul(text.At(at)) ? text.EndOfWord(at) - at : 0;
    }

    [GeneratedRegex(@"https?://[^\s<>""）】」』，。；]+|[\w.+-]+@[\w-]+(\.[\w-]+)+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    public static partial Regex Addresses();
}

/// <summary>Phases and parts are often numbered in Roman numerals: phase II, этап II, 第二期.</summary>
internal static class RomanNumerals
{
    private static readonly string[] Known =
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI"];

    /// <summary>Reads a numeral that stands as a word of its own; the answer is its length, 0 where there is none.</summary>
    public static int Read(FoldedText text, int at, List<Figure> found)
    {
        if (text.Cased[at] is not ('I' or 'V' or 'X') || !text.IsWordStart(at) || FoldedText.IsDigit(text.At(at - 1)) || text.At(at - 1) is '-')
            return 0;
        var end = text.EndOfWord(at);
        // The form of one sign is full-width in Chinese: Ⅱ is a letter by itself and read elsewhere.
        var value = Array.IndexOf(Known, text.Cased[at..end]) + 1;
        if (value == 0 || FoldedText.IsDigit(text.At(end)))
            return 0;
        found.Add(new Figure(FigureKind.Number, value, at, end - at, Claim.Hint));
        return end - at;
    }
}

/// <summary>What the first number of a range takes from the second: 7–9月 are two months, 3–5万 two numbers of ten thousands, 5–10 % two shares.</summary>
internal static partial class Ranges
{
    public static void Complete(FoldedText text, List<Figure> found)
    {
        for (var i = found.Count - 2; i >= 0; i--)
        {
            var (first, last) = (found[i], found[i + 1]);
            if (first.Kind != FigureKind.Number || first.Code is not null || first.End > last.Start || last.Start - first.End > 8
                || !Between().IsMatch(text.Lower[first.End..last.Start]))
                continue;
            if (last.Kind == FigureKind.Month && first is { Value: >= 1 and <= 12, Measure: null })
                found[i] = first with { Kind = FigureKind.Month };
            else if (last.Kind == FigureKind.Number)
                found[i] = first with
                {
                    Measure = first.Measure ?? last.Measure,
                    Or = first.Or ?? (first.Times == 1 && last.Times > 1 && first.Value < 10_000 ? first.Value * last.Times : null),
                };
        }
    }

    [GeneratedRegex(@"\A\s?(\u2060?[-–—~～]\u2060?|至|到|до|to|и|and|или|or|或|에서)\s?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Between();
}
