using System.Globalization;
using System.Text;

namespace Concord.Kernel.Languages;

/// <summary>
/// Reads numbers as people write and paste them: grouped with spaces, commas or points, with the decimal sign of any of the languages, in full-width
/// digits, and with words for thousands and millions (万, 억, млн, million).
/// </summary>
public static class NumberReading
{
    private const int LongestText = 60;

    /// <summary>Longer words first, so that <c>млн</c> is not read as what it begins with.</summary>
    private static readonly (string Word, decimal Times)[] Multiples =
    [
        ("billion", 1_000_000_000m), ("million", 1_000_000m), ("thousand", 1000m), ("миллиардов", 1_000_000_000m), ("миллиарда", 1_000_000_000m),
        ("миллионов", 1_000_000m), ("миллиона", 1_000_000m), ("миллион", 1_000_000m), ("тысячи", 1000m), ("тысяч", 1000m), ("млрд.", 1_000_000_000m),
        ("млрд", 1_000_000_000m), ("млн.", 1_000_000m), ("млн", 1_000_000m), ("тыс.", 1000m), ("тыс", 1000m), ("亿", 100_000_000m), ("億", 100_000_000m),
        ("억", 100_000_000m), ("万", 10_000m), ("萬", 10_000m), ("만", 10_000m), ("천", 1000m),
    ];

    /// <summary>Reads a number.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="language">
    /// The language whose decimal sign counts where a sign stands before three digits: <c>1,234</c> is a thousand and more in English and little more than one in
    /// Russian.
    /// </param>
    /// <param name="number">The number.</param>
    /// <returns>False where the text is none, or may mean two.</returns>
    public static bool TryRead(string text, Language language, out decimal number)
    {
        number = 0;
        if (text.Length > LongestText || text.Any(char.IsSurrogate))
            return false;
        var plain = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Trim();
        var times = 1m;
        foreach (var (word, factor) in Multiples)
        {
            if (!plain.EndsWith(word, StringComparison.Ordinal))
                continue;
            (plain, times) = (plain[..^word.Length].TrimEnd(), factor);
            break;
        }
        plain = string.Concat(plain.Where(sign => sign is not (' ' or '\u00A0' or '\u202F' or '\'' or '’'))).Replace('\u2212', '-');
        return Digits(plain, DecimalSign(language)) is { } digits
            && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
            && TryTimes(ref number, times);
    }

    /// <summary>The number as a field of a form shows it: ungrouped, with the language's decimal sign, every decimal that it has.</summary>
    public static string Write(decimal number, Language language) =>
        number.ToString("0.############################", CultureInfo.InvariantCulture).Replace('.', DecimalSign(language));

    /// <summary>The sign between whole and part.</summary>
    public static char DecimalSign(Language language) => Wording.Of(language).DecimalSeparator[0];

    private static bool TryTimes(ref decimal number, decimal times)
    {
        if (Math.Abs(number) > decimal.MaxValue / times)
            return false;
        // Divided by one with all its decimals, a number loses the zeros at its end: 3.5 million has no decimal.
        number = number * times / 1.0000000000000000000000000000m;
        return true;
    }

    /// <summary>The digits with a point between whole and part; null for anything else.</summary>
    private static string? Digits(string plain, char own)
    {
        var signs = plain.Count(sign => sign is '.' or ',');
        if (signs == 0)
            return plain;
        var last = plain.LastIndexOfAny(['.', ',']);
        var sign = plain[last];
        var (whole, part) = (plain[..last], plain[(last + 1)..]);
        // One kind of sign, several times, or both kinds: all but a last one of another kind group.
        if (signs > 1)
        {
            var mixed = whole.IndexOf(sign, StringComparison.Ordinal) < 0;
            return AreGroups(mixed ? whole : plain) ? (mixed ? Joined(whole) + "." + part : Joined(plain)) : null;
        }
        if (sign == own || part.Length != 3 || whole.TrimStart('-') is "" or ['0', ..] || whole.TrimStart('-').Length > 3)
            return whole + "." + part;
        // A comma before three digits groups where the point is the decimal sign; a point before three digits may be either to a reader of Russian.
        return sign == ',' ? whole + part : null;
    }

    private static bool AreGroups(string grouped) =>
        grouped.TrimStart('-').Split('.', ',') is [{ Length: >= 1 and <= 3 }, .. var rest] && rest.All(group => group.Length == 3);

    private static string Joined(string grouped) => grouped.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
}
