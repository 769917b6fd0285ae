using System.Text.Json;

namespace Concord.Tests.House;

/// <summary>The demonstration record as plain JSON, read without any of the program's own code.</summary>
public static class TheRecord
{
    /// <summary>The kinds whose files every bundle has, as their files and addresses call them.</summary>
    public static readonly string[] KindsOfEveryBundle = ["mechanisms", "organizations", "instruments", "events", "projects", "practices", "cities"];

    /// <summary>All kinds of records; the files of the others stand in a bundle where there is something to put in.</summary>
    public static readonly string[] Kinds = [.. KindsOfEveryBundle, "news", "publications"];

    /// <summary>How many files the demonstration record has.</summary>
    public static int FilesOfTheBundle => Files.Count;

    private static readonly Dictionary<string, JsonElement> Files = Directory.EnumerateFiles(Stores.Bundle, "*.json").ToDictionary(file => Path.GetFileNameWithoutExtension(file), Read);

    private static readonly Dictionary<string, string> PlaceCountries = Of("places").Where(place => place.TryGetProperty("country", out _)).ToDictionary(place => Text(place, "id")!, place => Text(place, "country")!);

    private static readonly Dictionary<string, string[]> Broader = Of("topics").ToDictionary(topic => Text(topic, "id")!, topic => List(topic, "broader").ToArray());

    public static IEnumerable<JsonElement> Everything => Files.Values;

    public static IReadOnlyList<JsonElement> Of(string file) => [.. Files[file].EnumerateArray()];

    public static IEnumerable<string> Ids(string file) => Of(file).Select(record => Text(record, "id")!);

    /// <summary>The country of a place of the gazetteer.</summary>
    public static string? CountryOf(string? place) => place is null ? null : PlaceCountries.GetValueOrDefault(place);

    /// <summary>A topic with all that it is part of.</summary>
    public static IEnumerable<string> WithBroader(string topic) => Broader.GetValueOrDefault(topic, []).SelectMany(WithBroader).Prepend(topic);

    /// <summary>The text at a path of property names, null where it is not there.</summary>
    public static string? Text(JsonElement record, params ReadOnlySpan<string> path) =>
        At(record, path) is { } value ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;

    /// <summary>The element at a path of property names.</summary>
    public static JsonElement? At(JsonElement record, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (record.ValueKind != JsonValueKind.Object || !record.TryGetProperty(name, out record))
                return null;
        }
        return record;
    }

    /// <summary>The texts of a list, or a single text as a list of one.</summary>
    public static IEnumerable<string> List(JsonElement record, string name) =>
        At(record, name) is not { } value ? [] : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!) : [value.GetString()!];

    /// <summary>The objects of a list.</summary>
    public static IEnumerable<JsonElement> Objects(JsonElement record, string name) =>
        At(record, name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];

    /// <summary>Every string in an element.</summary>
    public static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Texts(property.Value)),
        _ => [],
    };

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }
}
