using System.Text.Json.Serialization;
using Concord.Kernel.Languages;

namespace Concord.Kernel.Records;

/// <summary>
/// What a record states, with exactly the fields of the record bundle. A module derives one type for each of its kinds; the
/// attributes of the properties (<see cref="RefersAttribute"/>, <see cref="CodedAttribute"/>, ...) are the one description of
/// the format: the import checks by them, and links are built from them.
/// </summary>
/// <remarks>
/// A field that is not known is absent (null, or an empty list): a missing value does not mean "no". <c>required</c> marks the
/// fields without which a record is refused.
/// </remarks>
public abstract record RecordDocument
{
    /// <summary>Stable id, <c>[a-z0-9_]+</c>, unique over all record kinds and places; part of the record's address.</summary>
    [StableId]
    public required string Id { get; init; }

    /// <summary>Addresses of pages, or plain citations; at least one.</summary>
    [Source]
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>By language, the paths of fields (<c>title</c>, <c>sessions.2.title</c>) whose text in it is our translation, not an official wording.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Translated { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The name or title that the record goes by.</summary>
    [JsonIgnore]
    public abstract LocalizedText Caption { get; }

    /// <summary>The path of <see cref="Caption"/> in <see cref="Translated"/>: <c>name</c> or <c>title</c>.</summary>
    [JsonIgnore]
    public abstract string CaptionPath { get; }

    /// <summary>The acronym, where the kind has one; a search for it puts the record first.</summary>
    [JsonIgnore]
    public virtual string? Abbreviation => null;

    /// <summary>
    /// True when the text at <paramref name="path"/> in <paramref name="language"/> is a
    /// translation made for this record, not an official wording.
    /// </summary>
    public bool IsTranslation(string language, string path) =>
        Translated.TryGetValue(language, out var paths) && paths.Contains(path);
}
