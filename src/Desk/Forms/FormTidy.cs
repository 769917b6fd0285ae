using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Concord.Kernel.Records.Shapes;

namespace Concord.Desk.Forms;

/// <summary>What becomes of a draft when it is to be a record: entries that were left empty go, and entries without a short id get one.</summary>
internal static class FormTidy
{
    /// <summary>The tidied document; the draft itself stays as it is.</summary>
    public static JsonObject Of(RecordShape shape, JsonObject draft)
    {
        var document = (JsonObject)draft.DeepClone();
        var moved = new List<(string From, string? To)>();
        Empty(document, "", moved);
        if (document["translated"] is JsonObject translated)
            Follow(document, translated, moved);
        foreach (var field in shape.Fields)
            if (shape.ListsWithIds.Contains(field.Name) && document[field.Name] is JsonArray entries)
                GiveIds(entries, field.Name);
        return document;
    }

    /// <summary>Takes empty entries out of lists, and lists and objects that are then empty themselves.</summary>
    private static void Empty(JsonObject within, string path, List<(string From, string? To)> moved)
    {
        foreach (var (name, value) in within.ToList())
        {
            var at = FormNames.Join(path, name);
            if (value is JsonObject part)
                Empty(part, at, moved);
            else if (value is JsonArray list)
                Empty(list, at, moved);
            if (value is JsonObject { Count: 0 } or JsonArray { Count: 0 })
                within.Remove(name);
        }
    }

    private static void Empty(JsonArray list, string path, List<(string From, string? To)> moved)
    {
        var kept = 0;
        for (var i = 0; i < list.Count; i++)
        {
            var at = FormNames.Join(path, i);
            if (list[i] is JsonObject entry)
                Empty(entry, at, moved);
            if (list[i] is JsonObject { Count: 0 })
                moved.Add((at, null));
            else if (kept++ != i)
                moved.Add((at, FormNames.Join(path, kept - 1)));
        }
        for (var i = list.Count - 1; i >= 0; i--)
            if (list[i] is JsonObject { Count: 0 })
                list.RemoveAt(i);
    }

    /// <summary>The marks of translation follow their texts.</summary>
    private static void Follow(JsonObject document, JsonObject translated, List<(string From, string? To)> moved)
    {
        foreach (var (language, paths) in translated.ToList())
        {
            var follow = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var path in ((JsonArray)paths!).Select(path => (string)path!))
                if (moved.Find(one => path == one.From || path.StartsWith(one.From + ".", StringComparison.Ordinal)) is { From: { } from } move)
                {
                    if (move.To is not null)
                        follow.Add(move.To + path[from.Length..]);
                }
                else
                    follow.Add(path);
            if (follow.Count > 0)
                translated[language] = new JsonArray([.. follow.Select(path => JsonValue.Create(path))]);
            else
                translated.Remove(language);
        }
        if (translated.Count == 0)
            document.Remove("translated");
    }

    private static void GiveIds(JsonArray entries, string list)
    {
        var taken = entries.OfType<JsonObject>().Select(entry => entry["id"] is JsonValue id && id.TryGetValue(out string? text) ? text : null).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var entry in entries.OfType<JsonObject>().Where(entry => entry["id"] is null))
        {
            var text = (entry["name"] ?? entry["text"]) is JsonObject words ? words["en"] ?? words.FirstOrDefault().Value : null;
            entry["id"] = Free(IdOf(text is JsonValue value && value.TryGetValue(out string? name) ? name : "", longest: 40) is { Length: > 0 } id ? id : list.TrimEnd('s'), taken);
        }
    }

    /// <summary>An id that is not taken: the wanted one, else with a number behind it.</summary>
    public static string Free(string wanted, HashSet<string> taken)
    {
        var id = wanted;
        for (var number = 2; !taken.Add(id); number++)
            id = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{number}");
        return id;
    }

    /// <summary>An id made of a name: its Latin letters and digits in small letters, words joined by underscores; empty where the name has none.</summary>
    public static string IdOf(string name, int longest)
    {
        var id = new StringBuilder();
        foreach (var sign in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(sign))
                id.Append(sign);
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark && id.Length > 0 && id[^1] != '_' && sign is not ('\'' or '’'))
                id.Append('_');
        }
        var whole = id.ToString().Trim('_');
        if (whole.Length <= longest)
            return whole;
        var end = whole.LastIndexOf('_', longest);
        return whole[..(end > longest / 2 ? end : longest)].Trim('_');
    }
}
