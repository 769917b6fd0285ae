using System.Globalization;
using System.Text;

namespace Concord.Kernel.Languages;

/// <summary>
/// A gettext PO file: the translations of one module into one language. Obsolete entries (<c>#~</c>) are kept apart; comments,
/// references and flags stay with their entry, so that a file can be written again without loss of a translator's notes.
/// </summary>
public sealed class PoFile
{
    private PoFile(string header, IReadOnlyList<PoEntry> entries, IReadOnlyList<string> obsolete) =>
        (Header, Entries, Obsolete) = (header, entries, obsolete);

    /// <summary>The text of the entry with the empty <c>msgid</c>: lines of <c>Name: value</c>. Empty where there is none.</summary>
    public string Header { get; }

    /// <summary>All entries but the header, in the order of the file.</summary>
    public IReadOnlyList<PoEntry> Entries { get; }

    /// <summary>The lines that begin with <c>#~</c>, as they stand.</summary>
    public IReadOnlyList<string> Obsolete { get; }

    /// <summary>Reads a PO text.</summary>
    /// <param name="text">The whole file; a byte order mark and CRLF are accepted.</param>
    /// <param name="file">The name that faults are reported under.</param>
    /// <exception cref="PoFault">The text is not PO, an entry occurs twice, or the header names a charset other than UTF-8.</exception>
    public static PoFile Parse(string text, string file) => new Reader(text, file).Read();

    /// <summary>Reads a PO file in UTF-8.</summary>
    /// <exception cref="PoFault">As for <see cref="Parse"/>.</exception>
    public static PoFile Load(string path) => Parse(File.ReadAllText(path, Encoding.UTF8), path);

    /// <summary>One pass over the lines; what an entry has so far stands in the fields.</summary>
    private sealed class Reader(string text, string file)
    {
        private readonly List<PoEntry> entries = [];
        private readonly List<string> obsolete = [];
        private readonly Dictionary<(string? Context, string Id), int> seen = [];
        private readonly List<string> comments = [];
        private readonly List<string> references = [];
        private readonly List<string> flags = [];
        private readonly List<StringBuilder> texts = [];
        private StringBuilder? context, id, plural, current;
        private string header = "";
        private int line, startedAt;

        public PoFile Read()
        {
            foreach (var raw in text.TrimStart('\uFEFF').Split('\n'))
            {
                line++;
                var trimmed = raw.Trim();
                if (trimmed.Length == 0)
                    Finish();
                else if (trimmed[0] == '#')
                    Comment(trimmed);
                else if (trimmed[0] == '"')
                    (current ?? throw Fault("a quoted text stands before any keyword")).Append(Unquote(trimmed));
                else
                    Keyword(trimmed);
            }
            Finish();
            return new PoFile(header, entries, obsolete);
        }

        private void Comment(string comment)
        {
            if (comment.StartsWith("#~", StringComparison.Ordinal))
            {
                obsolete.Add(comment);
                return;
            }
            if (texts.Count > 0)
                Finish();
            if (comment.StartsWith("#:", StringComparison.Ordinal))
                references.AddRange(comment[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            else if (comment.StartsWith("#,", StringComparison.Ordinal))
                flags.AddRange(comment[2..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            else
                comments.Add(comment);
        }

        private void Keyword(string entryLine)
        {
            var quote = entryLine.IndexOf('"', StringComparison.Ordinal);
            var keyword = (quote < 0 ? entryLine : entryLine[..quote]).Trim();
            if (quote < 0)
                throw Fault($"'{keyword}' needs a text in quotation marks");
            if (keyword is "msgctxt" or "msgid" && texts.Count > 0)
                Finish();
            if (startedAt == 0)
                startedAt = line;
            current = new StringBuilder(Unquote(entryLine[quote..]));
            switch (keyword)
            {
                case "msgctxt" when context is null && id is null:
                    context = current;
                    break;
                case "msgid" when id is null:
                    id = current;
                    break;
                case "msgid_plural" when id is not null && plural is null && texts.Count == 0:
                    plural = current;
                    break;
                case "msgstr" when id is not null && plural is null && texts.Count == 0:
                    texts.Add(current);
                    break;
                case var _ when plural is not null && keyword == string.Create(CultureInfo.InvariantCulture, $"msgstr[{texts.Count}]"):
                    texts.Add(current);
                    break;
                default:
                    throw Fault($"'{keyword}' is not expected here");
            }
        }

        private void Finish()
        {
            if (id is not null)
                Add(id.ToString());
            else if (context is not null)
                throw Fault("msgctxt has no msgid");
            (context, id, plural, current, startedAt) = (null, null, null, null, 0);
            texts.Clear();
            comments.Clear();
            references.Clear();
            flags.Clear();
        }

        private void Add(string key)
        {
            if (texts.Count == 0)
                throw Fault($"the entry begun at line {startedAt.ToString(CultureInfo.InvariantCulture)} has no msgstr");
            if (!seen.TryAdd((context?.ToString(), key), startedAt))
                throw Fault($"the entry stands already at line {seen[(context?.ToString(), key)].ToString(CultureInfo.InvariantCulture)}");
            if (key.Length == 0 && context is null)
            {
                header = texts[0].ToString();
                if (header.Contains("charset=", StringComparison.OrdinalIgnoreCase)
                    && !header.Contains("charset=UTF-8", StringComparison.OrdinalIgnoreCase))
                    throw Fault("the charset is to be UTF-8");
                return;
            }
            entries.Add(new PoEntry(context?.ToString(), key, plural?.ToString(), [.. texts.Select(part => part.ToString())])
            {
                Line = startedAt,
                Comments = [.. comments],
                References = [.. references],
                Flags = [.. flags],
            });
        }

        private string Unquote(string quoted)
        {
            var plain = new StringBuilder(quoted.Length);
            for (var i = 1; i < quoted.Length; i++)
            {
                var c = quoted[i];
                if (c == '"')
                    return i == quoted.Length - 1 ? plain.ToString() : throw Fault("something stands after the closing quotation mark");
                if (c != '\\')
                {
                    plain.Append(c);
                    continue;
                }
                if (++i == quoted.Length)
                    break;
                plain.Append(quoted[i] switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    '"' => '"',
                    '\\' => '\\',
                    var other => throw Fault($"'\\{other}' is not an escape; use \\n, \\t, \\r, \\\" or \\\\"),
                });
            }
            throw Fault("the closing quotation mark is missing");
        }

        private PoFault Fault(string message) => new(file, line, message);
    }
}

/// <summary>One entry of a PO file.</summary>
/// <param name="Context"><c>msgctxt</c>, which tells words of several meanings apart, or null.</param>
/// <param name="Id"><c>msgid</c>: the English text.</param>
/// <param name="PluralId"><c>msgid_plural</c>: the English plural, or null for a text without plural.</param>
/// <param name="Texts">The translation; with a plural one text per form. Empty texts are not translated yet.</param>
public sealed record PoEntry(string? Context, string Id, string? PluralId, IReadOnlyList<string> Texts)
{
    /// <summary>The line on which the entry begins, counted from 1.</summary>
    public int Line { get; init; }

    /// <summary>Comments of translators (<c># </c>) and for translators (<c>#.</c>), with their signs.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>Where the text is used (<c>#:</c>).</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Flags (<c>#,</c>) such as <c>fuzzy</c>.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>True when the translation was guessed and nobody confirmed it: it is not shown.</summary>
    public bool IsFuzzy => Flags.Contains("fuzzy", StringComparer.Ordinal);

    /// <summary>True when every text is there and confirmed.</summary>
    public bool IsTranslated => !IsFuzzy && Texts.All(text => text.Length > 0);
}

/// <summary>What is wrong in a PO file, and where: <c>src/Events/Locales/ru.po:12: msgctxt has no msgid</c>.</summary>
public sealed class PoFault(string file, int line, string message)
    : FormatException(string.Create(CultureInfo.InvariantCulture, $"{file}:{line}: {message}."))
{
    public string File { get; } = file;

    /// <summary>Counted from 1.</summary>
    public int Line { get; } = line;
}
