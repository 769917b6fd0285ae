using Microsoft.Data.Sqlite;

namespace Concord.Commands;

/// <summary>A temporary folder for a store, removed when the verb ends; if the verb is killed, the next demonstration removes it.</summary>
internal sealed class ThrowAwayFolder : IDisposable
{
    private const string Prefix = "concord-";

    /// <summary>Held open as long as the folder is used: the system lets go of it with the process, however that ends.</summary>
    private const string Mark = "in-use";

    private readonly FileStream mark;

    public ThrowAwayFolder()
    {
        Path = Directory.CreateTempSubdirectory(Prefix).FullName;
        // The mark gets its name only once it is held, so that nobody mistakes a folder just made for an abandoned one.
        var unnamed = System.IO.Path.Combine(Path, Mark + ".new");
        mark = Hold(unnamed, FileMode.CreateNew);
        File.Move(unnamed, System.IO.Path.Combine(Path, Mark));
    }

    public string Path { get; }

    /// <summary>Removes the folders of those that were killed. A folder without the mark is somebody else's.</summary>
    public static void RemoveAbandoned()
    {
        foreach (var folder in new DirectoryInfo(System.IO.Path.GetTempPath()).EnumerateDirectories(Prefix + "*"))
        {
            var mark = System.IO.Path.Combine(folder.FullName, Mark);
            try
            {
                if (folder.LinkTarget is not null || !File.Exists(mark))
                    continue;
                using (Hold(mark, FileMode.Open))
                    folder.Delete(recursive: true);
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // In use, of another user, or being removed by another demonstration at this moment.
            }
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
        mark.Dispose();
    }

    private static FileStream Hold(string file, FileMode mode) => new(file, mode, FileAccess.ReadWrite, FileShare.None);
}
