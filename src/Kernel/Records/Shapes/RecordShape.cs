using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Concord.Kernel.Records.Shapes;

/// <summary>A reference that a record makes: one link.</summary>
/// <param name="Link">What the two have to do with each other.</param>
/// <param name="Target">The id that the field names.</param>
/// <param name="Reverse">The link runs from the target to this record.</param>
/// <param name="Pointer">JSON pointer of the id within the record: <c>/successor</c>. Two places of a record may make the same link.</param>
public readonly record struct RecordReference(LinkKind Link, string Target, bool Reverse, string Pointer);

/// <summary>What is wrong at one place of a record.</summary>
/// <param name="Pointer">JSON pointer from the record: <c>/sessions/2/title/ko</c>; empty for the record itself.</param>
/// <param name="Message">A sentence that quotes the value (at most 80 characters) and says what would be right, in the words of the bundle and in English.</param>
/// <param name="Kind">What sort of fault it is, for those who say it in other words.</param>
public readonly record struct RecordFault(string Pointer, string Message, FaultKind Kind = FaultKind.Other);

/// <summary>
/// The format of one document type, read once from its properties and their attributes. It checks raw JSON, before anything is
/// made of it, so that every fault of a record can be told at once.
/// </summary>
public sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape> Known = new();

    private readonly Utf8Table names = new();

    private RecordShape(Type type)
    {
        Word = JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name).Replace('_', ' ');
        Fields = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(FieldShape.IsField).Select(FieldShape.Of)];
        foreach (var field in Fields)
            names.Add(Encoding.UTF8.GetBytes(field.Name), out _);
        ListsWithIds = [.. Fields.Where(field => field.Item?.Inner?.Fields.Any(inner => inner.IsLocalId) == true).Select(field => field.Name)];
    }

    /// <summary>The type's name in words, for messages: <c>event</c>, <c>planned action</c>.</summary>
    public string Word { get; }

    /// <summary>The fields, in the order in which the type states them.</summary>
    public IReadOnlyList<FieldShape> Fields { get; }

    /// <summary>Names of the lists whose entries have local ids: <c>priority_areas</c>.</summary>
    public IReadOnlyList<string> ListsWithIds { get; }

    /// <summary>The shape of a document type; made once.</summary>
    /// <exception cref="NotSupportedException">A property is of a type for which no form is known.</exception>
    public static RecordShape Of(Type type) => Known.GetOrAdd(type, static type => new RecordShape(type));

    /// <summary>All fields of <c>labels.json</c> that this shape's values have their labels under.</summary>
    public IEnumerable<string> LabelFields() => Fields
        .SelectMany(field => (IEnumerable<string?>)[field.Coded, .. field.Inner?.LabelFields() ?? [], .. field.Item?.Inner?.LabelFields() ?? []])
        .OfType<string>()
        .Distinct(StringComparer.Ordinal);

    /// <summary>Reports every fault of one record, in the order in which they stand in it.</summary>
    /// <param name="record">The record as JSON; depth bounded by the reader.</param>
    /// <param name="facts">What exists beside it.</param>
    /// <param name="report">Takes each fault as it is found.</param>
    public void Check(JsonElement record, RecordFacts facts, Action<RecordFault> report) =>
        new RecordWalk(this, record, facts, report).Check();

    /// <summary>
    /// The references that must never lead back to the record. Values of a wrong type are
    /// passed over, so that faulty records can be asked too.
    /// </summary>
    public IEnumerable<RecordReference> AcyclicReferences(JsonElement record)
    {
        foreach (var field in Fields)
        {
            if (field.Refers is not { Acyclic: true } refers || !JsonText.TryFind(record, field.Name, out var value))
                continue;
            if (field.Item is null)
            {
                if (JsonText.Read(value) is { } target)
                    yield return new RecordReference(refers.Link, target, refers.Reverse, "/" + field.Name);
            }
            else if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (var (index, entry) in value.EnumerateArray().Index())
                    if (JsonText.Read(entry) is { } target)
                        yield return new RecordReference(refers.Link, target, refers.Reverse,
                            string.Create(CultureInfo.InvariantCulture, $"/{field.Name}/{index}"));
            }
        }
    }

    /// <summary>Every text in several languages that a record states, in the order of the shape. Values of a wrong form are passed over.</summary>
    /// <param name="record">The record as JSON.</param>
    public IEnumerable<RecordText> Texts(JsonElement record) => Texts(record, "", "", "");

    private IEnumerable<RecordText> Texts(JsonElement element, string path, string key, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var field in Fields)
        {
            if (!field.HoldsWords || !JsonText.TryFind(element, field.Name, out var value))
                continue;
            foreach (var text in Texts(field, value, path + field.Name, key + field.Name, name + field.Name))
                yield return text;
        }
    }

    private static IEnumerable<RecordText> Texts(FieldShape field, JsonElement value, string path, string key, string name)
    {
        if (field is { Form: FieldForm.Words, OnlyIn: null } && value.ValueKind == JsonValueKind.Object)
            yield return new RecordText(path, key, name, value);
        else if (field.Inner is { } inner)
            foreach (var text in inner.Texts(value, path + ".", key + ".", name + "."))
                yield return text;
        else if (field.Item is { } item && value.ValueKind == JsonValueKind.Array)
            foreach (var (index, entry) in value.EnumerateArray().Index())
            {
                var place = "." + index.ToString(CultureInfo.InvariantCulture);
                foreach (var text in Texts(item, entry, path + place, key + (LocalId(item, entry) ?? place), name))
                    yield return text;
            }
    }

    /// <summary>The id that an entry of a list has of its own, as a step of a key.</summary>
    private static string? LocalId(FieldShape item, JsonElement entry) =>
        item.Inner?.Fields.FirstOrDefault(field => field.IsLocalId) is { } id && entry.ValueKind == JsonValueKind.Object
            && JsonText.TryFind(entry, id.Name, out var value) && JsonText.Read(value) is { Length: > 0 } text ? ":" + text : null;

    internal int IndexOf(ReadOnlySpan<byte> name) => names.Find(name);
}
