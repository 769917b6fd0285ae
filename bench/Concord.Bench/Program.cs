using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Concord;
using Concord.Bench;
using Concord.Interop.Bundle;
using Concord.Kernel.Data;
using Microsoft.AspNetCore.Builder;
using NodaTime;

if (args is ["client", ..])
    return await LoadClient.RunAsync(args[1..]);

if (args is ["serve", var folder, ..])
    return await ServeAsync(new StoreLocation(folder, args.ElementAtOrDefault(2)));

if (args is ["import", var from, var data, var count, ..])
    return await ImportAsync(new StoreLocation(data, args.ElementAtOrDefault(4)), from, int.Parse(count, CultureInfo.InvariantCulture));

// Concord.Bench backup [--megabytes N] [--db CONNECTION]: how fast a backup is, and how long writers wait for it.
switch (args)
{
    case ["backup", "fill", var megabytes, var filled, ..]:
        return await BackupBench.FillAsync(new StoreLocation(filled, args.ElementAtOrDefault(4)), int.Parse(megabytes, CultureInfo.InvariantCulture));
    case ["backup", "write", var written, ..]:
        return await BackupBench.WriteAsync(new StoreLocation(written, args.ElementAtOrDefault(3)));
    case ["backup", "take", var file, var taken, ..]:
        return await BackupBench.TakeAsync(new StoreLocation(taken, args.ElementAtOrDefault(4)), file);
    case ["backup", ..]:
        return await BackupBench.RunAsync(args[1..]);
}

// Concord.Bench [--records N] [--db CONNECTION] [--requests N]: prints a table of what a request costs.
var records = int.Parse(Option("--records") ?? "10000", CultureInfo.InvariantCulture);
var requests = int.Parse(Option("--requests") ?? "2000", CultureInfo.InvariantCulture);
// Requests made for each line before it is measured.
const int Warming = 20_000;
// CPU time is that of a server with work to do: for a single client a processor falls asleep and wakes up with each request, and on a virtual
// machine that alone costs as much as a kept answer.
const int Busy = 8;
var connection = Option("--db");
var work = Directory.CreateTempSubdirectory("concord-bench-").FullName;
try
{
    var real = Path.Combine(AppContext.BaseDirectory, "data", "cooperation");
    var bundle = Path.Combine(work, "bundle");
    var made = Multiplied.Write(real, bundle, records);
    Print($"# {made:N0} records on {(connection is null ? "SQLite" : "PostgreSQL")}, {requests:N0} requests a line, {Environment.ProcessorCount} processors");

    var location = new StoreLocation(Path.Combine(work, "data"), connection);
    // In a process of its own, as in life: what an import needs is not the server's memory.
    Console.Write(await RunAsync(["import", bundle, location.DataFolder, made.ToString(CultureInfo.InvariantCulture), .. connection is null ? Array.Empty<string>() : [connection]]));
    Directory.Delete(bundle, recursive: true);

    var started = Stopwatch.GetTimestamp();
    var app = Site.Build(new SiteSettings(location, SystemClock.Instance) { Urls = "http://127.0.0.1:0", IsQuiet = true });
    await using (app)
    {
        await Store.MigrateAsync(app.Services);
        await app.StartAsync();
        var address = app.Urls.First();
        using (var first = new HttpClient())
            await first.GetAsync(new Uri(address + "/en/events"));
        Print($"start on the existing store to the first page: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s");
        await TableAsync(address);
        await app.StopAsync();
    }
    await MemoryAsync(location);
    return 0;
}
finally
{
    Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    Directory.Delete(work, recursive: true);
}

async Task<int> ImportAsync(StoreLocation location, string bundle, int made)
{
    var app = Site.Build(new SiteSettings(location, SystemClock.Instance) { IsQuiet = true });
    await using (app)
    {
        await Store.MigrateAsync(app.Services);
        var (wall, cpu) = (Stopwatch.GetTimestamp(), Cpu());
        await BundleImport.RunAsync(app.Services, bundle, dryRun: false, fault => throw new InvalidDataException(fault.ToString()), null, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(wall).TotalSeconds;
        Print($"import: {seconds:0.0} s, {made / seconds:N0} records/s, {(Cpu() - cpu).TotalSeconds:0.0} CPU-s");
    }
    return 0;
}

async Task<int> ServeAsync(StoreLocation location)
{
    var app = Site.Build(new SiteSettings(location, SystemClock.Instance) { Urls = "http://127.0.0.1:0", IsQuiet = true });
    await using (app)
    {
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadLineAsync();
        var heap = GC.GetGCMemoryInfo();
        Print($"of it the managed heap: {heap.TotalCommittedBytes >> 20} MB, {heap.HeapSizeBytes >> 20} MB in use");
        await app.StopAsync();
    }
    return 0;
}

// In a process of its own, with nothing in it but the server: what a machine must have for it.
async Task MemoryAsync(StoreLocation location)
{
    using var server = Start(["serve", location.DataFolder, .. connection is null ? Array.Empty<string>() : [connection]]);
    var address = (await server.StandardOutput.ReadLineAsync())!;
    await DriveAsync(address, "br", 1, 10, ["/en/events?n={n}"]);
    var before = Memory(server);
    await DriveAsync(address, "br", 100, requests * 2, ["/en/events?n={n}", "/zh/events/acecf_2024?n={n}", "/api/v1/projects?n={n}"]);
    Print($"100 busy connections: {Memory(server)} ({before} after the first ten requests)");
    await server.StandardInput.WriteLineAsync();
    Console.Write(await server.StandardOutput.ReadToEndAsync());
    await server.WaitForExitAsync();

    static string Memory(Process server)
    {
        server.Refresh();
        return string.Create(CultureInfo.InvariantCulture, $"{server.WorkingSet64 >> 20} MB resident, at most {server.PeakWorkingSet64 >> 20}");
    }
}

async Task TableAsync(string address)
{
    Print($"| request | CPU-ms | p50 ms | p95 ms | p99 ms | allocated KB | bytes |");
    Print($"| --- | --: | --: | --: | --: | --: | --: |");
    // Records that nobody has asked for before, from all over the store; and five that everybody asks for.
    var (all, titles) = await EventsAsync(address, 6000);
    string[] known = ["sco_webinar_2020", "cica_seminar_2022", "acecf_2019", "acecf_2024", "ck_jc_23"];
    string[] words = ["water", "TEMM", "загрязнения", "空气质量", "대기오염", "memorandum", "marine plastic", "Nanning", "юань", "forum", "экологическое сотрудничество", "水", "NOWPAP", "acid rain", "Vientiane"];
    // The first requests compile the program: they are not what a request costs.
    foreach (var path in (string[])["/en/events?w={n}", "/en/events/acecf_2019?w={n}", "/api/v1/events?w={n}", "/en/search?q=water&w={n}", "/ko?w={n}"])
        await DriveAsync(address, "identity", 2, 2000, [path]);
    await LineAsync(address, "list of 25 with counts, uncached", "identity", "/en/events?n={n}");
    await LineAsync(address, "list, any page of it, uncached", "identity", [.. Enumerable.Range(1, 300).Select(page => $"/en/events?page={page}&n={{n}}")]);
    await LineAsync(address, "list of 25 with counts, filtered, uncached", "identity", "/ru/events?mechanism=sco_env&mechanism=temm&n={n}");
    await LineAsync(address, "list of 25 with counts, uncached, compressed", "br", "/zh/events?n={n}");
    await LineAsync(address, "list of 25 with counts, cached", "br", "/en/events");
    await LineAsync(address, "record page, uncached, any of them", "identity", [.. all.Select(id => $"/en/events/{id}?n={{n}}")]);
    await LineAsync(address, "record page, cached", "br", [.. known.Select(id => $"/en/events/{id}")]);
    await LineAsync(address, "record page, uncached, of five", "identity", [.. known.Select(id => $"/en/events/{id}?n={{n}}")]);
    await LineAsync(address, "JSON list of 50, uncached", "identity", "/api/v1/events?n={n}");
    await LineAsync(address, "JSON record, uncached", "identity", [.. all.Select(id => $"/api/v1/events/{id}?n={{n}}")]);
    await LineAsync(address, "search, of fifteen words", "identity", [.. words.Select(word => $"/en/search?q={Uri.EscapeDataString(word)}&n={{n}}")]);
    await LineAsync(address, "search, of two words of a title", "identity", [.. titles.Select(words => $"/en/search?q={Uri.EscapeDataString(words)}&n={{n}}")]);
    await LineAsync(address, "home, uncached", "identity", "/ko?n={n}");
}

async Task LineAsync(string address, string name, string encoding, params string[] paths)
{
    // The runtime compiles a hot path several times, each a little later and beside the requests; a server that has run for a minute is past that.
    await DriveAsync(address, encoding, Busy, Math.Max(requests, Warming), paths);
    await Task.Delay(500);
    var (cpu, allocated) = (TimeSpan.Zero, 0L);
    await DriveAsync(address, encoding, Busy, requests, paths, () => (cpu, allocated) = (Cpu(), GC.GetTotalAllocatedBytes()));
    var spent = (Cpu() - cpu).TotalMilliseconds / requests;
    var kilobytes = (GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / requests;
    var figures = await DriveAsync(address, encoding, 1, requests, paths);
    Print($"| {name} | {spent:0.000} | {figures[0] / 1000.0:0.00} | {figures[1] / 1000.0:0.00} | {figures[2] / 1000.0:0.00} | {kilobytes:0} | {figures[3]} |");
}

async Task<long[]> DriveAsync(string address, string encoding, int connections, int count, string[] paths, Action? begin = null)
{
    using var client = Start(["client", address, encoding, connections.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture), .. paths]);
    await client.StandardOutput.ReadLineAsync();
    begin?.Invoke();
    await client.StandardInput.WriteLineAsync();
    var output = await EndOfAsync(client, "client");
    return [.. output.Split(' ').Select(figure => long.Parse(figure, CultureInfo.InvariantCulture))];
}

// Runs this program once more with other arguments and returns what it prints.
async Task<string> RunAsync(string[] arguments)
{
    using var other = Start(arguments);
    return await EndOfAsync(other, arguments[0]);
}

async Task<string> EndOfAsync(Process process, string verb)
{
    var output = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    return process.ExitCode == 0 ? output : throw new InvalidOperationException($"'{verb}' failed: see above.");
}

static Process Start(string[] arguments)
{
    var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
    if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Concord.Bench.dll"));
    foreach (var argument in arguments)
        start.ArgumentList.Add(argument);
    return Process.Start(start)!;
}

// Events from all over the store: their ids, and two words of each one's title, of each language in turn.
static async Task<(List<string> Ids, List<string> Words)> EventsAsync(string address, int most)
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

static TimeSpan Cpu() => Process.GetCurrentProcess().TotalProcessorTime;

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
