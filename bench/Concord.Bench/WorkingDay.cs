using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Concord.Bench;

/// <summary>
/// Fifty editors and five hundred readers at once, in a process of its own. A reader opens another page of the record about once a second, an editor
/// saves the own draft about once a second, and opens its form or the desk every fifth time.
/// </summary>
internal static class WorkingDay
{
    public const int Editors = 50;

    private const int Readers = 500;
    private const double SecondsBetween = 1;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    public static string Editor(int i) => string.Create(CultureInfo.InvariantCulture, $"editor{i}@example.org");

    /// <summary>Argument: base address.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var editors = new List<SignedIn>();
        for (var i = 0; i < Editors; i++)
        {
            editors.Add(await SignedIn.BeginAsync(args[0], Editor(i)));
            await editors[i].BeginDraftAsync();
        }
        using var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None };
        using var reader = new HttpClient(handler) { BaseAddress = new Uri(args[0]) };
        var pages = await PagesAsync(reader);
        // As browsers do.
        reader.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        // The first half minute compiles the program.
        await DayAsync(editors, reader, pages);
        var (read, worked) = await DayAsync(editors, reader, pages);
        Bench.Print($"{Editors} editors and {Readers} readers at once, for {Length.TotalSeconds} s:");
        Tell("pages read", read);
        Tell("saved and opened by editors", worked);
        editors.ForEach(editor => editor.Dispose());
        return 0;
    }

    private static void Tell(string what, List<double> times)
    {
        times.Sort();
        Bench.Print($"  {times.Count:N0} {what}: half within {times[times.Count / 2]:0.0} ms, 99 % within {times[times.Count * 99 / 100]:0.0} ms, the longest {times[^1]:0.0} ms");
    }

    private static async Task<(List<double> Read, List<double> Worked)> DayAsync(List<SignedIn> editors, HttpClient reader, string[] pages)
    {
        var read = Enumerable.Range(0, Readers).Select(_ => PersonAsync(async _ =>
        {
            using var answer = await reader.GetAsync(new Uri(pages[Random.Shared.Next(pages.Length)], UriKind.Relative));
            await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        })).ToList();
        var worked = editors.ConvertAll(editor => PersonAsync(step => (step % 10) switch
        {
            4 => editor.OpenAsync("/en/desk"),
            9 => editor.OpenAsync(editor.Draft + "/form"),
            _ => editor.AutosaveAsync("Seminar on wetlands, " + step.ToString(CultureInfo.InvariantCulture)),
        }));
        return ([.. (await Task.WhenAll(read)).SelectMany(times => times)], [.. (await Task.WhenAll(worked)).SelectMany(times => times)]);
    }

    /// <summary>Does something, waits a while, and so on; how long each thing took, in milliseconds.</summary>
    private static async Task<List<double>> PersonAsync(Func<int, Task> act)
    {
        var times = new List<double>();
        var began = Stopwatch.GetTimestamp();
        for (var step = Random.Shared.Next(10); ; step++)
        {
            await Task.Delay(TimeSpan.FromSeconds(-Math.Log(1 - Random.Shared.NextDouble()) * SecondsBetween));
            if (Stopwatch.GetElapsedTime(began) > Length)
                return times;
            var started = Stopwatch.GetTimestamp();
            await act(step);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    /// <summary>Records in four languages, lists and searches: what readers open.</summary>
    private static async Task<string[]> PagesAsync(HttpClient reader)
    {
        using var list = JsonDocument.Parse(await reader.GetStringAsync(new Uri("/api/v1/events?limit=200", UriKind.Relative)));
        string[] languages = ["en", "zh", "ru", "ko"];
        var records = list.RootElement.GetProperty("items").EnumerateArray().SelectMany(item => languages.Select(language => $"/{language}/events/{item.GetProperty("id").GetString()}"));
        var lists = Enumerable.Range(1, 50).SelectMany(page => languages.Select(language => string.Create(CultureInfo.InvariantCulture, $"/{language}/events?page={page}")));
        var searches = from word in (string[])["water", "загрязнения", "空气质量", "대기오염", "forum"] from language in languages select $"/{language}/search?q={Uri.EscapeDataString(word)}";
        return [.. records, .. lists, .. searches, .. languages.Select(language => "/" + language)];
    }
}
