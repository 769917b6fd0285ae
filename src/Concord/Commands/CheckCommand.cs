using System.CommandLine;
using Concord.Kernel.Data;
using NodaTime;

namespace Concord.Commands;

/// <summary><c>concord check</c>: the integrity of the store, one line per fault.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var command = new Command("check", "Checks the integrity of the store.");
        store.AddTo(command);
        command.SetAction(async (arguments, cancel) =>
        {
            var location = store.Read(arguments);
            if (!location.IsPostgres && !File.Exists(location.SqliteFile))
            {
                await Console.Error.WriteLineAsync($"There is no store at {location.SqliteFile}: check --data, or make one with 'concord import' or 'concord migrate'.");
                return ExitCode.Failed;
            }
            var app = Site.Build(new SiteSettings(location, SystemClock.Instance) { IsQuiet = true });
            await using (app)
            {
                var scope = app.Services.CreateAsyncScope();
                await using (scope)
                {
                    var faults = 0;
                    await foreach (var fault in StoreCheck.RunAsync(scope.ServiceProvider, cancel))
                    {
                        faults++;
                        await Console.Error.WriteLineAsync(fault);
                    }
                    if (faults > 0)
                        return ExitCode.Failed;
                }
            }
            await Console.Out.WriteLineAsync("The store is sound.");
            return ExitCode.Done;
        });
        return command;
    }
}
