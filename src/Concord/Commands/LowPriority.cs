using System.Globalization;
using System.Runtime.InteropServices;

namespace Concord.Commands;

/// <summary>Lets everybody else's work go first, for a process that does nothing but copy.</summary>
internal static class LowPriority
{
    /// <summary>
    /// Lowers the priority of this process, for good. Only on Linux, where a priority is that of a thread: those that stand are told one by one, later ones have
    /// that of the thread which began them. Elsewhere the system shares as it does.
    /// </summary>
    public static void Take()
    {
        if (!OperatingSystem.IsLinux())
            return;
        const int OfThread = 0, Nice = 10;
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
            // A thread that has ended meanwhile needs none, and a system that refuses this is no reason not to copy.
            _ = SetPriority(OfThread, uint.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), Nice);
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int of, uint id, int nice);
}
