using System.Text.Json.Nodes;
using Concord.Desk.Forms;
using Concord.Kernel.Records.Shapes;

namespace Concord.Desk.Editing;

/// <summary>A field that two people left differently.</summary>
/// <param name="Path">The field; of a text also its language: <c>title.ru</c>.</param>
/// <param name="Was">What stood there when both began; null for nothing.</param>
/// <param name="Mine">What stands there now for one of them.</param>
/// <param name="Theirs">What stands there for the other.</param>
/// <param name="IsContested">Whether both changed it; else only one did, and the change holds.</param>
/// <param name="IsMine">Whether the one is who changed it.</param>
internal sealed record MergedField(string Path, JsonNode? Was, JsonNode? Mine, JsonNode? Theirs, bool IsContested, bool IsMine);

/// <summary>
/// Brings two changes of one document together. A field that only one changed is as that one left it; a field that both changed is asked about. The languages
/// of a text are fields of their own, so that translators do not stand in each other's way; a list is one field, for its places move.
/// </summary>
internal sealed class Merge
{
    private const string Marks = "translated";

    private readonly JsonObject mine;
    private readonly JsonObject theirs;
    private readonly HashSet<string> split;

    private Merge(RecordShape shape, JsonObject was, JsonObject mine, JsonObject theirs)
    {
        (this.mine, this.theirs) = (mine, theirs);
        split = [.. shape.Fields.Where(field => field.Form == FieldForm.Words).Select(field => field.Name)];
        Fields =
        [
            .. from path in shape.Fields.Where(FormGroups.IsShown).SelectMany(field => Paths(field.Name, was, mine, theirs))
               let fields = (Was: Whole(was, path), Mine: Whole(mine, path), Theirs: Whole(theirs, path))
               where !JsonNode.DeepEquals(fields.Mine, fields.Theirs)
               let byMe = !JsonNode.DeepEquals(fields.Was, fields.Mine)
               let byThem = !JsonNode.DeepEquals(fields.Was, fields.Theirs)
               select new MergedField(path, At(was, path), At(mine, path), At(theirs, path), byMe && byThem, byMe),
        ];
    }

    /// <summary>The fields that differ, in the order of the document's type.</summary>
    public IReadOnlyList<MergedField> Fields { get; }

    public IEnumerable<MergedField> Contested => Fields.Where(one => one.IsContested);

    public static Merge Of(RecordShape shape, JsonObject was, JsonObject mine, JsonObject theirs) => new(shape, was, mine, theirs);

    /// <summary>The document in which contested fields are as they were chosen.</summary>
    /// <param name="takesMine">Says of a contested field whether the one's words are taken, else the other's.</param>
    public JsonObject Take(Func<MergedField, bool> takesMine)
    {
        var merged = (JsonObject)theirs.DeepClone();
        foreach (var field in Fields)
        {
            if (!(field.IsContested ? takesMine(field) : field.IsMine))
                continue;
            Put(merged, field.Path, At(mine, field.Path));
            foreach (var language in Languages(mine).Concat(Languages(merged)).Distinct().ToList())
            {
                var marks = MarksIn(merged, language).Where(mark => !IsOf(field.Path, language, mark)).Concat(MarksIn(mine, language).Where(mark => IsOf(field.Path, language, mark)));
                PutMarks(merged, language, [.. marks.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
            }
        }
        return merged;
    }

    private IEnumerable<string> Paths(string field, params JsonObject[] documents) => split.Contains(field)
        ? documents.SelectMany(document => (document[field] as JsonObject ?? []).Select(words => words.Key)).Distinct(StringComparer.Ordinal).Select(language => FormNames.Join(field, language))
        : [field];

    /// <summary>A field with its marks of translation: who takes a mark away has changed the field too.</summary>
    private JsonArray Whole(JsonObject document, string path) =>
    [
        At(document, path)?.DeepClone(),
        new JsonArray([.. from language in Languages(document).Order(StringComparer.Ordinal) from mark in MarksIn(document, language)
                          where IsOf(path, language, mark) select JsonValue.Create(language + " " + mark)]),
    ];

    /// <summary>Whether a mark of translation belongs to a field: that of a text to its language alone.</summary>
    private bool IsOf(string path, string language, string mark)
    {
        var point = path.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? mark == path || mark.StartsWith(path + ".", StringComparison.Ordinal) : mark == path[..point] && language == path[(point + 1)..] && split.Contains(mark);
    }

    private static JsonNode? At(JsonObject document, string path)
    {
        var point = path.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? document[path] : (document[path[..point]] as JsonObject)?[path[(point + 1)..]];
    }

    private static void Put(JsonObject document, string path, JsonNode? value)
    {
        var point = path.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
        {
            Set(document, path, value);
            return;
        }
        var text = document[path[..point]] as JsonObject;
        if (text is null)
            document[path[..point]] = text = [];
        Set(text, path[(point + 1)..], value);
        if (text.Count == 0)
            document.Remove(path[..point]);
    }

    private static void Set(JsonObject within, string name, JsonNode? value)
    {
        if (value is null)
            within.Remove(name);
        else
            within[name] = value.DeepClone();
    }

    private static IEnumerable<string> Languages(JsonObject document) => (document[Marks] as JsonObject ?? []).Select(marks => marks.Key);

    private static IEnumerable<string> MarksIn(JsonObject document, string language) =>
        ((document[Marks] as JsonObject)?[language] as JsonArray ?? []).Select(mark => mark is JsonValue one && one.TryGetValue(out string? text) ? text : null).OfType<string>();

    private static void PutMarks(JsonObject document, string language, List<string> marks)
    {
        var all = document[Marks] as JsonObject;
        if (all is null)
            document[Marks] = all = [];
        if (marks.Count > 0)
            all[language] = new JsonArray([.. marks.Select(mark => JsonValue.Create(mark))]);
        else
            all.Remove(language);
        if (all.Count == 0)
            document.Remove(Marks);
    }
}
