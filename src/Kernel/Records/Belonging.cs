using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Kernel.Access;
using Concord.Kernel.Records.Shapes;

namespace Concord.Kernel.Records;

/// <summary>
/// Whose a record is, as far as rights depend on it: the mechanisms, countries, organizations and projects that its document names, and the record itself. The
/// attributes of the fields say it, for every kind alike; drafts, texts and files ask here and nowhere else.
/// </summary>
public static class Belonging
{
    /// <summary>What a document belongs to.</summary>
    /// <param name="model">The model of the kind.</param>
    /// <param name="document">The document, also an incomplete one.</param>
    /// <param name="id">The record's id, where it has one.</param>
    public static Subject Of(RecordModel model, JsonObject document, string? id)
    {
        var (mechanisms, parties, organizations, projects) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal),
            new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        if (id is not null)
            Of(model.Kind)?.Add(id);
        Collect(RecordShape.Of(model.DocumentType), document);
        return new Subject { Mechanisms = [.. mechanisms], Parties = [.. parties], Organizations = [.. organizations], Projects = [.. projects] };

        SortedSet<string>? Of(RecordKind kind) => kind switch
        {
            RecordKind.Mechanism => mechanisms,
            RecordKind.Organization => organizations,
            RecordKind.Project => projects,
            _ => null,
        };

        void Collect(RecordShape shape, JsonObject part)
        {
            foreach (var field in shape.Fields)
            {
                var item = field.Item ?? field;
                var into = item.Refers is { } refers ? Of(refers.Kind) : item.Coded == "countries" ? parties : null;
                foreach (var value in part[field.Name] is JsonArray list ? [.. list] : new[] { part[field.Name] })
                {
                    if (into is not null && value is JsonValue one && one.TryGetValue(out string? text))
                        into.Add(text);
                    else if (item.Inner is { } inner && value is JsonObject within)
                        Collect(inner, within);
                }
            }
        }
    }

    /// <summary>Whose a record is as it is published.</summary>
    public static Subject Of(RecordModel model, StoredRecord record) => Of(model, (JsonObject)JsonNode.Parse(record.Body)!, record.Id);

    /// <summary>The answer in one line, so that lists need not read the document.</summary>
    public static string Write(Subject subject) =>
        JsonSerializer.Serialize(new[] { subject.Mechanisms, subject.Parties, subject.Organizations, subject.Projects });

    /// <summary>Reads what <see cref="Write"/> made.</summary>
    public static Subject Read(string written) => JsonSerializer.Deserialize<ImmutableArray<string>[]>(written) is [var mechanisms, var parties, var organizations, var projects]
        ? new Subject { Mechanisms = mechanisms, Parties = parties, Organizations = organizations, Projects = projects }
        : Subject.House;
}
