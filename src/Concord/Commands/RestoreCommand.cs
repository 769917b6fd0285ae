using System.CommandLine;
using System.Globalization;
using Concord.Kernel.Backups;
using NodaTime;

namespace Concord.Commands;

/// <summary><c>concord restore FILE</c>: a store made of a backup, all of it or nothing.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var file = BackupFile.Argument("A file that 'concord backup' made.");
        var command = new Command("restore", "Makes a store of a backup, where there is none: all of it, or nothing and every fault.") { file };
        store.AddTo(command);
        command.Runs(async (arguments, cancel) =>
        {
            var source = Path.GetFullPath(arguments.GetValue(file)!);
            if (!File.Exists(source))
                throw new FailedException($"{(Directory.Exists(source) ? $"{source} is a folder" : $"There is no file {source}")}: name a file that 'concord backup' made.");
            var location = store.Read(arguments);
            var app = Site.Build(new SiteSettings(location, SystemClock.Instance) { IsQuiet = true });
            await using (app)
            {
                RestoreSummary? made;
                using (var progress = ProgressLine.OnTerminal())
                    made = await Restore.RunAsync(app.Services, source, fault => Report(progress, fault), progress, cancel);
                if (made is null)
                    return ExitCode.Refused;
                await arguments.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Restored from the backup of {made.TakenAt}: {made.Rows} rows, {made.Files} files. Whoever was signed in signs in again."));
            }
            // As it will be served: with nothing left in memory of the time before.
            var restored = Site.Build(new SiteSettings(location, SystemClock.Instance) { IsQuiet = true });
            await using (restored)
                return await CheckCommand.RunAsync(arguments, restored, kept: null, cancel);

            void Report(ProgressLine? progress, string fault)
            {
                progress?.Clear();
                arguments.Error.WriteLine(fault);
            }
        });
        return command;
    }
}
