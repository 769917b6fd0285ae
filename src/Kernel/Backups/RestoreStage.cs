using Concord.Kernel.Data;
using Concord.Kernel.Files;
using Concord.Kernel.Files.Store;
using Microsoft.Win32.SafeHandles;

namespace Concord.Kernel.Backups;

/// <summary>
/// The folder <c>restoring</c> in the data folder, in which a restore gathers the store until it is sound; and one of the same name in the file store, for its
/// files: it may have a disk of its own, and only within a disk is a move one step. As long as the first stands there and no store does, the place is
/// unfinished: no verb makes a store in it, and the next restore begins anew.
/// </summary>
internal sealed class RestoreStage : IDisposable
{
    private const string Name = "restoring";

    /// <summary>Held open by whoever restores; the system lets go of it with the process, however that ends.</summary>
    private const string Mark = "in-use";

    private readonly string dataFolder;
    private readonly string filesFolder;
    private readonly bool hadData;
    private readonly bool hadFiles;
    private readonly FileStream mark;
    private readonly FileStore files;
    private readonly List<string> moved = [];
    private bool isDone;

    private RestoreStage(StoreLocation location, FileSettings settings, bool hadData, FileStream mark)
    {
        (this.hadData, this.mark, dataFolder, filesFolder) = (hadData, mark, location.DataFolder, settings.Folder);
        Folder = FolderOf(location);
        hadFiles = Directory.Exists(filesFolder);
        files = new FileStore(settings with { Folder = Path.Combine(filesFolder, Name) });
    }

    public string Folder { get; }

    /// <summary>The store that is being made, where it is a file.</summary>
    public string StoreFile => Path.Combine(Folder, SqliteCopy.Part);

    /// <summary>A file on the disk of the data folder.</summary>
    public SafeFileHandle OnDisk => mark.SafeFileHandle;

    /// <summary>Where a restore into a place is at work, or was when it was killed.</summary>
    public static string FolderOf(StoreLocation location) => Path.Combine(location.DataFolder, Name);

    /// <summary>Whether the file store of a place holds anything that a killed restore has not left.</summary>
    public static bool HoldsFiles(StoreLocation location, FileSettings settings) =>
        !Directory.Exists(FolderOf(location)) && Directory.Exists(settings.Folder) && Directory.EnumerateFiles(settings.Folder, "*", SearchOption.AllDirectories).Any();

    /// <summary>Begins to restore into a place without store and files, over what a killed restore left.</summary>
    /// <exception cref="UnfitStoreException">Another restore is at work there.</exception>
    public static RestoreStage Begin(StoreLocation location, FileSettings settings)
    {
        var hadData = Directory.Exists(location.DataFolder);
        var mark = Path.Combine(Directory.CreateDirectory(FolderOf(location)).FullName, Mark);
        RestoreStage stage;
        try
        {
            stage = new RestoreStage(location, settings, hadData, new FileStream(mark, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(mark))
        {
            throw new UnfitStoreException($"Another restore is at work in {location.DataFolder}: wait for its end.");
        }
        stage.Clear();
        if (stage.hadFiles)
            foreach (var left in Directory.EnumerateDirectories(stage.filesFolder).Where(folder => Path.GetFileName(folder) is [var one, var two] && char.IsAsciiHexDigitLower(one) && char.IsAsciiHexDigitLower(two)).ToList())
                Directory.Delete(left, recursive: true);
        return stage;
    }

    /// <summary>Where a content is gathered; its folder is made.</summary>
    public string PathOf(string hash)
    {
        var path = files.PathOf(hash);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Puts the files where the store will look for them.</summary>
    public void PublishFiles()
    {
        Disk.Settle(OnDisk);
        if (!Directory.Exists(files.Folder))
            return;
        SettleFiles(files.Folder);
        foreach (var folder in Directory.EnumerateDirectories(files.Folder))
        {
            var place = Path.Combine(filesFolder, Path.GetFileName(folder));
            Directory.Move(folder, place);
            moved.Add(place);
        }
        SettleFiles(filesFolder);
    }

    /// <summary>The store is in its place: what was moved stays.</summary>
    public void Done()
    {
        isDone = true;
        Disk.Settle(OnDisk);
    }

    /// <summary>Removes the folders with all that is still in them, and where the restore was not done, all that it brought.</summary>
    public void Dispose()
    {
        if (!isDone)
            foreach (var folder in moved)
                Directory.Delete(folder, recursive: true);
        Clear();
        if (!isDone && !hadFiles && Directory.Exists(filesFolder))
            Directory.Delete(filesFolder);
        Directory.Delete(Folder, recursive: true);
        mark.Dispose();
        if (!isDone && !hadData)
            Directory.Delete(dataFolder);
    }

    /// <summary>Waits until all is on the disk of the file store, which may be another than that of the data folder.</summary>
    private static void SettleFiles(string folder)
    {
        var file = Path.Combine(folder, Mark);
        using (var handle = File.OpenHandle(file, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose))
            Disk.Settle(handle);
    }

    private void Clear()
    {
        foreach (var left in new DirectoryInfo(Folder).EnumerateFileSystemInfos())
            if (left is DirectoryInfo folder)
                folder.Delete(recursive: true);
            else if (left.Name != Mark)
                left.Delete();
        if (Directory.Exists(files.Folder))
            Directory.Delete(files.Folder, recursive: true);
    }
}
