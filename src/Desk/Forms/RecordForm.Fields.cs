using System.Globalization;
using System.Text.Json.Nodes;
using Concord.Kernel.Languages;
using Concord.Kernel.Records.Shapes;
using Concord.Kernel.Web.History;

namespace Concord.Desk.Forms;

/// <summary>The fields of a form, each by what its shape calls for.</summary>
internal sealed partial class RecordForm
{
    /// <summary>Of more values than these the chosen one is not seen among radio buttons any more.</summary>
    private const int MostRadios = 5;

    /// <summary>More values than these are not all shown to be ticked.</summary>
    private const int MostBoxes = 12;

    private void Field(FormWriter to, FieldShape field, string path, JsonNode? value, JsonObject within)
    {
        var name = FieldNames.Of(field.Name, l);
        switch (field.Form)
        {
            case FieldForm.Words:
                Begin(to, field, path, name);
                Words(to, path, value, name);
                break;
            case FieldForm.List when FormControls.IsLines(field):
                Area(to, field, path, name, string.Join('\n', (value as JsonArray ?? []).Select(Shown)));
                return;
            case FieldForm.List when FormControls.IsPair(field):
                Begin(to, field, path, name);
                Pair(to, path, value);
                break;
            case FieldForm.List when FormControls.IsEntries(field):
                Begin(to, field, path, name, isPart: true);
                Entries(to, field, path, value, name);
                break;
            case FieldForm.List when FormControls.IsPicked(field.Item!):
                Begin(to, field, path, name, isPick: true);
                Pick(to, field.Item!, path, [.. (value as JsonArray ?? []).Select(Plain).OfType<string>()], name, many: true);
                break;
            case FieldForm.List:
                Begin(to, field, path, name);
                Boxes(to, field.Item!, path, [.. (value as JsonArray ?? []).Select(Plain).OfType<string>()]);
                break;
            case FieldForm.Object:
                Begin(to, field, path, name, isPart: true);
                Parts(to, field.Inner!, path, value as JsonObject ?? []);
                break;
            case FieldForm.Counts:
                Begin(to, field, path, name);
                Counts(to, field, path, value as JsonObject ?? []);
                break;
            default:
                Single(to, field, path, value, name, within);
                return;
        }
        to.Raw("</fieldset>\n");
    }

    private void Single(FormWriter to, FieldShape field, string path, JsonNode? value, string name, JsonObject within)
    {
        var shown = Shown(value) ?? "";
        if (field.Among is not null)
            Select(to, field, path, name, shown, entries.GetValueOrDefault(WithoutPlaces(path), []), l["not stated"]);
        else if (FormControls.IsPicked(field) && field.Coded != "countries")
        {
            Begin(to, field, path, name, isPick: true);
            Pick(to, field, path, shown.Length > 0 ? [shown] : [], name, many: false);
            to.Raw("</fieldset>\n");
        }
        else if (field.Coded is { } coded)
            Choice(to, field, path, name, shown, coded);
        else
            Input(to, field, path, name, shown);
    }

    private void Input(FormWriter to, FieldShape field, string path, string name, string shown)
    {
        var id = FormNames.Id(path);
        var described = Label(to, field, path, name);
        to.Raw("<input type=\"text\"").Attr("id", id).Attr("name", path).Attr("value", shown)
            .Attr("class", field.Form is FieldForm.Text && !field.IsLocalId ? field.IsWebAddress ? "w-l" : "w-m" : "w-s")
            .Attr("inputmode", field.Form is FieldForm.Whole ? "numeric" : field.Form is FieldForm.Number ? "decimal" : field.IsWebAddress ? "url" : null)
            .Attr("maxlength", field.Form == FieldForm.Text ? null : "60").Attr("aria-describedby", described).Attr("aria-invalid", IsBad(path) ? "true" : null)
            .Attr("autocomplete", "off").Raw("></div>\n");
    }

    private void Area(FormWriter to, FieldShape field, string path, string name, string shown)
    {
        var described = Label(to, field, path, name);
        to.Raw("<textarea").Attr("id", FormNames.Id(path)).Attr("name", path).Attr("rows", Rows(shown, 90)).Attr("aria-describedby", described)
            .Attr("aria-invalid", IsBad(path) ? "true" : null).Raw(">\n").Text(shown).Raw("</textarea></div>\n");
    }

    private void Choice(FormWriter to, FieldShape field, string path, string name, string shown, string coded)
    {
        var all = r.Terms.Named(coded, r.Language);
        if (all.Count > MostRadios)
        {
            Select(to, field, path, name, shown, all, field.Required ? l["choose"] : l["not stated"]);
            return;
        }
        var values = all.ToList();
        if (shown.Length > 0 && values.TrueForAll(one => one.Value != shown))
            values.Add((shown, shown));
        if (!field.Required)
            values.Add(("", l["not stated"]));
        Begin(to, field, path, name);
        to.Raw("<div class=\"opts\">");
        foreach (var (value, words) in values)
            to.Raw("<label><input type=\"radio\"").Attr("name", path).Attr("value", value).Flag("checked", value == shown).Raw("> ").Text(words).Raw("</label>");
        to.Raw("</div></fieldset>\n");
    }

    private void Select(FormWriter to, FieldShape field, string path, string name, string shown, IReadOnlyList<(string Value, string Name)> values, string none)
    {
        var described = Label(to, field, path, name);
        to.Raw("<select").Attr("id", FormNames.Id(path)).Attr("name", path).Attr("class", "w-m").Attr("aria-describedby", described)
            .Attr("aria-invalid", IsBad(path) ? "true" : null).Raw("><option value=\"\">").Text(none).Raw("</option>");
        foreach (var (value, words) in values)
            to.Raw("<option").Attr("value", value).Flag("selected", value == shown).Raw(">").Text(words).Raw("</option>");
        if (shown.Length > 0 && values.All(one => one.Value != shown))
            to.Raw("<option selected").Attr("value", shown).Raw(">").Text(shown).Raw("</option>");
        to.Raw("</select></div>\n");
    }

    private void Boxes(FormWriter to, FieldShape item, string path, List<string> chosen)
    {
        var all = item.Coded is { } coded ? r.Terms.Named(coded, r.Language) : [];
        // What is chosen keeps its order; the rest stands behind it.
        to.Raw("<div class=\"opts\">");
        foreach (var (value, words) in chosen.Select(value => (value, all.FirstOrDefault(one => one.Value == value).Name ?? value))
            .Concat(all.Where(one => !chosen.Contains(one.Value))).Take(Math.Max(MostBoxes, chosen.Count)))
            to.Raw("<label><input type=\"checkbox\"").Attr("name", path).Attr("value", value).Flag("checked", chosen.Contains(value)).Raw("> ").Text(words).Raw("</label>");
        to.Raw("</div>\n");
    }

    private void Counts(FormWriter to, FieldShape field, string path, JsonObject counts)
    {
        to.Raw("<div class=\"row\">");
        foreach (var word in r.Terms.Values(field.Coded!).Concat(counts.Select(count => count.Key)).Distinct(StringComparer.Ordinal))
        {
            var at = FormNames.Join(path, word);
            to.Raw("<div class=\"field w-s\"><label").Attr("for", FormNames.Id(at)).Raw(">").Text(r.Label(field.Coded!, word).Text).Raw("</label>")
                .Raw("<input type=\"hidden\"").Attr("name", path).Attr("value", word).Raw("><input type=\"text\" inputmode=\"numeric\"").Attr("id", FormNames.Id(at))
                .Attr("name", at).Attr("value", Shown(counts[word]) ?? "").Attr("aria-invalid", IsBad(at) ? "true" : null).Raw("></div>");
        }
        to.Raw("</div>\n");
    }

    private void Pair(FormWriter to, string path, JsonNode? value)
    {
        var ends = value as JsonArray ?? [];
        to.Raw("<div class=\"row\">");
        for (var i = 0; i < 2; i++)
        {
            var at = FormNames.Join(path, i);
            to.Raw("<div class=\"field w-s\"><label").Attr("for", FormNames.Id(at)).Raw(">").Text(i == 0 ? l["Lowest"] : l["Highest"]).Raw("</label><input type=\"text\" inputmode=\"decimal\"")
                .Attr("id", FormNames.Id(at)).Attr("name", at).Attr("value", i < ends.Count ? Shown(ends[i]) ?? "" : "").Raw("></div>");
        }
        to.Raw("</div>\n");
    }

    private void Words(FormWriter to, string path, JsonNode? value, string name)
    {
        var words = value as JsonObject ?? [];
        to.Raw("<div class=\"tongues\">");
        foreach (var tag in languages)
        {
            var at = FormNames.Join(path, tag);
            var text = Shown(words[tag]) ?? "";
            to.Raw("<div><label").Attr("for", FormNames.Id(at)).Raw("><span class=\"vh\">").Text(name).Raw(": </span><span").Attr("lang", tag).Raw(">")
                .Text(Language.Find(tag)?.OwnName ?? r.LanguageName(tag)).Raw("</span></label>");
            Errors(to, at);
            to.Raw("<textarea").Attr("id", FormNames.Id(at)).Attr("name", at).Attr("lang", tag).Attr("rows", Rows(text, 36)).Attr("aria-invalid", IsBad(at) ? "true" : null)
                .Attr("aria-describedby", IsBad(at) ? FormNames.Id(at) + "-e" : null).Flag("readonly", closed.Contains(tag)).Raw(">\n").Text(text).Raw("</textarea>");
            var isOurs = ours.Contains((tag, path));
            if (!closed.Contains(tag))
                to.Raw("<label class=\"opt\"><input type=\"checkbox\" value=\"1\"").Attr("name", FormNames.Ours(at)).Flag("checked", isOurs).Raw("> ").Text(l["translation made here"]).Raw("</label>");
            else if (isOurs)
                to.Hidden(FormNames.Ours(at), "1").Raw("<p class=\"note\">").Text(l["translation made here"]).Raw("</p>");
            to.Raw("</div>\n");
        }
        to.Raw("</div>\n");
    }

    private void Parts(FormWriter to, RecordShape inner, string path, JsonObject part)
    {
        foreach (var field in inner.Fields)
            Field(to, field, FormNames.Join(path, field.Name), part[field.Name], part);
    }

    private static string Rows(string text, int width) =>
        Math.Clamp(text.Split('\n').Sum(line => 1 + (line.Length / width)), 2, 14).ToString(CultureInfo.InvariantCulture);

    /// <summary>The beginning of a field of several controls.</summary>
    private void Begin(FormWriter to, FieldShape field, string path, string name, bool isPart = false, bool isPick = false)
    {
        to.Raw("<fieldset").Attr("class", "field" + (isPart ? " part-of" : "") + (isPick ? " pick" : "") + (IsBad(path) ? " field-bad" : "")).Attr("id", FormNames.Id(path))
            .Attr("tabindex", IsBad(path) ? "-1" : null).Raw("><legend>").Text(name);
        Needed(to, field);
        to.Raw("</legend>");
        Help(to, field, path);
        Errors(to, path);
    }

    /// <summary>The beginning of a field of one control; what describes the control.</summary>
    private string? Label(FormWriter to, FieldShape field, string path, string name)
    {
        to.Raw("<div").Attr("class", IsBad(path) ? "field field-bad" : "field").Raw("><label").Attr("for", FormNames.Id(path)).Raw(">").Text(name);
        Needed(to, field);
        to.Raw("</label>");
        var helped = Help(to, field, path);
        Errors(to, path);
        var described = (helped ? FormNames.Id(path) + "-h " : "") + (IsBad(path) ? FormNames.Id(path) + "-e" : "");
        return described.Length > 0 ? described.TrimEnd() : null;
    }

    private void Needed(FormWriter to, FieldShape field)
    {
        if (field.Required && !field.IsLocalId)
            to.Raw(" <span class=\"note\">").Text(l["needed"]).Raw("</span>");
    }

    private bool Help(FormWriter to, FieldShape field, string path)
    {
        if (FormHelp.Of(field, l) is not { } help)
            return false;
        to.Raw("<p class=\"hint\"").Attr("id", FormNames.Id(path) + "-h").Raw(">").Text(help).Raw("</p>");
        return true;
    }

    /// <summary>What is wrong with a field; of a list of plain values also what is wrong with its entries.</summary>
    private void Errors(FormWriter to, string path)
    {
        var all = FaultsOf(path).ToList();
        if (all.Count == 0)
            return;
        to.Raw("<div").Attr("id", FormNames.Id(path) + "-e").Raw(">");
        foreach (var fault in all)
            to.Raw("<p class=\"err\"><span class=\"vh\">").Text(l["Error:"]).Raw(" </span>").Text(fault.Text).Raw("</p>");
        to.Raw("</div>");
    }

    private bool IsBad(string path) => faults.Count > 0 && FaultsOf(path).Any();

    private IEnumerable<FieldFault> FaultsOf(string path) =>
        faults.Count == 0 ? [] : faults[path].Concat(faults.Where(group => IsPlaceOf(group.Key, path)).SelectMany(group => group)).DistinctBy(fault => fault.Text);

    /// <summary><c>hosts.3</c> is a place of <c>hosts</c>.</summary>
    private static bool IsPlaceOf(string path, string list) =>
        path.Length > list.Length + 1 && path.StartsWith(list, StringComparison.Ordinal) && path[list.Length] == '.' && path.AsSpan(list.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary><c>actions.3.area</c> is <c>actions.area</c>.</summary>
    private static string WithoutPlaces(string path) => string.Join('.', path.Split('.').Where(step => !char.IsAsciiDigit(step[0])));
}
