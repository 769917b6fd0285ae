using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Concord.Kernel.Files.Content;

/// <summary>One entry of an archive, as its directory states it.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="IsDeflated">Else it stands there as it is.</param>
/// <param name="Packed">Bytes in the archive.</param>
/// <param name="Length">Bytes it says that it unpacks to.</param>
/// <param name="At">Where its packed bytes begin.</param>
internal sealed record ZipItem(string Name, bool IsDeflated, long Packed, long Length, long At);

/// <summary>
/// The directory of a ZIP archive (APPNOTE.TXT 6.3.10), read strictly: the entries stand one after the other, each says the
/// same of itself as the directory does, and nothing stands behind the end. The framework's own reader is kinder: it unpacks no further than an
/// entry's stated length, which other programs do not care about.
/// </summary>
internal static class ZipDirectory
{
    private const int EndLength = 22, HeaderLength = 46, LocalLength = 30, MostDirectory = 8 << 20, Encrypted = 1;

    /// <exception cref="InvalidDataException">The archive is not one, or reads differently from different sides.</exception>
    public static List<ZipItem> Read(Stream content)
    {
        if (content.Length < EndLength)
            throw new InvalidDataException("too short");
        var end = ContentCheck.Read(content, content.Length - EndLength, EndLength);
        var (count, size, start) = (Short(end, 10), Long(end, 12), Long(end, 16));
        // An end record with nothing behind it; one disk; nothing between the directory and its end.
        if (!end.AsSpan().StartsWith("PK\x05\x06"u8) || Short(end, 20) != 0 || Short(end, 8) != count || start + size != content.Length - EndLength || size > MostDirectory)
            throw new InvalidDataException("end");
        var directory = ContentCheck.Read(content, start, (int)size);
        var items = new List<ZipItem>(count);
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            var header = directory.AsSpan(at);
            if (header.Length < HeaderLength || !header.StartsWith("PK\x01\x02"u8))
                throw new InvalidDataException("directory");
            var whole = HeaderLength + Short(header, 28) + Short(header, 30) + Short(header, 32);
            if (header.Length < whole)
                throw new InvalidDataException("directory");
            items.Add(Item(content, header[..whole], start));
            at += whole;
        }
        if (at != size)
            throw new InvalidDataException("directory");
        return InTurn(items, start);
    }

    /// <summary>What an entry unpacks to, however much that is.</summary>
    public static Stream Open(Stream content, ZipItem item)
    {
        var packed = new Part(content, item.At, item.Packed);
        return item.IsDeflated ? new DeflateStream(packed, CompressionMode.Decompress) : packed;
    }

    private static ZipItem Item(Stream content, ReadOnlySpan<byte> header, long end)
    {
        var (flags, method, packed, length, local) = (Short(header, 8), Short(header, 10), Long(header, 20), Long(header, 24), Long(header, 42));
        if ((flags & Encrypted) != 0 || method is not (0 or 8) || local + LocalLength > end || (method == 0 && packed != length))
            throw new InvalidDataException("entry");
        var name = header.Slice(HeaderLength, Short(header, 28));
        var own = ContentCheck.Read(content, local, LocalLength + name.Length).AsSpan();
        if (own.Length < LocalLength + name.Length || !own.StartsWith("PK\x03\x04"u8) || Short(own, 8) != method || !own[LocalLength..].SequenceEqual(name))
            throw new InvalidDataException("entry");
        return new ZipItem(Encoding.UTF8.GetString(name), method == 8, packed, length, local + LocalLength + Short(own, 26) + Short(own, 28));
    }

    /// <summary>Entries that overlap unpack the same bytes again and again.</summary>
    private static List<ZipItem> InTurn(List<ZipItem> items, long end)
    {
        var last = 0L;
        foreach (var item in items.OrderBy(item => item.At))
        {
            if (item.At - LocalLength < last || item.At + item.Packed > end)
                throw new InvalidDataException("overlap");
            last = item.At + item.Packed;
        }
        return items;
    }

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    /// <summary>A stretch of a stream, read from its beginning to its end.</summary>
    private sealed class Part(Stream whole, long at, long length) : Stream
    {
        private long position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            whole.Position = at + position;
            var read = whole.Read(buffer[..(int)Math.Min(buffer.Length, length - position)]);
            position += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
