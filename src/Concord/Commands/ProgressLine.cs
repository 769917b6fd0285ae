using Concord.Interop.Bundle;
using Concord.Kernel.Backups;

namespace Concord.Commands;

/// <summary>One line that is written over and over on a terminal; silent in a pipe.</summary>
internal sealed class ProgressLine : IProgress<BundleProgress>, IProgress<BackupProgress>
{
    private string last = "";

    public static ProgressLine? OnTerminal() => Console.IsErrorRedirected ? null : new ProgressLine();

    public void Report(BundleProgress value) => Say(value.File, value.Done, value.Total);

    public void Report(BackupProgress value) => Say("backup", value.Done, value.Total);

    private void Say(string what, long done, long total)
    {
        var line = $"{what} {(total == 0 ? 100 : Math.Min(100, done * 100 / total))} %";
        if (line == last)
            return;
        last = line;
        Console.Error.Write("\r" + line.PadRight(40) + "\r");
    }
}
