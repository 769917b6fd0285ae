using System.Text.Encodings.Web;

namespace Concord.Desk.Forms;

/// <summary>Writes markup: what is fixed as it is, what was typed encoded.</summary>
internal sealed class FormWriter(TextWriter writer, HtmlEncoder encoder)
{
    /// <summary>Markup of our own.</summary>
    public FormWriter Raw(string markup)
    {
        writer.Write(markup);
        return this;
    }

    /// <summary>Words of anybody's.</summary>
    public FormWriter Text(string text)
    {
        encoder.Encode(writer, text);
        return this;
    }

    /// <summary>An attribute; none where the value is null.</summary>
    public FormWriter Attr(string name, string? value)
    {
        if (value is null)
            return this;
        writer.Write(' ');
        writer.Write(name);
        writer.Write("=\"");
        encoder.Encode(writer, value);
        writer.Write('"');
        return this;
    }

    /// <summary>An attribute without a value, where it holds.</summary>
    public FormWriter Flag(string name, bool holds)
    {
        if (holds)
        {
            writer.Write(' ');
            writer.Write(name);
        }
        return this;
    }

    /// <summary>A hidden value.</summary>
    public FormWriter Hidden(string name, string value) => Raw("<input type=\"hidden\"").Attr("name", name).Attr("value", value).Raw(">\n");

    /// <summary>A button of the form that does something to the form itself.</summary>
    public FormWriter Button(string act, string words, string? label = null) =>
        Raw("<button type=\"submit\" class=\"btn-2\" name=\"act\"").Attr("value", act).Attr("aria-label", label).Raw(">").Text(words).Raw("</button>\n");
}
