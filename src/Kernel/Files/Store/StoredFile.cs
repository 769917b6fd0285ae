using NodaTime;

namespace Concord.Kernel.Files.Store;

/// <summary>How far the words of a content are read.</summary>
public enum WordsState : byte
{
    /// <summary>Not yet.</summary>
    Waiting = 0,

    /// <summary>Read; <see cref="StoredBlob.Words"/> has them.</summary>
    Read = 1,

    /// <summary>It has none: an image.</summary>
    None = 2,

    /// <summary>What reads it is not installed here; asked again when the house is started anew.</summary>
    NoReader = 3,

    /// <summary>What reads it gave up: the time or the memory was not enough, or it is not understood.</summary>
    Unreadable = 4,
}

/// <summary>A content of the file store.</summary>
public sealed class StoredBlob
{
    /// <summary>SHA-256, 64 small hexadecimal digits: the name of the file on disk.</summary>
    public required string Hash { get; init; }

    /// <summary>Bytes.</summary>
    public required long Length { get; init; }

    /// <summary>What it was found to be, never what somebody said.</summary>
    public required string MediaType { get; init; }

    public required Instant StoredAt { get; init; }

    public WordsState WordsState { get; set; }

    /// <summary>The search tokens of its text, each once, a space between; null until read.</summary>
    public string? Words { get; set; }
}

/// <summary>What becomes of a file.</summary>
public enum FileState : byte
{
    /// <summary>With its owner, seen by those who may work on it.</summary>
    Held = 0,

    /// <summary>Seen by everybody who sees its owner.</summary>
    Published = 1,

    /// <summary>A newer version was published in its place.</summary>
    Replaced = 2,

    /// <summary>Taken back.</summary>
    Withdrawn = 3,
}

/// <summary>
/// A file of a record or a draft: one version, in one language, of one document. Files of the same document in several languages share
/// <see cref="DocumentId"/>; versions count from 1 within a document and language.
/// </summary>
public sealed class StoredFile
{
    public required Guid Id { get; init; }

    /// <summary>What it belongs to: <c>events</c> and the other kinds of records, or what a module calls its own.</summary>
    public required string OwnerKind { get; set; }

    public required string OwnerId { get; set; }

    public required Guid DocumentId { get; init; }

    /// <summary>BCP 47 tag of the language it is written in; <c>und</c> for none, such as a picture.</summary>
    public required string Language { get; init; }

    public required int Version { get; init; }

    public required string Hash { get; init; }

    /// <summary>The name as it was given, made harmless (<see cref="FileName"/>).</summary>
    public required string Name { get; init; }

    /// <summary>The document's title, in the language of the file.</summary>
    public required string Title { get; init; }

    /// <summary>The account that uploaded it.</summary>
    public required Guid UploadedBy { get; init; }

    public required Instant UploadedAt { get; init; }

    /// <summary>The version before it; null for the first.</summary>
    public Guid? ReplacesId { get; init; }

    public FileState State { get; set; }

    /// <summary>Since when it is in that state.</summary>
    public required Instant StateAt { get; set; }
}

/// <summary>An upload that was begun. The row stays for a while after its end, so that whoever lost the last answer can ask again.</summary>
public sealed class OpenUpload
{
    public required Guid Id { get; init; }

    /// <summary>Who began it; nobody else can go on with it.</summary>
    public required Guid Account { get; init; }

    public required string OwnerKind { get; init; }

    public required string OwnerId { get; init; }

    /// <summary>The document that it is to be a version of; null for a new one.</summary>
    public Guid? DocumentId { get; init; }

    public required string Language { get; init; }

    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>Bytes that there will be.</summary>
    public required long Length { get; set; }

    /// <summary>Bytes that are on the disk and stay there whatever happens.</summary>
    public long Received { get; set; }

    public required Instant BegunAt { get; init; }

    public required Instant ExpiresAt { get; init; }

    /// <summary>Once it is whole and examined: the hash that it is put under.</summary>
    public string? Hash { get; set; }

    /// <summary>Once it is examined: what it is.</summary>
    public string? MediaType { get; set; }

    /// <summary>The file that came of it.</summary>
    public Guid? FileId { get; set; }

    /// <summary>Why nothing came of it, as <see cref="Uploads.KeptRefusal"/> writes it.</summary>
    public string? Refusal { get; set; }
}
