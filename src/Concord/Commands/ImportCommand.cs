using System.CommandLine;
using Concord.Interop.Bundle;
using Concord.Kernel.Data;
using NodaTime;

namespace Concord.Commands;

/// <summary><c>concord import FOLDER</c>: loads a record bundle, all or nothing.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var folder = Folder.Argument("Folder with the ten files of a record bundle.");
        var dryRun = new Option<bool>("--dry-run") { Description = "Checks, and tells what would be added and changed; changes nothing." };
        var command = new Command("import", "Loads a record bundle: all of it, or nothing and every fault.") { folder, dryRun };
        store.AddTo(command);
        command.Runs((arguments, cancel) =>
        {
            var bundle = Path.GetFullPath(arguments.GetValue(folder)!);
            if (!Directory.Exists(bundle))
                throw new FailedException($"{(File.Exists(bundle) ? $"{bundle} is a file" : $"There is no folder {bundle}")}: name the folder that holds the ten files of the bundle.");
            return arguments.GetValue(dryRun)
                ? TryAsync(arguments, store.Read(arguments), bundle, cancel)
                : RunAsync(arguments, store.Read(arguments), bundle, dryRun: false, cancel);
        });
        return command;
    }

    /// <summary>Where there is no store yet, one that is thrown away takes its place.</summary>
    private static async Task<int> TryAsync(ParseResult arguments, StoreLocation location, string bundle, CancellationToken cancel)
    {
        using var folder = new ThrowAwayFolder();
        var app = Site.Build(new SiteSettings(location, SystemClock.Instance) { IsQuiet = true });
        await using (app)
        {
            if (await Store.RequireFitAsync(app.Services, cancel) == StoreCondition.Missing)
                location = new StoreLocation(folder.Path, null);
            else
                await StandingStore.RequireAsync(app, cancel);
        }
        return await RunAsync(arguments, location, bundle, dryRun: true, cancel);
    }

    private static async Task<int> RunAsync(ParseResult arguments, StoreLocation location, string bundle, bool dryRun, CancellationToken cancel)
    {
        var app = Site.Build(new SiteSettings(location, SystemClock.Instance) { IsQuiet = true });
        await using (app)
        {
            using var progress = ProgressLine.OnTerminal();
            var outcome = await BundleImport.RunAsync(app.Services, bundle, dryRun, Report, progress, cancel);
            progress?.Clear();
            if (outcome.Faults > 0)
                return ExitCode.Refused;
            foreach (var line in outcome.Lines())
                await arguments.Out.WriteLineAsync(line);

            void Report(Fault fault)
            {
                progress?.Clear();
                arguments.Error.WriteLine(fault);
            }
        }
        return ExitCode.Done;
    }
}
