using System.Text;

namespace Concord.Locales;

/// <summary>Reads forward in C# source, as far as finding literal arguments needs it.</summary>
internal struct SourceText(string source, int at)
{
    private int at = at;

    /// <summary>Passes over <paramref name="expected"/> and the space before it, if it stands here.</summary>
    public bool Take(string expected)
    {
        Space();
        if (!source.AsSpan(at).StartsWith(expected, StringComparison.Ordinal))
            return false;
        at += expected.Length;
        return true;
    }

    /// <summary>The literal that stands here, also one put together with +; null for anything else.</summary>
    public string? Literal()
    {
        var whole = new StringBuilder();
        do
        {
            Space();
            if (One() is not { } part)
                return null;
            whole.Append(part);
        }
        while (Take("+"));
        return whole.ToString();
    }

    /// <summary>Passes over an argument of any kind and the comma after it; false when there is no comma.</summary>
    public bool SkipArgument()
    {
        var depth = 0;
        while (at < source.Length)
        {
            if (source[at] is '"' or '@' && One() is not null)
                continue;
            switch (source[at++])
            {
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when --depth < 0:
                    return false;
                case ',' when depth == 0:
                    return true;
            }
        }
        return false;
    }

    private void Space()
    {
        while (at < source.Length && char.IsWhiteSpace(source[at]))
            at++;
    }

    private string? One()
    {
        var rest = source.AsSpan(at);
        if (rest.StartsWith("\"\"\""))
            return Raw();
        if (rest.StartsWith("@\""))
            return Verbatim();
        return rest.StartsWith("\"") ? Ordinary() : null;
    }

    private string? Raw()
    {
        var end = source.IndexOf("\"\"\"", at + 3, StringComparison.Ordinal);
        if (end < 0)
            return null;
        var text = source[(at + 3)..end];
        at = end + 3;
        return text;
    }

    private string? Verbatim()
    {
        var text = new StringBuilder();
        for (var i = at + 2; i < source.Length; i++)
        {
            if (source[i] == '"' && (++i == source.Length || source[i] != '"'))
            {
                at = i;
                return text.ToString();
            }
            text.Append(source[i]);
        }
        return null;
    }

    private string? Ordinary()
    {
        var text = new StringBuilder();
        for (var i = at + 1; i < source.Length && source[i] != '\n'; i++)
        {
            if (source[i] == '"')
            {
                at = i + 1;
                return text.ToString();
            }
            if (source[i] != '\\')
            {
                text.Append(source[i]);
                continue;
            }
            i++;
            if (source[i] == 'u' && i + 4 < source.Length && ushort.TryParse(source.AsSpan(i + 1, 4), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var code))
            {
                text.Append((char)code);
                i += 4;
                continue;
            }
            text.Append(source[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
        }
        return null;
    }
}
