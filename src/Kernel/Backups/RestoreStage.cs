using Concord.Kernel.Data;
using Microsoft.Win32.SafeHandles;

namespace Concord.Kernel.Backups;

/// <summary>
/// The folder <c>restoring</c> in the data folder, in which a restore gathers everything until it is sound. As long as it stands there and no store does, the
/// place is unfinished: no verb makes a store in it, and the next restore begins anew.
/// </summary>
internal sealed class RestoreStage : IDisposable
{
    /// <summary>Held open by whoever restores; the system lets go of it with the process, however that ends.</summary>
    private const string Mark = "in-use";

    private readonly bool hadFolder;
    private readonly string dataFolder;
    private readonly string filesInPlace;
    private readonly FileStream mark;
    private bool movedFiles;
    private bool isDone;

    private RestoreStage(StoreLocation location, bool hadFolder, FileStream mark)
    {
        (this.hadFolder, this.mark, dataFolder) = (hadFolder, mark, location.DataFolder);
        Folder = FolderOf(location);
        filesInPlace = FilesOf(location);
    }

    public string Folder { get; }

    /// <summary>The store that is being made, where it is a file.</summary>
    public string StoreFile => Path.Combine(Folder, SqliteCopy.Part);

    /// <summary>A file on the disk of the data folder.</summary>
    public SafeFileHandle OnDisk => mark.SafeFileHandle;

    /// <summary>Where a restore into a place is at work, or was when it was killed.</summary>
    public static string FolderOf(StoreLocation location) => Path.Combine(location.DataFolder, "restoring");

    private static string FilesOf(StoreLocation location) => Path.Combine(location.DataFolder, FilePart.Folder);

    /// <summary>Whether the file store of a place holds anything that a killed restore has not left.</summary>
    public static bool HoldsFiles(StoreLocation location) =>
        !Directory.Exists(FolderOf(location)) && Directory.Exists(FilesOf(location)) && Directory.EnumerateFiles(FilesOf(location), "*", SearchOption.AllDirectories).Any();

    /// <summary>Begins to restore into a place without store and files, over what a killed restore left.</summary>
    /// <exception cref="UnfitStoreException">Another restore is at work there.</exception>
    public static RestoreStage Begin(StoreLocation location)
    {
        var hadFolder = Directory.Exists(location.DataFolder);
        var mark = Path.Combine(Directory.CreateDirectory(FolderOf(location)).FullName, Mark);
        RestoreStage stage;
        try
        {
            stage = new RestoreStage(location, hadFolder, new FileStream(mark, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(mark))
        {
            throw new UnfitStoreException($"Another restore is at work in {location.DataFolder}: wait for its end.");
        }
        stage.Clear();
        if (Directory.Exists(stage.filesInPlace))
            Directory.Delete(stage.filesInPlace, recursive: true);
        return stage;
    }

    /// <summary>Puts the files where the store will look for them.</summary>
    public void PublishFiles()
    {
        Disk.Settle(OnDisk);
        var files = Path.Combine(Folder, FilePart.Folder);
        if (!Directory.Exists(files))
            return;
        Directory.Move(files, filesInPlace);
        movedFiles = true;
    }

    /// <summary>The store is in its place: what was moved stays.</summary>
    public void Done()
    {
        isDone = true;
        Disk.Settle(OnDisk);
    }

    /// <summary>Removes the folder with all that is still in it, and where the restore was not done, all that it brought.</summary>
    public void Dispose()
    {
        if (!isDone && movedFiles)
            Directory.Delete(filesInPlace, recursive: true);
        Clear();
        Directory.Delete(Folder, recursive: true);
        mark.Dispose();
        if (!isDone && !hadFolder)
            Directory.Delete(dataFolder);
    }

    private void Clear()
    {
        foreach (var left in new DirectoryInfo(Folder).EnumerateFileSystemInfos())
            if (left is DirectoryInfo folder)
                folder.Delete(recursive: true);
            else if (left.Name != Mark)
                left.Delete();
    }
}
