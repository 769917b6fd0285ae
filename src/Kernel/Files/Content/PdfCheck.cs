namespace Concord.Kernel.Files.Content;

/// <summary>
/// A PDF from its first byte to its end mark (ISO 32000-2, 7.5), without what acts by itself. Names that stand within packed objects are
/// not seen: that is a courtesy to readers, and no wall. The wall is that the house never opens a PDF itself and sends it to be saved.
/// </summary>
internal static class PdfCheck
{
    private const int Piece = 1 << 20;

    public static FileVerdict Examine(Stream content)
    {
        var head = ContentCheck.Read(content, 0, 8);
        if (head is not [_, _, _, _, _, (byte)'1' or (byte)'2', (byte)'.', >= (byte)'0' and <= (byte)'9'])
            return new FileRefusal(FileFault.Damaged, "PDF");
        var tail = ContentCheck.Read(content, Math.Max(0, content.Length - 2048), 2048).AsSpan();
        var end = tail.LastIndexOf("%%EOF"u8);
        if (end < 0 || tail.IndexOf("startxref"u8) < 0)
            return new FileRefusal(FileFault.Damaged, "PDF");
        if (!tail[(end + 5)..].Trim(" \t\r\n\f\0"u8).IsEmpty)
            return new FileRefusal(FileFault.HidesSomething, "PDF");
        return Acts(content) ? new FileRefusal(FileFault.HasScript) : FileType.Pdf;
    }

    /// <summary>Whether it names an action that runs script or starts a program.</summary>
    private static bool Acts(Stream content)
    {
        var buffer = new byte[Piece];
        content.Position = 0;
        var kept = 0;
        while (true)
        {
            var read = content.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            var bytes = buffer.AsSpan(0, kept + read);
            if (HasName(bytes, "/JavaScript"u8) || HasName(bytes, "/Launch"u8))
                return true;
            if (bytes.Length < Piece)
                return false;
            // A name may stand across two pieces.
            kept = 16;
            bytes[^kept..].CopyTo(buffer);
        }
    }

    /// <summary>The name as a whole: a longer one that begins so is another.</summary>
    private static bool HasName(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name)
    {
        while (bytes.IndexOf(name) is >= 0 and var at)
        {
            bytes = bytes[(at + name.Length)..];
            if (bytes.IsEmpty || " \t\r\n\f\0/<>[]()%{}"u8.Contains(bytes[0]))
                return true;
        }
        return false;
    }
}
