using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Concord.Kernel.Web.Parts;

/// <summary>Figures with the words that their source says with them, and names of records as links.</summary>
public static class Figures
{
    /// <summary>A figure as its source says it: "more than 300". Without a qualifier it is the figure itself.</summary>
    /// <param name="r">The reader.</param>
    /// <param name="figure">The figure, already written in the reader's language.</param>
    /// <param name="field">The field of <c>labels.json</c> that holds the qualifier: <c>projects.budget.qualifier</c>.</param>
    /// <param name="qualifier">The coded qualifier, or null.</param>
    public static string Qualified(this Reading r, string figure, string field, string? qualifier) => qualifier switch
    {
        null => figure,
        "about" => r.L["about {0}", figure],
        "nearly" => r.L["nearly {0}", figure],
        "more_than" => r.L["more than {0}", figure],
        _ => r.L["{0} ({1})", figure, r.Label(field, qualifier).Text],
    };

    /// <summary>The name of a record as a link to its page; its bare id where the record was not learnt.</summary>
    public static IHtmlContent Link(this Reading r, string id) => new Linked(r, id);

    private sealed class Linked(Reading r, string id) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            if (r.Name(id) is not { } name)
            {
                encoder.Encode(writer, id);
                return;
            }
            writer.Write("<a class=\"quiet\" href=\"");
            encoder.Encode(writer, r.Href(name.Kind, id));
            writer.Write("\">");
            r.Bare(name.Caption).WriteTo(writer, encoder);
            writer.Write("</a>");
        }
    }
}
