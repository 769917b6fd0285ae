using System.Text.Json;
using AngleSharp.Html.Parser;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Serving;

/// <summary>A reader tells the operator a number, and the operator finds it in the log.</summary>
public sealed class Numbers_of_faults
{
    [Fact]
    public async Task The_number_of_an_answer_stands_in_the_log_beside_the_fault()
    {
        var cancel = TestContext.Current.CancellationToken;
        var location = await Stores.CopyAsync(StoreKind.Sqlite);
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
            await site.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE records_record SET \"Body\" = x'7B'", cancel));
        using var process = AProcess.Start(location, "serve", "--urls", "http://127.0.0.1:0");
        using var http = new HttpClient();
        var welcome = await process.StandardOutput.ReadLineAsync(cancel) ?? "";
        var address = welcome[welcome.IndexOf("http", StringComparison.Ordinal)..];
        using var page = await http.GetAsync(new Uri(address + "/en/events/acecf_2018"), cancel);
        using var problem = await http.GetAsync(new Uri(address + "/events/acecf_2018.ics"), cancel);
        Assert.Equal([500, 500], [(int)page.StatusCode, (int)problem.StatusCode]);
        var shown = new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync(cancel)).QuerySelector("main code")?.TextContent;
        using var details = JsonDocument.Parse(await problem.Content.ReadAsStringAsync(cancel));
        string?[] numbers = [shown, details.RootElement.GetProperty("reference").GetString()];
        // Stopped, not killed: the log is written a moment after the answer.
        var log = process.StandardError.ReadToEndAsync(cancel);
        await AProcess.StopAsync(process);
        var lines = (await log).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // One line for each fault, with its cause and its number.
        Assert.Equal(numbers, lines.Select(line =>
        {
            using var logged = JsonDocument.Parse(line);
            Assert.Contains("JsonReaderException", logged.RootElement.GetProperty("Exception").GetString(), StringComparison.Ordinal);
            return logged.RootElement.GetProperty("Scopes").EnumerateArray().Select(scope => scope.TryGetProperty("TraceId", out var trace) ? trace.GetString() : null).Single(trace => trace is not null);
        }));
    }
}
