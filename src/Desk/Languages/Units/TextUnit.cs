using System.Text.Json;
using Concord.Kernel.Languages;
using Concord.Kernel.Records.Shapes;

namespace Concord.Desk.Languages.Units;

/// <summary>
/// One text of a record, in all languages that it has: what a translator works on. Any language can be the original; a text may have
/// several, where its wording is official in more than one.
/// </summary>
public sealed class TextUnit
{
    private TextUnit(RecordText text, LocalizedText words, IReadOnlyList<string> originals) =>
        (Path, Key, Field, Words, Originals) = (text.Path, text.Key, text.Field, words, originals);

    /// <summary>The way to the text as <c>translated</c> writes it: <c>sessions.2.title</c>.</summary>
    public string Path { get; }

    /// <summary>
    /// The text's name within its record, which outlives a new order of lists whose entries have ids: <c>priority_areas:climate.name</c>. For
    /// other lists see <see cref="TextPairs"/>. It is an XML name token.
    /// </summary>
    public string Key { get; }

    /// <summary>The way to the text without places in lists: <c>sessions.title</c>.</summary>
    public string Field { get; }

    public LocalizedText Words { get; }

    /// <summary>Tags of the languages whose wording is not a translation, at least one, in the order in which the text states them.</summary>
    public IReadOnlyList<string> Originals { get; }

    /// <summary>The texts of a record, in the order of its fields.</summary>
    /// <param name="shape">The shape of its kind.</param>
    /// <param name="record">The record as JSON; a draft may be incomplete, and a text without any words is left out.</param>
    public static IReadOnlyList<TextUnit> Of(RecordShape shape, JsonElement record)
    {
        var translated = Translated(record);
        return [.. shape.Texts(record).Select(text => Of(text, translated)).OfType<TextUnit>()];
    }

    /// <summary>
    /// The original that a translation into a language is made from: the one asked for where the text has it, else its first original in
    /// another language. Null where the text is only in the target language.
    /// </summary>
    /// <param name="target">Tag of the language to translate into.</param>
    /// <param name="wanted">Tag of the language that the translator reads best; it need not be an original.</param>
    public Worded? SourceFor(string target, string? wanted = null)
    {
        if (wanted is not null && wanted != target && Words.Find(wanted) is { } asked)
            return asked;
        foreach (var original in Originals)
            if (original != target)
                return Words.Find(original);
        // The only original is in the target language: whoever works on it may still want to see a translation beside it.
        foreach (var sibling in Words)
            if (sibling.Language != target)
                return sibling;
        return null;
    }

    private static TextUnit? Of(RecordText text, HashSet<(string Language, string Path)> translated)
    {
        var stated = text.Words.EnumerateObject().Where(worded => worded.Value.ValueKind == JsonValueKind.String)
            .Select(worded => new Worded(worded.Name, worded.Value.GetString()!)).Where(worded => !string.IsNullOrWhiteSpace(worded.Text)).ToList();
        if (stated.Count == 0)
            return null;
        var words = new LocalizedText(stated);
        var originals = words.Where(worded => !translated.Contains((worded.Language, text.Path))).Select(worded => worded.Language).ToList();
        // A text of which every wording is said to be a translation has its original elsewhere; the first stands for it.
        return new TextUnit(text, words, originals.Count > 0 ? originals : [stated[0].Language]);
    }

    private static HashSet<(string Language, string Path)> Translated(JsonElement record) =>
        record.TryGetProperty("translated", out var languages)
            && languages.ValueKind == JsonValueKind.Object
            ? [.. languages.EnumerateObject().Where(language => language.Value.ValueKind == JsonValueKind.Array)
                .SelectMany(language => language.Value.EnumerateArray().Where(path => path.ValueKind == JsonValueKind.String).Select(path => (language.Name, path.GetString()!)))]
            : [];
}
