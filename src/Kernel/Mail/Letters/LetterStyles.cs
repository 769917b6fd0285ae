using System.Collections.Frozen;
using System.Xml.Linq;

namespace Concord.Kernel.Mail.Letters;

/// <summary>
/// The style sheet of letters (<c>letter.css</c>), for mail programs that read styles from attributes only. Its selectors are an element, a class, or
/// both: <c>p</c>, <c>.foot</c>, <c>p.act</c>; what stands later goes before.
/// </summary>
internal static class LetterStyles
{
    private static readonly FrozenDictionary<string, (int Place, string Style)> Rules = Load();

    /// <summary>The declarations for an element, those of the more particular selectors last.</summary>
    public static string Of(XElement element)
    {
        var name = element.Name.LocalName;
        var classes = element.Attribute("class")?.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var found = new[] { name }.Concat(classes.Select(one => "." + one)).Concat(classes.Select(one => name + "." + one))
            .Where(Rules.ContainsKey).Select(selector => Rules[selector]).OrderBy(rule => rule.Place).Select(rule => rule.Style);
        return string.Join(';', found);
    }

    private static FrozenDictionary<string, (int Place, string Style)> Load()
    {
        using var stream = typeof(LetterStyles).Assembly.GetManifestResourceStream("letter.css") ?? throw new InvalidOperationException("letter.css is not embedded.");
        using var reader = new StreamReader(stream);
        var rules = new Dictionary<string, (int, string)>(StringComparer.Ordinal);
        foreach (var rule in WithoutComments(reader.ReadToEnd()).Split('}', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (selectors, body) = rule.Split('{') is [var before, var inside] ? (before, inside) : throw new InvalidOperationException($"letter.css: {rule} is not a rule.");
            var style = string.Join(';', body.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => string.Join(':', line.Split(':', 2, StringSplitOptions.TrimEntries))));
            foreach (var selector in selectors.Split(',', StringSplitOptions.TrimEntries))
                rules.Add(selector, (rules.Count, style));
        }
        return rules.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string WithoutComments(string css)
    {
        while (css.IndexOf("/*", StringComparison.Ordinal) is >= 0 and var from)
            css = css.Remove(from, css.IndexOf("*/", from, StringComparison.Ordinal) + 2 - from);
        return css;
    }
}
