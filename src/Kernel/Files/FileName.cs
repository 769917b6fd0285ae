using System.Globalization;
using System.Text;

namespace Concord.Kernel.Files;

/// <summary>
/// The name of a file as a person gave it, in any script. It is shown and sent, and never touches a disk: contents are kept under their hash.
/// </summary>
public static class FileName
{
    /// <summary>The longest name, in bytes of UTF-8: what common file systems take is 255.</summary>
    public const int LongestBytes = 240;

    /// <summary>Names that mean a device to Windows, whatever their ending.</summary>
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(n => new[] { Invariant($"COM{n}"), Invariant($"LPT{n}") })];

    /// <summary>
    /// What is kept of a given name: its last part without the folders before it; without control characters, marks that turn the direction of
    /// writing, and signs that no file system takes; no dots or spaces at its ends; shortened before its ending. "file" where nothing is left.
    /// </summary>
    public static string Clean(string? given)
    {
        var whole = given ?? "";
        var last = whole[(whole.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
            if (IsKept(rune))
                kept.Append(Rune.IsWhiteSpace(rune) ? " " : rune.ToString());
        var name = kept.ToString();
        name = (name.IsNormalized() ? name : name.Normalize()).Trim(' ', '.');
        if (name.Length == 0)
            return "file";
        if (Devices.Contains(name.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase))
            name = "_" + name;
        return Shorten(name);
    }

    /// <summary>A title made of a name: without its ending, and with spaces where people write underscores.</summary>
    public static string Title(string name) =>
        (Path.GetFileNameWithoutExtension(name) is { Length: > 0 } bare ? bare : name).Replace('_', ' ').Trim() is { Length: > 0 } title ? title : name;

    private static bool IsKept(Rune rune) =>
        rune != Rune.ReplacementChar
        && !(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*')
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);

    private static string Shorten(string name)
    {
        var bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes <= LongestBytes)
            return name;
        var ending = Path.GetExtension(name) is { Length: > 0 and <= 10 } short0 ? short0 : "";
        var stem = name[..^ending.Length];
        var room = LongestBytes - Encoding.UTF8.GetByteCount(ending);
        var end = 0;
        foreach (var character in StringInfo.GetTextElementEnumerator(stem).Elements())
        {
            room -= Encoding.UTF8.GetByteCount(character);
            if (room < 0)
                break;
            end += character.Length;
        }
        return stem[..end].TrimEnd(' ', '.') + ending;
    }

    private static IEnumerable<string> Elements(this TextElementEnumerator characters)
    {
        while (characters.MoveNext())
            yield return characters.GetTextElement();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
