using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Concord.Kernel.Web.Parts;

/// <summary>What is wrong with one field of a form.</summary>
/// <param name="Field">The field's name, which is also its id.</param>
/// <param name="Sentence">What is wrong and what would be right, in the reader's language.</param>
public sealed record FormFault(string Field, string Sentence);

/// <summary>The usual parts of short forms: fields with label, hint and fault, and the summary of faults.</summary>
public static class FormParts
{
    /// <summary>The faults of a form, each leading to its field; nothing where there are none.</summary>
    public static IHtmlContent Faults(this ConcordPage page)
    {
        if (page.Faults.Count == 0)
            return HtmlString.Empty;
        var html = new HtmlContentBuilder();
        html.AppendHtml("<div class=\"errors\" role=\"alert\" tabindex=\"-1\" aria-labelledby=\"faults\"><h2 id=\"faults\">")
            .Append(page.R.L.Plural(page.Faults.Count, "{0} thing needs your attention", "{0} things need your attention")).AppendHtml("</h2><ul>");
        foreach (var fault in page.Faults)
            html.AppendHtml("<li><a href=\"#").Append(fault.Field).AppendHtml("\">").Append(fault.Sentence).AppendHtml("</a></li>");
        return html.AppendHtml("</ul></div>");
    }

    /// <summary>A field of one line.</summary>
    /// <param name="page">The page; its faults name the field by <paramref name="name"/>.</param>
    /// <param name="name">Name and id.</param>
    /// <param name="label">What it asks for.</param>
    /// <param name="value">What stands in it.</param>
    /// <param name="type">Type of input.</param>
    /// <param name="complete">What a browser may fill in (HTML, autofill tokens).</param>
    /// <param name="hint">A sentence above the field.</param>
    /// <param name="most">Most characters.</param>
    /// <param name="isNeeded">Whether a form without it is refused.</param>
    public static IHtmlContent Field(this ConcordPage page, string name, string label, string? value = null, string type = "text", string? complete = null,
        string? hint = null, int most = 200, bool isNeeded = true)
    {
        var html = page.BeginField(name, label, hint, out var described);
        html.AppendHtml("<input id=\"").Append(name).AppendHtml("\" name=\"").Append(name).AppendHtml("\" type=\"").AppendHtml(type).AppendHtml("\"");
        if (type != "password" && !string.IsNullOrEmpty(value))
            html.AppendHtml(" value=\"").Append(value).AppendHtml("\"");
        if (complete is not null)
            html.AppendHtml(" autocomplete=\"").AppendHtml(complete).AppendHtml("\"");
        html.AppendHtml(Longest(most)).AppendHtml(described);
        if (isNeeded)
            html.AppendHtml(" required");
        return html.AppendHtml("></div>");
    }

    /// <summary>A field of many lines, for what is pasted.</summary>
    public static IHtmlContent Lines(this ConcordPage page, string name, string label, string value, string hint, int rows = 10)
    {
        var html = page.BeginField(name, label, hint, out var described);
        html.AppendHtml("<textarea id=\"").Append(name).AppendHtml("\" name=\"").Append(name).AppendHtml(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\" rows=\"{rows}\""))
            .AppendHtml(described);
        // A browser leaves out the first line break, as HTML says: one that was written comes after it.
        return html.AppendHtml(" required>\n").Append(value).AppendHtml("</textarea></div>");
    }

    /// <summary>A choice of one among some, as a list that opens.</summary>
    public static IHtmlContent Choice(this ConcordPage page, string name, string label, IEnumerable<(string Value, string Text)> options, string? chosen, string? hint = null)
    {
        var html = page.BeginField(name, label, hint, out var described);
        html.AppendHtml("<select id=\"").Append(name).AppendHtml("\" name=\"").Append(name).AppendHtml("\"").AppendHtml(described).AppendHtml(">");
        foreach (var (value, text) in options)
            html.AppendHtml("<option value=\"").Append(value).AppendHtml(value == chosen ? "\" selected>" : "\">").Append(text).AppendHtml("</option>");
        return html.AppendHtml("</select></div>");
    }

    /// <summary>A choice of any number among some, as boxes to tick.</summary>
    public static IHtmlContent Boxes(this ConcordPage page, string name, string legend, IEnumerable<(string Value, string Text)> options, IReadOnlyCollection<string>? chosen)
    {
        var fault = page.Faults.FirstOrDefault(fault => fault.Field == name);
        var html = new HtmlContentBuilder().AppendHtml(fault is null ? "<fieldset class=\"field\" id=\"" : "<fieldset class=\"field field-bad\" id=\"").AppendHtml(name)
            .AppendHtml("\"><legend>").Append(legend).AppendHtml("</legend>");
        if (fault is not null)
            html.AppendHtml("<p class=\"err\"><span class=\"vh\">").Append(page.R.L["Error:"]).AppendHtml(" </span>").Append(fault.Sentence).AppendHtml("</p>");
        html.AppendHtml("<div class=\"opts\">");
        foreach (var (value, text) in options)
            html.AppendHtml("<label><input type=\"checkbox\" name=\"").AppendHtml(name).AppendHtml("\" value=\"").Append(value)
                .AppendHtml(chosen?.Contains(value) == true ? "\" checked> " : "\"> ").Append(text).AppendHtml("</label>");
        return html.AppendHtml("</div></fieldset>");
    }

    private static string Longest(int most) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $" maxlength=\"{most}\"");

    private static IHtmlContentBuilder BeginField(this ConcordPage page, string name, string label, string? hint, out string described)
    {
        var fault = page.Faults.FirstOrDefault(fault => fault.Field == name);
        var html = new HtmlContentBuilder().AppendHtml(fault is null ? "<div class=\"field\">" : "<div class=\"field field-bad\">")
            .AppendHtml("<label for=\"").Append(name).AppendHtml("\">").Append(label).AppendHtml("</label>");
        if (hint is not null)
            html.AppendHtml("<p class=\"hint\" id=\"").Append(name).AppendHtml("-h\">").Append(hint).AppendHtml("</p>");
        if (fault is not null)
            html.AppendHtml("<p class=\"err\" id=\"").Append(name).AppendHtml("-e\"><span class=\"vh\">").Append(page.R.L["Error:"]).AppendHtml(" </span>").Append(fault.Sentence).AppendHtml("</p>");
        var by = (hint is null ? "" : name + "-h ") + (fault is null ? "" : name + "-e");
        described = (fault is null ? "" : " aria-invalid=\"true\"") + (by.Length == 0 ? "" : " aria-describedby=\"" + HtmlEncoder.Default.Encode(by.Trim()) + "\"");
        return html;
    }
}
