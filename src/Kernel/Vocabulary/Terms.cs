using System.Collections.Concurrent;
using System.Text.Json;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;

namespace Concord.Kernel.Vocabulary;

/// <summary>Places, topics and labels as they stand in the store: a snapshot that never changes.</summary>
public sealed class Terms
{
    private readonly Dictionary<string, Place> places = [];
    private readonly Dictionary<string, Topic> topics = [];
    private readonly Dictionary<(string Field, string Value), LocalizedText> labels = [];
    private readonly Dictionary<string, List<string>> values = [];
    private readonly ConcurrentDictionary<string, Dictionary<string, int>> ranks = [];
    private readonly ConcurrentDictionary<(string Field, string Language), IReadOnlyList<(string Value, string Name)>> named = [];

    /// <summary>The terms of a store.</summary>
    /// <param name="entries">Its places, topics and labels.</param>
    /// <param name="house">Labels that the modules bring; a label of the store takes the place of one of theirs.</param>
    public Terms(IEnumerable<VocabularyEntry> entries, IReadOnlyDictionary<(string Field, string Value), LocalizedText> house)
    {
        foreach (var (key, label) in house)
            labels[key] = label;
        foreach (var entry in entries)
        {
            switch (entry.List)
            {
                case "places":
                    places[entry.Id] = JsonSerializer.Deserialize<Place>(entry.Body, RecordJson.Options)!;
                    break;
                case "topics":
                    topics[entry.Id] = JsonSerializer.Deserialize<Topic>(entry.Body, RecordJson.Options)!;
                    break;
                case "labels":
                    var slash = entry.Id.IndexOf('/', StringComparison.Ordinal);
                    labels[(entry.Id[..slash], entry.Id[(slash + 1)..])] = LabelOf(entry.Body);
                    break;
            }
        }
        foreach (var (field, value) in labels.Keys)
            if (values.TryGetValue(field, out var known))
                known.Add(value);
            else
                values[field] = [value];
    }

    public IReadOnlyCollection<Place> Places => places.Values;

    public IReadOnlyCollection<Topic> Topics => topics.Values;

    public Place? Place(string? id) => id is not null && places.TryGetValue(id, out var place) ? place : null;

    public Topic? Topic(string? id) => id is not null && topics.TryGetValue(id, out var topic) ? topic : null;

    /// <summary>The label of a coded value (<c>events.kind</c>, <c>forum</c>), or null.</summary>
    public LocalizedText? Label(string field, string value) => labels.GetValueOrDefault((field, value));

    /// <summary>
    /// The place of a word of the vocabulary among all of them in a language's collation; any other word comes after them. Sorting a long list
    /// by these numbers costs a hundredth of sorting it by words.
    /// </summary>
    public int Rank(Language language, string? word) => word is null ? int.MaxValue : ranks.GetOrAdd(language.Tag, _ =>
    {
        var words = labels.Values.Concat(topics.Values.Select(topic => topic.Label)).Concat(places.Values.Select(place => place.Name))
            .Select(text => text.In(language.Tag).Text).Distinct().Order(language.Order).ToList();
        return words.Select((word, rank) => (word, rank)).ToDictionary(pair => pair.word, pair => pair.rank);
    }).GetValueOrDefault(word, int.MaxValue);

    /// <summary>All coded values of a field.</summary>
    public IReadOnlyList<string> Values(string field) => values.TryGetValue(field, out var all) ? all : [];

    /// <summary>All coded values of a field with their names in a language, in that language's collation. Made when first asked for: sorting words costs more than all else that a form does with them.</summary>
    public IReadOnlyList<(string Value, string Name)> Named(string field, Language language) => named.GetOrAdd((field, language.Tag),
        _ => [.. Values(field).Select(value => (Value: value, Name: labels[(field, value)].In(language.Tag).Text)).OrderBy(one => Rank(language, one.Name))]);

    /// <summary>Topics and all that are wider, at any level: a record about waste water is about water too.</summary>
    public IReadOnlySet<string> WithBroader(IEnumerable<string> ids)
    {
        var found = new HashSet<string>(ids);
        var open = new Stack<string>(found);
        while (open.TryPop(out var next))
            foreach (var id in Topic(next)?.Broader ?? [])
                if (found.Add(id))
                    open.Push(id);
        return found;
    }

    /// <summary>A label's entry may carry a <c>note</c> beside its languages; the label is the languages.</summary>
    private static LocalizedText LabelOf(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return new LocalizedText(json.RootElement.EnumerateObject()
            .Where(property => property.Name != "note" && property.Value.ValueKind == JsonValueKind.String)
            .Select(property => new Worded(Language.Intern(property.Name), property.Value.GetString()!)));
    }
}
