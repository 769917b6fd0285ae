using System.CommandLine;
using Concord.Interop.Bundle;
using Concord.Kernel.Data;
using Concord.Kernel.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Concord.Commands;

/// <summary><c>concord demo</c>: a fresh throw-away store with the demonstration record and an account for each role.</summary>
internal static class DemoCommand
{
    private const string Address = "http://127.0.0.1:5080";

    public static Command Create()
    {
        var store = new StoreOptions();
        var urls = Listening.Option($"Addresses to listen on; {Address} if not given.");
        var now = new Option<string?>("--now")
        {
            Description = "Starts the clock at another instant, such as 2022-10-01T09:00+08:00, so that a past notice is forthcoming again.",
            HelpName = "INSTANT",
        };
        now.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !TryRead(text, out _))
                result.AddError($"--now {text} is not an instant: write it with its distance from UTC, such as 2022-10-01T09:00+08:00.");
        });
        var command = new Command("demo", "Serves a fresh throw-away store with the demonstration record.") { urls, now };
        store.AddTo(command);
        command.Runs(async (arguments, cancel) =>
        {
            ThrowAwayFolder.RemoveAbandoned();
            using var folder = new ThrowAwayFolder();
            var clock = arguments.GetValue(now) is { } text && TryRead(text, out var start)
                ? new SetClock(SystemClock.Instance, start)
                : (IClock)SystemClock.Instance;
            var app = Site.Build(new SiteSettings(store.Read(arguments, folder.Path), clock) { Urls = arguments.GetValue(urls) ?? Address });
            await using (app)
            {
                await RequireEmptyAsync(app, cancel);
                var bundle = Path.Combine(AppContext.BaseDirectory, "data", "cooperation");
                await BundleImport.RunAsync(app.Services, bundle, dryRun: false, fault => throw new InvalidDataException(fault.ToString()),
                    progress: null, cancel);
                var accounts = await DemoAccounts.MakeAsync(app, cancel);
                await Listening.StartAsync(arguments, app, address => $"Concord shows the demonstration record at {address} (Ctrl+C ends it)", cancel);
                foreach (var line in accounts)
                    await arguments.Out.WriteLineAsync(line);
                await app.WaitForShutdownAsync(cancel);
            }
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The demonstration does not mix with anyone's record.</summary>
    private static async Task RequireEmptyAsync(WebApplication app, CancellationToken cancel)
    {
        if (await Store.RequireFitAsync(app.Services, cancel) == StoreCondition.Missing)
            return;
        await StandingStore.RequireAsync(app, cancel);
        var scope = app.Services.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            if (!await db.Records.AnyAsync(cancel) && !await db.Vocabulary.AnyAsync(cancel))
                return;
            var location = scope.ServiceProvider.GetRequiredService<StoreLocation>();
            var holder = location.IsPostgres ? "The database" : location.SqliteFile;
            throw new FailedException($"{holder} holds a record already: name an empty store for the demonstration, or show this one with 'concord serve'.");
        }
    }

    /// <summary>Reads an ISO 8601 instant with an offset; seconds may be left out.</summary>
    private static bool TryRead(string text, out Instant instant)
    {
        foreach (var pattern in new[] { "uuuu'-'MM'-'dd'T'HH':'mmo<I>", "uuuu'-'MM'-'dd'T'HH':'mm':'sso<I>", "uuuu'-'MM'-'dd'T'HH':'mmo<G>",
            "uuuu'-'MM'-'dd'T'HH':'mm':'sso<G>" })
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
}
