using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Concord.Desk.Languages.Sheets;

/// <summary>How a text becomes a cell and comes back unchanged.</summary>
internal static partial class SheetCells
{
    /// <summary>
    /// What a spreadsheet might take for a formula gets an apostrophe in front; so does what begins with apostrophes and goes on like that, and therefore
    /// <see cref="Restored"/> can take exactly one away.
    /// </summary>
    public static string Neutral(string text) => Formula().IsMatch(text) ? "'" + text : text;

    /// <summary>The text that was made neutral. A formula sign that a translator typed has no apostrophe and stays.</summary>
    public static string Restored(string cell) => cell is ['\'', ..] && Formula().IsMatch(cell) ? cell[1..] : cell;

    /// <summary>The characters of a cell as the file has them: control characters, and what looks like one, are written by number (ECMA-376 part 1, 22.9.2.19).</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(Escape().Replace(text, match => "_x005F" + match.Value));
        for (var i = escaped.Length - 1; i >= 0; i--)
            if (escaped[i] < ' ' && escaped[i] is not ('\t' or '\n'))
                escaped.Insert(i + 1, string.Create(CultureInfo.InvariantCulture, $"_x{(int)escaped[i]:X4}_")).Remove(i, 1);
        return escaped.ToString();
    }

    /// <summary>Undoes <see cref="Escaped"/>.</summary>
    public static string Unescaped(string cell) =>
        Escape().Replace(cell, match => ((char)int.Parse(match.ValueSpan[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString());

    /// <summary>A for 0, Z for 25, AA for 26.</summary>
    public static string ColumnName(int column) => column < 26 ? ((char)('A' + column)).ToString() : ColumnName((column / 26) - 1) + (char)('A' + (column % 26));

    /// <summary>The column of a cell's name, from 0; -1 where it is none, or lies far outside of what such a sheet has.</summary>
    public static int ColumnOf(string cell)
    {
        var column = 0;
        var letters = 0;
        while (letters < cell.Length && char.IsAsciiLetterUpper(cell[letters]) && letters < 3)
            column = (column * 26) + cell[letters++] - 'A' + 1;
        return letters == 0 ? -1 : column - 1;
    }

    [GeneratedRegex(@"\A'*[=+\-@\t\r]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Formula();

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Escape();
}
