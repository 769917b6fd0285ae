using System.Text.Json;
using Concord.Tests.House;

namespace Concord.Tests.WholeSite;

/// <summary>What the record states stands on the record's page: every text of every record, in the language that is asked for.</summary>
public sealed class Every_text_is_shown
{
    [Theory, InlineData("en"), InlineData("zh"), InlineData("ru"), InlineData("ko")]
    public async Task Every_text_of_every_record_stands_on_its_page(string language)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var faults = new List<string>();
        foreach (var kind in TheRecord.Kinds)
            foreach (var record in TheRecord.Of(kind))
            {
                var address = $"/{language}/{kind}/{TheRecord.Text(record, "id")}";
                var shown = Bare((await site.GetAsync(address)).Page().QuerySelector("main")!.TextContent);
                faults.AddRange(from text in Texts(record, "", language) where !shown.Contains(Bare(text.Words), StringComparison.OrdinalIgnoreCase) select $"{address} {text.Path}: {text.Words}");
            }
        Nothing.In(faults);
    }

    /// <summary>The texts of a record by path: objects whose names are languages.</summary>
    private static IEnumerable<(string Path, string Words)> Texts(JsonElement element, string path, string language)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().Index().SelectMany(entry => Texts(entry.Item, $"{path}/{entry.Index}", language));
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        return element.TryGetProperty(language, out var words) && words.ValueKind == JsonValueKind.String
            ? [(path, words.GetString()!)]
            : element.EnumerateObject().Where(field => field.Name != "translated").SelectMany(field => Texts(field.Value, $"{path}/{field.Name}", language));
    }

    /// <summary>Without what only lays a line out: white space, and marks that hold words together.</summary>
    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('\u2060' or '\u200B' or '\u00AD')));
}
