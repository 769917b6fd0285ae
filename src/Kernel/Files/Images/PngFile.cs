using System.Buffers.Binary;

namespace Concord.Kernel.Files.Images;

/// <summary>
/// PNG (W3C PNG, third edition). Kept are the chunks that make the picture, its colours and its animation, each with a right check sum; texts,
/// times and Exif stay behind, but for the orientation.
/// </summary>
internal static class PngFile
{
    private const int LongestChunk = 1 << 30, LongestProfile = 4 << 20, LongestExif = 1 << 20;

    private static readonly string[] Kept =
        ["IHDR", "PLTE", "IDAT", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"];

    private static readonly uint[] Table = MakeTable();

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static void Rewrite(ImageCopy copy)
    {
        if (!copy.Bytes(8).AsSpan().SequenceEqual(Signature))
            throw copy.Damaged();
        copy.Output.Write(Signature);
        var (isFirst, hasPicture) = (true, false);
        while (true)
        {
            var head = copy.Bytes(8);
            var length = ImageCopy.BigEndian(head);
            var name = System.Text.Encoding.ASCII.GetString(head, 4, 4);
            if (length > LongestChunk || !name.All(char.IsAsciiLetter) || isFirst != (name == "IHDR"))
                throw copy.Damaged();
            if (isFirst)
                Size(copy, length);
            isFirst = false;
            hasPicture |= name == "IDAT";
            if (name == "IEND")
            {
                if (length != 0 || !hasPicture || ImageCopy.BigEndian(copy.Bytes(4)) != 0xAE426082)
                    throw copy.Damaged();
                copy.Output.Write([.. head, 0xAE, 0x42, 0x60, 0x82]);
                copy.Rest();
                return;
            }
            Chunk(copy, head, name, length);
        }
    }

    private static void Size(ImageCopy copy, uint length)
    {
        if (length != 13)
            throw copy.Damaged();
        var header = copy.Bytes(8);
        copy.Size(ImageCopy.BigEndian(header), ImageCopy.BigEndian(header.AsSpan(4)));
        copy.Input.Position -= 8;
    }

    private static void Chunk(ImageCopy copy, byte[] head, string name, uint length)
    {
        var isKept = Kept.Contains(name) && (name != "iCCP" || length <= LongestProfile);
        // A capital letter first says that the picture cannot be shown without the chunk (5.4).
        if (!isKept && char.IsAsciiLetterUpper(name[0]))
            throw copy.Damaged();
        if (name == "eXIf" && length <= LongestExif)
        {
            var exif = copy.Bytes((int)length);
            copy.Bytes(4);
            copy.Suspect(exif);
            if (Orientation.Of(exif) is > 1 and var orientation)
                Write(copy, "eXIf"u8, Orientation.Tiff(orientation));
            return;
        }
        if (isKept)
            copy.Output.Write(head);
        var crc = Crc(uint.MaxValue, head.AsSpan(4));
        copy.Pass(length, isKept, bytes =>
        {
            crc = Crc(crc, bytes);
            if (!isKept)
                copy.Suspect(bytes);
        });
        var sum = copy.Bytes(4);
        if (isKept && ImageCopy.BigEndian(sum) != ~crc)
            throw copy.Damaged();
        if (isKept)
            copy.Output.Write(sum);
    }

    private static void Write(ImageCopy copy, ReadOnlySpan<byte> name, byte[] body)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        copy.Output.Write(number);
        copy.Output.Write(name);
        copy.Output.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), body));
        copy.Output.Write(number);
    }

    /// <summary>The check sum of annex D, still to be inverted.</summary>
    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
            crc = Table[(crc ^ one) & 0xFF] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var n = 0U; n < 256; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++)
                c = (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }
        return table;
    }
}
