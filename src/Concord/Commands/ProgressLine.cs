using Concord.Interop.Bundle;
using Concord.Kernel.Backups;
using Concord.Kernel.Data;

namespace Concord.Commands;

/// <summary>One line that is written over and over on a terminal, and is gone at the end; silent in a pipe.</summary>
internal sealed class ProgressLine : IProgress<BundleProgress>, IProgress<BackupProgress>, IProgress<CheckProgress>, IDisposable
{
    /// <summary>Longer than any line that is written.</summary>
    private const int Width = 40;

    private string last = "";

    public static ProgressLine? OnTerminal() => Console.IsErrorRedirected ? null : new ProgressLine();

    public void Report(BundleProgress value) => Say(value.File, value.Done, value.Total);

    public void Report(BackupProgress value) => Say("backup", value.Done, value.Total);

    public void Report(CheckProgress value) => Say(value.What, value.Done, value.Total);

    /// <summary>Makes room for a line that stays.</summary>
    public void Clear()
    {
        if (last.Length == 0)
            return;
        last = "";
        Write("");
    }

    public void Dispose() => Clear();

    private void Say(string what, long done, long total)
    {
        var line = $"{what} {(total == 0 ? 100 : Math.Min(100, done * 100 / total))} %";
        if (line == last)
            return;
        last = line;
        Write(line);
    }

    private static void Write(string line) => Console.Error.Write("\r" + line.PadRight(Width) + "\r");
}
