using System.Text;
using System.Xml;
using Concord.Kernel.Files.Content;

namespace Concord.Kernel.Files.Text;

/// <summary>
/// The text of office documents and plain text, read part by part as it comes: no model of the document is built, no document type is allowed,
/// and no more than <see cref="MostCharacters"/> are taken.
/// </summary>
internal static class DocumentText
{
    public const int MostCharacters = 4 << 20;

    /// <summary>Elements after which a word does not go on, in all formats.</summary>
    private static readonly HashSet<string> Breaks = ["p", "h", "br", "cr", "tab", "tc", "si", "s", "line-break", "table-cell", "is", "list-item"];

    /// <summary>Reads a content that passed the examination; null for a type that has no text.</summary>
    /// <exception cref="InvalidDataException">The content is not what it was found to be.</exception>
    /// <exception cref="XmlException">A part is not XML.</exception>
    public static string? Of(Stream content, FileType type)
    {
        if (type == FileType.Text || type == FileType.Csv)
            return Plain(content);
        if (PartsOf(type) is not { } isRead)
            return null;
        var text = new StringBuilder();
        foreach (var item in ZipDirectory.Read(content).Where(item => isRead(item.Name)).OrderBy(item => item.Name.Length).ThenBy(item => item.Name, StringComparer.Ordinal))
            if (!Take(ZipDirectory.Open(content, item), type, text))
                break;
        return text.ToString();
    }

    private static Func<string, bool>? PartsOf(FileType type) =>
        type == FileType.Docx ? name => name is "word/document.xml" or "word/footnotes.xml" or "word/endnotes.xml"
        : type == FileType.Pptx ? name => (name.StartsWith("ppt/slides/", StringComparison.Ordinal) || name.StartsWith("ppt/notesSlides/", StringComparison.Ordinal)) && name.EndsWith(".xml", StringComparison.Ordinal)
        : type == FileType.Xlsx ? name => name is "xl/sharedStrings.xml" || (name.StartsWith("xl/worksheets/", StringComparison.Ordinal) && name.EndsWith(".xml", StringComparison.Ordinal))
        : type == FileType.Odt || type == FileType.Ods || type == FileType.Odp ? name => name is "content.xml"
        : null;

    /// <summary>Adds the text of a part; false when there is enough.</summary>
    private static bool Take(Stream part, FileType type, StringBuilder text)
    {
        // Office Open XML holds text in elements "t" and other things beside it: numbers of cells, field codes. In OpenDocument all of the body is text.
        var isOpenXml = type.Name.EndsWith('X');
        var within = 0;
        using var xml = BoundedXml.Read(part);
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.LocalName == (isOpenXml ? "t" : "body") && !xml.IsEmptyElement:
                    within++;
                    break;
                case XmlNodeType.Element when xml.IsEmptyElement && Breaks.Contains(xml.LocalName):
                    text.Append(' ');
                    break;
                case XmlNodeType.EndElement:
                    if (xml.LocalName == (isOpenXml ? "t" : "body"))
                        within--;
                    if (Breaks.Contains(xml.LocalName))
                        text.Append('\n');
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when within > 0:
                    text.Append(xml.Value);
                    break;
            }
            if (text.Length > MostCharacters)
            {
                text.Length = MostCharacters;
                return false;
            }
        }
        return true;
    }

    private static string Plain(Stream content)
    {
        content.Position = 0;
        using var reader = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16, leaveOpen: true);
        var text = new char[Math.Min(MostCharacters, (int)Math.Min(content.Length, int.MaxValue))];
        return new string(text, 0, reader.ReadBlock(text));
    }
}
