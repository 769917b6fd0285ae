using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace Concord.Kernel.Audit.Trail;

/// <summary>
/// The trail as a file, oldest entry first: CSV for people with a spreadsheet, with names; JSON lines for whoever wants to check the chain elsewhere,
/// with all that the hashes are made of and nothing else. It goes out as it is read, so its length sets no bound.
/// </summary>
public static class TrailFile
{
    private const int BatchSize = 1000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapTrail(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{lang:language}/desk/trail.csv", (Reading r, KnownPeople people, HttpContext http, CancellationToken cancel) =>
            SendAsync(r, people, http, "csv", "text/csv; charset=utf-8", cancel)).RequireMay(AuditAccess.See).ExcludeFromDescription();
        routes.MapGet("/{lang:language}/desk/trail.jsonl", (Reading r, KnownPeople people, HttpContext http, CancellationToken cancel) =>
            SendAsync(r, people, http, "jsonl", "application/jsonl; charset=utf-8", cancel)).RequireMay(AuditAccess.See).ExcludeFromDescription();
    }

    private static async Task<IResult> SendAsync(Reading r, KnownPeople people, HttpContext http, string form, string type, CancellationToken cancel)
    {
        var faults = new List<(string Name, string Value, string Expected)>();
        if (TrailQuery.Read(http.Request.Query, r.L, faults) is not { } filter)
            return Results.Problem(string.Join(' ', faults.Select(fault => fault.Name + ": " + fault.Expected)), statusCode: StatusCodes.Status400BadRequest);
        var accounts = await filter.AccountsAsync(r.Db, people, cancel);
        // Who takes names and deeds away from here can be told later, and whose, where some were asked for.
        await r.Db.DoAsync(new AuditNote(r.Now, Actor.Of(r.Person.Account!.Value), AuditAccess.See, "trail")
        {
            Details = new JsonObject { ["file"] = form },
            Concerns = [.. (accounts ?? []).Select(account => "accounts/" + account)],
        }, () => Task.CompletedTask, cancel);
        var entries = filter.Entries(r, accounts);
        var name = string.Create(CultureInfo.InvariantCulture, $"trail-{LocalDatePattern.Iso.Format(r.Today)}.{form}");
        return Results.Stream(stream => WriteAsync(r.Db, people, entries, form == "csv", stream, cancel), type, name);
    }

    private static async Task WriteAsync(ConcordDb db, KnownPeople people, IQueryable<AuditEntry> entries, bool isCsv, Stream stream, CancellationToken cancel)
    {
        // With its mark, spreadsheets take the file for what it is.
        var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: isCsv));
        await using (writer)
        {
            if (isCsv)
                await writer.WriteAsync(Line("no", "at", "account", "name", "by", "act", "subject", "details"));
            for (var after = 0L; ;)
            {
                var batch = await entries.Where(entry => entry.No > after).OrderBy(entry => entry.No).Take(BatchSize).ToListAsync(cancel);
                if (batch.Count == 0)
                    break;
                after = batch[^1].No;
                var names = isCsv ? await people.NamesAsync(db, [.. batch.Select(entry => entry.AccountId).OfType<Guid>()], cancel) : null;
                foreach (var entry in batch)
                    await writer.WriteAsync(names is null ? Json1(entry) : Csv1(entry, names));
                await writer.FlushAsync(cancel);
            }
        }
    }

    private static string Csv1(AuditEntry entry, IReadOnlyDictionary<Guid, string> names) => Line(
        entry.No.ToString(CultureInfo.InvariantCulture), InstantPattern.ExtendedIso.Format(entry.At), entry.AccountId?.ToString("D") ?? "",
        entry.AccountId is { } account ? names.GetValueOrDefault(account, "") : "", entry.By, entry.Act, entry.Subject, entry.Details);

    private static string Json1(AuditEntry entry) => JsonSerializer.Serialize(new
    {
        no = entry.No,
        at = entry.At.ToUnixTimeMilliseconds(),
        account = entry.AccountId?.ToString("D"),
        by = entry.By,
        act = entry.Act,
        subject = entry.Subject,
        // As text: the hash is made of these very characters.
        details = entry.Details,
        previous = Convert.ToHexStringLower(entry.Previous),
        hash = Convert.ToHexStringLower(entry.Hash),
    }, Json) + "\n";

    /// <summary>A line of RFC 4180, all fields in quotes.</summary>
    internal static string Line(params ReadOnlySpan<string> fields)
    {
        var line = new StringBuilder();
        foreach (var field in fields)
            line.Append(line.Length == 0 ? "\"" : ",\"").Append(Harmless(field).Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        return line.Append("\r\n").ToString();
    }

    /// <summary>What a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection); people choose their names themselves.</summary>
    private static string Harmless(string field) => field.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(field[0], StringComparison.Ordinal) ? "'" + field : field;
}
