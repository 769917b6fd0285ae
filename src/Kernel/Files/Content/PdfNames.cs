using System.Globalization;
using System.IO.Compression;

namespace Concord.Kernel.Files.Content;

/// <summary>
/// Looks through a PDF for the names of actions, as a reader of PDF would know them: with their number signs read (ISO 32000-2, 7.3.5), and
/// within the packed streams that hold objects (7.5.7). What cannot be unpacked is not believed to be harmless.
/// </summary>
/// <param name="limits">How much may come of unpacking.</param>
internal sealed class PdfNames(ContentLimits limits)
{
    private const int Piece = 1 << 20;

    /// <summary>More than any mark that is looked for, however it is written.</summary>
    private const int Overlap = 160;

    /// <summary>A stream of objects is as long as some thousand objects.</summary>
    private const int LargestStream = 64 << 20;

    private long left = limits.Unpacked;
    private Filters filters;

    /// <summary>What stands in the way; null where nothing does.</summary>
    public FileRefusal? Look(Stream content)
    {
        var bytes = new byte[Piece];
        var (kept, start) = (0, 0L);
        while (true)
        {
            // A stream of objects is read while its file is.
            content.Position = start + kept;
            kept += content.ReadAtLeast(bytes.AsSpan(kept), bytes.Length - kept, throwOnEndOfStream: false);
            var isLast = kept < bytes.Length;
            var end = isLast ? kept : kept - Overlap;
            if (Marks(bytes.AsSpan(0, kept), end, content, start) is { } refusal)
                return refusal;
            if (isLast)
                return null;
            bytes.AsSpan(end).CopyTo(bytes);
            (kept, start) = (Overlap, start + end);
        }
    }

    /// <param name="piece">Bytes, some of them behind <paramref name="end"/> so that a mark which begins before is whole.</param>
    /// <param name="end">Marks from here on belong to the next piece.</param>
    /// <param name="file">The file that the piece is of; null within a stream of objects, which holds no streams.</param>
    /// <param name="start">Where the piece stands in it.</param>
    private FileRefusal? Marks(ReadOnlySpan<byte> piece, int end, Stream? file, long start)
    {
        for (var at = 0; at < end && piece[at..end].IndexOfAny((byte)'/', (byte)'s') is >= 0 and var next; at++)
        {
            at += next;
            if (piece[at] == '/')
            {
                if (Name(piece[(at + 1)..]) is { } name && Take(name))
                    return new FileRefusal(FileFault.HasScript);
            }
            else if (file is not null && piece[at..].StartsWith("stream"u8) && (at == 0 || piece[at - 1] != 'd'))
            {
                if (filters.IsOfObjects && Unpacked(file, start + at + "stream".Length) is { } refusal)
                    return refusal;
                filters = default;
            }
        }
        return null;
    }

    /// <summary>A name with its number signs read; null where it is longer than any that is looked for.</summary>
    private static string? Name(ReadOnlySpan<byte> bytes)
    {
        Span<char> name = stackalloc char[20];
        var length = 0;
        for (var i = 0; i < bytes.Length && !" \t\r\n\f\0/<>[]()%{}"u8.Contains(bytes[i]); i++)
        {
            if (length == name.Length)
                return null;
            var isNumber = bytes[i] == '#' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]);
            name[length++] = isNumber ? (char)byte.Parse(bytes.Slice(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : (char)bytes[i];
            i += isNumber ? 2 : 0;
        }
        return name[..length] switch
        {
            "JavaScript" or "Launch" or "ObjStm" or "Filter" or "DecodeParms" or "FlateDecode" or "Fl" or "LZWDecode" or "LZW" or "ASCIIHexDecode" or "AHx" or "ASCII85Decode" or "A85"
                or "RunLengthDecode" or "RL" or "Crypt" => name[..length].ToString(),
            _ => null,
        };
    }

    /// <summary>Notes what a name says of the stream to come; true where it names an action.</summary>
    private bool Take(string name)
    {
        filters = name switch
        {
            "JavaScript" or "Launch" => filters,
            "ObjStm" => filters with { IsOfObjects = true },
            "Filter" => filters with { IsPacked = true },
            "DecodeParms" => filters with { IsOtherwise = true },
            // A name of two letters stands in the bytes of a picture by chance.
            _ when !filters.IsPacked => filters,
            "FlateDecode" or "Fl" => filters with { Deflated = filters.Deflated + 1 },
            _ => filters with { IsOtherwise = true },
        };
        return name is "JavaScript" or "Launch";
    }

    /// <summary>Looks into a stream of objects. Packed once by deflation, as all programs write it, or not at all; anything else is written to hide something.</summary>
    private FileRefusal? Unpacked(Stream file, long at)
    {
        var unseen = new FileRefusal(FileFault.Sealed);
        // Not packed, it is seen with the rest of the file.
        if (!filters.IsPacked)
            return null;
        if (filters.IsOtherwise || filters.Deflated != 1)
            return unseen;
        file.Position = at;
        for (int one; (one = file.ReadByte()) is ' ' or '\t' or '\r' or '\n';)
            at++;
        file.Position = at;
        var unpacked = new MemoryStream();
        try
        {
            using var inflate = new ZLibStream(file, CompressionMode.Decompress, leaveOpen: true);
            var some = new byte[64 << 10];
            while (inflate.Read(some) is > 0 and var read)
            {
                left -= read;
                if (left < 0 || unpacked.Length + read > LargestStream)
                    return new FileRefusal(FileFault.Expands);
                unpacked.Write(some, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return unseen;
        }
        if (unpacked.Length == 0)
            return unseen;
        return Marks(unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length), (int)unpacked.Length, file: null, start: 0);
    }

    /// <summary>What was named since the last stream, and so may be said of the next one.</summary>
    private record struct Filters(bool IsOfObjects, bool IsPacked, int Deflated, bool IsOtherwise);
}
