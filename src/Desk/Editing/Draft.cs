using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using NodaTime;

namespace Concord.Desk.Editing;

/// <summary>How far a draft has come. The numbers are stored: none is ever given another meaning.</summary>
public enum DraftState : byte
{
    /// <summary>Being written.</summary>
    Draft = 1,

    /// <summary>Somebody else is asked to look at it.</summary>
    InReview = 2,

    /// <summary>Waits for the hour at which it is to be published.</summary>
    Scheduled = 3,

    /// <summary>Came back from review with a comment.</summary>
    SentBack = 4,

    Published = 5,

    /// <summary>Given up. Nothing of it was published.</summary>
    Discarded = 6,
}

/// <summary>
/// What a record is to state, until it does. A record has at most one open draft. What the draft holds is a document that may be incomplete, or
/// wrong; only a sound one is published.
/// </summary>
internal sealed class Draft
{
    public required Guid Id { get; init; }

    public required RecordKind Kind { get; init; }

    /// <summary>Id of the record; for a new one the id that it is to have, null until somebody settles it.</summary>
    public string? RecordId { get; set; }

    /// <summary>The record while the draft is open, null afterwards and for a new one: no two open drafts have the same.</summary>
    public string? OpenFor { get; set; }

    /// <summary>The version of the record that the draft began from; 0 for a new record.</summary>
    public required int BeganFrom { get; set; }

    /// <summary>The document as JSON in UTF-8, without its id.</summary>
    public required byte[] Body { get; set; }

    /// <summary>Its name as far as it has one.</summary>
    public LocalizedText? Caption { get; set; }

    /// <summary>Whose it is (<see cref="Belonging"/>), so that lists need not read the document.</summary>
    public required string Belongs { get; set; }

    public required DraftState State { get; set; }

    /// <summary>Grows with each change, so that two people cannot overwrite each other unseen.</summary>
    public required int Revision { get; set; }

    public required Guid CreatedBy { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>Who changed the document last.</summary>
    public required Guid ChangedBy { get; set; }

    public required Instant ChangedAt { get; set; }

    /// <summary>When it is to be published.</summary>
    public Instant? DueAt { get; set; }

    /// <summary>Who decided that it be published.</summary>
    public Guid? PublishedBy { get; set; }

    public Instant? PublishedAt { get; set; }

    /// <summary>The version that it became.</summary>
    public int? PublishedVersion { get; set; }

    public bool IsOpen => State is DraftState.Draft or DraftState.InReview or DraftState.Scheduled or DraftState.SentBack;

    public bool IsNew => BeganFrom == 0;
}

/// <summary>
/// A draft as it stood after a change: what a person began from who saves later than another, and who has written on it, where two pairs of eyes are asked for.
/// </summary>
internal sealed class DraftRevision
{
    public required Guid DraftId { get; init; }

    public required int Revision { get; init; }

    public required byte[] Body { get; init; }

    public required Guid By { get; init; }

    public required Instant At { get; init; }
}

/// <summary>What somebody wrote on a draft that another had changed meanwhile: kept until it is settled field by field.</summary>
internal sealed class DraftConflict
{
    public required Guid Id { get; init; }

    public required Guid DraftId { get; init; }

    /// <summary>The revision that the writer began from.</summary>
    public required int FromRevision { get; init; }

    public required byte[] Body { get; init; }

    public required Guid By { get; init; }

    public required Instant At { get; init; }
}

/// <summary>A remark on a draft.</summary>
internal sealed class DraftComment
{
    /// <summary>Most characters that a person writes in one; a line end is one, as browsers count.</summary>
    public const int LongestText = 4000;

    public required Guid Id { get; init; }

    public required Guid DraftId { get; init; }

    /// <summary>Null for a remark of the house: why a scheduled publication did not take place.</summary>
    public required Guid? By { get; init; }

    public required Instant At { get; init; }

    public required string Text { get; init; }
}
