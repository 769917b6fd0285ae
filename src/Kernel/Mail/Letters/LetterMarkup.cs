using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Xml;
using System.Xml.Linq;

namespace Concord.Kernel.Mail.Letters;

/// <summary>
/// The markup of a whole letter: HTML written as XML, so that a view that forgets an end tag fails in its test. Of it are made the HTML of the mail and
/// its plain text.
/// </summary>
internal sealed class LetterMarkup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(new TextEncoderSettings(UnicodeRanges.All));
    private static readonly HashSet<string> Void = ["br", "hr", "img", "meta"];
    private static readonly HashSet<string> Blocks = ["p", "h1", "h2", "ul", "ol", "li", "table", "tr", "div", "blockquote", "hr", "title", "head", "body", "html"];
    private readonly XElement root;

    private LetterMarkup(XElement root) => this.root = root;

    /// <exception cref="InvalidOperationException">The view does not write well-formed markup.</exception>
    public static LetterMarkup Parse(string markup, string view)
    {
        // Names of records and people may hold references to characters that XML would refuse; they are left out when the letter is written.
        var settings = new XmlReaderSettings { CheckCharacters = false, DtdProcessing = DtdProcessing.Prohibit };
        try
        {
            using var reader = XmlReader.Create(new StringReader(markup.Trim()), settings);
            return new LetterMarkup(XElement.Load(reader, LoadOptions.PreserveWhitespace));
        }
        catch (XmlException fault)
        {
            throw new InvalidOperationException($"{view} does not write well-formed markup: {fault.Message}", fault);
        }
    }

    /// <summary>The document, each element with the styles that the style sheet of letters gives it.</summary>
    public string Html()
    {
        var html = new StringBuilder("<!DOCTYPE html>\n");
        Write(root, html);
        return html.Append('\n').ToString();
    }

    private static void Write(XElement element, StringBuilder html)
    {
        var name = element.Name.LocalName;
        html.Append('<').Append(name);
        foreach (var attribute in element.Attributes().Where(attribute => attribute.Name.LocalName != "class"))
            html.Append(' ').Append(attribute.Name.LocalName).Append("=\"").Append(Encoder.Encode(Clean(attribute.Value))).Append('"');
        if (LetterStyles.Of(element) is { Length: > 0 } style)
            html.Append(" style=\"").Append(Encoder.Encode(style)).Append('"');
        html.Append('>');
        if (Void.Contains(name))
            return;
        foreach (var node in element.Nodes())
            if (node is XElement child)
                Write(child, html);
            else if (node is XText text)
                // Lines stay lines: as references they would make one line that is longer than mail hosts take.
                html.AppendJoin('\n', Clean(text.Value).Split('\n').Select(Encoder.Encode));
        html.Append("</").Append(name).Append('>');
    }

    /// <summary>The same to read without any markup: a blank line between paragraphs, addresses after what they are linked to.</summary>
    public string Text()
    {
        var lines = new TextLines();
        Write(root.Element("body")!, lines);
        return lines.ToString();
    }

    private static void Write(XElement element, TextLines lines)
    {
        var name = element.Name.LocalName;
        switch (name)
        {
            case "br":
                lines.Break();
                return;
            case "hr":
                lines.Paragraph();
                lines.Add("--");
                lines.Paragraph();
                return;
            case "li":
                lines.Break();
                lines.Add(element.Parent!.Name.LocalName == "ol" ? element.ElementsBeforeSelf("li").Count() + 1 + ". " : "- ");
                break;
            case "tr":
                lines.Break();
                break;
            case "td" when element.Attribute("class")?.Value is "body" or "foot":
                lines.Paragraph();
                break;
            case "td" when element.ElementsBeforeSelf().Any():
                lines.Add(" ");
                break;
            case var _ when Blocks.Contains(name):
                lines.Paragraph();
                break;
        }
        foreach (var node in element.Nodes())
            if (node is XElement child)
                Write(child, lines);
            else if (node is XText text)
                lines.Add(Clean(text.Value));
        if (name == "a" && element.Attribute("href")?.Value is { } address && address != element.Value)
            lines.Address(address);
        if (name is "p" or "h1" or "h2" or "ul" or "ol" or "table" or "blockquote")
            lines.Paragraph();
    }

    private static string Clean(string text) => text.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 && !text.Any(char.IsControl) ? text
        : string.Concat(text.Where(sign => sign is '\n' or '\t' or '\r' || !char.IsControl(sign)));

    /// <summary>Text as it grows: runs of space are one space, and no two blank lines follow each other.</summary>
    private sealed class TextLines
    {
        private readonly StringBuilder text = new();

        public void Add(string part)
        {
            foreach (var sign in part)
                if (sign is not (' ' or '\n' or '\r' or '\t'))
                    text.Append(sign);
                else if (text.Length > 0 && text[^1] is not (' ' or '\n'))
                    text.Append(' ');
        }

        /// <summary>An address stands alone on a line, so that nothing clings to it.</summary>
        public void Address(string address)
        {
            Break();
            text.Append(address);
            Break();
        }

        public void Break()
        {
            Trim();
            if (text.Length > 0 && text[^1] != '\n')
                text.Append('\n');
        }

        public void Paragraph()
        {
            Break();
            if (text.Length > 1 && text[^2] != '\n')
                text.Append('\n');
        }

        public override string ToString()
        {
            Trim();
            return text.ToString().Trim('\n') + "\n";
        }

        private void Trim()
        {
            while (text.Length > 0 && text[^1] == ' ')
                text.Length--;
        }
    }
}
