using System.CommandLine;

namespace Concord.Commands;

/// <summary>The verbs of the program; what each does stands in its own file.</summary>
internal static class Verbs
{
    private const string Usage = "Usage: concord demo | serve | import FOLDER | export FOLDER | migrate | check | backup FILE | restore FILE | user add; 'concord VERB --help' tells more.";

    private static RootCommand All() => new("Concord, the record of a regional cooperation mechanism: from word to deed.")
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

    /// <summary>Runs what a command line says; the code that the program ends with.</summary>
    /// <param name="args">The verb and its arguments.</param>
    /// <param name="output">Where it says what it did.</param>
    /// <param name="error">Where it says what is wrong.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = All().Parse(args);
        if (parsed.Errors.Count > 0 || args.Length == 0)
        {
            foreach (var fault in parsed.Errors)
                // What was written may hold ends of lines; what is wrong with it is said in one.
                await error.WriteLineAsync(string.Concat(fault.Message.Select(sign => char.IsControl(sign) ? ' ' : sign)));
            await error.WriteLineAsync(Usage);
            return ExitCode.Usage;
        }
        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // A server that is stopped finishes its answers, and an import is taken back; the host itself waits no longer than half a minute.
            ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
            Output = output,
            Error = error,
        }).OrFailed(error);
    }
}
