using System.Buffers.Binary;

namespace Concord.Kernel.Files.Images;

/// <summary>
/// WebP (RFC 9649). Kept are the picture, its transparency, animation and colour profile, and of Exif the orientation; XMP and whatever else
/// stays behind.
/// </summary>
internal static class WebpFile
{
    private const byte ExifFlag = 0x08, XmpFlag = 0x04;
    private const int LongestExif = 1 << 20;

    private static readonly string[] Kept = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"];

    public static void Rewrite(ImageCopy copy)
    {
        var head = copy.Bytes(12);
        var end = 8L + BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
        if (end > copy.Input.Length + 1 || end < 20)
            throw copy.Damaged();
        var chunks = Chunks(copy, Math.Min(end, copy.Input.Length));
        var length = 4L + chunks.Sum(chunk => chunk.Written);
        Number(head.AsSpan(4), length);
        copy.Output.Write(head);
        foreach (var chunk in chunks)
            Write(copy, chunk);
        copy.Input.Position = Math.Min(end, copy.Input.Length);
        while (copy.Left > 0)
            if (copy.Byte() != 0)
                throw copy.Hides();
    }

    private readonly record struct Chunk(string Name, long At, long Length, byte[]? Instead)
    {
        public long Written => 8 + (Instead?.Length ?? Length) + ((Instead?.Length ?? Length) & 1);
    }

    private static List<Chunk> Chunks(ImageCopy copy, long end)
    {
        var chunks = new List<Chunk>();
        byte[]? extended = null;
        byte orientation = 1;
        var hasPicture = false;
        while (copy.Input.Position + 8 <= end)
        {
            var head = copy.Bytes(8);
            var name = System.Text.Encoding.ASCII.GetString(head, 0, 4);
            var length = (long)BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            var at = copy.Input.Position;
            if (at + length > end)
                throw copy.Damaged();
            Size(copy, name, length);
            copy.Input.Position = at;
            hasPicture |= name is "VP8 " or "VP8L" or "ANMF";
            if (name == "VP8X")
                chunks.Add(new Chunk(name, at, length, extended = copy.Bytes(10)));
            else if (Kept.Contains(name))
                chunks.Add(new Chunk(name, at, length, null));
            else if (name == "EXIF" && length <= LongestExif)
                orientation = Exif(copy, copy.Bytes((int)length));
            else
                copy.Pass(length, keep: false, copy.Suspect);
            copy.Input.Position = Math.Min(at + length + (length & 1), copy.Input.Length);
            if (chunks.Count > 10_000)
                throw copy.Damaged();
        }
        if (!hasPicture)
            throw copy.Damaged();
        if (extended is not null)
        {
            extended[0] &= unchecked((byte)~(XmpFlag | ExifFlag));
            if (orientation > 1)
            {
                extended[0] |= ExifFlag;
                chunks.Add(new Chunk("EXIF", 0, 0, Orientation.Tiff(orientation)));
            }
        }
        return chunks;
    }

    private static byte Exif(ImageCopy copy, byte[] exif)
    {
        copy.Suspect(exif);
        return Orientation.Of(exif.AsSpan().StartsWith("Exif\0\0"u8) ? exif.AsSpan(6) : exif);
    }

    private static void Size(ImageCopy copy, string name, long length)
    {
        switch (name)
        {
            case "VP8X":
                if (length != 10)
                    throw copy.Damaged();
                var canvas = copy.Bytes(10);
                copy.Size(1 + Three(canvas, 4), 1 + Three(canvas, 7));
                break;
            case "VP8 ":
                if (length < 10)
                    throw copy.Damaged();
                var frame = copy.Bytes(10);
                if (!frame.AsSpan(3).StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
                    throw copy.Damaged();
                copy.Size((frame[6] | (frame[7] << 8)) & 0x3FFF, (frame[8] | (frame[9] << 8)) & 0x3FFF);
                break;
            case "VP8L":
                if (length < 5 || copy.Byte() != 0x2F)
                    throw copy.Damaged();
                var bits = BinaryPrimitives.ReadUInt32LittleEndian(copy.Bytes(4));
                copy.Size(1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
                break;
        }
    }

    private static void Write(ImageCopy copy, Chunk chunk)
    {
        Span<byte> head = stackalloc byte[8];
        System.Text.Encoding.ASCII.GetBytes(chunk.Name, head);
        var length = chunk.Instead?.Length ?? chunk.Length;
        Number(head[4..], length);
        copy.Output.Write(head);
        if (chunk.Instead is { } instead)
        {
            copy.Output.Write(instead);
        }
        else
        {
            copy.Input.Position = chunk.At;
            copy.Pass(length, keep: true);
        }
        if ((length & 1) == 1)
            copy.Output.WriteByte(0);
    }

    private static int Three(byte[] bytes, int at) => bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);

    private static void Number(Span<byte> bytes, long number) => BinaryPrimitives.WriteUInt32LittleEndian(bytes, checked((uint)number));
}
