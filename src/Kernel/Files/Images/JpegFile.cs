namespace Concord.Kernel.Files.Images;

/// <summary>
/// JPEG (ITU-T T.81, annex B). Kept are the tables, the frames and scans, the colour profile (ICC.1, annex B.4), Adobe's word on the
/// transform of colours, and the orientation; the JFIF head is written anew. Comments and all other applications' segments stay behind.
/// </summary>
internal static class JpegFile
{
    private const byte Start = 0xD8, End = 0xD9, Scan = 0xDA, Comment = 0xFE, App0 = 0xE0, App1 = 0xE1, App2 = 0xE2, App14 = 0xEE, App15 = 0xEF;

    public static void Rewrite(ImageCopy copy)
    {
        if (copy.Byte() != 0xFF || copy.Byte() != Start)
            throw copy.Damaged();
        copy.Output.Write([0xFF, Start]);
        var (hasFrame, hasScan) = (false, false);
        for (var marker = Marker(copy); marker != End;)
        {
            // No length: what is allowed between segments has none either.
            if (marker is Start or 0x01 or >= 0xD0 and <= 0xD7)
                throw copy.Damaged();
            var length = (copy.Byte() << 8) | copy.Byte();
            if (length < 2)
                throw copy.Damaged();
            var body = copy.Bytes(length - 2);
            if (IsFrame(marker))
            {
                if (body.Length < 6)
                    throw copy.Damaged();
                copy.Size((body[3] << 8) | body[4], (body[1] << 8) | body[2]);
                hasFrame = true;
            }
            Keep(copy, marker, body);
            if (marker != Scan)
            {
                marker = Marker(copy);
                continue;
            }
            if (!hasFrame)
                throw copy.Damaged();
            hasScan = true;
            marker = Entropy(copy);
        }
        if (!hasScan)
            throw copy.Damaged();
        copy.Output.Write([0xFF, End]);
        copy.Rest();
    }

    private static void Keep(ImageCopy copy, byte marker, byte[] body)
    {
        ReadOnlySpan<byte> bytes = body;
        switch (marker)
        {
            case App0 when bytes.StartsWith("JFIF\0"u8) && bytes.Length >= 12:
                // Version, unit and density, and no thumbnail: of a fixed length, so that nothing else can be read into it.
                Write(copy, App0, [.. bytes[..12], 0, 0]);
                copy.Suspect(bytes[12..]);
                break;
            case App1 when bytes.StartsWith("Exif\0\0"u8) && Orientation.Of(bytes[6..]) is > 1 and var orientation:
                Write(copy, App1, [.. "Exif\0\0"u8, .. Orientation.Tiff(orientation)]);
                copy.Suspect(bytes);
                break;
            case App2 when bytes.StartsWith("ICC_PROFILE\0"u8):
                Write(copy, App2, body);
                break;
            case App14 when bytes.StartsWith("Adobe"u8) && bytes.Length >= 12:
                Write(copy, App14, bytes[..12]);
                break;
            case >= App0 and <= App15 or Comment:
                copy.Suspect(bytes);
                break;
            case Scan or 0xC4 or 0xCC or 0xDB or 0xDC or 0xDD or 0xDE or 0xDF:
                Write(copy, marker, body);
                break;
            default:
                if (!IsFrame(marker))
                    throw copy.Damaged();
                Write(copy, marker, body);
                break;
        }
    }

    private static void Write(ImageCopy copy, byte marker, ReadOnlySpan<byte> body)
    {
        var length = body.Length + 2;
        copy.Output.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        copy.Output.Write(body);
    }

    /// <summary>A frame header of any process; C4, C8 and CC between them are something else.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>The next marker; fill bytes may stand before it.</summary>
    private static byte Marker(ImageCopy copy)
    {
        if (copy.Byte() != 0xFF)
            throw copy.Damaged();
        byte marker;
        while ((marker = copy.Byte()) == 0xFF)
        {
        }
        return marker;
    }

    /// <summary>Copies the picture itself up to the marker that ends it; stuffed bytes and restarts belong to it.</summary>
    private static byte Entropy(ImageCopy copy)
    {
        while (true)
        {
            var one = copy.Byte();
            if (one != 0xFF)
            {
                copy.Output.WriteByte(one);
                continue;
            }
            byte next;
            while ((next = copy.Byte()) == 0xFF)
            {
            }
            if (next is not (0 or >= 0xD0 and <= 0xD7))
                return next;
            copy.Output.Write([0xFF, next]);
        }
    }
}
