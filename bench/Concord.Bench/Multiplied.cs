using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Concord.Bench;

/// <summary>
/// The real record many times over: each copy has ids of its own, refers to its own kin, is moved in time, and carries the name of a
/// place in each language in its title, so that texts stay believable in four languages and words are not all alike. Mechanisms
/// are not multiplied: a secretariat with a hundred times the records does not have a hundred times the mechanisms.
/// </summary>
internal static class Multiplied
{
    private static readonly string[] Kinds = ["organizations", "instruments", "events", "projects", "practices", "cities"];
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes a bundle of about <paramref name="records"/> records and returns how many there are.</summary>
    public static int Write(string source, string folder, int records)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in new[] { "mechanisms.json", "places.json", "topics.json", "labels.json" })
            File.Copy(Path.Combine(source, file), Path.Combine(folder, file), overwrite: true);
        var bundle = Kinds.ToDictionary(kind => kind, kind => JsonNode.Parse(File.ReadAllText(Path.Combine(source, kind + ".json")))!.AsArray());
        var places = JsonNode.Parse(File.ReadAllText(Path.Combine(source, "places.json")))!.AsArray();
        var ids = bundle.Values.SelectMany(kind => kind).Select(record => (string)record!["id"]!).ToHashSet();
        var each = ids.Count;
        var copies = Math.Max(1, records / each);
        foreach (var (kind, originals) in bundle)
        {
            using var file = File.Create(Path.Combine(folder, kind + ".json"));
            using var json = new Utf8JsonWriter(file, Plain);
            json.WriteStartArray();
            for (var copy = 0; copy < copies; copy++)
            {
                foreach (var original in originals)
                {
                    if (copy == 0)
                        original!.WriteTo(json);
                    else
                        Copy(original!.AsObject(), copy, ids, places).WriteTo(json);
                }
                json.Flush();
            }
            json.WriteEndArray();
        }
        return copies * each;
    }

    private static JsonObject Copy(JsonObject original, int copy, HashSet<string> ids, JsonArray places)
    {
        var suffix = "_x" + copy.ToString(CultureInfo.InvariantCulture);
        var made = (JsonObject)Change(original, null)!;
        var place = places[copy % places.Count]!["name"]!.AsObject();
        foreach (var field in new[] { "name", "title" })
        {
            if (made[field] is not JsonObject text)
                continue;
            foreach (var language in text.Select(pair => pair.Key).ToList())
                text[language] = $"{(string)text[language]!} · {(string?)place[language] ?? (string)place["en"]!} {copy.ToString(CultureInfo.InvariantCulture)}";
        }
        return made;

        JsonNode? Change(JsonNode? node, string? field) => node switch
        {
            JsonObject many => new JsonObject(many.Select(pair => KeyValuePair.Create(pair.Key, Change(pair.Value, pair.Key)))),
            JsonArray list => new JsonArray([.. list.Select(item => Change(item, field))]),
            JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Word(text, field)),
            _ => node?.DeepClone(),
        };

        string Word(string text, string? field) =>
            field is "series" or "sectors" or "topics" or "focus_areas" or "area" or "priority_area" or "place" or "kind" or "status" ? text
            : ids.Contains(text) ? text + suffix
            : field is "start" or "end" or "adopted_on" or "date" or "opened_on" or "status_as_of" ? Moved(text)
            : text;

        // Whole multiples of four years keep 29 February in place.
        string Moved(string date) => date.Length >= 4 && int.TryParse(date.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            ? (year - (copy % 12 * 4)).ToString("0000", CultureInfo.InvariantCulture) + date[4..] : date;
    }
}
