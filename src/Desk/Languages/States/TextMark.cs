using System.Security.Cryptography;
using System.Text;
using Concord.Kernel.Records;
using NodaTime;

namespace Concord.Desk.Languages.States;

/// <summary>
/// What is known of a text in one language beyond what the record states: that its original was changed since, or that somebody looked over it. Texts that
/// are translated and nothing more have no row, so an import writes none for them.
/// </summary>
public sealed class TextMark
{
    public required string RecordId { get; init; }

    /// <summary>Name of the text within the record (<see cref="Units.TextUnit.Key"/>); follows the text when its list moves.</summary>
    public required string Key { get; set; }

    /// <summary>Tag of the language of the wording that the mark is about.</summary>
    public required string Language { get; init; }

    /// <summary>Tag of the language of the original that it was made from, or held against.</summary>
    public required string SourceLanguage { get; set; }

    /// <summary>Hash of that original (<see cref="HashOf"/>).</summary>
    public required string SourceHash { get; set; }

    /// <summary>That original itself, where the record states another one now: then the wording is stale. Null otherwise.</summary>
    public string? SourceText { get; set; }

    /// <summary>When the original was changed.</summary>
    public Instant? ChangedAt { get; set; }

    /// <summary>Who changed it, as the versions of records name it.</summary>
    public string? ChangedBy { get; set; }

    /// <summary>When a second person looked over the wording.</summary>
    public Instant? CheckedAt { get; set; }

    /// <summary>Account of that person.</summary>
    public Guid? CheckedBy { get; set; }

    public bool IsStale => SourceText is not null;

    /// <summary>The first 128 bits of the SHA-256 of a text, in hexadecimal.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}

/// <summary>What a record owes in a language, and who sees to it. Records that owe nothing and are nobody's task have no row.</summary>
public sealed class OwedRecord
{
    public required string RecordId { get; init; }

    /// <summary>Tag of the language.</summary>
    public required string Language { get; init; }

    public required RecordKind Kind { get; init; }

    /// <summary>Texts that do not exist in the language.</summary>
    public int Missing { get; set; }

    /// <summary>Texts whose original was changed since.</summary>
    public int Stale { get; set; }

    /// <summary>Until when it is to be done.</summary>
    public LocalDate? DueOn { get; set; }

    /// <summary>Account of whoever sees to it.</summary>
    public Guid? AssignedTo { get; set; }

    /// <summary>When somebody began; null while nobody has.</summary>
    public Instant? BegunAt { get; set; }
}
