using System.Globalization;
using System.Text;

namespace Concord.Thread.Map;

/// <summary>What may be written on the map, and how wide it will be.</summary>
internal static class LabelText
{
    /// <summary>Size of the type in units of the drawing, as the style sheet sets it.</summary>
    public const double Size = 14;

    /// <summary>A longer name is cut on the map; its list has it whole.</summary>
    private const double LongestEm = 19;

    /// <summary>
    /// Text for markup: escaped, without what XML forbids (controls, lone surrogates) and without marks that turn the
    /// direction of the rest of the line.
    /// </summary>
    public static string Escaped(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069
                || (rune.Value & 0xFFFE) == 0xFFFE)
                continue;
            clean.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => null,
            } ?? rune.ToString());
        }
        return clean.ToString();
    }

    /// <summary>The name, cut with an ellipsis where it would run across the map.</summary>
    public static string Short(string name)
    {
        var width = 0d;
        var at = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            width += Em(rune);
            if (width > LongestEm)
                return name[..at].TrimEnd() + "…";
            at += rune.Utf16SequenceLength;
        }
        return name;
    }

    /// <summary>Estimated width in units of the drawing: rather too wide than too narrow, for faces differ from machine to machine.</summary>
    public static double Width(string text) => text.EnumerateRunes().Sum(Em) * Size;

    private static double Em(Rune rune) => rune.Value switch
    {
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3
            or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 => 1,
        >= 0x1F000 => 1.2,
        ' ' or 'i' or 'j' or 'l' or '.' or ',' or '\'' or ':' or ';' or '|' or 'I' => 0.32,
        'f' or 'r' or 't' or '(' or ')' or '-' => 0.42,
        'm' or 'w' or 'M' or 'W' or 'ж' or 'ш' or 'щ' or 'ю' or 'ы' or 'м' or 'Ж' or 'Ш' or 'Щ' or 'Ю' or 'М' or 'Ф' => 0.93,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
            UnicodeCategory.UppercaseLetter => 0.69,
            _ => 0.6,
        },
    };
}
