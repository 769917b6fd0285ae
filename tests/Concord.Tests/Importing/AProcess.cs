using System.Diagnostics;
using Concord.Kernel.Data;

namespace Concord.Tests.Importing;

/// <summary>The program itself, started as an operator does.</summary>
internal static class AProcess
{
    public static Process Start(StoreLocation store, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "concord.dll"), .. arguments, "--data", store.DataFolder]) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        if (store.PostgresConnection is { } connection)
        {
            start.ArgumentList.Add("--db");
            start.ArgumentList.Add(connection);
        }
        return Process.Start(start)!;
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<(int ExitCode, string Said, string Complained)> RunAsync(StoreLocation store, params string[] arguments)
    {
        using var process = Start(store, arguments);
        var said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var complained = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await said, await complained);
    }
}
