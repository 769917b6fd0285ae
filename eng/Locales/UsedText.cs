namespace Concord.Locales;

/// <summary>A text of the interface that the source asks for.</summary>
/// <param name="Context">What tells its meanings apart, or null.</param>
/// <param name="Id">The English text.</param>
/// <param name="PluralId">The English plural, or null.</param>
/// <param name="File">Where: the path inside the module, with slashes.</param>
public sealed record UsedText(string? Context, string Id, string? PluralId, string File)
{
    /// <summary>All texts that a module's pages and code use.</summary>
    /// <param name="module">The module's folder.</param>
    public static IReadOnlyList<UsedText> InModule(string module)
    {
        var used = new List<UsedText>();
        foreach (var path in Directory.EnumerateFiles(module, "*.cs*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var file = Path.GetRelativePath(module, path).Replace('\\', '/');
            if (Path.GetExtension(file) is ".cs" or ".cshtml" && !file.StartsWith("bin/", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal))
                used.AddRange(In(System.IO.File.ReadAllText(path), file));
        }
        return used;
    }

    /// <summary>
    /// The texts in one source: <c>L["..."]</c> (or, where the words come as a parameter, <c>l["..."]</c>), <c>L.In("context", "...")</c>, <c>L.Plural(n, "one", "other")</c> and
    /// <c>Strings.Key("...")</c>. A key that is not written out (a variable) is passed over, and so are comments.
    /// </summary>
    public static IEnumerable<UsedText> In(string source, string file)
    {
        for (var i = 0; i < source.Length; i++)
        {
            if (IsCommentLine(source, i, out var end))
            {
                i = end;
                continue;
            }
            if (source[i] is not ('L' or 'l' or 'S') || i > 0 && (char.IsLetterOrDigit(source[i - 1]) || source[i - 1] == '_'))
                continue;
            var text = new SourceText(source, i);
            UsedText? found = null;
            if (text.Take("L[") || text.Take("l["))
                found = text.Literal() is { } id ? new UsedText(null, id, null, file) : null;
            else if (text.Take("Strings.Key("))
                found = text.Literal() is { } id ? new UsedText(null, id, null, file) : null;
            else if (text.Take("L.In(") || text.Take("l.In("))
                found = text.Literal() is { } context && text.Take(",") && text.Literal() is { } id ? new UsedText(context, id, null, file) : null;
            else if (text.Take("L.Plural(") || text.Take("l.Plural("))
                found = text.SkipArgument() && text.Literal() is { } one && text.Take(",") && text.Literal() is { } other ? new UsedText(null, one, other, file) : null;
            if (found is not null)
                yield return found;
        }
    }

    private static bool IsCommentLine(string source, int at, out int end)
    {
        end = at;
        if (source[at] == '@' && source.AsSpan(at).StartsWith("@*"))
            end = source.IndexOf("*@", at, StringComparison.Ordinal);
        else if (source[at] == '/' && source.AsSpan(source.LastIndexOf('\n', at) + 1, at - source.LastIndexOf('\n', at) - 1).IsWhiteSpace())
            // Only where it begins a line: "https://" and "Locales/*.po" stand in texts.
            end = source.AsSpan(at).StartsWith("//") ? source.IndexOf('\n', at)
                : source.AsSpan(at).StartsWith("/*") ? source.IndexOf("*/", at, StringComparison.Ordinal)
                : at;
        else
            return false;
        if (end < 0)
            end = source.Length;
        return true;
    }
}
