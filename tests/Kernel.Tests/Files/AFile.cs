using System.IO.Compression;
using System.Text;

namespace Concord.Tests.House;

/// <summary>Files as people send them, made small.</summary>
internal static class AFile
{
    public const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    public const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    /// <summary>A PDF of one page that says a text in Latin letters.</summary>
    public static byte[] Pdf(string text = "Clean air", string more = "")
    {
        var pdf = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (var (body, i) in new[]
        {
            "<< /Type /Catalog /Pages 2 0 R " + more + ">>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            FormattableString.Invariant($"<< /Length {text.Length + 31} >>\nstream\nBT /F1 18 Tf 10 50 Td ({text}) Tj ET\nendstream"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        }.Select((body, i) => (body, i)))
        {
            places.Add(pdf.Length);
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{body}\nendobj\n");
        }
        var xref = pdf.Length;
        pdf.Append("xref\n0 6\n0000000000 65535 f \n");
        foreach (var place in places)
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }

    /// <summary>A DOCX that says a text.</summary>
    public static byte[] Docx(string text = "Clean air", params (string Name, byte[] Body)[] more) => Docx(text, Word, more);

    public static byte[] Docx(string text, string mainPart, params (string Name, byte[] Body)[] more) => Zip(
    [
        ("[Content_Types].xml", Utf8($"<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"{mainPart}\"/></Types>")),
        ("_rels/.rels", Utf8("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>")),
        .. more.Any(part => part.Name == "word/document.xml") ? [] : new[] { ("word/document.xml", Utf8($"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>")) },
        .. more,
    ]);

    public static byte[] Odt(string text = "Clean air", params (string Name, byte[] Body)[] more) => Zip(
    [
        ("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray()),
        ("content.xml", Utf8($"<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text><text:p>{text}</text:p></office:text></office:body></office:document-content>")),
        .. more,
    ]);

    public static byte[] Zip(params (string Name, byte[] Body)[] entries)
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, body) in entries)
                using (var entry = archive.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open())
                    entry.Write(body);
        return file.ToArray();
    }

    /// <summary>A JPEG; segments stand before its picture.</summary>
    public static byte[] Jpeg(int width = 4, int height = 3, params (byte Marker, byte[] Body)[] segments) =>
    [
        0xFF, 0xD8,
        .. Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 0, 0]),
        .. segments.SelectMany(segment => Segment(segment.Marker, segment.Body)),
        .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]),
        .. Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
        .. Segment(0xC4, [0, 1, .. new byte[15], 0]),
        .. Segment(0xC4, [0x10, 1, .. new byte[15], 0]),
        .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
        0x2A, 0xFF, 0x00, 0x3F,
        0xFF, 0xD9,
    ];

    /// <summary>What a camera writes: the place, its owner, and how it was held.</summary>
    public static byte[] Exif(byte orientation) =>
    [
        .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0,
        2, 0,
        0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0,
        0x31, 0x01, 2, 0, 20, 0, 0, 0, 38, 0, 0, 0,
        0, 0, 0, 0,
        .. "GPS 43.8N 87.6E Li Hua\0"u8,
    ];

    public static byte[] Png(uint width = 1, uint height = 1, params (string Name, byte[] Body)[] chunks) =>
    [
        0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A,
        .. Chunk("IHDR", [.. BigEndian(width), .. BigEndian(height), 8, 0, 0, 0, 0]),
        .. chunks.SelectMany(chunk => Chunk(chunk.Name, chunk.Body)),
        .. Chunk("IDAT", [0x78, 0x9C, 0x63, 0x60, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01]),
        .. Chunk("IEND", []),
    ];

    public static byte[] Gif(int width = 1, int height = 1, string? comment = null, byte[]? after = null) =>
    [
        .. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0x80, 0, 0,
        0, 0, 0, 255, 255, 255,
        .. comment is null ? [] : (byte[])[0x21, 0xFE, (byte)comment.Length, .. Encoding.ASCII.GetBytes(comment), 0],
        0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0,
        0x3B,
        .. after ?? [],
    ];

    public static byte[] Webp(int width, int height, params (string Name, byte[] Body)[] chunks)
    {
        byte[] body =
        [
            .. "WEBP"u8,
            .. Riff("VP8X", [0x0C, 0, 0, 0, (byte)(width - 1), (byte)((width - 1) >> 8), (byte)((width - 1) >> 16), (byte)(height - 1), (byte)((height - 1) >> 8), (byte)((height - 1) >> 16)]),
            .. Riff("VP8L", [0x2F, 0, 0, 0, 0, 7]),
            .. chunks.SelectMany(chunk => Riff(chunk.Name, chunk.Body)),
        ];
        return [.. "RIFF"u8, .. LittleEndian((uint)body.Length), .. body];
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    private static byte[] Chunk(string name, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. body];
        var crc = uint.MaxValue;
        foreach (var one in named)
        {
            crc ^= one;
            for (var k = 0; k < 8; k++)
                crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }
        return [.. BigEndian((uint)body.Length), .. named, .. BigEndian(~crc)];
    }

    private static byte[] Riff(string name, byte[] body) => [.. Encoding.ASCII.GetBytes(name), .. LittleEndian((uint)body.Length), .. body, .. new byte[body.Length & 1]];

    private static byte[] BigEndian(uint number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static byte[] LittleEndian(uint number) => [(byte)number, (byte)(number >> 8), (byte)(number >> 16), (byte)(number >> 24)];
}
