using System.Globalization;
using System.Text;
using System.Xml;
using Concord.Desk.Languages.Incoming;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;

namespace Concord.Desk.Languages.Xliff;

/// <summary>
/// Reads an XLIFF 2 document that came back from a translator, with all its faults. Tools may have split units into segments: their texts are
/// joined again. Document types, entities and anything that points outside are refused, and so are inline elements, for our texts have none.
/// </summary>
public sealed class XliffReader
{
    /// <summary>Longest file in characters: ten thousand long texts.</summary>
    public const int LongestFile = 40 * 1024 * 1024;

    private const int DeepestElement = 20;
    private const int MostFaults = 200;
    private const int LongestText = 20_000;

    private readonly List<IncomingText> texts = [];
    private readonly List<FileFault> faults = [];
    private readonly HashSet<(RecordKind, string, string)> seen = [];
    private readonly HashSet<string> files = new(StringComparer.Ordinal);
    private readonly XmlReader xml;
    private string source = "";
    private string target = "";

    private XliffReader(XmlReader xml) => this.xml = xml;

    /// <summary>Reads the document.</summary>
    /// <param name="stream">Its bytes; the encoding is taken from the document.</param>
    public static IncomingFile Read(Stream stream)
    {
        using var xml = XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = LongestFile,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = false,
        });
        var reader = new XliffReader(xml);
        reader.Document();
        return new IncomingFile(reader.source, reader.target, reader.faults.Count == 0 ? reader.texts : [], reader.faults);
    }

    private int Line => ((IXmlLineInfo)xml).LineNumber;

    private void Document()
    {
        try
        {
            if (xml.MoveToContent() != XmlNodeType.Element || !IsCore("xliff"))
            {
                Fault(XliffFaults.NoXliff, xml.Name);
                return;
            }
            if (xml.GetAttribute("version") is not ("2.0" or "2.1" or "2.2") and var version)
                Fault(XliffFaults.Version, version ?? "");
            source = Attribute("srcLang");
            target = Attribute("trgLang");
            foreach (var _ in Children())
                if (IsCore("file"))
                    File();
                else
                    Passed();
            if (texts.Count == 0 && faults.Count == 0)
                Fault(XliffFaults.Empty);
        }
        catch (XmlException broken)
        {
            faults.Add(broken.Message.Contains("DTD", StringComparison.Ordinal)
                ? new FileFault(broken.LineNumber, XliffFaults.Dtd)
                : new FileFault(broken.LineNumber, XliffFaults.Broken, broken.LinePosition.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private void File()
    {
        var id = Attribute("id");
        var record = RecordOf(id);
        if (record is null)
            Fault(XliffFaults.NoRecord, id);
        if (!files.Add(id))
            Fault(XliffFaults.Twice, id);
        Inside(record);
    }

    /// <summary>The units of a file element or of the groups in it.</summary>
    private void Inside((RecordKind Kind, string Id)? record)
    {
        foreach (var _ in Children())
            if (IsCore("unit"))
                Unit(record);
            else if (IsCore("group"))
                Inside(record);
            else
                Passed();
    }

    private void Unit((RecordKind Kind, string Id)? record)
    {
        var (line, key) = (Line, Attribute("id"));
        var (original, translation, hasTarget) = (new StringBuilder(), new List<(int Order, string Text)>(), false);
        IncomingState? state = null;
        foreach (var _ in Children())
        {
            if (!IsCore("segment") && !IsCore("ignorable"))
            {
                Passed();
                continue;
            }
            var isSegment = IsCore("segment");
            var stated = isSegment ? State(xml.GetAttribute("state")) : (IncomingState?)null;
            var (segmentSource, segmentTarget, order) = Segment();
            original.Append(segmentSource);
            // What lies between segments may have no target of its own: then it stays as in the original.
            translation.Add((order ?? translation.Count + 1, segmentTarget ?? (isSegment ? "" : segmentSource)));
            hasTarget |= isSegment && segmentTarget is not null;
            state = stated is { } next && (state is null || next < state) ? next : state;
        }
        var text = string.Concat(translation.OrderBy(part => part.Order).Select(part => part.Text));
        if (text.Length > LongestText || original.Length > LongestText)
            faults.Add(new FileFault(line, XliffFaults.TooLong, key));
        if (record is not var (kind, id))
            return;
        if (!seen.Add((kind, id, key)))
            faults.Add(new FileFault(line, XliffFaults.Twice, key));
        else
            texts.Add(new IncomingText(kind, id, key, original.ToString(), hasTarget && !string.IsNullOrWhiteSpace(text) ? text : null, state ?? IncomingState.Initial, line));
    }

    private (string Source, string? Target, int? Order) Segment()
    {
        string? original = null, translation = null;
        int? order = null;
        var line = Line;
        foreach (var _ in Children())
        {
            if (IsCore("source"))
            {
                original = Content(source);
            }
            else if (IsCore("target"))
            {
                order = int.TryParse(xml.GetAttribute("order"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : null;
                translation = Content(target);
            }
            else
            {
                Passed();
            }
        }
        if (original is null)
            faults.Add(new FileFault(line, XliffFaults.NoSource));
        return (original ?? "", translation, order);
    }

    /// <summary>The characters of a source or target. Annotations (<c>mrk</c>) may mark parts of it; other inline elements are refused.</summary>
    private string Content(string language)
    {
        var content = new StringBuilder();
        var own = xml.GetAttribute("xml:lang");
        if (own is not null && !own.Equals(language, StringComparison.OrdinalIgnoreCase))
            Fault(XliffFaults.OtherLanguage, own, language);
        if (xml.IsEmptyElement)
            return "";
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    content.Append(xml.Value);
                    break;
                case XmlNodeType.Element when !IsCore("mrk") && !IsCore("sm") && !IsCore("em"):
                    Fault(XliffFaults.Inline, xml.Name);
                    break;
            }
            TooDeep();
        }
        return content.ToString();
    }

    /// <summary>
    /// The child elements of the element that the reader stands on. Whoever takes one leaves the reader on its end, or on it where it is empty.
    /// </summary>
    private IEnumerable<int> Children()
    {
        if (xml.IsEmptyElement)
            yield break;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            TooDeep();
            if (xml.NodeType == XmlNodeType.Element && xml.Depth == depth + 1)
                yield return xml.Depth;
        }
    }

    /// <summary>Passes over an element that says nothing to us: notes, extensions of a tool, skeletons that stand in the file.</summary>
    private void Passed()
    {
        if (IsCore("skeleton") && xml.GetAttribute("href") is { } outside)
            Fault(XliffFaults.External, outside);
        if (xml.IsEmptyElement)
            return;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
            TooDeep();
    }

    private void TooDeep()
    {
        if (xml.Depth > DeepestElement)
            throw new XmlException("Too deep.", null, Line, ((IXmlLineInfo)xml).LinePosition);
    }

    private bool IsCore(string name) => xml.LocalName == name && xml.NamespaceURI == XliffWriter.Namespace;

    private string Attribute(string name)
    {
        var value = xml.GetAttribute(name);
        if (string.IsNullOrEmpty(value))
            Fault(XliffFaults.NoAttribute, xml.LocalName, name);
        return value ?? "";
    }

    private IncomingState State(string? state)
    {
        switch (state)
        {
            case null or "initial":
                return IncomingState.Initial;
            case "translated":
                return IncomingState.Translated;
            case "reviewed" or "final":
                return IncomingState.Checked;
            default:
                Fault(XliffFaults.State, state);
                return IncomingState.Initial;
        }
    }

    /// <summary><c>events.acecf_2016</c>.</summary>
    private static (RecordKind Kind, string Id)? RecordOf(string file) =>
        file.Split('.', 2) is [var plural, var id] && RecordKinds.FromPlural(plural) is { } kind && IncomingText.IsIdOfRecord(id) ? (kind, id) : null;

    private void Fault(string sentence, params IReadOnlyList<string> words)
    {
        if (faults.Count < MostFaults)
            faults.Add(new FileFault(Line, sentence, [.. words.Select(Clipped)]));
    }

    private static string Clipped(string word) => word.Length > 80 ? word[..79] + "…" : word;
}

/// <summary>What may be wrong with an XLIFF document; the keys of the translations.</summary>
internal static class XliffFaults
{
    public static readonly string NoXliff = Strings.Key("This is not an XLIFF 2 document: it begins with “{0}”. Export the file as XLIFF 2.0 or 2.1.");
    public static readonly string Version = Strings.Key("The version is “{0}”; only XLIFF 2.0 to 2.2 is read. Export the file as XLIFF 2.1.");
    public static readonly string NoAttribute = Strings.Key("The element “{0}” has no “{1}”; every one needs it.");
    public static readonly string Dtd = Strings.Key("The document has a document type or an entity, which is refused. Take it out.");
    public static readonly string Broken = Strings.Key("The document is not well-formed XML, or nests too deeply, or is too long, at character {0} of this line.");
    public static readonly string NoRecord = Strings.Key("“{0}” is not the name of a record, such as events.acecf_2016. Leave the ids of the file as they were.");
    public static readonly string Twice = Strings.Key("“{0}” stands in the file twice; keep one.");
    public static readonly string TooLong = Strings.Key("The text “{0}” is longer than 20,000 characters.");
    public static readonly string NoSource = Strings.Key("A segment has no source text. Leave the originals in the file.");
    public static readonly string OtherLanguage = Strings.Key("A text says that it is in “{0}”, but this place is for “{1}”.");
    public static readonly string Inline = Strings.Key("The text contains the element “{0}”; texts of the record are plain. Take it out.");
    public static readonly string External = Strings.Key("The file points to “{0}” outside of it, which is refused.");
    public static readonly string State = Strings.Key("“{0}” is not a state of XLIFF; write initial, translated, reviewed or final.");
    public static readonly string Empty = Strings.Key("The document has no texts.");
}
