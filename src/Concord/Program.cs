using System.CommandLine;
using Concord.Commands;

// The verbs of the program; what each does stands in its own file.
var root = new RootCommand("Concord, the record of a regional cooperation mechanism: from word to deed.")
{
    DemoCommand.Create(),
    ServeCommand.Create(),
    ImportCommand.Create(),
    ExportCommand.Create(),
    MigrateCommand.Create(),
    CheckCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
    UserCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0 || args.Length == 0)
{
    foreach (var error in parsed.Errors)
        await Console.Error.WriteLineAsync(error.Message);
    await Console.Error.WriteLineAsync("Usage: concord demo | serve | import FOLDER | export FOLDER | migrate | check | backup FILE | restore FILE | user add; 'concord VERB --help' tells more.");
    return ExitCode.Usage;
}
// A server that is stopped finishes its answers, and an import is taken back; the host itself waits no longer than half a minute.
return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) })
    .OrFailed();
