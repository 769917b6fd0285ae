using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Concord.Bench;

/// <summary>The other side of the wire, in a process of its own so that its work is not counted as the server's.</summary>
internal static class LoadClient
{
    /// <summary>The environment's word for the cookie that is sent along.</summary>
    public const string Cookie = "CONCORD_BENCH_COOKIE";

    /// <summary>Arguments: base address, encoding, connections, requests, then paths; <c>{n}</c> in a path becomes a running number. Says when it is ready, waits for a line, and prints p50, p95 and p99 in microseconds and the mean number of bytes.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (address, encoding) = (args[0], args[1]);
        var connections = int.Parse(args[2], CultureInfo.InvariantCulture);
        var requests = int.Parse(args[3], CultureInfo.InvariantCulture);
        var paths = args[4..];
        using var handler = new SocketsHttpHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false, MaxConnectionsPerServer = connections };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(address) };
        if (encoding != "identity")
            client.DefaultRequestHeaders.AcceptEncoding.ParseAdd(encoding);
        if (Environment.GetEnvironmentVariable(Cookie) is { Length: > 0 } cookie)
            client.DefaultRequestHeaders.Add("Cookie", cookie);
        // The parent begins to measure here: starting a process is no part of a request.
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        var times = new long[requests];
        long bytes = 0;
        // No run asks what an earlier one asked: the server has kept those answers.
        var first = Stopwatch.GetTimestamp();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < requests; i = Interlocked.Increment(ref next))
            {
                var path = paths[(first + i) % paths.Length].Replace("{n}", (first + i).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
                var started = Stopwatch.GetTimestamp();
                using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
                var body = await response.Content.ReadAsByteArrayAsync();
                times[i] = Stopwatch.GetElapsedTime(started).Ticks / 10;
                Interlocked.Add(ref bytes, body.Length);
                if (!response.IsSuccessStatusCode)
                    throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}.");
            }
        }));
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times[requests / 2]} {times[requests * 95 / 100]} {times[requests * 99 / 100]} {bytes / requests}"));
        return 0;
    }
}
