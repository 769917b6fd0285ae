using System.Globalization;
using System.Text;
using System.Xml;
using Concord.Desk.Languages.Incoming;
using Concord.Desk.Languages.Units;
using Concord.Kernel.Records;

namespace Concord.Desk.Languages.Xliff;

/// <summary>
/// Writes texts as XLIFF 2.1 (OASIS, 13 February 2018): a file element per record, a unit per text, one segment in each, no inline elements. What a
/// translator should know stands in notes.
/// </summary>
public static class XliffWriter
{
    public const string Namespace = "urn:oasis:names:tc:xliff:document:2.0";
    public const string MediaType = "application/xliff+xml";

    /// <summary>Writes the document.</summary>
    /// <param name="outgoing">The texts; those of a record stand together.</param>
    /// <param name="stream">Stays open.</param>
    /// <param name="address">The installation's address, for notes; null where it has none.</param>
    public static void Write(Outgoing outgoing, Stream stream, Uri? address = null)
    {
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), CloseOutput = false, CheckCharacters = true });
        xml.WriteStartElement("xliff", Namespace);
        xml.WriteAttributeString("version", "2.1");
        xml.WriteAttributeString("srcLang", outgoing.SourceLanguage);
        xml.WriteAttributeString("trgLang", outgoing.TargetLanguage);
        foreach (var record in outgoing.Texts.GroupBy(text => (text.Kind, text.Id)))
            Record(xml, record.Key.Kind, record.Key.Id, [.. record], outgoing, address);
        xml.WriteEndElement();
    }

    private static void Record(XmlWriter xml, RecordKind kind, string id, List<OutgoingText> texts, Outgoing outgoing, Uri? address)
    {
        xml.WriteStartElement("file", Namespace);
        xml.WriteAttributeString("id", $"{kind.Plural()}.{id}");
        xml.WriteAttributeString("original", $"{kind.Plural()}/{id}");
        xml.WriteAttributeString("xml", "space", null, "preserve");
        Notes(xml, [("record", texts[0].Caption), .. address is null ? Array.Empty<(string, string)>() : [("address", new Uri(address, $"/{outgoing.SourceLanguage}/{kind.Plural()}/{id}").ToString())]]);
        foreach (var text in texts)
            Unit(xml, text, outgoing);
        xml.WriteEndElement();
    }

    private static void Unit(XmlWriter xml, OutgoingText text, Outgoing outgoing)
    {
        var target = text.Unit.Words.Find(outgoing.TargetLanguage)?.Text;
        xml.WriteStartElement("unit", Namespace);
        xml.WriteAttributeString("id", text.Unit.Key);
        xml.WriteAttributeString("name", text.Unit.Path);
        Notes(xml,
        [
            ("field", text.Unit.Field),
            .. text.Before is { } before ? new[] { ("changed", $"The original was changed after it was translated. It read before: {before}") } : [],
            .. text.Unit.Words.Where(worded => worded.Language != text.Source.Language && worded.Language != outgoing.TargetLanguage)
                .Select(worded => ($"sibling-{worded.Language}", worded.Text)),
        ]);
        xml.WriteStartElement("segment", Namespace);
        xml.WriteAttributeString("id", "s1");
        var (state, sub) = States(text.State);
        xml.WriteAttributeString("state", state);
        xml.WriteAttributeString("subState", "concord:" + sub);
        xml.WriteElementString("source", Namespace, text.Source.Text);
        if (target is not null)
            xml.WriteElementString("target", Namespace, target);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Our states as XLIFF knows them; the exact one stands in the sub-state, so that nothing is lost on the way.</summary>
    private static (string State, string Sub) States(TextState state) => state switch
    {
        TextState.Missing => ("initial", "missing"),
        TextState.Stale => ("initial", "stale"),
        TextState.InWork => ("initial", "in_work"),
        TextState.Translated => ("translated", "translated"),
        TextState.Checked => ("final", "checked"),
        TextState.Original => ("final", "original"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a text."),
    };

    private static void Notes(XmlWriter xml, IReadOnlyList<(string Category, string Text)> notes)
    {
        xml.WriteStartElement("notes", Namespace);
        foreach (var ((category, text), index) in notes.Select((note, index) => (note, index)))
        {
            xml.WriteStartElement("note", Namespace);
            xml.WriteAttributeString("id", "n" + (index + 1).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("category", category);
            xml.WriteString(text);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }
}
