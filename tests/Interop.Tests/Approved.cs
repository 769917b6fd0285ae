using System.Runtime.CompilerServices;

namespace Concord.Interop.Tests;

/// <summary>Compares what is written with the file of the same name beside the test; what differs is left beside it as <c>.received</c>.</summary>
internal static class Approved
{
    public static void Same(string written, string file, [CallerFilePath] string test = "")
    {
        var approved = Path.Combine(Path.GetDirectoryName(test)!, file);
        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (expected == written)
            return;
        File.WriteAllText(approved + ".received", written);
        Assert.Equal(expected, written);
    }
}
