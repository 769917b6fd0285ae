using System.Security.Cryptography;
using System.Text;
using Concord.Kernel.Files.Store;
using NodaTime;

namespace Concord.Kernel.Backups;

/// <summary>
/// Writes a backup as a tar archive (POSIX ustar) that every tar opens: plain files, one after the other, nothing else. No part is looked at again
/// once it is written.
/// </summary>
internal sealed class ArchiveWriter(Stream target, Instant at)
{
    /// <summary>Tar counts in blocks of this size.</summary>
    public const int Block = 512;

    /// <summary>The longest name that fits its field of the header, in ASCII.</summary>
    public const int LongestName = 100;

    /// <summary>Eleven octal digits: 8 GiB less one byte. Larger parts carry their size in binary, as GNU tar and all that read it do.</summary>
    public const long LargestOctal = 0x1_FFFF_FFFF;

    private readonly byte[] buffer = new byte[1 << 20];
    private long unflushed;
    private long bytes;

    /// <summary>The parts that were written so far, in their order.</summary>
    public List<BackupPart> Parts { get; } = [];

    /// <summary>Told how many bytes of content were written.</summary>
    public Action<long>? Told { get; set; }

    /// <summary>Writes one part.</summary>
    /// <param name="name">ASCII, <see cref="LongestName"/> at most.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="cancel">Stops.</param>
    public async Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        await BeginAsync(name, content.Length, cancel);
        await WriteAsync(content, cancel);
        await EndAsync(content.Length, cancel);
        Parts.Add(new BackupPart(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content.Span))));
    }

    /// <summary>Writes one part that is read from a stream.</summary>
    /// <param name="name">ASCII, <see cref="LongestName"/> at most.</param>
    /// <param name="bytes">How long it is.</param>
    /// <param name="content">What it holds, from where the stream stands.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The part; it is not among <see cref="Parts"/> yet.</returns>
    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    public async Task<BackupPart> PutAsync(string name, long bytes, Stream content, CancellationToken cancel)
    {
        await BeginAsync(name, bytes, cancel);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var left = bytes; left > 0;)
        {
            var read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancel);
            if (read == 0)
                throw new EndOfStreamException($"{name} ended before its time: something else writes to it.");
            hash.AppendData(buffer.AsSpan(0, read));
            await WriteAsync(buffer.AsMemory(0, read), cancel);
            left -= read;
        }
        await EndAsync(bytes, cancel);
        return new BackupPart(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Ends the archive: two empty blocks.</summary>
    public async Task FinishAsync(CancellationToken cancel) => await target.WriteAsync(new byte[2 * Block], cancel);

    private async Task BeginAsync(string name, long bytes, CancellationToken cancel)
    {
        var header = new byte[Block];
        if (name.Length > LongestName || !Ascii.IsValid(name))
            throw new ArgumentException($"“{name}” does not fit the header of a tar archive.", nameof(name));
        Put(0, name);
        Put(100, "0000600\0");
        Put(108, "0000000\0");
        Put(116, "0000000\0");
        if (bytes <= LargestOctal)
            Put(124, Octal(bytes, 11) + "\0");
        else
        {
            header[124] = 0x80;
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128), bytes);
        }
        Put(136, Octal(at.ToUnixTimeSeconds(), 11) + "\0");
        Put(156, "0");
        Put(257, "ustar\0" + "00");
        Put(148, Octal(SumOf(header), 6) + "\0 ");
        await target.WriteAsync(header, cancel);

        void Put(int position, string text) => Encoding.ASCII.GetBytes(text, header.AsSpan(position));
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        await target.WriteAsync(content, cancel);
        Told?.Invoke(bytes += content.Length);
        unflushed += content.Length;
        if (unflushed < Disk.Piece || target is not FileStream file)
            return;
        file.Flush(flushToDisk: true);
        unflushed = 0;
    }

    private async Task EndAsync(long bytes, CancellationToken cancel)
    {
        if (bytes % Block is > 0 and var over)
            await target.WriteAsync(new byte[Block - over], cancel);
    }

    /// <summary>The sum of a header's bytes, with its own field taken as spaces.</summary>
    public static int SumOf(ReadOnlySpan<byte> header)
    {
        var sum = 0;
        for (var i = 0; i < header.Length; i++)
            sum += i is >= 148 and < 156 ? ' ' : header[i];
        return sum;
    }

    private static string Octal(long number, int digits) => Convert.ToString(number, 8).PadLeft(digits, '0');
}
