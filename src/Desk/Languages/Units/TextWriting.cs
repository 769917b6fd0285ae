using System.Text.Json.Nodes;

namespace Concord.Desk.Languages.Units;

/// <summary>Puts a wording into a document.</summary>
public static class TextWriting
{
    /// <summary>
    /// Puts the wording of a text in a language, or takes it out. A wording that is new is marked as a translation; one that was official stays so.
    /// </summary>
    /// <param name="document">The document; it is changed.</param>
    /// <param name="unit">The text, as it stands in this document.</param>
    /// <param name="language">Tag of the language.</param>
    /// <param name="text">The wording; null or blank takes it out, unless it is the only one.</param>
    /// <returns>True where the document states something else now.</returns>
    public static bool Put(JsonObject document, TextUnit unit, string language, string? text)
    {
        if (Find(document, unit.Path) is not { } words)
            return false;
        var present = unit.Words.Find(language)?.Text;
        if (string.IsNullOrWhiteSpace(text))
        {
            if (present is null || unit.Words.Count == 1)
                return false;
            words.Remove(language);
            Unmark(document, unit.Path, language);
            return true;
        }
        if (present == text)
            return false;
        words[language] = text;
        if (present is null)
            Mark(document, unit.Path, language);
        return true;
    }

    private static JsonObject? Find(JsonObject document, string path)
    {
        JsonNode? node = document;
        foreach (var step in path.Split('.'))
            node = node switch
            {
                JsonObject fields => fields[step],
                JsonArray list when int.TryParse(step, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index) && index < list.Count => list[index],
                _ => null,
            };
        return node as JsonObject;
    }

    private static void Mark(JsonObject document, string path, string language)
    {
        if (document["translated"] is not JsonObject translated)
            document["translated"] = translated = [];
        if (translated[language] is not JsonArray paths)
            translated[language] = paths = [];
        if (!paths.Any(known => (string?)known == path))
            paths.Add(path);
    }

    private static void Unmark(JsonObject document, string path, string language)
    {
        if (document["translated"] is not JsonObject translated || translated[language] is not JsonArray paths)
            return;
        paths.RemoveAll(known => (string?)known == path);
        if (paths.Count == 0)
            translated.Remove(language);
        if (translated.Count == 0)
            document.Remove("translated");
    }
}
