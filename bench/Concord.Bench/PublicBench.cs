using System.Diagnostics;
using System.Text.Json;
using Concord.Kernel.Data;
using Microsoft.AspNetCore.Builder;
using NodaTime;

namespace Concord.Bench;

/// <summary>What a request of the public costs, how long the start takes, and how much memory many readers.</summary>
internal static class PublicBench
{
    public static async Task RunAsync(StoreLocation location, int requests)
    {
        var started = Stopwatch.GetTimestamp();
        var app = Site.Build(new SiteSettings(location, SystemClock.Instance) { Urls = "http://127.0.0.1:0", IsQuiet = true });
        await using (app)
        {
            await Store.MigrateAsync(app.Services);
            await app.StartAsync();
            var address = app.Urls.First();
            using (var first = new HttpClient())
                await first.GetAsync(new Uri(address + "/en/events"));
            Bench.Print($"start on the existing store to the first page: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s");
            await TableAsync(address, requests);
            await app.StopAsync();
        }
        await MemoryAsync(location, requests);
    }

    // In a process of its own, with nothing in it but the server: what a machine must have for it.
    private static async Task MemoryAsync(StoreLocation location, int requests)
    {
        using var server = Bench.Start(["serve", .. Bench.Of(location)]);
        var address = (await server.StandardOutput.ReadLineAsync())!;
        await Bench.DriveAsync(address, "br", null, 1, 10, ["/en/events?n={n}"]);
        var before = Bench.Memory(server);
        await Bench.DriveAsync(address, "br", null, 100, requests * 2, ["/en/events?n={n}", "/zh/events/acecf_2024?n={n}", "/api/v1/projects?n={n}"]);
        Bench.Print($"100 busy connections: {Bench.Memory(server)} ({before} after the first ten requests)");
        await server.StandardInput.WriteLineAsync();
        Console.Write(await server.StandardOutput.ReadToEndAsync());
        await server.WaitForExitAsync();
    }

    private static async Task TableAsync(string address, int requests)
    {
        Bench.Head();
        // Records that nobody has asked for before, from all over the store; and five that everybody asks for.
        var (all, titles) = await EventsAsync(address, 6000);
        string[] known = ["sco_webinar_2020", "cica_seminar_2022", "acecf_2019", "acecf_2024", "ck_jc_23"];
        string[] words = ["water", "TEMM", "загрязнения", "空气质量", "대기오염", "memorandum", "marine plastic", "Nanning", "юань", "forum", "экологическое сотрудничество", "水", "NOWPAP", "acid rain", "Vientiane"];
        // The first requests compile the program: they are not what a request costs.
        foreach (var path in (string[])["/en/events?w={n}", "/en/events/acecf_2019?w={n}", "/api/v1/events?w={n}", "/en/search?q=water&w={n}", "/ko?w={n}"])
            await Bench.DriveAsync(address, "identity", null, 2, 2000, [path]);
        await LineAsync("list of 25 with counts, uncached", "identity", "/en/events?n={n}");
        await LineAsync("list, any page of it, uncached", "identity", [.. Enumerable.Range(1, 300).Select(page => $"/en/events?page={page}&n={{n}}")]);
        await LineAsync("list of 25 with counts, filtered, uncached", "identity", "/ru/events?mechanism=sco_env&mechanism=temm&n={n}");
        await LineAsync("list of 25 with counts, uncached, compressed", "br", "/zh/events?n={n}");
        await LineAsync("list of 25 with counts, cached", "br", "/en/events");
        await LineAsync("record page, uncached, any of them", "identity", [.. all.Select(id => $"/en/events/{id}?n={{n}}")]);
        await LineAsync("record page, cached", "br", [.. known.Select(id => $"/en/events/{id}")]);
        await LineAsync("record page, uncached, of five", "identity", [.. known.Select(id => $"/en/events/{id}?n={{n}}")]);
        await LineAsync("JSON list of 50, uncached", "identity", "/api/v1/events?n={n}");
        await LineAsync("JSON record, uncached", "identity", [.. all.Select(id => $"/api/v1/events/{id}?n={{n}}")]);
        await LineAsync("search, of fifteen words", "identity", [.. words.Select(word => $"/en/search?q={Uri.EscapeDataString(word)}&n={{n}}")]);
        await LineAsync("search, of two words of a title", "identity", [.. titles.Select(words => $"/en/search?q={Uri.EscapeDataString(words)}&n={{n}}")]);
        await LineAsync("home, uncached", "identity", "/ko?n={n}");

        Task LineAsync(string name, string encoding, params string[] paths) => Bench.LineAsync(address, requests, name, encoding, null, paths);
    }

    // Events from all over the store: their ids, and two words of each one's title, of each language in turn.
    private static async Task<(List<string> Ids, List<string> Words)> EventsAsync(string address, int most)
    {
        using var client = new HttpClient();
        var events = new List<(string Id, string Words)>();
        for (var next = address + "/api/v1/events?limit=200"; next is not null;)
        {
            using var list = JsonDocument.Parse(await client.GetStringAsync(new Uri(next)));
            foreach (var item in list.RootElement.GetProperty("items").EnumerateArray())
                events.Add((item.GetProperty("id").GetString()!, TwoWords(item.GetProperty("title"), events.Count)));
            next = list.RootElement.GetProperty("next").GetString();
        }
        var step = Math.Max(1, events.Count / most);
        events = [.. events.Where((_, i) => i % step == 0).Take(most)];
        return (events.ConvertAll(one => one.Id), [.. events.Select(one => one.Words).Distinct()]);

        static string TwoWords(JsonElement title, int i)
        {
            var text = title.GetProperty(((string[])["en", "zh", "ru", "ko"])[i % 4]).GetString()!;
            var words = text.Split(' ');
            // Chinese has no spaces: four characters are two words of it.
            return words.Length < 2 ? text.Substring(i / 4 % Math.Max(1, text.Length - 4), Math.Min(4, text.Length)) : words[i / 4 % words.Length] + " " + words[(i / 4 * 7 + 1) % words.Length];
        }
    }
}
