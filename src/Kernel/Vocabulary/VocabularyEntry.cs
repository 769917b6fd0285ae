namespace Concord.Kernel.Vocabulary;

/// <summary>A place, a topic or the label of a coded value, kept as it was given.</summary>
public sealed class VocabularyEntry
{
    /// <summary>The bundle's file without its ending: <c>places</c>, <c>topics</c>, <c>labels</c>.</summary>
    public required string List { get; init; }

    /// <summary>Id of the place or topic; for a label its field and value, <c>events.kind/forum</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Order within the list.</summary>
    public required int Position { get; set; }

    /// <summary>JSON in UTF-8.</summary>
    public required byte[] Body { get; set; }
}
