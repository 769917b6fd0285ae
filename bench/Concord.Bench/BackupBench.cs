using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Concord.Commands;
using Concord.Interop.Bundle;
using Concord.Kernel.Audit;
using Concord.Kernel.Backups;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Bench;

/// <summary>
/// How fast a backup is, and how long somebody who changes records meanwhile waits for one change. The store, the writer and the backup are processes of their
/// own, as in life.
/// </summary>
internal static class BackupBench
{
    /// <summary>Arguments: <c>[--megabytes N] [--db CONNECTION]</c>.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var megabytes = int.Parse(Bench.Option(args, "--megabytes") ?? "1000", CultureInfo.InvariantCulture);
        var connection = Bench.Option(args, "--db");
        var work = Directory.CreateTempSubdirectory("concord-bench-").FullName;
        var location = new StoreLocation(Path.Combine(work, "data"), connection);
        var store = Bench.Of(location);
        try
        {
            Console.Write(await Bench.AskAsync(["backup", "fill", megabytes.ToString(CultureInfo.InvariantCulture), .. store]));
            Console.WriteLine("nobody but the writer:");
            Console.Write(await WritingAsync(store, () => Task.Delay(10_000)));
            for (var times = 0; times < 3; times++)
            {
                var file = Path.Combine(work, string.Create(CultureInfo.InvariantCulture, $"{times}.tar"));
                Console.Write(await WritingAsync(store, async () => Console.Write(await Bench.AskAsync(["backup", "take", file, .. store]))));
                File.Delete(file);
            }
            return 0;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Makes a store of so many megabytes: the real record, and versions of it until it is as large.</summary>
    public static Task<int> FillAsync(StoreLocation location, int megabytes) => WithAsync(location, async services =>
    {
        await BundleImport.RunAsync(services, Path.Combine(AppContext.BaseDirectory, "data", "cooperation"), dryRun: false,
            fault => throw new InvalidDataException(fault.ToString()), null, CancellationToken.None);
        var scope = services.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            var records = await db.Records.AsNoTracking().Select(record => new { record.Id, record.Body }).ToListAsync();
            var bytes = 0L;
            for (var version = 1_000_000; bytes < megabytes * 1_000_000L; version++)
            {
                foreach (var record in records)
                    db.Versions.Add(new RecordVersion { RecordId = record.Id, Version = version, ChangedAt = Instant.FromUnixTimeSeconds(version), ChangedBy = "bench", Body = record.Body });
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
                bytes += records.Sum(record => record.Body.Length + 60);
            }
        }
        return 0;
    });

    /// <summary>Changes one record after the other, as the desk does when it publishes, until a line comes in; prints how long the changes took.</summary>
    public static Task<int> WriteAsync(StoreLocation location) => WithAsync(location, async services =>
    {
        // The console reads as a task only on a thread of its own.
        var ended = Task.Run(Console.In.ReadLine);
        var models = services.GetRequiredService<RecordModels>();
        var times = new List<double>();
        for (var i = 0; !ended.IsCompleted; i++)
        {
            var scope = services.CreateAsyncScope();
            await using (scope)
            {
                var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
                var record = await db.Records.AsNoTracking().Where(record => record.Kind == RecordKind.Event).OrderBy(record => record.No).Skip(i % 100).FirstAsync();
                var changed = JsonNode.Parse(record.Body)!;
                changed["sources"]!.AsArray().Add(string.Create(CultureInfo.InvariantCulture, $"Seen again: {i}"));
                var started = Stopwatch.GetTimestamp();
                var writer = await RecordWriter.BeginAsync(db, models, SystemClock.Instance.GetCurrentInstant(), Actor.CommandLine, "records.publish");
                await using (writer)
                {
                    await writer.PutAsync(record.Kind, System.Text.Encoding.UTF8.GetBytes(changed.ToJsonString()));
                    await writer.CommitAsync();
                }
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            if (i == 20)
            {
                // The first changes compile the program.
                times.Clear();
                Console.WriteLine("ready");
            }
            await Task.Delay(5);
        }
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {times.Count:N0} changes: half within {times[times.Count / 2]:0.0} ms, 99 % within {times[times.Count * 99 / 100]:0.0} ms, the longest {times[^1]:0.0} ms"));
        return 0;
    });

    /// <summary>Makes a backup as the verb does, and prints how fast.</summary>
    public static Task<int> TakeAsync(StoreLocation location, string file) => WithAsync(location, async services =>
    {
        LowPriority.Take();
        var (wall, cpu) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        var made = await Backup.RunAsync(services, file, null, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(wall).TotalSeconds;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"backup: {made.Bytes / 1e6:N0} MB in {seconds:0.0} s, {made.Bytes / 1e6 / seconds:0} MB/s, {(process.TotalProcessorTime - cpu).TotalSeconds:0.0} CPU-s, at most {process.PeakWorkingSet64 >> 20} MB resident"));
        return 0;
    });

    private static async Task<int> WithAsync(StoreLocation location, Func<IServiceProvider, Task<int>> act)
    {
        var app = Site.Build(new SiteSettings(location, SystemClock.Instance) { IsQuiet = true });
        await using (app)
            return await act(app.Services);
    }

    /// <summary>Does something while a writer writes, and returns what that says of its waits.</summary>
    private static async Task<string> WritingAsync(string[] store, Func<Task> act)
    {
        using var writer = Bench.Start(["backup", "write", .. store]);
        await writer.StandardOutput.ReadLineAsync();
        await act();
        // What the backup leaves behind is part of it.
        await Task.Delay(2000);
        await writer.StandardInput.WriteLineAsync();
        return await writer.StandardOutput.ReadToEndAsync();
    }
}
