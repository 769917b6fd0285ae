using Concord.Kernel.Languages;
using NodaTime;

namespace Concord.Kernel.Records;

/// <summary>A record as the store keeps it: the document itself, and beside it what lists, links and caches need without reading it.</summary>
public sealed class StoredRecord
{
    /// <summary>Running number over all records, from 1; the row of the search index and the slot of the list index.</summary>
    public required int No { get; init; }

    /// <summary>The record's id, unique over all kinds.</summary>
    public required string Id { get; init; }

    public required RecordKind Kind { get; init; }

    /// <summary>From 1; each change of what the record states adds one, and so does archiving it or taking it up again.</summary>
    public required int Version { get; set; }

    /// <summary>The store's change number at the last change; later changes anywhere have higher ones.</summary>
    public required long ChangeNo { get; set; }

    public required Instant CreatedAt { get; init; }

    public required Instant ChangedAt { get; set; }

    public required LocalizedText Caption { get; set; }

    /// <summary>The document as JSON in UTF-8, value for value as it was given.</summary>
    public required byte[] Body { get; set; }

    /// <summary>What filters and orders need, in <see cref="Index.IndexEntry"/>'s form.</summary>
    public required string Entry { get; set; }

    /// <summary>Since when it is archived: readable at its address, and in no list, search or feed. Null while it is in them.</summary>
    public Instant? ArchivedAt { get; set; }

    /// <summary>How many links lead to the record: where a search finds many records, those that much else refers to come first.</summary>
    public int Prominence { get; set; }
}

/// <summary>One version of a record: what it stated from <see cref="ChangedAt"/> on, and who changed it.</summary>
public sealed class RecordVersion
{
    public required string RecordId { get; init; }

    public required int Version { get; init; }

    public required Instant ChangedAt { get; init; }

    /// <summary>Who made the change: the number of an account, or <c>import</c>.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>The store's change number of the write that made the version; 0 for versions from before there was an audit trail.</summary>
    public long ChangeNo { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>Whether the record was archived in this version.</summary>
    public bool IsArchived { get; init; }
}

/// <summary>A directed link between two records; both ends exist.</summary>
public sealed class RecordLink
{
    public required string FromId { get; init; }

    public required LinkKind Kind { get; init; }

    public required string ToId { get; init; }

    /// <summary>The record whose document states the link: the one it runs from, or for a reversed field the one it runs to.</summary>
    public required string StatedBy { get; init; }
}

/// <summary>
/// One transaction that changed something. A store that was set back to a backup gives the same numbers again, but with other marks: a reader
/// that knew it before can tell that what it knows belongs to another past.
/// </summary>
public sealed class StoreChange
{
    public required long ChangeNo { get; init; }

    /// <summary>A random number.</summary>
    public required long Mark { get; init; }
}

/// <summary>The one row that tells how far the store has come: every write transaction takes it first, so writers follow one another.</summary>
public sealed class StoreState
{
    public int Id { get; init; } = 1;

    /// <summary>Grows by one with each transaction that changes something.</summary>
    public long ChangeNo { get; set; }

    /// <summary>The change number at the last change of places, topics or labels.</summary>
    public long VocabularyChangeNo { get; set; }

    /// <summary>The highest <see cref="StoredRecord.No"/> given out.</summary>
    public int LastNo { get; set; }
}
