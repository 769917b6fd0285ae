using System.Diagnostics;
using System.Globalization;
using Concord.Interop.Bundle;
using Concord.Kernel.Data;
using Microsoft.AspNetCore.Builder;
using NodaTime;

namespace Concord.Bench;

/// <summary>What the runs have in common: a store with the multiplied record, processes of this program, and lines of the table.</summary>
internal static class Bench
{
    /// <summary>Requests made for each line before it is measured.</summary>
    public const int Warming = 20_000;

    // CPU time is that of a server with work to do: for a single client a processor falls asleep and wakes up with each request, and on a virtual
    // machine that alone costs as much as a kept answer.
    private const int Busy = 8;

    /// <summary>Multiplies the real record, imports it into a new store, has something done with that, and removes it.</summary>
    public static async Task<int> WithStoreAsync(string[] args, Func<StoreLocation, Task> measure)
    {
        var (records, connection) = (int.Parse(Option(args, "--records") ?? "10000", CultureInfo.InvariantCulture), Option(args, "--db"));
        var work = Directory.CreateTempSubdirectory("concord-bench-").FullName;
        try
        {
            var bundle = Path.Combine(work, "bundle");
            var made = Multiplied.Write(Path.Combine(AppContext.BaseDirectory, "data", "cooperation"), bundle, records);
            Print($"# {made:N0} records on {(connection is null ? "SQLite" : "PostgreSQL")}, {Requests(args):N0} requests a line, {Environment.ProcessorCount} processors");
            var location = new StoreLocation(Path.Combine(work, "data"), connection);
            // In a process of its own, as in life: what an import needs is not the server's memory.
            Console.Write(await AskAsync(["import", bundle, made.ToString(CultureInfo.InvariantCulture), .. Of(location)]));
            Directory.Delete(bundle, recursive: true);
            await measure(location);
            return 0;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Imports a bundle and says how fast it was. Arguments: folder of the bundle, number of records, then the store's.</summary>
    public static async Task<int> ImportAsync(string[] args)
    {
        var app = Site.Build(new SiteSettings(Store(args[2..]), SystemClock.Instance) { IsQuiet = true });
        await using (app)
        {
            await Kernel.Data.Store.MigrateAsync(app.Services);
            var (wall, cpu) = (Stopwatch.GetTimestamp(), Cpu());
            await BundleImport.RunAsync(app.Services, args[0], dryRun: false, fault => throw new InvalidDataException(fault.ToString()), null, CancellationToken.None);
            var seconds = Stopwatch.GetElapsedTime(wall).TotalSeconds;
            Print($"import: {seconds:0.0} s, {int.Parse(args[1], CultureInfo.InvariantCulture) / seconds:N0} records/s, {(Cpu() - cpu).TotalSeconds:0.0} CPU-s");
        }
        return 0;
    }

    /// <summary>Serves a store until a line comes, with nothing in the process but the server. Arguments: the store's.</summary>
    public static async Task<int> ServeAsync(string[] args)
    {
        var app = Site.Build(new SiteSettings(Store(args), SystemClock.Instance) { Urls = "http://127.0.0.1:0", IsQuiet = true });
        await using (app)
        {
            await app.StartAsync();
            Console.WriteLine(app.Urls.First());
            await Console.In.ReadLineAsync();
            var heap = GC.GetGCMemoryInfo();
            Print($"of it the managed heap: {heap.TotalCommittedBytes >> 20} MB, {heap.HeapSizeBytes >> 20} MB in use, {GC.GetTotalMemory(forceFullCollection: true) >> 20} MB of that alive");
            await app.StopAsync();
        }
        return 0;
    }

    /// <summary>How a process of this program is told which store.</summary>
    public static string[] Of(StoreLocation location) => location.PostgresConnection is { } connection ? [location.DataFolder, connection] : [location.DataFolder];

    private static StoreLocation Store(string[] args) => new(args[0], args.ElementAtOrDefault(1));

    /// <summary>Measures one line of the table and prints it.</summary>
    /// <param name="address">The server, which runs in this process.</param>
    /// <param name="requests">How many requests are measured.</param>
    /// <param name="name">What the line is of.</param>
    /// <param name="encoding">The encoding that is asked for.</param>
    /// <param name="cookie">What the browser of somebody who is signed in sends along.</param>
    /// <param name="paths">What is asked in turn; <c>{n}</c> becomes a number that was not there before.</param>
    public static async Task LineAsync(string address, int requests, string name, string encoding, string? cookie, params string[] paths)
    {
        // The runtime compiles a hot path several times, each a little later and beside the requests; a server that has run for a minute is past that.
        await DriveAsync(address, encoding, cookie, Busy, Math.Max(requests, Warming), paths);
        await Task.Delay(500);
        var (cpu, allocated) = (TimeSpan.Zero, 0L);
        await DriveAsync(address, encoding, cookie, Busy, requests, paths, () => (cpu, allocated) = (Cpu(), GC.GetTotalAllocatedBytes()));
        var spent = (Cpu() - cpu).TotalMilliseconds / requests;
        var kilobytes = (GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / requests;
        var figures = await DriveAsync(address, encoding, cookie, 1, requests, paths);
        Print($"| {name} | {spent:0.000} | {figures[0] / 1000.0:0.00} | {figures[1] / 1000.0:0.00} | {figures[2] / 1000.0:0.00} | {kilobytes:0} | {figures[3]} |");
    }

    /// <summary>The head of the table.</summary>
    public static void Head()
    {
        Print($"| request | CPU-ms | p50 ms | p95 ms | p99 ms | allocated KB | bytes |");
        Print($"| --- | --: | --: | --: | --: | --: | --: |");
    }

    /// <summary>Has a client ask; returns p50, p95 and p99 in microseconds and the mean number of bytes.</summary>
    public static async Task<long[]> DriveAsync(string address, string encoding, string? cookie, int connections, int count, string[] paths, Action? begin = null)
    {
        using var client = Start(["client", address, encoding, connections.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture), .. paths], cookie);
        await client.StandardOutput.ReadLineAsync();
        begin?.Invoke();
        await client.StandardInput.WriteLineAsync();
        return [.. (await EndOfAsync(client, "client")).Split(' ').Select(figure => long.Parse(figure, CultureInfo.InvariantCulture))];
    }

    /// <summary>Runs this program once more with other arguments and returns what it prints.</summary>
    public static async Task<string> AskAsync(string[] arguments)
    {
        using var other = Start(arguments);
        return await EndOfAsync(other, arguments[0]);
    }

    public static async Task<string> EndOfAsync(Process process, string verb)
    {
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"'{verb}' failed: see above.");
    }

    public static Process Start(string[] arguments, string? cookie = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Concord.Bench.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment[LoadClient.Cookie] = cookie;
        return Process.Start(start)!;
    }

    /// <summary>What a server's process has of the memory.</summary>
    public static string Memory(Process server)
    {
        server.Refresh();
        return string.Create(CultureInfo.InvariantCulture, $"{server.WorkingSet64 >> 20} MB resident, at most {server.PeakWorkingSet64 >> 20}");
    }

    public static TimeSpan Cpu() => Process.GetCurrentProcess().TotalProcessorTime;

    public static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    public static int Requests(string[] args) => int.Parse(Option(args, "--requests") ?? "2000", CultureInfo.InvariantCulture);

    public static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
