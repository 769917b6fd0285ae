using System.CommandLine;
using Concord.Interop.Bundle;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Files.Store;
using NodaTime;

namespace Concord.Commands;

/// <summary><c>concord check</c>: the integrity of the store, one line per fault.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var mark = new Option<string?>("--mark")
        {
            Description = "Where the audit trail ended at an earlier check, which printed it: the trail must still lead there.",
            HelpName = "NUMBER:HASH",
        };
        mark.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && AuditMark.Parse(text) is null)
                result.AddError($"--mark {text} is not a mark of the audit trail: give the number and the hash that an earlier 'concord check' printed, such as 158:9f86d0...");
        });
        var command = new Command("check", "Checks the integrity of the store.") { mark };
        store.AddTo(command);
        command.Runs(async (arguments, cancel) =>
        {
            var app = Site.Build(new SiteSettings(store.Read(arguments), SystemClock.Instance) { IsQuiet = true });
            await using (app)
            {
                await StandingStore.RequireAsync(app, cancel);
                return await RunAsync(arguments, app, arguments.GetValue(mark) is { } text ? AuditMark.Parse(text) : null, cancel);
            }
        });
        return command;
    }

    /// <summary>Tells every fault of a store that is there, or that it is sound.</summary>
    /// <param name="arguments">The command line; what is found is said where it says.</param>
    /// <param name="app">The host on that store.</param>
    /// <param name="kept">Where the audit trail must lead; null for nowhere in particular.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<int> RunAsync(ParseResult arguments, WebApplication app, AuditMark? kept, CancellationToken cancel)
    {
        var scope = app.Services.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            var end = await AuditTrail.EndAsync(db, cancel);
            using var progress = ProgressLine.OnTerminal();
            var faults = await CountAsync(StoreCheck.RunAsync(scope.ServiceProvider, progress, cancel))
                + await CountAsync(AuditCheck.RunAsync(db, kept, progress, cancel))
                + await CountAsync(FileStoreCheck.RunAsync(scope.ServiceProvider, progress, cancel));
            // What an import would refuse is a fault of the store too: its own export must always be accepted.
            if (faults == 0)
            {
                using var folder = new ThrowAwayFolder();
                await BundleExport.RunAsync(app.Services, folder.Path, progress, cancel);
                BundleCheck.Run(folder.Path, fault =>
                {
                    faults++;
                    Report(fault.ToString());
                }, progress, cancel);
            }
            progress?.Clear();
            if (faults > 0)
                return ExitCode.Failed;
            await arguments.Out.WriteLineAsync("The store is sound.");
            await arguments.Out.WriteLineAsync($"The audit trail ends at {end}");
            return ExitCode.Done;

            async Task<int> CountAsync(IAsyncEnumerable<string> found)
            {
                var count = 0;
                await foreach (var fault in found)
                {
                    count++;
                    Report(fault);
                }
                return count;
            }

            void Report(string fault)
            {
                progress?.Clear();
                arguments.Error.WriteLine(fault);
            }
        }
    }
}
