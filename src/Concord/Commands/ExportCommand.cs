using System.CommandLine;
using Concord.Interop.Bundle;
using NodaTime;

namespace Concord.Commands;

/// <summary><c>concord export FOLDER</c>: writes the store as a record bundle.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var folder = Folder.Argument("A new or empty folder.");
        var command = new Command("export", "Writes the record as a bundle into a new or empty folder.") { folder };
        store.AddTo(command);
        command.Runs(async (arguments, cancel) =>
        {
            var target = Path.GetFullPath(arguments.GetValue(folder)!);
            if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
                throw new FailedException($"{target} is {(File.Exists(target) ? "a file" : "not empty")}: name a new or an empty folder.");
            var app = Site.Build(new SiteSettings(store.Read(arguments), SystemClock.Instance) { IsQuiet = true });
            await using (app)
            {
                await StandingStore.RequireAsync(app, cancel);
                using var progress = ProgressLine.OnTerminal();
                await BundleExport.RunAsync(app.Services, target, progress, cancel);
            }
            return ExitCode.Done;
        });
        return command;
    }
}
