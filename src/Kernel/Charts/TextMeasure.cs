using System.Text;

namespace Concord.Kernel.Charts;

/// <summary>
/// Estimates how wide a text will be drawn. The server knows no fonts: widths are those of Noto Sans or Noto Serif, whichever is
/// wider, so that the faces of other systems, which are mostly narrower, fit as well.
/// </summary>
public static class TextMeasure
{
    /// <summary>Size of the title face in drawings (class <c>tt</c>), in units of the drawing.</summary>
    public const double TitleSize = 16;

    /// <summary>Size of plain text in drawings.</summary>
    public const double TextSize = 14;

    /// <summary>Size of labels in drawings (class <c>t2</c>).</summary>
    public const double LabelSize = 12.5;

    // Hundredths of the font size, from U+0020 and from U+0410.
    private static ReadOnlySpan<byte> Latin =>
    [
        26, 33, 41, 65, 57, 90, 74, 22, 35, 35, 55, 57, 27, 32, 27, 37, 57, 57, 57, 57, 57, 57, 57, 57, 57, 57, 29, 29, 57, 57, 57, 47,
        92, 70, 65, 63, 73, 62, 59, 73, 79, 37, 36, 70, 62, 94, 76, 78, 60, 78, 66, 55, 61, 73, 67, 105, 66, 62, 59, 36, 37, 36, 57, 46,
        28, 56, 61, 49, 61, 56, 37, 61, 63, 32, 30, 58, 31, 94, 64, 60, 61, 61, 47, 48, 36, 63, 58, 86, 58, 56, 51, 43, 56, 43, 57,
    ];

    private static ReadOnlySpan<byte> Cyrillic =>
    [
        70, 61, 65, 56, 69, 62, 98, 60, 80, 80, 70, 71, 94, 79, 78, 76, 60, 63, 61, 67, 80, 66, 76, 76, 108, 108, 71, 91, 64, 63, 105, 66,
        56, 60, 59, 46, 58, 56, 88, 49, 69, 69, 61, 63, 79, 69, 60, 67, 61, 49, 55, 56, 72, 58, 68, 64, 95, 95, 70, 83, 59, 49, 86, 56,
    ];

    /// <summary>Width in the unit of <paramref name="size"/>, the font size.</summary>
    public static double Width(ReadOnlySpan<char> text, double size)
    {
        var hundredths = 0;
        foreach (var rune in text.EnumerateRunes())
            hundredths += Hundredths(rune);
        return hundredths * size / 100;
    }

    /// <summary>True for characters as wide as the font size: Han, kana, full-width forms.</summary>
    internal static bool IsFullWidth(Rune rune) => rune.Value switch
    {
        >= 0x2E80 and <= 0xA4CF => true,
        >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE4F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 => true,
        >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFF => true,
        _ => false,
    };

    private static int Hundredths(Rune rune)
    {
        var value = rune.Value;
        if (value is >= 0x20 and < 0x7F)
            return Latin[value - 0x20];
        if (value is >= 0x410 and < 0x450)
            return Cyrillic[value - 0x410];
        if (IsFullWidth(rune))
            return 100;
        return value switch
        {
            // Drawn as the replacement character.
            < 0x20 => 100,
            // Joiners and combining marks take no room of their own.
            >= 0x300 and <= 0x36F or >= 0x200B and <= 0x200D or 0x2060 or 0xFEFF or 0xAD => 0,
            0xA0 or 0x202F => 26,
            0x2013 => 50,
            >= 0x2014 and <= 0x2015 => 100,
            0x2018 or 0x2019 or 0xB7 => 27,
            0x201C or 0x201D => 47,
            0x2026 => 90,
            >= 0xAC00 and <= 0xD7A3 or >= 0x1100 and <= 0x11FF => 95,
            < 0xC0 => 55,
            < 0x250 => 66,
            >= 0x370 and < 0x590 => 70,
            _ => 100,
        };
    }
}
