using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Concord.Kernel.Backups;

/// <summary>
/// Reads the archives that <see cref="ArchiveWriter"/> writes, and nothing else that a tar archive could hold: no links, no folders, no extended
/// headers, no sparse files. What is not a plain file under a plain name is a fault, so it need not be made harmless.
/// </summary>
internal sealed class ArchiveReader(Stream source)
{
    private readonly byte[] header = new byte[ArchiveWriter.Block];
    private readonly byte[] buffer = new byte[1 << 20];

    /// <summary>The part at hand.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Its length.</summary>
    public long Bytes { get; private set; }

    /// <summary>Goes to the next part; false at the end of the archive.</summary>
    /// <exception cref="BackupFaultException">The archive is damaged, cut off, or something else than a backup.</exception>
    public async Task<bool> NextAsync(CancellationToken cancel)
    {
        var before = Name.Length == 0 ? "the beginning" : Name;
        if (await source.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancel) < header.Length)
            throw new BackupFaultException("-", $"the archive is cut off after {before}.");
        if (!header.AsSpan().ContainsAnyExcept((byte)0))
        {
            // The end is two empty blocks and the end of the file: what stands behind them was never part of the backup.
            if (await source.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancel) < header.Length)
                throw new BackupFaultException("-", $"the archive is cut off after {before}.");
            if (header.AsSpan().ContainsAnyExcept((byte)0) || await source.ReadAsync(header.AsMemory(0, 1), cancel) > 0)
                throw new BackupFaultException("-", "something stands behind the end of the archive.");
            return false;
        }
        if (!header.AsSpan(257, 8).SequenceEqual("ustar\000"u8) || Number(header.AsSpan(148, 8)) != ArchiveWriter.SumOf(header))
            throw new BackupFaultException("-", Name.Length == 0 ? "this is not a backup that 'concord backup' made." : $"the archive is damaged after {before}.");
        var name = header.AsSpan(0, ArchiveWriter.LongestName);
        if (name.IndexOf((byte)0) is >= 0 and var end)
            name = name[..end];
        Name = IsPlain(name) ? Encoding.ASCII.GetString(name) : throw new BackupFaultException(Shown(name), "no part of a backup has such a name.");
        if (header[156] != '0' || header.AsSpan(157, 100).ContainsAnyExcept((byte)0) || header.AsSpan(345).ContainsAnyExcept((byte)0))
            throw new BackupFaultException(Name, "this is not a plain file; a backup holds nothing else.");
        Bytes = header[124] == 0x80 ? BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(128)) : Number(header.AsSpan(124, 12));
        if (Bytes < 0 || (source.CanSeek && Bytes > source.Length - source.Position))
            throw new BackupFaultException(Name, "the archive is cut off within it.");
        return true;
    }

    /// <summary>Reads the part at hand, a short one, as a whole.</summary>
    public async Task<(byte[] Content, BackupPart Part)> ReadAsync(int most, CancellationToken cancel)
    {
        if (Bytes > most)
            throw new BackupFaultException(Name, $"this is larger than such a part can be, {most} bytes.");
        var content = new MemoryStream((int)Bytes);
        await using (content)
        {
            var part = await CopyAsync(content, cancel);
            return (content.ToArray(), part);
        }
    }

    /// <summary>Copies the part at hand, and says what it was.</summary>
    public async Task<BackupPart> CopyAsync(Stream target, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var left = Bytes; left > 0;)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancel);
            if (read == 0)
                throw new BackupFaultException(Name, "the archive is cut off within it.");
            hash.AppendData(buffer.AsSpan(0, read));
            await target.WriteAsync(buffer.AsMemory(0, read), cancel);
            left -= read;
        }
        if (Bytes % ArchiveWriter.Block is > 0 and var over)
        {
            var rest = buffer.AsMemory(0, ArchiveWriter.Block - (int)over);
            if (await source.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancel) < rest.Length)
                throw new BackupFaultException(Name, "the archive is cut off within it.");
        }
        return new BackupPart(Name, Bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Letters, digits, dots, dashes and single slashes; no step up, none from the root.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> name)
    {
        var before = (byte)'/';
        foreach (var sign in name)
        {
            if (!(char.IsAsciiLetterOrDigit((char)sign) || sign is (byte)'_' or (byte)'-' || (sign is (byte)'.' or (byte)'/' && before is not ((byte)'.' or (byte)'/'))))
                return false;
            before = sign;
        }
        return before is not ((byte)'/' or (byte)'.');
    }

    private static string Shown(ReadOnlySpan<byte> name)
    {
        var shown = new StringBuilder();
        foreach (var sign in name[..Math.Min(80, name.Length)])
            shown.Append(sign is > 0x20 and < 0x7F ? (char)sign : '?');
        return shown.ToString();
    }

    /// <summary>Octal digits with spaces or zeros around them; -1 for anything else.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        var number = 0L;
        foreach (var sign in field.Trim(" \0"u8))
        {
            if (sign is < (byte)'0' or > (byte)'7')
                return -1;
            number = (number * 8) + (sign - '0');
        }
        return number;
    }
}
