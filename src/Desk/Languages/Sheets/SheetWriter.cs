using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Concord.Desk.Languages.Incoming;
using Concord.Desk.Languages.Units;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;

namespace Concord.Desk.Languages.Sheets;

/// <summary>
/// Writes texts as a workbook (.xlsx, ECMA-376) of one sheet: a row per text, its name in a hidden first column, only the translation unlocked. All cells
/// are texts, and none begins a formula.
/// </summary>
public static class SheetWriter
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    internal const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    internal const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    internal const string NameHeader = "id";
    internal const string OriginalHeader = "Original: ";
    internal const string TranslationHeader = "Translation: ";

    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";

    // A part of the archive carries no date of its own: the same texts make the same file.
    private static readonly DateTimeOffset NoDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Width of each column in characters, and whether its cells may be changed.</summary>
    private static readonly (int Width, bool IsOpen)[] Columns = [(12, false), (28, false), (22, false), (60, false), (60, true), (12, false), (40, false)];

    /// <summary>Writes the workbook.</summary>
    /// <param name="outgoing">The texts.</param>
    /// <param name="stream">Stays open.</param>
    /// <param name="l">The words of the column heads and states.</param>
    public static void Write(Outgoing outgoing, Stream stream, Strings l)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Part(archive, "[Content_Types].xml", xml =>
        {
            xml.WriteStartElement("Types", ContentTypes);
            Element(xml, "Default", ContentTypes, ("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml"));
            Element(xml, "Default", ContentTypes, ("Extension", "xml"), ("ContentType", "application/xml"));
            foreach (var (part, type) in new[] { ("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles") })
                Element(xml, "Override", ContentTypes, ("PartName", $"/xl/{part}.xml"), ("ContentType", $"application/vnd.openxmlformats-officedocument.spreadsheetml.{type}+xml"));
            xml.WriteEndElement();
        });
        Related(archive, "_rels/.rels", ("officeDocument", "xl/workbook.xml"));
        Related(archive, "xl/_rels/workbook.xml.rels", ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"));
        Part(archive, "xl/workbook.xml", xml =>
        {
            xml.WriteStartElement("workbook", Main);
            xml.WriteStartElement("sheets", Main);
            xml.WriteStartElement("sheet", Main);
            xml.WriteAttributeString("name", $"{outgoing.SourceLanguage}-{outgoing.TargetLanguage}");
            xml.WriteAttributeString("sheetId", "1");
            xml.WriteAttributeString("r", "id", Relations, "r1");
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        });
        Part(archive, "xl/styles.xml", Styles);
        Part(archive, "xl/worksheets/sheet1.xml", xml => Sheet(xml, outgoing, l));
    }

    private static void Sheet(XmlWriter xml, Outgoing outgoing, Strings l)
    {
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetViews", Main);
        xml.WriteStartElement("sheetView", Main);
        xml.WriteAttributeString("workbookViewId", "0");
        Element(xml, "pane", Main, ("ySplit", "1"), ("topLeftCell", "A2"), ("activePane", "bottomLeft"), ("state", "frozen"));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("cols", Main);
        foreach (var (index, (width, _)) in Columns.Index())
        {
            xml.WriteStartElement("col", Main);
            xml.WriteAttributeString("min", Number(index + 1));
            xml.WriteAttributeString("max", Number(index + 1));
            xml.WriteAttributeString("width", Number(width));
            xml.WriteAttributeString("customWidth", "1");
            if (index == 0)
                xml.WriteAttributeString("hidden", "1");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteStartElement("sheetData", Main);
        Row(xml, 1, [NameHeader, l["Record"], l["Place in the record"], OriginalHeader + outgoing.SourceLanguage, TranslationHeader + outgoing.TargetLanguage, l["State"], l["Note"]], isHead: true);
        foreach (var (index, text) in outgoing.Texts.Index())
            Row(xml, index + 2,
            [
                Name(text.Kind, text.Id, text.Unit.Key), text.Caption, text.Unit.Path, text.Source.Text,
                text.Unit.Words.Find(outgoing.TargetLanguage)?.Text ?? "", l[StateWords.Of(text.State)],
                text.Before is { } before ? l["The original read before: {0}", before] : "",
            ], isHead: false);
        xml.WriteEndElement();
        // Locked without a password: a guard against a slip, not a lock.
        Element(xml, "sheetProtection", Main, ("sheet", "1"), ("sort", "0"), ("autoFilter", "0"), ("formatColumns", "0"), ("formatRows", "0"), ("formatCells", "0"));
        xml.WriteEndElement();
    }

    /// <summary><c>events/acecf_2016/sessions.2.title</c>.</summary>
    internal static string Name(RecordKind kind, string id, string key) => $"{kind.Plural()}/{id}/{key}";

    private static void Row(XmlWriter xml, int row, IReadOnlyList<string> cells, bool isHead)
    {
        xml.WriteStartElement("row", Main);
        xml.WriteAttributeString("r", Number(row));
        foreach (var (column, text) in cells.Index())
        {
            xml.WriteStartElement("c", Main);
            xml.WriteAttributeString("r", SheetCells.ColumnName(column) + Number(row));
            xml.WriteAttributeString("s", isHead ? "1" : Columns[column].IsOpen ? "3" : "2");
            if (text.Length > 0)
            {
                xml.WriteAttributeString("t", "inlineStr");
                xml.WriteStartElement("is", Main);
                xml.WriteStartElement("t", Main);
                xml.WriteAttributeString("xml", "space", null, "preserve");
                xml.WriteString(SheetCells.Escaped(SheetCells.Neutral(text)));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>Plain, head, locked and open cells; all but the first wrap, and are texts (format 49).</summary>
    private static void Styles(XmlWriter xml)
    {
        xml.WriteStartElement("styleSheet", Main);
        xml.WriteStartElement("fonts", Main);
        xml.WriteAttributeString("count", "2");
        xml.WriteStartElement("font", Main);
        Element(xml, "sz", Main, ("val", "11"));
        xml.WriteEndElement();
        xml.WriteStartElement("font", Main);
        Element(xml, "b", Main);
        Element(xml, "sz", Main, ("val", "11"));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("fills", Main);
        xml.WriteAttributeString("count", "2");
        foreach (var pattern in new[] { "none", "gray125" })
        {
            xml.WriteStartElement("fill", Main);
            Element(xml, "patternFill", Main, ("patternType", pattern));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteStartElement("borders", Main);
        xml.WriteAttributeString("count", "1");
        Element(xml, "border", Main);
        xml.WriteEndElement();
        xml.WriteStartElement("cellStyleXfs", Main);
        xml.WriteAttributeString("count", "1");
        Element(xml, "xf", Main);
        xml.WriteEndElement();
        xml.WriteStartElement("cellXfs", Main);
        xml.WriteAttributeString("count", "4");
        Element(xml, "xf", Main, ("xfId", "0"));
        foreach (var (font, isOpen) in new[] { ("1", false), ("0", false), ("0", true) })
        {
            xml.WriteStartElement("xf", Main);
            foreach (var (name, value) in new[] { ("numFmtId", "49"), ("fontId", font), ("xfId", "0"), ("applyNumberFormat", "1"), ("applyFont", "1"), ("applyAlignment", "1"), ("applyProtection", "1") })
                xml.WriteAttributeString(name, value);
            Element(xml, "alignment", Main, ("vertical", "top"), ("wrapText", "1"));
            Element(xml, "protection", Main, ("locked", isOpen ? "0" : "1"));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Related(ZipArchive archive, string name, params (string Type, string Target)[] relations) => Part(archive, name, xml =>
    {
        xml.WriteStartElement("Relationships", PackageRelations);
        foreach (var (index, (type, target)) in relations.Index())
            Element(xml, "Relationship", PackageRelations, ("Id", "r" + Number(index + 1)), ("Type", $"{Relations}/{type}"), ("Target", target));
        xml.WriteEndElement();
    });

    private static void Part(ZipArchive archive, string name, Action<XmlWriter> write)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = NoDate;
        using var stream = entry.Open();
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = false });
        write(xml);
    }

    private static void Element(XmlWriter xml, string name, string space, params (string Name, string Value)[] attributes)
    {
        xml.WriteStartElement(name, space);
        foreach (var (attribute, value) in attributes)
            xml.WriteAttributeString(attribute, value);
        xml.WriteEndElement();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
