using System.CommandLine;
using Concord.Interop.Bundle;
using Concord.Kernel.Data;
using NodaTime;
using NodaTime.Text;

namespace Concord.Commands;

/// <summary><c>concord demo</c>: a fresh throw-away store with the demonstration record.</summary>
internal static class DemoCommand
{
    private const string Address = "http://127.0.0.1:5080";

    public static Command Create()
    {
        var store = new StoreOptions();
        var urls = new Option<string?>("--urls") { Description = $"Addresses to listen on; {Address} if not given.", HelpName = "URLS" };
        var now = new Option<string?>("--now") { Description = "Starts the clock at another instant, such as 2022-10-01T09:00+08:00, so that a past notice is forthcoming again.", HelpName = "INSTANT" };
        now.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !TryRead(text, out _))
                result.AddError($"--now {text} is not an instant: write it with its distance from UTC, such as 2022-10-01T09:00+08:00.");
        });
        var command = new Command("demo", "Serves a fresh throw-away store with the demonstration record.") { urls, now };
        store.AddTo(command);
        command.SetAction(async (arguments, cancel) =>
        {
            var folder = Directory.CreateTempSubdirectory("concord-demo-").FullName;
            try
            {
                var clock = arguments.GetValue(now) is { } text && TryRead(text, out var start) ? new ShiftedClock(SystemClock.Instance, start) : (IClock)SystemClock.Instance;
                var app = Site.Build(new SiteSettings(store.Read(arguments, folder), clock) { Urls = arguments.GetValue(urls) ?? Address });
                await using (app)
                {
                    await Store.MigrateAsync(app.Services, cancel);
                    await BundleImport.RunAsync(app.Services, Path.Combine(AppContext.BaseDirectory, "data", "cooperation"), dryRun: false, fault => throw new InvalidDataException(fault.ToString()), progress: null, cancel);
                    await app.StartAsync(cancel);
                    foreach (var address in app.Urls)
                        await Console.Out.WriteLineAsync("Concord shows the demonstration record at " + address + " (Ctrl+C ends it)");
                    await app.WaitForShutdownAsync(cancel);
                }
                return ExitCode.Done;
            }
            finally
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
            }
        });
        return command;
    }

    /// <summary>Reads an ISO 8601 instant with an offset; seconds may be left out.</summary>
    private static bool TryRead(string text, out Instant instant)
    {
        foreach (var pattern in new[] { "uuuu'-'MM'-'dd'T'HH':'mmo<I>", "uuuu'-'MM'-'dd'T'HH':'mm':'sso<I>", "uuuu'-'MM'-'dd'T'HH':'mmo<G>", "uuuu'-'MM'-'dd'T'HH':'mm':'sso<G>" })
        {
            if (OffsetDateTimePattern.CreateWithInvariantCulture(pattern).Parse(text).TryGetValue(default, out var value))
            {
                instant = value.ToInstant();
                return true;
            }
        }
        instant = default;
        return false;
    }

    /// <summary>Runs as the real clock does, from another instant on.</summary>
    private sealed class ShiftedClock(IClock clock, Instant start) : IClock
    {
        private readonly Duration shift = start - clock.GetCurrentInstant();

        public Instant GetCurrentInstant() => clock.GetCurrentInstant() + shift;
    }
}
