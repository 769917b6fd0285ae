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
        var folder = new Argument<string>("FOLDER") { Description = "Folder with the ten files of a record bundle." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Checks, and tells what would be added and changed; changes nothing." };
        var command = new Command("import", "Loads a record bundle: all of it, or nothing and every fault.") { folder, dryRun };
        store.AddTo(command);
        command.SetAction(async (arguments, cancel) =>
        {
            var app = Site.Build(new SiteSettings(store.Read(arguments), SystemClock.Instance) { IsQuiet = true });
            await using (app)
            {
                await Store.MigrateAsync(app.Services, cancel);
                var outcome = await BundleImport.RunAsync(app.Services, Path.GetFullPath(arguments.GetValue(folder)!), arguments.GetValue(dryRun), fault => Console.Error.WriteLine(fault), ProgressLine.OnTerminal(), cancel);
                if (outcome.Faults > 0)
                    return ExitCode.Refused;
                foreach (var line in outcome.Lines())
                    await Console.Out.WriteLineAsync(line);
            }
            return ExitCode.Done;
        });
        return command;
    }
}
