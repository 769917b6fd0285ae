using System.Globalization;
using System.Text.Json.Nodes;
using Concord.Kernel.Languages;
using Concord.Kernel.Records.Shapes;

namespace Concord.Desk.Forms;

/// <summary>Lists of a form: entries with fields of their own, and what is chosen among very many.</summary>
internal sealed partial class RecordForm
{
    private void Entries(FormWriter to, FieldShape field, string path, JsonNode? value, string name)
    {
        var list = value as JsonArray ?? [];
        if (list.Count > 0)
            to.Raw("<ol class=\"entries\">\n");
        for (var i = 0; i < list.Count; i++)
        {
            var at = FormNames.Join(path, i);
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            to.Raw("<li").Attr("id", FormNames.Id(at)).Attr("class", IsBad(at) ? "field-bad" : null).Raw("><fieldset class=\"field\"><legend>").Text(name).Raw(" ").Text(number).Raw("</legend>")
                .Hidden(path, i.ToString(CultureInfo.InvariantCulture));
            Errors(to, at);
            if (field.Item!.Form == FieldForm.Words)
                Words(to, at, list[i], name + " " + number);
            else
                Parts(to, field.Item.Inner!, at, list[i] as JsonObject ?? []);
            to.Raw("</fieldset><p class=\"act\">");
            if (i > 0)
                to.Button("up:" + at, l["Move up"], l["Move up: {0} {1}", name, number]);
            if (i < list.Count - 1)
                to.Button("down:" + at, l["Move down"], l["Move down: {0} {1}", name, number]);
            to.Button("remove:" + at, l["Remove"], l["Remove: {0} {1}", name, number]).Raw("</p></li>\n");
        }
        if (list.Count > 0)
            to.Raw("</ol>\n");
        to.Raw("<p class=\"act\">").Button("add:" + path, l["Add an entry"], l["Add an entry: {0}", name]).Raw("</p>\n");
        if (FormControls.MainText(field.Item!) is not null)
            Pasted(to, path, name);
    }

    /// <summary>Several entries at once: a list that somebody has in another document.</summary>
    private void Pasted(FormWriter to, string path, string name)
    {
        var (lines, tongue) = (FormNames.Id(FormNames.Lines(path)), FormNames.Id(FormNames.LinesIn(path)));
        to.Raw("<details class=\"paste\"><summary>").Text(l["Paste a list"]).Raw("</summary><div class=\"field\"><label").Attr("for", lines).Raw("><span class=\"vh\">").Text(name).Raw(": </span>")
            .Text(l["One entry a line"]).Raw("</label><textarea rows=\"4\"").Attr("id", lines).Attr("name", FormNames.Lines(path)).Raw("></textarea></div><div class=\"row\"><div class=\"field w-m\"><label")
            .Attr("for", tongue).Raw(">").Text(l["Language of the list"]).Raw("</label><select").Attr("id", tongue).Attr("name", FormNames.LinesIn(path)).Raw(">");
        foreach (var tag in languages)
            to.Raw("<option").Attr("value", tag).Flag("selected", tag == r.Language.Tag).Raw(">").Text(Language.Find(tag)?.OwnName ?? r.LanguageName(tag)).Raw("</option>");
        to.Raw("</select></div>").Button("lines:" + path, l["Add the lines"], l["Add the lines: {0}", name]).Raw("</div></details>\n");
    }

    /// <summary>What is chosen, what was found, and a field to find more. With script it becomes a list that follows what is typed.</summary>
    private void Pick(FormWriter to, FieldShape item, string path, List<string> values, string name, bool many)
    {
        var (find, source) = (FormNames.Id(FormNames.Find(path)), FormControls.Source(item));
        var known = values.ConvertAll(value => (Value: value, Name: NameOf(item, value)));
        var typed = string.Join("; ", known.Where(one => one.Name is null).Select(one => one.Value));
        var type = many ? "checkbox" : "radio";
        to.Raw("<ul class=\"picked\"").Attr("data-name", path).Attr("data-type", type).Raw(">\n");
        foreach (var (value, called) in known)
            if (called is { } words)
                Option(to, type, path, value, words.Text, words.Language == r.Language.Tag ? null : words.Language, null, isChosen: true);
        foreach (var match in found.GetValueOrDefault(path, []))
            if (!values.Contains(match.Id))
                Option(to, type, path, match.Id, match.Name, match.Language, match.More, isChosen: false);
        foreach (var word in item.Refers?.Or ?? [])
            if (!values.Contains(word))
                Option(to, type, path, word, r.Label(item.Coded!, word).Text, null, null, isChosen: false);
        if (!many && (known.Exists(one => one.Name is not null) || found.GetValueOrDefault(path, []).Count > 0 || item.Refers?.Or.Length > 0))
            to.Raw("<li><label class=\"opt\"><input type=\"radio\" value=\"\"").Attr("name", path).Flag("checked", known.TrueForAll(one => one.Name is null)).Raw("> <span class=\"note\">")
                .Text(l["none"]).Raw("</span></label></li>");
        to.Raw("</ul>\n");
        if (typed.Length > 0)
        {
            to.Hidden(FormNames.Was(path), typed);
            foreach (var match in found.GetValueOrDefault(path, []))
                to.Hidden(FormNames.Offered(path), match.Id);
        }
        if (typed.Length > 0 && found.GetValueOrDefault(path) is { Count: 0 })
            to.Raw("<p class=\"note\">").Text(l["Nothing is found for “{0}”.", typed]).Raw("</p>");
        to.Raw("<div class=\"find\"><label class=\"vh\"").Attr("for", find).Raw(">").Text(l["Find: {0}", name]).Raw("</label><input type=\"text\" autocomplete=\"off\" maxlength=\"2000\"")
            .Attr("id", find).Attr("name", FormNames.Find(path)).Attr("value", typed).Attr("data-find", source)
            .Attr("aria-describedby", IsBad(path) ? FormNames.Id(path) + "-e" : null).Attr("aria-invalid", IsBad(path) ? "true" : null)
            .Attr("placeholder", many ? l["a name; several, parted by semicolons"] : l["a part of the name"]).Raw(">")
            .Button("find:" + path, l["Find"], l["Find: {0}", name]).Raw("</div>\n");
    }

    private static void Option(FormWriter to, string type, string path, string value, string name, string? language, string? more, bool isChosen)
    {
        to.Raw("<li><label class=\"opt\"><input").Attr("type", type).Attr("name", path).Attr("value", value).Flag("checked", isChosen).Raw("> <span").Attr("lang", language).Raw(">")
            .Text(name).Raw("</span>");
        if (more is not null)
            to.Raw(" <span class=\"note\">").Text(more).Raw("</span>");
        to.Raw("</label></li>\n");
    }
}
