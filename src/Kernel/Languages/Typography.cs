using System.Text.RegularExpressions;

namespace Concord.Kernel.Languages;

/// <summary>What a language's printers would do to stored words before they are shown.</summary>
public static partial class Typography
{
    private const string NoBreak = "\u00A0";
    private const string Joiner = "\u2060";

    /// <summary>
    /// A range of years is not torn at its dash. Chinese: a dash is not torn from the word before it. Russian: a dash stays on the line
    /// of the word before it. Korean: a point between words does not begin a line.
    /// </summary>
    public static string Set(Worded words)
    {
        var text = words.Text.AsSpan().IndexOfAny('-', '–') < 0 ? words.Text : DashOfYears().Replace(words.Text, "$0" + Joiner);
        return words.Language switch
        {
            "zh" => text.Replace("—", Joiner + "—" + Joiner, StringComparison.Ordinal),
            "ru" => text.Replace(" —", NoBreak + "—", StringComparison.Ordinal),
            "ko" => text.Replace("·", Joiner + "·", StringComparison.Ordinal),
            _ => text,
        };
    }

    [GeneratedRegex("(?<=[0-9]{4})[-–](?=[0-9]{4})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DashOfYears();
}
