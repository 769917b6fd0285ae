using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Concord.Kernel.Audit;
using Concord.Kernel.Backups;
using Concord.Kernel.Data;
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
                await NoteAsync(app, arguments.Error, cancel);
                BackupSummary made;
                using (var progress = ProgressLine.OnTerminal())
                    made = await Backup.RunAsync(app.Services, target, progress, cancel);
                await arguments.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{target}: {made.Rows} rows, {made.Files} files, {made.Bytes} bytes"));
                await arguments.Out.WriteLineAsync($"The audit trail ends at {made.AuditEnd}");
            }
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>
    /// Notes that all personal data leaves the store, before any of it does, so that the backup tells of itself. A store that takes no writes, such as one
    /// whose disk is full or a database that only follows another, must have its backup all the same.
    /// </summary>
    private static async Task NoteAsync(WebApplication app, TextWriter error, CancellationToken cancel)
    {
        var scope = app.Services.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            try
            {
                await db.DoAsync(new AuditNote(SystemClock.Instance.GetCurrentInstant(), Actor.CommandLine, "house.backup", "house/store"), () => Task.CompletedTask, cancel);
            }
            catch (DbException fault)
            {
                await error.WriteLineAsync($"The store takes no writes ({fault.Message.Split('\n')[0]}): the backup is made, and does not stand in its audit trail. Write down elsewhere that it was made.");
            }
        }
    }
}
