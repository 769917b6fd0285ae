using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Concord.Kernel.Backups;

/// <summary>What is written stays, also when the power fails in the next moment.</summary>
internal static class Disk
{
    /// <summary>
    /// Waits until all that was written is on the disk that holds a file: contents, names and folders. One call for any number of files, where
    /// one for each would cost minutes. Elsewhere than on Linux the system is left to do it in its time.
    /// </summary>
    public static void Settle(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux() && SyncFs(file) != 0)
            throw new IOException($"The disk did not take what was written: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFs(SafeFileHandle file);
}
