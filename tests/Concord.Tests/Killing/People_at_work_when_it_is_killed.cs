using System.Diagnostics;
using System.Globalization;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Files.Store;
using Concord.Kernel.Outbox;
using Concord.Tests.Audit;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Concord.Tests.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Killing;

/// <summary>
/// The program is killed with signal 9 at random moments while one person edits and publishes, another uploads, and mails go out to a real mail host; again and again on
/// the same store. Each time everything is there that was acknowledged, nothing is half done, and no mail is doubled. <c>eng/kill</c> does it 200 times.
/// </summary>
public sealed class People_at_work_when_it_is_killed
{
    private const string Record = "sco_webinar_2020";
    private const int MailsEachTime = 8;

    private static readonly int Times = int.Parse(Environment.GetEnvironmentVariable("CONCORD_KILLS") is { Length: > 0 } times ? times : "3", CultureInfo.InvariantCulture);

    [Theory(SkipUnless = nameof(HasHost), Skip = "Exim is not installed here (Debian: apt-get install exim4-daemon-light)."), OnBothStores]
    public async Task Lose_nothing_that_was_acknowledged_and_no_mail_is_doubled(StoreKind store)
    {
        var cancel = TestContext.Current.CancellationToken;
        var location = await Stores.CopyAsync(store);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var host = await AMailHost.StartAsync();
        await using (host)
        {
            (string Name, string Value)[] settings = [.. host.Settings().Where(one => one.Name != "PublicUrl").Select(one => (one.Name, one.Value!)), ("PublicUrl", "http://record.example.org"), ("Mail:PerMinute", "3000"),
                ("Files:MostUploadsPerHour", "1000000"), ("Files:MostPerRecord", "1000000")];
            // The one that looks on: it puts mails in, and looks at the store while the other is dead.
            var quiet = await ASite.OpenAsync(location, SystemClock.Instance.GetCurrentInstant(), ("Mail:Deliver", "false"));
            await using (quiet)
            {
                await Visitor.JoinAsync(quiet, "officer@example.org", Role.Secretariat, new Scope(Mechanism: "sco_env"));
                using var client = new AClient();
                var (editor, uploader) = (new AnEditor(client, Record), new AnUploader(client, Record, new Random(seed)));
                var (isSignedIn, starting, mails) = (false, TimeSpan.FromSeconds(2), 0);
                for (var kill = 1; kill <= Times; kill++)
                {
                    var where = FormattableString.Invariant($"Kill {kill} with seed {seed}: ");
                    await Outboxes.PutAsync(quiet, [.. Enumerable.Range(0, MailsEachTime).Select(n => Outboxes.To(FormattableString.Invariant($"k{kill}n{n}@example.org")))]);
                    mails += MailsEachTime;
                    var started = Stopwatch.GetTimestamp();
                    using var process = Start(location, settings);
                    if (isSignedIn && random.Next(8) == 0)
                        await Task.Delay(starting * random.NextDouble(), cancel);
                    else
                    {
                        client.Server = await AddressAsync(process);
                        starting = Stopwatch.GetElapsedTime(started);
                        if (!isSignedIn)
                            await client.SignInAsync("officer@example.org");
                        isSignedIn = true;
                        await editor.LookAsync(where);
                        await uploader.LookAsync(where);
                        Task[] work = [GoneAsync(editor.WorkAsync), GoneAsync(uploader.WorkAsync)];
                        // Somewhere within what follows the n-th thing that was acknowledged: so a busy machine is killed at work too. Both must have come to work
                        // at least once, or the test would show nothing.
                        var enough = editor.Acknowledged + uploader.Acknowledged + random.Next(10);
                        while ((editor.Acknowledged + uploader.Acknowledged < enough || editor.Acknowledged == 0 || uploader.Acknowledged == 0) && !work.Any(one => one.IsCompleted))
                            await Task.Delay(2, cancel);
                        await Task.Delay(random.Next(40), cancel);
                        process.Kill();
                        await Task.WhenAll(work);
                    }
                    process.Kill();
                    await process.WaitForExitAsync(cancel);
                    Assert.True(process.ExitCode == 137, $"{where}the program ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync(cancel)}");
                    await IsSoundAsync(quiet, where, isWhole: kill % 10 == 0 || kill == Times);
                    Assert.True(host.Taken() is var taken && taken.Count == taken.Distinct().Count(), where + "a mail was sent twice.");
                }
                Assert.True(editor.Acknowledged > 0 && uploader.Acknowledged > 0, "Nobody came to work.");
                await MailsAsync(location, host, mails);
                Tell(FormattableString.Invariant($"{store}: killed {Times} times; {editor.Acknowledged} changes and publications, {uploader.Acknowledged} pieces of {uploader.Files} files and {mails} mails were acknowledged, seed {seed}."));
            }
        }
    }

    public static bool HasHost => AMailHost.IsHere;

    /// <summary>What the dead held goes out when their hold is over. Then each mail was taken once, but for those of which nobody knows.</summary>
    private static async Task MailsAsync(StoreLocation location, AMailHost host, int mails)
    {
        var site = await ASite.OpenAsync(location, SystemClock.Instance.GetCurrentInstant() + Duration.FromMinutes(10),
            builder => builder.Configuration.AddInMemoryCollection([new("Mail:Deliver", "false"), .. host.Settings().Select(one => KeyValuePair.Create(one.Name, one.Value))]));
        await using (site)
        {
            await Outboxes.DeliverAsync(site);
            var (rows, taken) = (await Outboxes.MailsAsync(site), host.Taken().ConvertAll(id => id.Split('@')[0]));
            Assert.Equal((mails, taken.Count), (rows.Count, taken.Distinct().Count()));
            // At most one a kill was on its way when nobody was left to note how it ended.
            Assert.InRange(rows.Count(mail => mail.State == MailState.Unclear), 0, Times);
            foreach (var row in rows)
                Assert.True(row.State == MailState.Unclear || (row.State == MailState.Sent && taken.Contains(row.Id.ToString("N"))), $"{row.Address} is {row.State}, and the host has it not.");
        }
    }

    private static async Task IsSoundAsync(ASite site, string where, bool isWhole)
    {
        Nothing.In((await Trails.CheckAsync(site)).Select(fault => where + fault));
        if (!isWhole)
            return;
        // FTS5 checks an index by what a connection last knew of its parts, also where another process has merged them since.
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Nothing.In((await Bundles.CheckAsync(site)).Select(fault => where + fault));
        var scope = site.Services.CreateAsyncScope();
        await using (scope)
            await foreach (var fault in FileStoreCheck.RunAsync(scope.ServiceProvider, progress: null, TestContext.Current.CancellationToken))
                Assert.Fail(where + fault);
    }

    private static Process Start(StoreLocation location, (string Name, string Value)[] settings) =>
        AProcess.Start([.. new[] { "serve", "--urls", "http://127.0.0.1:0", "--data", location.DataFolder }, .. location.PostgresConnection is { } connection ? new[] { "--db", connection } : []],
            [.. settings.Select(one => (one.Name.Replace(":", "__", StringComparison.Ordinal), one.Value))]);

    private static async Task<Uri> AddressAsync(Process process)
    {
        var welcome = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        return new Uri(welcome[welcome.IndexOf("http", StringComparison.Ordinal)..]);
    }

    /// <summary>Works until the program is gone, which is no fault.</summary>
    private static async Task GoneAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or System.Net.Sockets.SocketException)
        {
        }
    }

    private static void Tell(string told)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        if (Environment.GetEnvironmentVariable("CONCORD_TOLD") is { Length: > 0 } file)
            File.AppendAllText(file, told + "\n");
    }
}
