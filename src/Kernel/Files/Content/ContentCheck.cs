using System.Text;
using System.Text.Unicode;

namespace Concord.Kernel.Files.Content;

/// <summary>
/// Says what a file is by its content, and refuses what is not what its name says, what is broken, and what is two things at once. Nothing is
/// ever executed or decoded; memory stays bounded whatever comes.
/// </summary>
public static class ContentCheck
{
    /// <summary>Most that is looked at of a beginning and of an end.</summary>
    private const int Window = 4096;

    /// <summary>The end record of a ZIP archive stands within its last 65,557 bytes: 22 of its own and a comment (APPNOTE.TXT 4.3.16).</summary>
    private const int ZipEnd = 22 + ushort.MaxValue;

    /// <summary>Readers of PDF look for its beginning within so many bytes (Adobe's implementation note 13 to PDF 1.7, appendix H).</summary>
    private const int PdfBeginning = 1024;

    /// <summary>Examines a file from its beginning to its end.</summary>
    /// <param name="content">The whole file, seekable; read from its beginning, and left anywhere.</param>
    /// <param name="name">The name that it was given.</param>
    /// <param name="limits">What is the most.</param>
    public static FileVerdict Examine(Stream content, string name, ContentLimits limits)
    {
        if (content.Length == 0)
            return new FileRefusal(FileFault.Empty);
        var head = Read(content, 0, Window);
        if (IsCompound(head))
            return new FileRefusal(FileFault.OldOrLocked);
        var promised = FileType.OfName(name);
        var verdict = ByContent(content, head, promised, limits);
        if (verdict.Refusal is not null)
            return verdict;
        var type = verdict.Type!;
        if (promised is null)
            return new FileRefusal(FileFault.UnknownType);
        return promised == type ? type : new FileRefusal(FileFault.NotWhatItsNameSays, Path.GetExtension(name), type.Name);
    }

    private static FileVerdict ByContent(Stream content, byte[] head, FileType? promised, ContentLimits limits)
    {
        var bytes = head.AsSpan();
        if (!bytes.StartsWith("%PDF-"u8) && bytes[..Math.Min(bytes.Length, PdfBeginning)].IndexOf("%PDF-"u8) >= 0)
            return new FileRefusal(FileFault.HidesSomething, promised?.Name ?? "PDF");
        if (bytes.StartsWith("PK\x03\x04"u8))
            return PackedDocument.Examine(content, limits);
        if (bytes.StartsWith("%PDF-"u8))
            return Alone(content, FileType.Pdf) is { } packed ? packed : PdfCheck.Examine(content, limits);
        if (Images.ImageFile.TypeOf(bytes) is { } image)
            return Alone(content, image) is { } hidden ? hidden : Images.ImageFile.Examine(content, image, limits);
        if (TextCheck.IsMarkup(bytes))
            return new FileRefusal(FileFault.IsMarkup);
        // Text has no signature: only a name that promises it lets the content be read as such.
        if (promised is not null && (promised == FileType.Text || promised == FileType.Csv))
            return Alone(content, promised) is { } hidden ? hidden : TextCheck.Examine(content, promised);
        return promised is null ? new FileRefusal(FileFault.UnknownType) : new FileRefusal(FileFault.Damaged, promised.Name);
    }

    /// <summary>Archives are read from their end, so anything can carry one there: nothing but an archive may.</summary>
    private static FileRefusal? Alone(Stream content, FileType type)
    {
        var tail = Read(content, Math.Max(0, content.Length - ZipEnd), ZipEnd);
        return tail.AsSpan().IndexOf("PK\x05\x06"u8) >= 0 ? new FileRefusal(FileFault.HidesSomething, type.Name) : null;
    }

    /// <summary>The compound file of old office formats, in which new ones lie when they are locked with a password (MS-CFB 2.2).</summary>
    private static bool IsCompound(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    internal static byte[] Read(Stream content, long from, int most)
    {
        content.Position = from;
        var bytes = new byte[(int)Math.Min(most, content.Length - from)];
        content.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>The most that the content of a file may be.</summary>
/// <param name="Pixels">Width times height of an image.</param>
/// <param name="Entries">Entries of a packed document, those of documents within it counted as well.</param>
/// <param name="Unpacked">Bytes that all entries together unpack to.</param>
/// <param name="Ratio">How many times larger than packed a document may be once it is over a mebibyte.</param>
public sealed record ContentLimits(long Pixels = 50_000_000, int Entries = 10_000, long Unpacked = 512L << 20, int Ratio = 200)
{
    public static readonly ContentLimits Usual = new();
}

/// <summary>Plain text and tables as text.</summary>
internal static class TextCheck
{
    /// <summary>What a web browser takes as the beginning of markup (WHATWG MIME Sniffing, 7.1), and of a drawing.</summary>
    private static readonly string[] Markup =
    [
        "<!doctype", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a ", "<a>", "<style", "<title", "<b>", "<b ", "<body", "<br", "<p>", "<p ", "<!--", "<?xml", "<svg", "<?php", "<xml", "<object", "<embed", "<img", "<link", "<meta", "<form",
    ];

    public static bool IsMarkup(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            head = head[3..];
        // Two bytes a character: markup all the same.
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            head = head.ToArray().Where(one => one is not (0 or 0xFE or 0xFF)).ToArray();
        var text = Encoding.Latin1.GetString(head.TrimStart(" \t\r\n\f"u8));
        return Markup.Any(mark => text.StartsWith(mark, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>UTF-8 without control characters other than those that lay text out.</summary>
    public static FileVerdict Examine(Stream content, FileType type)
    {
        content.Position = 0;
        var buffer = new byte[64 << 10];
        var kept = 0;
        while (true)
        {
            var read = content.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            var isLast = read < buffer.Length - kept;
            var bytes = buffer.AsSpan(0, kept + read);
            var whole = isLast ? bytes.Length : WholeCharacters(bytes);
            if (!Utf8.IsValid(bytes[..whole]))
                return new FileRefusal(FileFault.NotUtf8);
            if (bytes[..whole].ContainsAnyInRange((byte)0, (byte)8) || bytes[..whole].ContainsAnyInRange((byte)14, (byte)31) || bytes[..whole].Contains((byte)0x0B))
                return new FileRefusal(FileFault.Damaged, type.Name);
            if (isLast)
                return type;
            kept = bytes.Length - whole;
            bytes[whole..].CopyTo(buffer);
        }
    }

    /// <summary>Where the last character that may go on in the next piece begins.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var i = bytes.Length - 1; i >= Math.Max(0, bytes.Length - 4); i--)
            if (bytes[i] >= 0xC0)
                return i;
        return bytes.Length;
    }
}
