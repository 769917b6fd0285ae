using System.Diagnostics;
using Concord.Tests.House;

namespace Concord.Tests.Commands;

/// <summary>Long work says on a terminal how far it is, on one line that is gone at the end.</summary>
public sealed class Progress_on_a_terminal
{
    [Fact]
    public async Task Check_tells_how_far_it_is_and_leaves_its_result_alone()
    {
        var said = await OnTerminalAsync("check", "--data", (await Stores.CopyAsync(StoreKind.Sqlite)).DataFolder);
        foreach (var part in new[] { "\rrecords 0 %", "\raudit trail 0 %", "\revents.json " })
            Assert.Contains(part, said, StringComparison.Ordinal);
        // A line that is written over what stood there, and nothing of it left behind.
        Assert.Matches("\r {40}\rThe store is sound\\.\r\nThe audit trail ends at [0-9]+:[0-9a-f]{64}\r\n$", said);
    }

    [Fact]
    public async Task Export_tells_how_far_it_is()
    {
        var said = await OnTerminalAsync("export", await Stores.NewFolderAsync(), "--data", (await Stores.CopyAsync(StoreKind.Sqlite)).DataFolder);
        Assert.Matches("\revents\\.json [1-9][0-9]? %.*\rcities\\.json [0-9]+ %", said);
        Assert.EndsWith("\r" + new string(' ', 40) + "\r", said, StringComparison.Ordinal);
    }

    /// <summary>Runs the program with a terminal before it (<c>script</c> makes one), and gives back what stands there.</summary>
    private static async Task<string> OnTerminalAsync(params string[] arguments)
    {
        var command = string.Join(' ', arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "concord.dll")).Prepend("dotnet").Select(argument => "'" + argument + "'"));
        using var process = Process.Start(new ProcessStartInfo("script", ["--quiet", "--return", "--command", command, "/dev/null"]) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false })!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return said;
    }
}
