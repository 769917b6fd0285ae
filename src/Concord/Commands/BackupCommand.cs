using System.CommandLine;
using System.Globalization;
using Concord.Kernel.Backups;
using NodaTime;

namespace Concord.Commands;

/// <summary><c>concord backup FILE</c>: the store and its files in one file, while the house serves.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var file = BackupFile.Argument("The new file.");
        var command = new Command("backup", "Writes the store and its files into one new file; servers go on serving.") { file };
        store.AddTo(command);
        command.Runs(async (arguments, cancel) =>
        {
            var target = Path.GetFullPath(arguments.GetValue(file)!);
            if (Path.Exists(target))
                throw new FailedException($"{target} is there already, and no backup is written over: name a new file.");
            if (!Directory.Exists(Path.GetDirectoryName(target)))
                throw new FailedException($"There is no folder {Path.GetDirectoryName(target)}: make it first.");
            var app = Site.Build(new SiteSettings(store.Read(arguments), SystemClock.Instance) { IsQuiet = true });
            await using (app)
            {
                await StandingStore.RequireAsync(app, cancel);
                var made = await Backup.RunAsync(app.Services, target, ProgressLine.OnTerminal(), cancel);
                await arguments.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{target}: {made.Rows} rows, {made.Files} files, {made.Bytes} bytes"));
                await arguments.Out.WriteLineAsync($"The audit trail ends at {made.AuditEnd}");
            }
            return ExitCode.Done;
        });
        return command;
    }
}
