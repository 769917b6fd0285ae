using System.Globalization;
using System.Text.Json.Nodes;
using Concord.Desk.Forms;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Microsoft.EntityFrameworkCore;

namespace Concord.Desk.Editing;

/// <summary>Proposes the id of a new record: short, readable in its address, and nobody else's.</summary>
internal static class RecordIds
{
    private const int Longest = 60;

    private static readonly string[] Dates = ["start", "adopted_on", "adopted_year", "published_on", "end"];

    /// <summary>An id made of the acronym, or the series, or the name, with the year of what has one.</summary>
    public static async Task<string> ProposeAsync(ConcordDb db, RecordModel model, JsonObject document, CancellationToken cancel)
    {
        var wanted = Wanted(model, document);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        taken.UnionWith(await db.Records.AsNoTracking().Where(record => record.Id.StartsWith(wanted)).Select(record => record.Id).ToListAsync(cancel));
        taken.UnionWith(await db.Set<Draft>().AsNoTracking().Where(draft => draft.RecordId!.StartsWith(wanted) && draft.State < DraftState.Published).Select(draft => draft.RecordId!).ToListAsync(cancel));
        return FormTidy.Free(wanted, taken);
    }

    private static string Wanted(RecordModel model, JsonObject document)
    {
        var name = Text(document["acronym"]) ?? (Drafts.CaptionOf(model, document) is { } caption ? (caption.Find("en") ?? caption.First()).Text : "");
        var words = FormTidy.IdOf(Text(document["series"]) ?? name, Longest);
        if (words.Length == 0)
            words = model.Kind.Singular().Replace('-', '_');
        var year = Dates.Select(field => Year(document[field])).FirstOrDefault(found => found is not null);
        words = year is null || words.Contains(year, StringComparison.Ordinal) ? words : words + "_" + year;
        // Ids of places have a beginning of their own.
        return words.StartsWith("pl_", StringComparison.Ordinal) ? "r_" + words : words;
    }

    private static string? Year(JsonNode? value) =>
        Text(value) is { Length: >= 4 } date && date.Take(4).All(char.IsAsciiDigit) ? date[..4]
        : value is JsonValue number && number.TryGetValue(out int year) && year is >= 1000 and <= 9999 ? year.ToString(CultureInfo.InvariantCulture) : null;

    private static string? Text(JsonNode? value) => value is JsonValue one && one.TryGetValue(out string? text) && text.Length > 0 ? text : null;
}
