using System.Text;

namespace Concord.Kernel.Charts;

/// <summary>Breaks text into lines for drawings, where no browser does it.</summary>
public static class TextWrap
{
    // A line of Chinese may not begin with these, nor end with the others.
    private const string Closing = ",.;:!?)]}»”’、。,.;:!?)】》〉」』〕]}%…·—–-";
    private const string Opening = "([{«“‘(【《〈「『〔[{";

    /// <summary>
    /// Breaks between words, in Chinese between characters, and inside a word only where it is wider than a line.
    /// A text that does not fit ends in an ellipsis on its last line; too little room gives one character a line; a blank text no line.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLines"/> is less than one.</exception>
    public static IReadOnlyList<string> Wrap(string text, double size, double width, int maxLines)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLines, 1);
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var piece in Pieces(text, size, width))
        {
            var fits = TextMeasure.Width(line.ToString() + piece.TrimEnd(), size) <= width;
            if (line.Length > 0 && !fits)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
                if (lines.Count == maxLines)
                {
                    lines[^1] = Shorten(lines[^1] + "…", size, width, force: true);
                    return lines;
                }
            }
            line.Append(piece);
        }
        if (line.ToString().TrimEnd() is { Length: > 0 } rest)
            lines.Add(rest);
        return lines;
    }

    /// <summary>The text on one line, cut with an ellipsis where it does not fit.</summary>
    public static string OneLine(string text, double size, double width) => Shorten(text.Trim(), size, width, force: false);

    private static string Shorten(string text, double size, double width, bool force)
    {
        if (!force && TextMeasure.Width(text, size) <= width)
            return text;
        var runes = text.TrimEnd('…').EnumerateRunes().ToList();
        var room = width - TextMeasure.Width("…", size);
        var cut = new StringBuilder();
        double used = 0;
        foreach (var rune in runes)
        {
            used += TextMeasure.Width(rune.ToString(), size);
            if (used > room && cut.Length > 0)
                break;
            cut.Append(rune.ToString());
        }
        return cut.ToString().TrimEnd(' ', ',', ';', ':', '.', '、', ',', '。', '-', '–', '—') + "…";
    }

    private static IEnumerable<string> Pieces(string text, double size, double width)
    {
        foreach (var piece in Unbreakable(text))
        {
            if (TextMeasure.Width(piece.TrimEnd(), size) <= width)
            {
                yield return piece;
                continue;
            }
            var part = new StringBuilder();
            foreach (var rune in piece.EnumerateRunes())
            {
                if (part.Length > 0 && TextMeasure.Width(part + rune.ToString(), size) > width)
                {
                    yield return part.ToString();
                    part.Clear();
                }
                part.Append(rune.ToString());
            }
            yield return part.ToString();
        }
    }

    /// <summary>What may not be broken: a word with its space, a Chinese character with the marks that cling to it.</summary>
    private static IEnumerable<string> Unbreakable(string text)
    {
        var piece = new StringBuilder();
        Rune before = default;
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            var now = Rune.IsControl(rune) ? new Rune(' ') : rune;
            if (piece.Length > 0 && MayBreak(before, now))
            {
                yield return piece.ToString();
                piece.Clear();
            }
            if (!(now.Value == ' ' && before.Value == ' '))
                piece.Append(now.ToString());
            before = now;
        }
        if (piece.Length > 0)
            yield return piece.ToString();
    }

    private static bool MayBreak(Rune before, Rune now)
    {
        if (before.Value == ' ')
            return now.Value != ' ';
        if (now.Value is ' ' or 0x2060 || before.Value == 0x2060 || Is(now, Closing) || Is(before, Opening))
            return false;
        // After a hyphen or slash between words, as in ASEAN-China; not inside a range of years.
        if (before.Value is '-' or '/' && Rune.IsLetter(now))
            return true;
        return Breaks(before) || Breaks(now);
    }

    private static bool Breaks(Rune rune) => TextMeasure.IsFullWidth(rune);

    private static bool Is(Rune rune, string marks) => rune.IsBmp && marks.Contains((char)rune.Value, StringComparison.Ordinal);
}
