using System.Security.Cryptography;
using NodaTime;

namespace Concord.Kernel.Files.Store;

/// <summary>
/// Contents on disk, each under the SHA-256 of what it holds: <c>files/ab/cd/abcd…</c>. A content is written aside, settled on the disk and
/// renamed, so whatever stands under a hash is whole; it is never changed, and what comes twice is kept once.
/// </summary>
public sealed class FileStore(FileSettings settings)
{
    private const string Incoming = "incoming";
    private const int Piece = 128 << 10;

    /// <summary>Full path of the store.</summary>
    public string Folder => settings.Folder;

    /// <summary>Where the content of a hash stands, if it is there.</summary>
    /// <param name="hash">64 small hexadecimal digits.</param>
    public string PathOf(string hash) => IsHash(hash)
        ? Path.Combine(Folder, hash[..2], hash[2..4], hash)
        : throw new ArgumentException("A content is known by the 64 hexadecimal digits of its hash.", nameof(hash));

    /// <summary>Where an upload is gathered; the folder is made.</summary>
    public string IncomingPath(Guid upload)
    {
        var folder = Path.Combine(Folder, Incoming);
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, upload.ToString("N"));
    }

    /// <summary>The hash of a file, in small hexadecimal digits.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancel)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Piece, FileOptions.SequentialScan | FileOptions.Asynchronous);
        await using (file)
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
    }

    /// <summary>Waits until a file is on the disk.</summary>
    public static void Settle(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>
    /// Puts a settled file under its hash, or leaves what stands there already. Called in the transaction that makes the row, under
    /// <see cref="FileLock"/>: so no sweep takes it away between.
    /// </summary>
    /// <param name="path">A file of the incoming folder; gone afterwards, and perhaps before, when it was put already.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="now">From when on it counts as new.</param>
    public void Put(string path, string hash, Instant now)
    {
        var target = PathOf(hash);
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        if (!File.Exists(target) || (File.Exists(path) && new FileInfo(target).Length != new FileInfo(path).Length))
            File.Move(path, target, overwrite: true);
        else
            File.Delete(path);
        File.SetLastWriteTimeUtc(target, now.ToDateTimeUtc());
        foreach (var level in new[] { folder, Path.GetDirectoryName(folder)!, Folder })
            Disk.SettleFolder(level);
    }

    /// <summary>The hashes of everything that is kept.</summary>
    public IEnumerable<string> Hashes() =>
        !Directory.Exists(Folder) ? []
        : from first in Directory.EnumerateDirectories(Folder)
          where Path.GetFileName(first).Length == 2
          from second in Directory.EnumerateDirectories(first)
          from file in Directory.EnumerateFiles(second)
          select Path.GetFileName(file) into name
          where IsHash(name)
          select name;

    /// <summary>Files in the incoming folder that have not been written to since an instant.</summary>
    public IEnumerable<string> IncomingBefore(Instant instant) =>
        Path.Combine(Folder, Incoming) is var folder && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Where(file => File.GetLastWriteTimeUtc(file) < instant.ToDateTimeUtc())
            : [];

    /// <summary>Whether a content has not been put since an instant.</summary>
    public bool IsOlder(string hash, Instant instant) => File.GetLastWriteTimeUtc(PathOf(hash)) < instant.ToDateTimeUtc();

    internal static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
