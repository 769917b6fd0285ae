using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Desk.Finding;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Html;

namespace Concord.Desk.Forms;

/// <summary>
/// The form of a document, made from the shape of its kind: what the format says of a field decides by what it is filled in. It shows whatever a draft holds,
/// also what is wrong in it.
/// </summary>
internal sealed partial class RecordForm : IHtmlContent
{
    /// <summary>For more unknown names than these nothing is looked up beforehand: their buttons look.</summary>
    private const int MostSought = 50;

    private readonly Reading r;
    private readonly Strings l;
    private readonly RecordShape shape;
    private readonly JsonObject document;
    private readonly IReadOnlyList<string> languages;
    private readonly ILookup<string, FieldFault> faults;
    private readonly Dictionary<string, IReadOnlyList<Found>> found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<(string Value, string Name)>> entries = new(StringComparer.Ordinal);
    private readonly HashSet<(string Language, string Path)> ours = [];
    private readonly HashSet<string> closed;

    private RecordForm(Reading r, RecordModel model, JsonObject document, IReadOnlyList<string> languages, IReadOnlyList<FieldFault> faults, Func<string, bool> isOpen)
    {
        (this.r, l, this.document) = (r, r.L, document);
        shape = RecordShape.Of(model.DocumentType);
        this.languages = [.. languages.Concat(LanguagesOf(shape, document)).Distinct(StringComparer.Ordinal)];
        closed = [.. this.languages.Where(language => !isOpen(language))];
        this.faults = faults.ToLookup(fault => fault.Path, StringComparer.Ordinal);
        if (document["translated"] is JsonObject translated)
            foreach (var (language, paths) in translated)
                foreach (var path in paths as JsonArray ?? [])
                    if (Plain(path) is { } text)
                        ours.Add((language, text));
    }

    /// <summary>Makes the form of a document.</summary>
    /// <param name="r">The reader.</param>
    /// <param name="model">The model of the kind.</param>
    /// <param name="document">What it holds so far.</param>
    /// <param name="languages">Languages to write in beside those of the house and of the document.</param>
    /// <param name="faults">What is wrong with it.</param>
    /// <param name="isOpen">Whether texts in a language may be written; others are shown.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<RecordForm> MakeAsync(Reading r, RecordModel model, JsonObject document, IReadOnlyList<string> languages, IReadOnlyList<FieldFault> faults,
        Func<string, bool> isOpen, CancellationToken cancel = default)
    {
        var form = new RecordForm(r, model, document, [.. Language.All.Select(language => language.Tag), .. languages], faults, isOpen);
        var picks = new List<(FieldShape Field, string Path, string Value)>();
        form.Picks(form.shape, document, "", picks);
        await r.LearnNamesAsync(picks.Where(pick => pick.Field.Refers is not null).Select(pick => pick.Value), cancel);
        foreach (var (field, path, value) in picks.Where(pick => form.NameOf(pick.Field, pick.Value) is null).Take(MostSought))
            form.found[path] = await Finder.FindAsync(r, FormControls.Source(field), value, cancel);
        await form.ListsAsync(cancel);
        return form;
    }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var to = new FormWriter(writer, encoder);
        // What the return key presses: the first button of the form.
        to.Raw("<button type=\"submit\" class=\"vh\" name=\"act\" value=\"save\" tabindex=\"-1\">").Text(l["Save the draft"]).Raw("</button>\n");
        foreach (var language in languages)
            to.Hidden(FormNames.Languages, language);
        foreach (var (group, fields) in FormGroups.Of(shape))
        {
            to.Raw("<section class=\"sec\"").Attr("id", "g-" + group.ToString().ToLowerInvariant()).Raw("><header><h2>").Text(FormGroups.Heading(group, l)).Raw("</h2>");
            if (group == FormGroup.What)
                to.Raw("<p>").Text(l["Texts stand side by side in all languages. Any of them may be the original; mark those that are translations made here."]).Raw("</p>");
            to.Raw("</header><div class=\"sec-b\">\n");
            foreach (var field in fields)
                Field(to, field, field.Name, document[field.Name], document);
            if (group == FormGroup.What)
                MoreLanguages(to);
            to.Raw("</div></section>\n");
        }
        to.Hidden(FormNames.End, "1");
    }

    private void MoreLanguages(FormWriter to)
    {
        var more = r.Terms.Values("languages").Where(tag => !languages.Contains(tag)).ToList();
        if (more.Count == 0)
            return;
        to.Raw("<div class=\"row\"><div class=\"field w-m\"><label for=\"f-language\">").Text(l["Write in another language"]).Raw("</label><select id=\"f-language\"")
            .Attr("name", FormNames.NewLanguage).Raw(">");
        foreach (var tag in more)
            to.Raw("<option").Attr("value", tag).Raw(">").Text(r.LanguageName(tag)).Raw("</option>");
        to.Raw("</select></div>").Button("language", l["Add language"]).Raw("</div>\n");
    }

    /// <summary>The languages of a document's texts.</summary>
    public static IEnumerable<string> LanguagesOf(RecordShape shape, JsonNode? value)
    {
        if (value is not JsonObject within)
            return [];
        return shape.Fields.SelectMany(field => (field, within[field.Name]) switch
        {
            ({ Form: FieldForm.Words }, JsonObject words) => words.Select(word => word.Key),
            ({ Form: FieldForm.Object }, { } part) => LanguagesOf(field.Inner!, part),
            ({ Form: FieldForm.List, Item: { } item }, JsonArray list) when item.Form == FieldForm.Words => list.OfType<JsonObject>().SelectMany(words => words.Select(word => word.Key)),
            ({ Form: FieldForm.List, Item: { Inner: { } inner } }, JsonArray list) => list.SelectMany(entry => LanguagesOf(inner, entry)),
            _ => [],
        }).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Every value that is picked among very many, with its place.</summary>
    private void Picks(RecordShape within, JsonNode? value, string path, List<(FieldShape Field, string Path, string Value)> picks)
    {
        if (value is not JsonObject part)
            return;
        foreach (var field in within.Fields)
        {
            var at = FormNames.Join(path, field.Name);
            var item = field.Item ?? field;
            if (FormControls.IsPicked(item))
            {
                foreach (var id in part[field.Name] is JsonArray list ? list.Select(Plain) : [Plain(part[field.Name])])
                    if (id is not null)
                        picks.Add((item, at, id));
            }
            else if (field.Form == FieldForm.Object)
                Picks(field.Inner!, part[field.Name], at, picks);
            else if (item.Form == FieldForm.Object && part[field.Name] is JsonArray entriesOf)
                for (var i = 0; i < entriesOf.Count; i++)
                    Picks(item.Inner!, entriesOf[i], FormNames.Join(at, i), picks);
        }
    }

    /// <summary>The entries that a field may name: of another record's list, which is read now, or of this document's own.</summary>
    private async Task ListsAsync(CancellationToken cancel)
    {
        foreach (var field in shape.Fields)
        {
            if (field.AmongOf is not null)
            {
                var body = Plain(document[field.AmongOf]) is { } of && await r.Reads.FindAsync(shape.Fields.First(beside => beside.Name == field.AmongOf).Refers!.Kind, of, cancel) is { } stored
                    ? JsonNode.Parse(stored.Body) : null;
                entries[field.Name] = EntriesOf(body?[field.Among!.List]);
            }
            foreach (var inner in field.Item?.Inner?.Fields ?? [])
                if (inner.Among is { Of: null } among)
                    entries[FormNames.Join(field.Name, inner.Name)] = EntriesOf(document[among.List]);
        }
    }

    private List<(string Value, string Name)> EntriesOf(JsonNode? list) =>
        [.. from entry in (list as JsonArray ?? []).OfType<JsonObject>()
            let id = Plain(entry["id"])
            where id is not null
            select (id, NameIn(entry["name"] ?? entry["text"]) ?? id)];

    /// <summary>A text of the document in the reader's language; null where it is none yet.</summary>
    private string? NameIn(JsonNode? words) =>
        words is JsonObject { Count: > 0 } texts && texts.All(text => !string.IsNullOrWhiteSpace(Plain(text.Value)))
            ? texts.Deserialize<LocalizedText>(RecordJson.Options)!.In(r.Language.Tag).Text : null;

    /// <summary>How a picked value is called; null where nothing has the id.</summary>
    private Worded? NameOf(FieldShape field, string id)
    {
        var own = r.Language.Tag;
        if (field.Refers is { } refers)
            return refers.Or.Contains(id) ? r.Label(field.Coded!, id) : r.Name(id) is { } name && name.Kind == refers.Kind ? name.Caption.In(own) : null;
        if (field.IsPlace)
            return r.Terms.Place(id) is { } place ? new Worded(own, r.PlaceName(place.Id, place.Country)!) : null;
        if (field.IsTopic)
            return r.Terms.Topic(id)?.Label.In(own);
        if (field.IsTimeZone)
            return Kernel.Time.Zones.Find(id) is null ? null : new Worded(own, id);
        return r.Terms.Label("countries", id)?.In(own);
    }

    private static string? Plain(JsonNode? value) => value is JsonValue one && one.TryGetValue(out string? text) ? text : null;

    /// <summary>A number or a text, as its field shows it.</summary>
    private string? Shown(JsonNode? value) => value is not JsonValue one ? null
        : one.TryGetValue(out string? text) ? text
        : decimal.TryParse(one.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? NumberReading.Write(number, r.Language)
        : one.ToJsonString();
}
