using System.Buffers.Binary;
using Concord.Kernel.Files.Content;

namespace Concord.Kernel.Files.Images;

/// <summary>
/// Images as they are kept: the picture itself, its colour profile and the way it is turned, and nothing of where, when and by whom it was taken.
/// The parts of the file are copied one by one, none is decoded, so the picture stays what it was to the last bit.
/// </summary>
public static class ImageFile
{
    /// <summary>The type of an image by its signature, or null.</summary>
    public static FileType? TypeOf(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? FileType.Jpeg
        : head.StartsWith(PngFile.Signature) ? FileType.Png
        : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? FileType.Gif
        : head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) ? FileType.Webp
        : null;

    /// <summary>Goes through the image without keeping anything: whether it is whole, of a size that is taken, and nothing but an image.</summary>
    internal static FileVerdict Examine(Stream content, FileType type, ContentLimits limits)
    {
        try
        {
            content.Position = 0;
            Rewrite(content, Stream.Null, type, limits.Pixels);
            return type;
        }
        catch (ImageRefused refused)
        {
            return refused.Refusal;
        }
        catch (EndOfStreamException)
        {
            return new FileRefusal(FileFault.Damaged, type.Name);
        }
    }

    /// <summary>Writes the image without what it says of its making.</summary>
    /// <param name="content">An image that passed <see cref="ContentCheck.Examine"/>; read from where it stands.</param>
    /// <param name="output">Where the image goes.</param>
    /// <param name="type">Its type.</param>
    public static void Clean(Stream content, Stream output, FileType type) => Rewrite(content, output, type, long.MaxValue);

    private static void Rewrite(Stream content, Stream output, FileType type, long mostPixels)
    {
        var copy = new ImageCopy(content, output, type, mostPixels);
        if (type == FileType.Jpeg)
            JpegFile.Rewrite(copy);
        else if (type == FileType.Png)
            PngFile.Rewrite(copy);
        else if (type == FileType.Gif)
            GifFile.Rewrite(copy);
        else
            WebpFile.Rewrite(copy);
    }
}

/// <summary>An image on its way from the file that came to the file that is kept.</summary>
internal sealed class ImageCopy(Stream input, Stream output, FileType type, long mostPixels)
{
    private readonly byte[] buffer = new byte[64 << 10];

    public Stream Input { get; } = input;

    public Stream Output { get; } = output;

    public long Left => Input.Length - Input.Position;

    public byte Byte() => Input.ReadByte() is >= 0 and var one ? (byte)one : throw new EndOfStreamException();

    public byte[] Bytes(int count)
    {
        if (count > Left)
            throw new EndOfStreamException();
        var bytes = new byte[count];
        Input.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Copies so many bytes, or passes over them.</summary>
    public void Pass(long count, bool keep, Action<ReadOnlySpan<byte>>? seen = null)
    {
        if (count > Left)
            throw new EndOfStreamException();
        while (count > 0)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(count, buffer.Length));
            Input.ReadExactly(piece);
            if (keep)
                Output.Write(piece);
            seen?.Invoke(piece);
            count -= piece.Length;
        }
    }

    /// <exception cref="ImageRefused">The image is larger than is taken, or has no size.</exception>
    public void Size(long width, long height)
    {
        if (width <= 0 || height <= 0)
            throw Damaged();
        if (width > mostPixels / height)
            throw new ImageRefused(new FileRefusal(FileFault.TooManyPixels, FormattableString.Invariant($"{width} × {height}"), mostPixels / 1_000_000));
    }

    /// <summary>What lies in parts that are left out, and after the end: vendors put much there, but a page, a script or an archive is no vendor's.</summary>
    public void Suspect(ReadOnlySpan<byte> left)
    {
        Span<byte> small = left.Length <= 64 << 10 ? stackalloc byte[left.Length] : new byte[left.Length];
        for (var i = 0; i < left.Length; i++)
            small[i] = left[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(left[i] | 0x20) : left[i];
        ReadOnlySpan<byte> text = small;
        if (text.IndexOf("<script"u8) >= 0 || text.IndexOf("<html"u8) >= 0 || text.IndexOf("<!doctype"u8) >= 0 || text.IndexOf("<svg"u8) >= 0 || text.IndexOf("<?php"u8) >= 0
            || text.IndexOf("<iframe"u8) >= 0 || left.IndexOf("PK\x03\x04"u8) >= 0 || text.IndexOf("%pdf-"u8) >= 0 || left.IndexOf("\u007fELF"u8) >= 0 || left.IndexOf("Rar!\x1a"u8) >= 0)
            throw Hides();
    }

    /// <summary>The bytes after the end of the image, which are left out.</summary>
    public void Rest()
    {
        while (Left > 0)
            Suspect(Bytes((int)Math.Min(Left, buffer.Length)));
    }

    public ImageRefused Damaged() => new(new FileRefusal(FileFault.Damaged, type.Name));

    public ImageRefused Hides() => new(new FileRefusal(FileFault.HidesSomething, type.Name));

    public static uint BigEndian(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);
}

/// <summary>Ends the reading of an image that is refused.</summary>
internal sealed class ImageRefused(FileRefusal refusal) : Exception(refusal.Fault.ToString())
{
    public FileRefusal Refusal { get; } = refusal;
}
