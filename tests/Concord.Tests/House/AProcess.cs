using System.Diagnostics;
using Concord.Kernel.Data;

namespace Concord.Tests.House;

/// <summary>The program itself, started as an operator does.</summary>
internal static class AProcess
{
    public static Process Start(StoreLocation store, params string[] arguments) => Start([.. arguments, .. Options(store)]);

    /// <summary>Runs to the end with these arguments and settings. What should have failed and serves instead is ended after a minute.</summary>
    public static async Task<(int ExitCode, string Said, string Complained)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        return await EndAsync(Start(arguments, environment));
    }

    private static async Task<(int ExitCode, string Said, string Complained)> EndAsync(Process started, int minutes = 1)
    {
        using var process = started;
        using var enough = new Timer(_ => process.Kill(), state: null, TimeSpan.FromMinutes(minutes), Timeout.InfiniteTimeSpan);
        var said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var complained = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await said, await complained);
    }

    /// <summary>Runs to the end on a store, and can make no file longer than so many bytes: as on a full disk.</summary>
    public static Task<(int ExitCode, string Said, string Complained)> RunLimitedAsync(int bytes, StoreLocation store, params string[] arguments)
    {
        // The runtime would make a file of its own for code that it compiles.
        var start = Begin("sh", ["-c", $"trap '' XFSZ; ulimit -f {bytes / 512}; exec dotnet \"$@\"", "sh", Path.Combine(AppContext.BaseDirectory, "concord.dll"), .. arguments, .. Options(store)],
            ("DOTNET_EnableWriteXorExecute", "0"));
        return EndAsync(start);
    }

    public static Process Start(string[] arguments, params (string Name, string Value)[] environment) =>
        Begin("dotnet", [Path.Combine(AppContext.BaseDirectory, "concord.dll"), .. arguments], environment);

    /// <summary>Another program, in a folder of its own.</summary>
    public static Process StartIn(string folder, string program, string[] arguments, params (string Name, string Value)[] environment) => Begin(program, arguments, folder, environment);

    /// <summary>Another program to its end, in a folder of its own; after five minutes it is ended.</summary>
    public static Task<(int ExitCode, string Said, string Complained)> RunInAsync(string folder, string program, string[] arguments, params (string Name, string Value)[] environment) =>
        EndAsync(StartIn(folder, program, arguments, environment), minutes: 5);

    private static Process Begin(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment) => Begin(program, arguments, folder: "", environment);

    private static Process Begin(string program, IEnumerable<string> arguments, string folder, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = folder };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Asks the program to end, as Ctrl-C and the system do, and waits until it has.</summary>
    public static async Task StopAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public static string[] Options(StoreLocation store) =>
        store.PostgresConnection is { } connection ? ["--data", store.DataFolder, "--db", connection] : ["--data", store.DataFolder];
}
