using System.Buffers.Binary;

namespace Concord.Kernel.Files.Images;

/// <summary>How a camera was held: the one thing of Exif that the picture needs (Exif 2.32, tag 274).</summary>
internal static class Orientation
{
    private const ushort Tag = 274;
    private const ushort Short = 3;

    /// <summary>The orientation in a TIFF structure, 1 to 8; 1, upright, where it says none.</summary>
    public static byte Of(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 14)
            return 1;
        var isLittle = tiff.StartsWith("II*\0"u8);
        if (!isLittle && !tiff.StartsWith("MM\0*"u8))
            return 1;
        var directory = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
            return 1;
        var entries = tiff[(int)directory..];
        var count = Number(entries, isLittle);
        for (var i = 0; i < count && 2 + 12 * (i + 1) <= entries.Length; i++)
        {
            var entry = entries[(2 + 12 * i)..];
            if (Number(entry, isLittle) == Tag && Number(entry[2..], isLittle) == Short)
                return Number(entry[8..], isLittle) is >= 1 and <= 8 and var orientation ? (byte)orientation : (byte)1;
        }
        return 1;
    }

    /// <summary>The smallest TIFF structure that says it: one directory with one entry.</summary>
    public static byte[] Tiff(byte orientation) =>
    [
        (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8,
        0, 1,
        Tag >> 8, Tag & 0xFF, 0, (byte)Short, 0, 0, 0, 1, 0, orientation, 0, 0,
        0, 0, 0, 0,
    ];

    private static ushort Number(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
