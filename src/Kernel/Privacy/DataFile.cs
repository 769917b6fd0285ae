using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using NodaTime.Text;

namespace Concord.Kernel.Privacy;

/// <summary>
/// All that the house keeps of a person, as a file to take away: <c>data.json</c> for programs, <c>data.html</c> to read, in the language of
/// whoever asks.
/// </summary>
public sealed class DataFile(IEnumerable<PersonalData> kept)
{
    public const string MediaType = "application/zip";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What there is, in the order of the file.</summary>
    public IReadOnlyList<PersonalData> Kept { get; } = [.. kept.OrderBy(kind => kind.Name, StringComparer.Ordinal)];

    /// <summary>Makes the file.</summary>
    public async Task<byte[]> MakeAsync(Reading r, ConcordDb db, DataSubject person, CancellationToken cancel)
    {
        var parts = new List<(PersonalData Kind, List<JsonObject> Rows)>();
        foreach (var kind in Kept)
        {
            var rows = new List<JsonObject>();
            await foreach (var row in kind.OfAsync(db, person, cancel))
                rows.Add(row);
            parts.Add((kind, rows));
        }
        var whole = new JsonObject { ["made_at"] = InstantPattern.General.Format(r.Now), ["account"] = person.Account.ToString("D") };
        foreach (var (kind, rows) in parts)
            whole[kind.Name] = new JsonArray([.. rows.Select(row => row.DeepClone())]);
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "data.json", whole.ToJsonString(Json) + "\n", r);
            Put(zip, "data.html", Page(r, parts), r);
        }
        return file.ToArray();
    }

    private static void Put(ZipArchive zip, string name, string text, Reading r)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = r.Now.ToDateTimeOffset();
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A page that stands by itself: it is opened from a folder, without the house.</summary>
    private static string Page(Reading r, List<(PersonalData Kind, List<JsonObject> Rows)> parts)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"").Append(r.Language.Tag).Append("\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
            .Append(Encode(r.L["My data"])).Append(" – Concord</title>\n<style>body{font:16px/1.5 sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}")
            .Append("td,th{border-block-end:1px solid #bbb;padding:.3rem .6rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}</style></head>\n<body>\n<h1>").Append(Encode(r.L["My data"])).Append("</h1>\n<p>")
            .Append(Encode(r.L["Made on {0}.", r.F.Moment(r.Now)])).Append("</p>\n");
        foreach (var (kind, rows) in parts)
        {
            html.Append("<h2>").Append(Encode(r.L[kind.Title])).Append("</h2>\n");
            if (kind.Stays is { } stays)
                html.Append("<p>").Append(Encode(r.L[stays])).Append("</p>\n");
            if (rows.Count == 0)
            {
                html.Append("<p>").Append(Encode(r.L["Nothing is kept."])).Append("</p>\n");
                continue;
            }
            var columns = rows.SelectMany(row => row.Select(field => field.Key)).Distinct().ToList();
            html.Append("<table><thead><tr>");
            foreach (var column in columns)
                html.Append("<th lang=\"en\">").Append(Encode(column.Replace('_', ' '))).Append("</th>");
            html.Append("</tr></thead><tbody>\n");
            foreach (var row in rows)
            {
                html.Append("<tr>");
                foreach (var column in columns)
                    html.Append("<td>").Append(Encode(row[column]?.ToString() ?? "")).Append("</td>");
                html.Append("</tr>\n");
            }
            html.Append("</tbody></table>\n");
        }
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
