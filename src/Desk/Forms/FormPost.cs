using System.Text;
using System.Text.Json.Nodes;
using Concord.Kernel.Languages;
using Concord.Kernel.Records.Shapes;
using Microsoft.AspNetCore.Http;
using NodaTime.Text;

namespace Concord.Desk.Forms;

/// <summary>A name that was typed where something is looked for, still to be found.</summary>
/// <param name="Field">The field.</param>
/// <param name="Within">The object or the list in which the name stands as it was typed.</param>
/// <param name="At">The name of the property, or the place in the list.</param>
/// <param name="Text">What was typed.</param>
internal readonly record struct TypedName(FieldShape Field, JsonNode Within, object At, string Text);

/// <summary>
/// Makes a document of what a form sent. Only the fields of the shape are looked at, so nothing else can be brought in; the record's id is not
/// among them. What cannot be read as a date or a number stays in the document as it was typed: the check finds it, and the form shows it again.
/// </summary>
internal sealed class FormPost
{
    private readonly IFormCollection form;
    private readonly Language language;
    private readonly FormAct act;
    private readonly List<string> languages;
    private readonly SortedDictionary<string, SortedSet<string>> ours = new(StringComparer.Ordinal);
    private readonly List<TypedName> typed = [];

    private FormPost(IFormCollection form, Language language, FormAct act)
    {
        (this.form, this.language, this.act) = (form, language, act);
        languages = [.. form[FormNames.Languages].OfType<string>().Where(FormNames.IsLanguage).Distinct().Take(20)];
        if (act.Deed == FormDeed.Language && form[FormNames.NewLanguage].ToString() is var added && FormNames.IsLanguage(added) && !languages.Contains(added))
            languages.Add(added);
    }

    /// <summary>True where the form arrived whole. A form that was cut short would empty the fields that did not arrive.</summary>
    public static bool IsWhole(IFormCollection form) => form[FormNames.End] == "1";

    /// <summary>The languages that the form is to have its texts in.</summary>
    public IReadOnlyList<string> Languages => languages;

    /// <summary>The document, without its id.</summary>
    public JsonObject Document { get; private set; } = [];

    /// <summary>Names that were typed, still to be found.</summary>
    public IReadOnlyList<TypedName> Typed => typed;

    /// <summary>Reads a form.</summary>
    /// <param name="shape">The shape of the document.</param>
    /// <param name="form">What was sent.</param>
    /// <param name="language">The language of the page: how numbers are written on it.</param>
    /// <param name="act">The button that was pressed within the form.</param>
    public static FormPost Read(RecordShape shape, IFormCollection form, Language language, FormAct act = default)
    {
        var post = new FormPost(form, language, act);
        post.Document = post.Object(shape, "", "");
        if (post.ours.Count > 0)
            post.Document["translated"] = new JsonObject(post.ours.Select(one =>
                KeyValuePair.Create(one.Key, (JsonNode?)new JsonArray([.. one.Value.Select(path => JsonValue.Create(path))]))));
        return post;
    }

    /// <param name="shape">The shape of the object.</param>
    /// <param name="name">How its controls are named: with the keys of entries.</param>
    /// <param name="path">The way to it in the document: with the places of entries.</param>
    private JsonObject Object(RecordShape shape, string name, string path)
    {
        var made = new JsonObject();
        foreach (var field in shape.Fields.Where(FormGroups.IsShown))
            if (Value(field, FormNames.Join(name, field.Name), FormNames.Join(path, field.Name), made) is { } value)
                made[field.Name] = value;
        return made;
    }

    private JsonNode? Value(FieldShape field, string name, string path, JsonObject within) => field.Form switch
    {
        FieldForm.Words => Words(name, path),
        FieldForm.List when FormControls.IsLines(field) => Lines(name),
        FieldForm.List when FormControls.IsPair(field) => Pair(name),
        FieldForm.List when FormControls.IsEntries(field) => Entries(field, name, path),
        FieldForm.List => Names(field, name),
        FieldForm.Object => Object(field.Inner!, name, path) is { Count: > 0 } part ? part : null,
        FieldForm.Counts => Counts(name),
        FieldForm.Whole or FieldForm.Number => Text(name) is { } number ? Number(number, field.Form) : null,
        FieldForm.Date => Text(name) is { } date ? JsonValue.Create(DateReading.Read(date) is { Fault: DateFault.None } read ? read.Date.ToString() : date) : null,
        FieldForm.Moment => Text(name) is { } moment ? JsonValue.Create(DateReading.ReadMoment(moment) is (DateFault.None, var at) ? at.ToString() : moment) : null,
        FieldForm.Minute => Text(name) is { } minute ? JsonValue.Create(DateReading.ReadTime(minute) is { } time ? Minutes.Format(time) : minute) : null,
        _ when FormControls.IsPicked(field) => Name(field, name, within),
        _ => Text(name) is { } text ? JsonValue.Create(text) : null,
    };

    private static LocalTimePattern Minutes { get; } = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    private JsonObject? Words(string name, string path)
    {
        var words = new JsonObject();
        foreach (var tag in languages)
        {
            if (Text(FormNames.Join(name, tag)) is not { } text)
                continue;
            words[tag] = text;
            if (form[FormNames.Ours(FormNames.Join(name, tag))] == "1")
            {
                if (!ours.TryGetValue(tag, out var paths))
                    ours[tag] = paths = new SortedSet<string>(StringComparer.Ordinal);
                paths.Add(path);
            }
        }
        return words.Count > 0 ? words : null;
    }

    private JsonArray? Lines(string name)
    {
        var lines = SplitLines(form[name].ToString());
        return lines.Count > 0 ? new JsonArray([.. lines.Select(line => JsonValue.Create(line))]) : null;
    }

    private JsonArray? Pair(string name)
    {
        var ends = new[] { Text(FormNames.Join(name, 0)), Text(FormNames.Join(name, 1)) }.OfType<string>().ToList();
        return ends.Count > 0 ? new JsonArray([.. ends.Select(end => Number(end, FieldForm.Number))]) : null;
    }

    private JsonArray? Entries(FieldShape field, string name, string path)
    {
        var made = new JsonArray();
        foreach (var key in act.Order(name, form[name]))
            made.Add(Entry(field.Item!, FormNames.Join(name, key), FormNames.Join(path, made.Count)));
        if (act is { Deed: FormDeed.Lines } && act.Target == name && form[FormNames.LinesIn(name)].ToString() is var tag && FormNames.IsLanguage(tag)
            && FormControls.MainText(field.Item!) is { } main)
            foreach (var line in SplitLines(form[FormNames.Lines(name)].ToString()).Take(FormNames.MostEntries - made.Count))
                made.Add(main.Length == 0 ? new JsonObject { [tag] = line } : new JsonObject { [main] = new JsonObject { [tag] = line } });
        return made.Count > 0 ? made : null;
    }

    /// <summary>An entry, even one that is empty still: what is left empty goes when the record is checked.</summary>
    private JsonObject Entry(FieldShape item, string name, string path) =>
        item.Form == FieldForm.Words ? Words(name, path) ?? [] : Object(item.Inner!, name, path);

    private JsonValue? Name(FieldShape field, string name, JsonObject within)
    {
        if (Looked(name) is { } looked)
        {
            typed.Add(new TypedName(field, within, field.Name, looked));
            return JsonValue.Create(looked);
        }
        return Chosen(name).FirstOrDefault() is { } id ? JsonValue.Create(id) : null;
    }

    private JsonArray? Names(FieldShape field, string name)
    {
        var made = new JsonArray([.. Chosen(name).Distinct(StringComparer.Ordinal).Take(FormNames.MostEntries).Select(id => JsonValue.Create(id))]);
        if (Looked(name) is { } looked)
        {
            typed.Add(new TypedName(field.Item!, made, made.Count, looked));
            made.Add(JsonValue.Create(looked));
        }
        return made.Count > 0 ? made : null;
    }

    /// <summary>What was typed to be found; what stands there still after one of the matches was chosen is done with.</summary>
    private string? Looked(string name) =>
        Text(FormNames.Find(name)) is { } looked && !(looked == Text(FormNames.Was(name)) && Chosen(name).Intersect(form[FormNames.Offered(name)]).Any()) ? looked : null;

    private JsonObject? Counts(string name)
    {
        var made = new JsonObject();
        foreach (var word in form[name].OfType<string>().Where(word => word.Length is > 0 and <= JsonText.LongestId).Distinct().Take(FormNames.MostEntries))
            if (Text(FormNames.Join(name, word)) is { } number)
                made[word] = Number(number, FieldForm.Whole);
        return made.Count > 0 ? made : null;
    }

    /// <summary>A number, or the text where it is none.</summary>
    private JsonValue Number(string text, FieldForm form)
    {
        if (!NumberReading.TryRead(text, language, out var number))
            return JsonValue.Create(text);
        return form == FieldForm.Number ? JsonValue.Create(number)
            : number == decimal.Truncate(number) && Math.Abs(number) <= long.MaxValue ? JsonValue.Create((long)number) : JsonValue.Create(text);
    }

    private IEnumerable<string> Chosen(string name) => form[name].Select(Clean).OfType<string>();

    private string? Text(string name) => form.TryGetValue(name, out var sent) ? Clean(sent[0]) : null;

    private static List<string> SplitLines(string text) =>
        [.. text.Split('\n').Select(Clean).OfType<string>().Take(FormNames.MostEntries)];

    /// <summary>
    /// What was typed, without blanks at its ends and without signs that nobody typed: line ends as one sign, no control characters. Null where nothing is left.
    /// </summary>
    private static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (!text.Any(sign => char.IsControl(sign) && sign is not ('\n' or '\t')))
            return text.Trim();
        var clean = new StringBuilder(text.Length);
        foreach (var sign in text.Replace("\r\n", "\n", StringComparison.Ordinal))
            if (!char.IsControl(sign) || sign is '\n' or '\t')
                clean.Append(sign);
        return clean.ToString().Trim() is { Length: > 0 } left ? left : null;
    }
}
