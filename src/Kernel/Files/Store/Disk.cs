using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Concord.Kernel.Files.Store;

/// <summary>What is written stays, also when the power fails in the next moment.</summary>
internal static class Disk
{
    /// <summary>So many bytes may wait to be written to the disk: a disk of 200 MB/s has them in 20 ms, and for as long may a commit wait for it.</summary>
    public const long Piece = 4 << 20;

    /// <summary>
    /// Waits until all that was written is on the disk that holds a file: contents, names and folders. One call for any number of files, where
    /// one for each would cost minutes. Elsewhere than on Linux the system is left to do it in its time.
    /// </summary>
    public static void Settle(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux() && SyncFs(file) != 0)
            throw new IOException($"The disk did not take what was written: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Waits until the names in a folder are on the disk, and not for what else it has to take. Elsewhere than on Linux and macOS the system does it in its time.</summary>
    public static void SettleFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        const int ReadOnly = 0;
        // The framework opens no folders.
        using var handle = Open(folder, ReadOnly);
        if (handle.IsInvalid)
            throw new IOException($"{folder} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        if (FSync(handle) != 0)
            throw new IOException($"The disk did not take what was written to {folder}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>
    /// Hands a file that somebody else fills to the disk in small pieces, until told to end: what a disk owes in one piece is waited for by everybody's next commit.
    /// </summary>
    /// <param name="file">Path of the file; nobody may hold a lock on it for this process but who fills it, and that only while no other looks.</param>
    /// <param name="ended">Ends it.</param>
    public static async Task KeepUpAsync(string file, CancellationToken ended)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        for (var flushed = 0L; !ended.IsCancellationRequested;)
        {
            var length = RandomAccess.GetLength(handle);
            if (length - flushed < Piece)
            {
                await Task.Delay(1, CancellationToken.None);
                continue;
            }
            RandomAccess.FlushToDisk(handle);
            flushed = length;
        }
    }

    [DllImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFs(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "open", SetLastError = true, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(SafeFileHandle file);
}
