using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Concord.Kernel.Records.Shapes;

/// <summary>A reference that a record makes: one link.</summary>
/// <param name="Link">What the two have to do with each other.</param>
/// <param name="Kind">The kind of record that the field may name.</param>
/// <param name="Target">The id that the field names.</param>
/// <param name="Reverse">The link runs from the target to this record.</param>
/// <param name="Acyclic">Following such links never returns.</param>
/// <param name="Pointer">JSON pointer of the id within the record: <c>/hosts/0</c>. Two places of a record may make the same link.</param>
public readonly record struct RecordReference(LinkKind Link, RecordKind Kind, string Target, bool Reverse, bool Acyclic, string Pointer);

/// <summary>What is wrong at one place of a record.</summary>
/// <param name="Pointer">JSON pointer from the record: <c>/sessions/2/title/ko</c>; empty for the record itself.</param>
/// <param name="Message">A sentence that quotes the value (at most 80 characters) and says what would be right.</param>
public readonly record struct RecordFault(string Pointer, string Message);

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
        HasReferences = Fields.Any(field => field.LeadsToReferences);
        ListsWithIds = [.. Fields.Where(field => field.Item?.Inner?.Fields.Any(inner => inner.IsLocalId) == true).Select(field => field.Name)];
    }

    /// <summary>The type's name in words, for messages: <c>event</c>, <c>planned action</c>.</summary>
    public string Word { get; }

    public IReadOnlyList<FieldShape> Fields { get; }

    /// <summary>Names of the lists whose entries have local ids: <c>priority_areas</c>.</summary>
    public IReadOnlyList<string> ListsWithIds { get; }

    internal bool HasReferences { get; }

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

    /// <summary>All references that a record makes. Values of a wrong type are passed over, so that faulty records can be asked too.</summary>
    /// <param name="record">The record as JSON.</param>
    /// <param name="acyclicOnly">Only those that must never lead back to the record.</param>
    public IEnumerable<RecordReference> References(JsonElement record, bool acyclicOnly = false) =>
        acyclicOnly && !Fields.Any(field => field.Refers?.Acyclic == true) ? [] : References(record, "", acyclicOnly);

    internal int IndexOf(ReadOnlySpan<byte> name) => names.Find(name);

    private IEnumerable<RecordReference> References(JsonElement element, string pointer, bool acyclicOnly)
    {
        if (!HasReferences || element.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var field in Fields)
        {
            if (!field.LeadsToReferences || (acyclicOnly && field.Refers?.Acyclic != true) || !JsonText.TryFind(element, field.Name, out var value))
                continue;
            var at = $"{pointer}/{field.Name}";
            if (field.Item is { } item && value.ValueKind == JsonValueKind.Array)
            {
                var index = 0;
                foreach (var entry in value.EnumerateArray())
                    foreach (var reference in References(item, entry, string.Create(CultureInfo.InvariantCulture, $"{at}/{index++}")))
                        yield return reference;
            }
            else
            {
                foreach (var reference in References(field, value, at))
                    yield return reference;
            }
        }
    }

    private static IEnumerable<RecordReference> References(FieldShape field, JsonElement value, string pointer)
    {
        if (field.Inner is { } inner)
            return inner.References(value, pointer, acyclicOnly: false);
        if (field is { Form: FieldForm.Text, Refers: { } refers } && JsonText.Read(value) is { } target && !refers.Or.Contains(target))
            return [new RecordReference(refers.Link, refers.Kind, target, refers.Reverse, refers.Acyclic, pointer)];
        return [];
    }
}
