using System.CommandLine;
using Concord.Interop.Bundle;
using Concord.Kernel.Data;
using NodaTime;

namespace Concord.Commands;

/// <summary><c>concord export FOLDER</c>: writes the store as a record bundle.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var folder = new Argument<string>("FOLDER") { Description = "A new or empty folder." };
        var command = new Command("export", "Writes the record as a bundle into a new or empty folder.") { folder };
        store.AddTo(command);
        command.SetAction(async (arguments, cancel) =>
        {
            var target = Path.GetFullPath(arguments.GetValue(folder)!);
            if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            {
                await Console.Error.WriteLineAsync($"{target} is not empty: name a new or an empty folder.");
                return ExitCode.Failed;
            }
            var app = Site.Build(new SiteSettings(store.Read(arguments), SystemClock.Instance) { IsQuiet = true });
            await using (app)
            {
                await Store.MigrateAsync(app.Services, cancel);
                await BundleExport.RunAsync(app.Services, target, cancel);
            }
            return ExitCode.Done;
        });
        return command;
    }
}
