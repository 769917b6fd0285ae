using Concord.Interop.Bundle;

namespace Concord.Commands;

/// <summary>One line that is written over and over on a terminal; silent in a pipe.</summary>
internal sealed class ProgressLine : IProgress<BundleProgress>
{
    private string last = "";

    public static ProgressLine? OnTerminal() => Console.IsErrorRedirected ? null : new ProgressLine();

    public void Report(BundleProgress value)
    {
        var line = $"{value.File} {(value.Total == 0 ? 100 : value.Done * 100 / value.Total)} %";
        if (line == last)
            return;
        last = line;
        Console.Error.Write("\r" + line.PadRight(40) + "\r");
    }
}
