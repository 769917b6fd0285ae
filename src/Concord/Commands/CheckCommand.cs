using System.CommandLine;
using Concord.Interop.Bundle;
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
        command.Runs(async (arguments, cancel) =>
        {
            var app = Site.Build(new SiteSettings(store.Read(arguments), SystemClock.Instance) { IsQuiet = true });
            await using (app)
            {
                await StandingStore.RequireAsync(app, cancel);
                var scope = app.Services.CreateAsyncScope();
                await using (scope)
                {
                    var faults = 0;
                    await foreach (var fault in StoreCheck.RunAsync(scope.ServiceProvider, cancel))
                    {
                        faults++;
                        await Console.Error.WriteLineAsync(fault);
                    }
                    // What an import would refuse is a fault of the store too: its own export must always be accepted.
                    if (faults == 0)
                    {
                        using var folder = new ThrowAwayFolder();
                        await BundleExport.RunAsync(app.Services, folder.Path, cancel);
                        BundleCheck.Run(folder.Path, fault =>
                        {
                            faults++;
                            Console.Error.WriteLine(fault);
                        }, progress: null, cancel);
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
