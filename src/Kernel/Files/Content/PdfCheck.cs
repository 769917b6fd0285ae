namespace Concord.Kernel.Files.Content;

/// <summary>
/// A PDF from its first byte to its end mark (ISO 32000-2, 7.5), without what acts by itself. The wall is that the house never opens a PDF
/// itself and sends it to be saved; this is for those who open it then.
/// </summary>
internal static class PdfCheck
{
    public static FileVerdict Examine(Stream content, ContentLimits limits)
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
        return new PdfNames(limits).Look(content) is { } refusal ? refusal : FileType.Pdf;
    }
}
