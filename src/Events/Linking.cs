using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Html;

namespace Concord.Events;

/// <summary>Rows with the word that joins each to the page's record.</summary>
internal sealed record RelatedRows(Reading R, IReadOnlyList<(string Words, RecordRow Row)> Rows);

internal static class Linking
{
    /// <summary>A link to a record whose name was learnt; the bare id where it was not.</summary>
    public static IHtmlContent Link(this Reading r, string id, string style = "quiet")
    {
        if (r.Name(id) is not { } name)
            return new HtmlContentBuilder().Append(id);
        var html = new HtmlContentBuilder();
        if (style.Length > 0)
            html.AppendHtml("<a class=\"" + style + "\" href=\"");
        else
            html.AppendHtml("<a href=\"");
        return html.Append(r.Href(name.Kind, name.Id)).AppendHtml("\">").AppendHtml(r.Bare(name.Caption)).AppendHtml("</a>");
    }

    /// <summary>The text as the beginning of a sentence: weekdays are small in Russian.</summary>
    public static string Capital(this Reading r, string text) =>
        text.Length == 0 ? text : char.ToUpper(text[0], r.Language.Culture) + text[1..];

    /// <summary>A topic, linked to the events about it.</summary>
    public static IHtmlContent TopicLink(this Reading r, string topic)
    {
        var html = new HtmlContentBuilder().AppendHtml("<a class=\"quiet\" href=\"").Append(r.Href("/events") + "?topic=" + topic).AppendHtml("\">");
        if (r.Terms.Topic(topic)?.Label is { } label)
            html.AppendHtml(r.Bare(label));
        else
            html.Append(topic);
        return html.AppendHtml("</a>");
    }
}
