using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Concord.Desk.Languages.Incoming;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;

namespace Concord.Desk.Languages.Sheets;

/// <summary>
/// Reads a workbook that came back from a translator. Rows are known by their name, wherever they stand; columns by their heads. Rows without a name are
/// passed over: a translator inserts one by a slip, or adds up words at the end.
/// </summary>
public sealed class SheetReader
{
    /// <summary>Longest workbook in bytes once it is unpacked.</summary>
    public const long LongestUnpacked = 64 * 1024 * 1024;

    private const int MostParts = 200;
    private const int MostRows = 50_000;
    private const int MostColumns = 50;
    private const int MostFaults = 200;
    private const int LongestText = 20_000;

    private readonly List<FileFault> faults = [];
    private readonly Dictionary<(RecordKind, string, string), IncomingText> texts = [];
    private string source = "";
    private string target = "";

    /// <summary>Reads the workbook.</summary>
    /// <param name="stream">Its bytes; can be sought.</param>
    public static IncomingFile Read(Stream stream)
    {
        var reader = new SheetReader();
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            reader.Workbook(archive);
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or EndOfStreamException)
        {
            reader.Fault(0, SheetFaults.Broken);
        }
        return new IncomingFile(reader.source, reader.target, reader.faults.Count == 0 ? [.. reader.texts.Values.OrderBy(text => text.Line)] : [], reader.faults);
    }

    private void Workbook(ZipArchive archive)
    {
        if (archive.Entries.Count > MostParts)
        {
            Fault(0, SheetFaults.TooLarge);
            return;
        }
        var left = LongestUnpacked;
        var shared = archive.GetEntry("xl/sharedStrings.xml") is { } strings ? SharedStrings(strings, ref left) : [];
        if (shared is null || FirstSheet(archive, ref left) is not { } sheet)
        {
            if (faults.Count == 0)
                Fault(0, left < 0 ? SheetFaults.TooLarge : SheetFaults.Broken);
            return;
        }
        using var xml = Open(sheet, ref left);
        if (xml is null)
            Fault(0, SheetFaults.TooLarge);
        else
            Rows(xml, shared);
    }

    /// <summary>The part of the first sheet of the workbook, by way of its relations.</summary>
    private static ZipArchiveEntry? FirstSheet(ZipArchive archive, ref long left)
    {
        if (archive.GetEntry("xl/workbook.xml") is not { } workbook || archive.GetEntry("xl/_rels/workbook.xml.rels") is not { } relations)
            return null;
        string? id = null;
        using (var xml = Open(workbook, ref left))
            while (id is null && xml?.Read() == true)
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
                    id = xml.GetAttribute("id", SheetWriter.Relations);
        using (var xml = Open(relations, ref left))
            while (xml?.Read() == true)
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Id") == id && xml.GetAttribute("Target") is { } part)
                    return archive.GetEntry(part.StartsWith('/') ? part[1..] : "xl/" + part);
        return null;
    }

    /// <summary>
    /// A part, unpacked as far as the limit allows: what an archive says of its sizes is not believed. Null where it is longer.
    /// </summary>
    private static XmlReader? Open(ZipArchiveEntry entry, ref long left)
    {
        var part = new MemoryStream();
        using (var packed = entry.Open())
        {
            var buffer = new byte[81_920];
            while (packed.Read(buffer, 0, buffer.Length) is > 0 and var read)
            {
                left -= read;
                if (left < 0)
                    return null;
                part.Write(buffer, 0, read);
            }
        }
        part.Position = 0;
        return XmlReader.Create(part, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true, IgnoreComments = true, IgnoreProcessingInstructions = true });
    }

    private static List<string>? SharedStrings(ZipArchiveEntry entry, ref long left)
    {
        using var xml = Open(entry, ref left);
        if (xml is null)
            return null;
        var strings = new List<string>();
        while (xml.Read())
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
                strings.Add(Runs(xml));
        return strings;
    }

    /// <summary>The text of a string item: its runs one after another, without the reading aids of East Asian names.</summary>
    private static string Runs(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var (text, depth, aid, isText) = (new StringBuilder(), xml.Depth, -1, false);
        while (xml.Read() && xml.Depth > depth)
        {
            if (aid >= 0 && xml.Depth <= aid)
                aid = -1;
            if (xml.NodeType == XmlNodeType.Element)
            {
                if (xml.LocalName == "rPh")
                    aid = xml.Depth;
                isText = xml.LocalName == "t" && aid < 0;
            }
            else if (isText && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
                text.Append(xml.Value);
            else if (xml.NodeType == XmlNodeType.EndElement)
                isText = false;
        }
        return text.ToString();
    }

    private void Rows(XmlReader xml, List<string> shared)
    {
        Columns? columns = null;
        var row = 0;
        while (xml.Read())
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "row" })
                continue;
            row = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : row + 1;
            var cells = Cells(xml, shared);
            if (columns is null)
            {
                // Somebody may have put a title above the heads.
                columns = Heads(cells);
                if (columns is null && row > 20)
                    break;
            }
            else if (texts.Count >= MostRows)
            {
                Fault(row, SheetFaults.TooLarge);
                return;
            }
            else
            {
                Row(row, cells, columns);
            }
        }
        if (columns is null)
            Fault(0, SheetFaults.NoHeads);
        else if (texts.Count == 0 && faults.Count == 0)
            Fault(0, SheetFaults.Empty);
    }

    private sealed record Columns(int Name, int Original, int Translation);

    private Columns? Heads(Dictionary<int, string> cells)
    {
        var name = Column(cells, head => head == SheetWriter.NameHeader);
        var original = Column(cells, head => head.StartsWith(SheetWriter.OriginalHeader, StringComparison.Ordinal));
        var translation = Column(cells, head => head.StartsWith(SheetWriter.TranslationHeader, StringComparison.Ordinal));
        if (name < 0 || original < 0 || translation < 0)
            return null;
        (source, target) = (cells[original][SheetWriter.OriginalHeader.Length..].Trim(), cells[translation][SheetWriter.TranslationHeader.Length..].Trim());
        return new Columns(name, original, translation);
    }

    private static int Column(Dictionary<int, string> cells, Func<string, bool> isHead) =>
        cells.Where(cell => isHead(cell.Value)).Select(cell => cell.Key).DefaultIfEmpty(-1).Min();

    private void Row(int row, Dictionary<int, string> cells, Columns columns)
    {
        if (!cells.TryGetValue(columns.Name, out var name) || string.IsNullOrWhiteSpace(name))
            return;
        if (name.Trim().Split('/', 3) is not [var plural, var id, { Length: > 0 } key] || RecordKinds.FromPlural(plural) is not { } kind || !IncomingText.IsIdOfRecord(id))
        {
            Fault(row, SheetFaults.NoText, name);
            return;
        }
        var translation = SheetCells.Restored(cells.GetValueOrDefault(columns.Translation, ""));
        if (translation.Length > LongestText)
            Fault(row, SheetFaults.TooLong);
        var text = new IncomingText(kind, id, key, SheetCells.Restored(cells.GetValueOrDefault(columns.Original, "")), string.IsNullOrWhiteSpace(translation) ? null : translation, IncomingState.Translated, row);
        if (texts.TryAdd((kind, id, key), text) || texts[(kind, id, key)] is var other && other.Target == text.Target)
            return;
        Fault(row, SheetFaults.Twice, name, other.Line.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The cells of a row by column. The reader stands on its end afterwards.</summary>
    private static Dictionary<int, string> Cells(XmlReader xml, List<string> shared)
    {
        var cells = new Dictionary<int, string>();
        if (xml.IsEmptyElement)
            return cells;
        var (depth, column) = (xml.Depth, -1);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                continue;
            column = xml.GetAttribute("r") is { } name ? SheetCells.ColumnOf(name) : column + 1;
            var text = Cell(xml, shared);
            if (text.Length > 0 && column is >= 0 and < MostColumns)
                cells[column] = SheetCells.Unescaped(text).ReplaceLineEndings("\n");
        }
        return cells;
    }

    private static string Cell(XmlReader xml, List<string> shared)
    {
        var type = xml.GetAttribute("t");
        if (xml.IsEmptyElement)
            return "";
        var (depth, text) = (xml.Depth, "");
        while (xml.Read() && xml.Depth > depth)
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "is" })
                text = Runs(xml);
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "v", IsEmptyElement: false })
                text = Value(xml);
        if (type != "s")
            return text;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count ? shared[index] : "";
    }

    private static string Value(XmlReader xml)
    {
        var (depth, value) = (xml.Depth, new StringBuilder());
        while (xml.Read() && xml.Depth > depth)
            value.Append(xml.Value);
        return value.ToString();
    }

    private void Fault(int row, string sentence, params IReadOnlyList<string> words)
    {
        if (faults.Count < MostFaults)
            faults.Add(new FileFault(row, sentence, [.. words.Select(word => word.Length > 80 ? word[..79] + "…" : word)]));
    }
}

/// <summary>What may be wrong with a workbook; the keys of the translations.</summary>
internal static class SheetFaults
{
    public static readonly string Broken = Strings.Key("This is not a workbook (.xlsx), or it is damaged. Save it as an Excel workbook and send that.");
    public static readonly string TooLarge = Strings.Key("The workbook is larger than any that is given out here.");
    public static readonly string NoHeads = Strings.Key("The heads of the columns were not found: “id”, “Original: …” and “Translation: …”. Leave the first row as it was.");
    public static readonly string NoText = Strings.Key("“{0}” in the first column is not the name of a text. Leave that column as it was.");
    public static readonly string Twice = Strings.Key("“{0}” stands in this row and in row {1} with different translations; keep one.");
    public static readonly string TooLong = Strings.Key("The translation is longer than 20,000 characters.");
    public static readonly string Empty = Strings.Key("The workbook has no texts.");
}
