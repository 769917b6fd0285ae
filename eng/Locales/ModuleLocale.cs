using System.Text;
using Concord.Kernel.Languages;

namespace Concord.Locales;

/// <summary>The PO file of one module and language, brought in step with the texts that the module uses.</summary>
public static class ModuleLocale
{
    /// <summary>
    /// The file's new text: every used text once, sorted by its English, the translations and translators' notes kept, what is
    /// not translated empty.
    /// </summary>
    /// <param name="language">The language of the file.</param>
    /// <param name="existing">The file as it is, or null.</param>
    /// <param name="used">The texts that the module uses.</param>
    /// <param name="elsewhere">Texts that the Kernel's file has already; they are not asked of the translator twice.</param>
    /// <param name="prune">Whether to leave out texts that are not used any more.</param>
    /// <exception cref="InvalidOperationException">A text is used both with and without a plural, or with two plurals.</exception>
    public static string Update(Language language, PoFile? existing, IEnumerable<UsedText> used, IReadOnlySet<(string?, string)> elsewhere, bool prune)
    {
        var entries = new Dictionary<(string? Context, string Id), PoEntry>();
        foreach (var text in used.GroupBy(text => (text.Context, text.Id)))
        {
            var forms = text.Select(use => use.PluralId).Distinct().ToList();
            if (forms.Count > 1)
                throw new InvalidOperationException($"'{text.Key.Id}' is used with different plurals or with and without one ({string.Join(", ", text.Select(use => use.File).Distinct())}); word one of them otherwise.");
            var old = existing?.Entries.FirstOrDefault(entry => (entry.Context, entry.Id) == text.Key && entry.PluralId == forms[0]);
            if (old is null && elsewhere.Contains(text.Key))
                continue;
            var empty = Enumerable.Repeat("", forms[0] is null ? 1 : Plurals.Forms(language)).ToArray();
            entries.Add(text.Key, (old ?? new PoEntry(text.Key.Context, text.Key.Id, forms[0], empty)) with
            {
                References = [.. text.Select(use => use.File).Distinct().Order(StringComparer.Ordinal)],
            });
        }
        if (!prune && existing is not null)
            foreach (var entry in existing.Entries)
                entries.TryAdd((entry.Context, entry.Id), entry with { References = [] });
        var header = string.IsNullOrEmpty(existing?.Header)
            ? $"Language: {language.Tag}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nPlural-Forms: {Plurals.Header(language)}\n"
            : existing.Header;
        return Write(header, entries.Values.OrderBy(entry => entry.Id, StringComparer.Ordinal).ThenBy(entry => entry.Context, StringComparer.Ordinal), existing?.Obsolete ?? []);
    }

    /// <summary>A PO text.</summary>
    public static string Write(string header, IEnumerable<PoEntry> entries, IEnumerable<string> obsolete)
    {
        var po = new StringBuilder();
        Keyword(po, "msgid", "");
        Keyword(po, "msgstr", header);
        foreach (var entry in entries)
        {
            po.Append('\n');
            foreach (var comment in entry.Comments)
                po.Append(comment).Append('\n');
            foreach (var reference in entry.References)
                po.Append("#: ").Append(reference).Append('\n');
            if (entry.Flags.Count > 0)
                po.Append("#, ").AppendJoin(", ", entry.Flags).Append('\n');
            if (entry.Context is not null)
                Keyword(po, "msgctxt", entry.Context);
            Keyword(po, "msgid", entry.Id);
            if (entry.PluralId is not null)
                Keyword(po, "msgid_plural", entry.PluralId);
            for (var form = 0; form < entry.Texts.Count; form++)
                Keyword(po, entry.PluralId is null ? "msgstr" : $"msgstr[{form}]", entry.Texts[form]);
        }
        var first = true;
        foreach (var line in obsolete)
        {
            po.Append(first ? "\n" : "").Append(line).Append('\n');
            first = false;
        }
        return po.ToString();
    }

    private static void Keyword(StringBuilder po, string keyword, string text)
    {
        po.Append(keyword).Append(' ');
        var inner = text.IndexOf('\n', StringComparison.Ordinal);
        if (inner >= 0 && inner < text.Length - 1)
            po.Append("\"\"\n");
        for (var start = 0; start < text.Length || start == 0;)
        {
            var end = text.IndexOf('\n', start) is var feed and >= 0 ? feed + 1 : text.Length;
            po.Append('"').Append(Escape(text[start..end])).Append("\"\n");
            if (end >= text.Length)
                break;
            start = end;
        }
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal);
}
