namespace Concord.Desk.Languages.Parity;

/// <summary>What two versions of a text do not agree on.</summary>
public enum ParityKind
{
    /// <summary>A number, a date or a time.</summary>
    Number,

    /// <summary>A unit, a currency or a share: five per cent against five.</summary>
    Unit,

    /// <summary>An address of the web or of mail.</summary>
    Address,

    /// <summary>The name of a body, a mechanism, a place.</summary>
    Name,

    /// <summary>The number of items, paragraphs or sentences.</summary>
    List,
}

/// <summary>A part of a text: its first character, from 0, and how many there are.</summary>
public readonly record struct TextSpan(int Start, int Length);

/// <summary>One difference between two versions of a text, to be looked at by a person.</summary>
/// <param name="Kind">What differs.</param>
/// <param name="InOriginal">Where it stands in the original; null where it is missing there.</param>
/// <param name="InTranslation">Where it stands in the translation; null where it is missing there.</param>
/// <param name="Sentence">English key of the sentence that says what differs; <c>{0}</c> and <c>{1}</c> stand for <paramref name="Words"/>.</param>
/// <param name="Words">What is quoted from the texts.</param>
public sealed record ParityFinding(ParityKind Kind, TextSpan? InOriginal, TextSpan? InTranslation, string Sentence, IReadOnlyList<string> Words)
{
    public override string ToString() => string.Format(System.Globalization.CultureInfo.InvariantCulture, Sentence, [.. Words]);
}
