using System.Globalization;
using System.Text;
using System.Text.Json;
using Concord.Kernel.Records.Shapes;

namespace Concord.Interop.Bundle;

/// <summary>The rules of the topics as a whole: each id, label and synonym occurs once, and the way up is short and ends.</summary>
internal sealed class TopicScheme(RecordFacts facts)
{
    private const int MostLevels = 4;
    private const int NamedInCycle = 10;

    private readonly Utf8Table numbers = new();
    private readonly AcyclicLinks links = new();
    private readonly List<Concept> concepts = [];
    private readonly Dictionary<(string Field, string Language, string Text), string> owners = [];
    private ILookup<int, RecordFault>? cycles;

    /// <summary>Notes a topic on the first pass.</summary>
    public void Collect(int index, ReadOnlySpan<byte> id, JsonElement topic)
    {
        facts.AddTopic(id);
        var number = Number(id);
        // A second topic of the same id is a fault of its own and says nothing of the first.
        if (concepts[number].Index >= 0)
            return;
        concepts[number].Index = index;
        Place(number, topic, isStanding: false);
    }

    /// <summary>Notes a topic that a store holds and the bundle leaves as it is; after all of the bundle's.</summary>
    public void Stand(string id, JsonElement topic)
    {
        var number = Number(Encoding.UTF8.GetBytes(id));
        concepts[number].Standing = id;
        Place(number, topic, isStanding: true);
        foreach (var field in (string[])["label", "alt"])
            Shared(field, id, topic, report: null);
    }

    private void Place(int number, JsonElement topic, bool isStanding)
    {
        if (!JsonText.TryFind(topic, "broader", out var above) || above.ValueKind != JsonValueKind.Array)
            return;
        var place = -1;
        foreach (var entry in above.EnumerateArray())
        {
            place++;
            if (JsonText.Read(entry) is not { Length: > 0 and <= JsonText.LongestId } name)
                continue;
            var to = Number(Encoding.UTF8.GetBytes(name));
            concepts[number].Broader.Add(to);
            links.Add(number, to, number, isStanding ? null : string.Create(CultureInfo.InvariantCulture, $"/broader/{place}"));
        }
    }

    /// <summary>Reports on the second pass what is wrong with a topic beside the others.</summary>
    public void Check(int index, string id, JsonElement topic, Action<RecordFault> report)
    {
        cycles ??= Survey();
        Shared("label", id, topic, report);
        Shared("alt", id, topic, report);
        if (numbers.Find(Encoding.UTF8.GetBytes(id)) is not (>= 0 and var number) || concepts[number].Index < 0)
            return;
        if (concepts[number].Index != index)
        {
            report(new RecordFault("/id", string.Create(CultureInfo.InvariantCulture, $"{JsonText.Quote(id)} is the id of another topic already, topics.json /{concepts[number].Index}; give each its own.")));
            return;
        }
        foreach (var cycle in cycles[number])
            report(cycle);
        if (concepts[number].Level > MostLevels)
            report(new RecordFault("/broader", string.Create(CultureInfo.InvariantCulture, $"{JsonText.Quote(id)} is on level {concepts[number].Level}; topics have at most {MostLevels} levels.")));
        else if (concepts[number].Pushes is { } deep)
            report(new RecordFault("/broader", string.Create(CultureInfo.InvariantCulture, $"{JsonText.Quote(id)} brings the topic {JsonText.Quote(deep.Standing!)} of this store to level {deep.Level}; topics have at most {MostLevels} levels.")));
    }

    /// <summary>A label, and a synonym, belongs to one topic. Russian is compared with e for yo.</summary>
    private void Shared(string field, string id, JsonElement topic, Action<RecordFault>? report)
    {
        if (!JsonText.TryFind(topic, field, out var byLanguage) || byLanguage.ValueKind != JsonValueKind.Object)
            return;
        foreach (var language in byLanguage.EnumerateObject())
        {
            if (!JsonText.TryReadName(language, out var tag))
                continue;
            var name = Encoding.UTF8.GetString(tag);
            var pointer = $"/{field}/{JsonText.Quote(name)[1..^1]}";
            if (language.Value.ValueKind == JsonValueKind.String)
                Own(field, name, language.Value, id, pointer, report);
            else if (language.Value.ValueKind == JsonValueKind.Array)
            {
                var place = 0;
                foreach (var entry in language.Value.EnumerateArray())
                    Own(field, name, entry, id, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{place++}"), report);
            }
        }
    }

    private void Own(string field, string language, JsonElement value, string id, string pointer, Action<RecordFault>? report)
    {
        if (JsonText.Read(value) is not { } text)
            return;
        var key = (field, language, text.Replace('ё', 'е').Replace('Ё', 'Е'));
        if (owners.TryGetValue(key, out var owner))
            report?.Invoke(new RecordFault(pointer, $"{JsonText.Quote(value)} stands at the topic {JsonText.Quote(owner)} already{(numbers.Find(Encoding.UTF8.GetBytes(owner)) is >= 0 and var number && concepts[number].Standing is not null ? ", in this store" : "")}; give each its own."));
        else
            owners[key] = id;
    }

    private int Number(ReadOnlySpan<byte> id)
    {
        var number = numbers.Add(id, out var isNew);
        if (isNew)
            concepts.Add(new Concept());
        return number;
    }

    private ILookup<int, RecordFault> Survey()
    {
        var narrower = concepts
            .SelectMany((concept, number) => concept.Broader.Distinct().Select(above => (above, number)))
            .ToLookup(pair => pair.above, pair => pair.number);
        // From the top down; what is in a circle or below one is never reached and has no level.
        var open = concepts.Select(concept => concept.Broader.Distinct().Count()).ToArray();
        var ready = new Queue<int>(Enumerable.Range(0, concepts.Count).Where(number => open[number] == 0));
        while (ready.TryDequeue(out var number))
        {
            concepts[number].Level++;
            foreach (var below in narrower[number])
            {
                concepts[below].Level = Math.Max(concepts[below].Level, concepts[number].Level);
                if (--open[below] == 0)
                    ready.Enqueue(below);
            }
        }
        foreach (var concept in concepts.Where(concept => concept.Standing is not null && concept.Level > MostLevels))
            Push(concept);
        return links.Cycles(NamedInCycle).ToLookup(
            cycle => cycle.StatedBy,
            cycle => new RecordFault(cycle.Pointer, AcyclicLinks.Describe(cycle.Members, cycle.Length, number => Encoding.UTF8.GetString(numbers[number]))));
    }

    /// <summary>A topic of the store that ends up too low is reported at the bundle's nearest above it, on the longest way.</summary>
    private void Push(Concept deep)
    {
        for (var at = deep; at.Level > 1;)
        {
            at = concepts[at.Broader.MaxBy(above => concepts[above].Level)];
            if (at.Index < 0)
                continue;
            at.Pushes = at.Pushes is { } other && other.Level >= deep.Level ? other : deep;
            return;
        }
    }

    private sealed class Concept
    {
        /// <summary>Place in the file; -1 while only named.</summary>
        public int Index { get; set; } = -1;

        /// <summary>1 at the top; the longest of several ways up counts.</summary>
        public int Level { get; set; }

        public List<int> Broader { get; } = [];

        /// <summary>Its id, where a store holds it and the bundle leaves it as it is.</summary>
        public string? Standing { get; set; }

        /// <summary>The lowest topic of the store that this one pushes too low.</summary>
        public Concept? Pushes { get; set; }
    }
}
