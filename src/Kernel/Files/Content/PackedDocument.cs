using System.Text;
using System.Xml;

namespace Concord.Kernel.Files.Content;

/// <summary>
/// Office documents, which are ZIP archives: Office Open XML (ECMA-376-2, packages) and OpenDocument (part 2, packages). Every entry is unpacked
/// once to nowhere, counted as it comes: what an archive says of its sizes is not believed.
/// </summary>
internal static class PackedDocument
{
    /// <summary>Documents within a document are examined as well, so deep and no deeper.</summary>
    private const int Deepest = 2;

    /// <summary>A document within a document is held in memory while it is examined.</summary>
    private const int LargestWithin = 16 << 20;

    private static readonly string[] Programs =
    [
        ".exe", ".dll", ".com", ".scr", ".pif", ".bat", ".cmd", ".js", ".jse", ".vbs", ".vbe", ".wsf", ".wsh", ".ps1", ".msi", ".jar", ".lnk", ".hta", ".chm", ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".rtf", ".svg", ".swf", ".sh", ".py", ".reg", ".cpl",
    ];

    private static readonly string[] Archives = [".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".iso", ".cab"];

    private static readonly string[] Within = [".docx", ".xlsx", ".pptx"];

    private static readonly (string Part, FileType Type)[] MainParts =
    [
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", FileType.Docx),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", FileType.Xlsx),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", FileType.Pptx),
    ];

    public static FileVerdict Examine(Stream content, ContentLimits limits) => Examine(content, new Budget(limits), depth: 1);

    private static FileVerdict Examine(Stream content, Budget budget, int depth)
    {
        try
        {
            var items = ZipDirectory.Read(content);
            return (Names(items, budget) ?? Entries(content, items, budget, depth)) is { } refusal ? refusal : Kind(content, items);
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException)
        {
            return new FileRefusal(FileFault.Damaged, "DOCX, XLSX, PPTX, ODF");
        }
    }

    private static FileRefusal? Names(List<ZipItem> items, Budget budget)
    {
        budget.Entries -= items.Count;
        if (budget.Entries < 0)
            return new FileRefusal(FileFault.Expands);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        // Two entries of one name, or one that leads out, are read differently by different programs.
        return items.TrueForAll(item => names.Add(item.Name) && !item.Name.StartsWith('/') && !item.Name.Contains('\\', StringComparison.Ordinal)
            && !item.Name.Contains(':', StringComparison.Ordinal) && !item.Name.Split('/').Contains(".."))
            ? null : new FileRefusal(FileFault.HidesSomething, "ZIP");
    }

    private static FileRefusal? Entries(Stream content, List<ZipItem> items, Budget budget, int depth)
    {
        foreach (var item in items.Where(item => !item.Name.EndsWith('/')))
        {
            if (IsMacro(item.Name))
                return new FileRefusal(FileFault.HasMacros);
            var ending = Path.GetExtension(item.Name);
            if (Programs.Contains(ending, StringComparer.OrdinalIgnoreCase) || IsObject(item.Name))
                return new FileRefusal(FileFault.HoldsProgram, Short(item.Name));
            if (Archives.Contains(ending, StringComparer.OrdinalIgnoreCase))
                return new FileRefusal(FileFault.HoldsArchive, Short(item.Name));
            if (Unpack(content, item, budget, depth) is { } refusal)
                return refusal;
        }
        return null;
    }

    private static FileRefusal? Unpack(Stream content, ZipItem entry, Budget budget, int depth)
    {
        using var stream = ZipDirectory.Open(content, entry);
        var buffer = new byte[32 << 10];
        var length = 0L;
        var isXml = entry.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || entry.Name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);
        MemoryStream? within = null;
        while (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) is > 0 and var read)
        {
            var bytes = buffer.AsSpan(0, read);
            if (length == 0 && isXml && DeclaresEntities(bytes))
                return new FileRefusal(FileFault.DeclaresEntities, Short(entry.Name));
            if (length == 0 && bytes.StartsWith("PK\x03\x04"u8))
            {
                if (depth == Deepest || !Within.Contains(Path.GetExtension(entry.Name), StringComparer.OrdinalIgnoreCase))
                    return new FileRefusal(FileFault.HoldsArchive, Short(entry.Name));
                within = new MemoryStream();
            }
            if (length == 0 && (bytes.StartsWith("MZ"u8) || bytes.StartsWith("\u007fELF"u8)))
                return new FileRefusal(FileFault.HoldsProgram, Short(entry.Name));
            length += read;
            budget.Bytes -= read;
            if (budget.Bytes < 0 || length > entry.Length || (length > 1 << 20 && length / Math.Max(1, entry.Packed) > budget.Ratio) || (within is not null && length > LargestWithin))
                return new FileRefusal(FileFault.Expands);
            within?.Write(bytes);
        }
        if (length != entry.Length)
            return new FileRefusal(FileFault.Damaged, "ZIP");
        return within is not null && Examine(within, budget, depth + 1) is { Refusal: { } refusal } ? refusal : null;
    }

    private static FileVerdict Kind(Stream content, List<ZipItem> items)
    {
        if (items.Find(item => item.Name == "[Content_Types].xml") is { } types)
            return OfficeOpenXml(content, items, types);
        // It comes first and unpacked, so that it can be read as a signature (OpenDocument part 2, 3.3).
        if (items is [{ Name: "mimetype", IsDeflated: false, Length: < 128 } mark, ..] && items.Exists(item => item.Name == "content.xml"))
        {
            using var reader = new StreamReader(ZipDirectory.Open(content, mark), Encoding.ASCII);
            if (FileType.OfMediaType(reader.ReadToEnd()) is { } type)
                return Linked(content, items, DocumentLinks.OpenDocument) is { } refusal ? refusal : type;
        }
        return new FileRefusal(FileFault.UnknownType);
    }

    private static FileVerdict OfficeOpenXml(Stream content, List<ZipItem> items, ZipItem types)
    {
        FileType? found = null;
        using (var xml = BoundedXml.Read(ZipDirectory.Open(content, types)))
        {
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element || xml.GetAttribute("ContentType") is not { } part)
                    continue;
                if (part.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || part.Contains("vbaProject", StringComparison.OrdinalIgnoreCase))
                    return new FileRefusal(FileFault.HasMacros);
                found ??= MainParts.FirstOrDefault(main => main.Part == part).Type;
            }
        }
        if (found is null)
            return new FileRefusal(FileFault.UnknownType);
        return Linked(content, items, DocumentLinks.OfficeOpenXml) is { } refusal ? refusal : found;
    }

    private static FileRefusal? Linked(Stream content, List<ZipItem> items, Func<string, Func<Stream>, FileRefusal?> look)
    {
        foreach (var item in items)
            if (look(item.Name, () => ZipDirectory.Open(content, item)) is { } refusal)
                return refusal;
        return null;
    }

    /// <summary>Visual Basic and macro sheets of Office, Basic and scripts of OpenDocument.</summary>
    private static bool IsMacro(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || name.EndsWith("vbaData.xml", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("xl/macrosheets/", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase);

    private static bool IsObject(string name) =>
        name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase)
        || (name.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase) && !Within.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase));

    /// <summary>In any of the encodings of XML: those of two bytes a character are read without their zeros.</summary>
    private static bool DeclaresEntities(ReadOnlySpan<byte> bytes)
    {
        if (Has(bytes))
            return true;
        return bytes.Contains((byte)0) && Has(bytes.ToArray().Where(one => one != 0).ToArray());

        static bool Has(ReadOnlySpan<byte> text) => text.IndexOf("<!DOCTYPE"u8) >= 0 || text.IndexOf("<!ENTITY"u8) >= 0;
    }

    private static string Short(string name) => name.Length > 80 ? name[..80] : name;

    /// <summary>What is left of the limits, for a document and all within it together.</summary>
    private sealed class Budget(ContentLimits limits)
    {
        public int Entries { get; set; } = limits.Entries;

        public long Bytes { get; set; } = limits.Unpacked;

        public int Ratio { get; } = limits.Ratio;
    }
}

/// <summary>XML from outside: no document type, nothing fetched, a bounded number of characters.</summary>
internal static class BoundedXml
{
    private const int Most = 64 << 20;

    /// <summary>As many characters as a document may unpack to; for what is passed through and not kept.</summary>
    public const long Whole = 512L << 20;

    /// <exception cref="XmlException">While it is read: a document type, or what is not XML.</exception>
    public static XmlReader Read(Stream stream, long most = Most) => XmlReader.Create(stream, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = most,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    });
}
