using Concord.Kernel.Languages;
using Concord.Kernel.Records;

namespace Concord.Kernel.Vocabulary;

/// <summary>A concept of the topic scheme. Following <c>broader</c> never leads back to the topic, and leads up through at most four levels.</summary>
public sealed record Topic
{
    /// <summary>Topics have a space of ids of their own: one may have the same id as a record.</summary>
    [StableId]
    public required string Id { get; init; }

    /// <summary>None at the top, else one or two.</summary>
    [Topic]
    [AtMost(2)]
    public IReadOnlyList<string> Broader { get; init; } = [];

    /// <summary>The concept's name; no other topic has it in the same language.</summary>
    public required LocalizedText Label { get; init; }

    /// <summary>Language -> synonyms, abbreviations and usual variants; none is shared with another topic.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Alt { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What the concept covers; for editors, in English only.</summary>
    [OnlyIn("en")]
    public LocalizedText? Note { get; init; }

    /// <summary>Numbers of SDG targets: <c>6.3</c>, <c>17.14</c>.</summary>
    public IReadOnlyList<string> Sdg { get; init; } = [];

    /// <summary>Language -> paths of fields whose text in that language is our translation.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Translated { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
