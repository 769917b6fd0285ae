namespace Concord.Kernel.Backups;

/// <summary>A content of the file store.</summary>
/// <param name="Hash">Its SHA-256, 64 small hexadecimal digits.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct FileContent(string Hash, long Length);

/// <summary>A content of the file store as part of a backup: named by its SHA-256, as in the file store, wherever that is.</summary>
internal static class FilePart
{
    private const string Folder = "files";

    /// <summary>The part of a hash in hexadecimal: <c>files/ab/cd/abcd...</c>.</summary>
    public static string NameOf(string sha256) => $"{Folder}/{sha256[..2]}/{sha256[2..4]}/{sha256}";

    /// <summary>The hash that a part is named by; null where it is no file of the file store.</summary>
    public static string? HashOf(string name) =>
        name.Split('/') is [Folder, _, _, { Length: 64 } hash] && hash.All(char.IsAsciiHexDigitLower) && NameOf(hash) == name ? hash : null;
}
