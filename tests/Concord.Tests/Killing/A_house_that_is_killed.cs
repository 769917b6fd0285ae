using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Concord.Tests.Audit;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Killing;

/// <summary>
/// The program is killed with signal 9 at random moments while it works, again and again on the same store. Afterwards everything is there whose end
/// the program told, and nothing is half done. <c>eng/kill</c> does it 200 times; <c>CONCORD_KILLS</c> says how often here.
/// </summary>
public sealed class A_house_that_is_killed
{
    private static readonly int Times = int.Parse(Environment.GetEnvironmentVariable("CONCORD_KILLS") is { Length: > 0 } times ? times : "4", CultureInfo.InvariantCulture);

    [Theory, OnBothStores]
    public async Task Has_every_change_that_it_acknowledged_and_none_half_done(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        // Two people write at once, each to records of a kind, and a backup is made beside them.
        var (events, projects) = (new Edits("events", RecordKind.Event), new Edits("projects", RecordKind.Project));
        var longest = TimeSpan.FromSeconds(3);
        for (var time = 1; time <= Times; time++)
        {
            var backup = await Stores.NewFolderAsync() + ".tar";
            var started = Stopwatch.GetTimestamp();
            using var server = AProcess.Start(location, "serve", "--urls", "http://127.0.0.1:0");
            using var first = AProcess.Start(location, "import", await events.NextAsync(time));
            using var second = AProcess.Start(location, "import", await projects.NextAsync(time));
            using var third = AProcess.Start(location, "backup", backup);
            Process[] all = [first, second, third, server];
            // Mostly within the time that they take, which is learned from those that came to their end.
            await Task.Delay(longest * random.NextDouble(), TestContext.Current.CancellationToken);
            foreach (var process in all.OrderBy(_ => random.Next()))
                process.Kill();
            foreach (var process in all)
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (first.ExitCode == 0 && second.ExitCode == 0)
                longest = TimeSpan.FromSeconds(Math.Clamp(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.5, longest.TotalSeconds));
            else
                longest *= 1.1;

            var where = FormattableString.Invariant($"Kill {time} with seed {seed}: ");
            foreach (var (edits, process) in new[] { (events, first), (projects, second) })
                if (process.ExitCode is not (0 or 137))
                    Assert.Fail($"{where}the import of {edits.Kind} ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
                else
                    Assert.True(await edits.HoldAsync(location, isAcknowledged: process.ExitCode == 0), $"{where}{edits.Kind} state {edits.Found}.");
            await IsSoundAsync(location, where);
            Assert.False(third.ExitCode == 0 && !File.Exists(backup), where + "a backup was told to be made, and is not there.");
            if (!File.Exists(backup))
                continue;
            var restored = await Stores.EmptyAsync(store);
            Assert.Equal(0, (await AVerb.RunAsync(restored, "restore", backup)).ExitCode);
        }
    }

    private static async Task IsSoundAsync(StoreLocation location, string where)
    {
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
        {
            Nothing.In((await Bundles.CheckAsync(site)).Select(fault => where + fault));
            Nothing.In((await Trails.CheckAsync(site)).Select(fault => where + fault));
        }
    }

    /// <summary>Changes to all records of a kind, each time another word among their sources, in one act.</summary>
    private sealed class Edits(string kind, RecordKind recordKind)
    {
        private const string Mark = "Seen before kill ";
        private string last = "";
        private string next = "";

        public string Kind => kind;

        /// <summary>What the records stated when they were last looked at.</summary>
        public string Found { get; private set; } = "";

        public async Task<string> NextAsync(int time)
        {
            next = Mark + time.ToString(CultureInfo.InvariantCulture);
            var folder = await Bundles.ChangedAsync((of, record) =>
            {
                if (of == kind)
                    record["sources"]!.AsArray().Add(next);
            });
            // Of the other records nothing is said, so they stay as somebody else leaves them.
            foreach (var file in Directory.EnumerateFiles(folder).Where(file => Path.GetFileNameWithoutExtension(file) != kind))
                await File.WriteAllTextAsync(file, Path.GetFileName(file) == "labels.json" ? "{}" : "[]", TestContext.Current.CancellationToken);
            return folder;
        }

        /// <summary>Whether all records state the same, and it is the last that was acknowledged or, where it was not refused, the one under way.</summary>
        public async Task<bool> HoldAsync(StoreLocation location, bool isAcknowledged)
        {
            var site = await ASite.OpenAsync(location, Stores.Usual);
            await using (site)
            {
                var bodies = await site.WithDbAsync(db => db.Records.AsNoTracking().Where(record => record.Kind == recordKind).Select(record => record.Body).ToListAsync());
                List<string> stated = [.. bodies.Select(Word).Distinct()];
                Found = string.Join(" and ", stated.Select(word => $"“{word}”"));
                if (stated is not [var one] || !(one == next || (one == last && !isAcknowledged)))
                    return false;
                last = one;
                return true;
            }
        }

        private static string Word(byte[] body)
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("sources").EnumerateArray().Select(source => source.GetString()!).LastOrDefault(source => source.StartsWith(Mark, StringComparison.Ordinal)) ?? "";
        }
    }
}
