using Concord.Desk.Languages.Units;
using NodaTime;

namespace Concord.Desk.Languages.States;

/// <summary>How far the texts of a record are, and how that changes with the record. Pure: it reads and writes no store.</summary>
public static class TextStates
{
    /// <summary>How far a text is in a language.</summary>
    /// <param name="unit">The text as the record states it.</param>
    /// <param name="language">Tag of the language.</param>
    /// <param name="mark">What is known beyond that; null for nothing.</param>
    public static TextState Of(TextUnit unit, string language, TextMark? mark)
    {
        if (!unit.Words.Has(language))
            return TextState.Missing;
        if (mark is { IsStale: true })
            return TextState.Stale;
        if (mark is { CheckedAt: not null } && unit.Words.Find(mark.SourceLanguage) is { } source && TextMark.HashOf(source.Text) == mark.SourceHash)
            return TextState.Checked;
        return unit.Originals.Contains(language) ? TextState.Original : TextState.Translated;
    }

    /// <summary>
    /// The marks of a record after a change. A wording that stays while an original of its text changes becomes stale; one that is written anew is not, whatever
    /// it was; and an original that returns to what it was leaves everything as it was. An original that was stale itself follows another with its new wording, and
    /// asks nobody to follow it.
    /// </summary>
    /// <param name="recordId">The record.</param>
    /// <param name="pairs">Each text before and after.</param>
    /// <param name="marks">The marks before.</param>
    /// <param name="by">Who changed the record.</param>
    /// <param name="now">When.</param>
    public static IReadOnlyList<TextMark> Follow(string recordId, IReadOnlyList<TextPair> pairs, IReadOnlyList<TextMark> marks, string by, Instant now)
    {
        var known = marks.ToDictionary(mark => (mark.Key, mark.Language));
        var after = new List<TextMark>();
        foreach (var (before, unit) in pairs)
        {
            if (before is null || unit is null)
                continue;
            var leading = unit.Originals.Where(original => IsChanged(before, unit, original) && known.GetValueOrDefault((before.Key, original)) is not { IsStale: true }).ToList();
            foreach (var (language, text) in unit.Words)
                if (before.Words.Find(language)?.Text == text
                    && Mark(recordId, before, unit, language, leading.Find(original => original != language), known.GetValueOrDefault((before.Key, language)), by, now) is { } mark)
                    after.Add(mark);
        }
        return after;
    }

    /// <summary>An original that is gone, or has only come to be one, says nothing against the others.</summary>
    private static bool IsChanged(TextUnit before, TextUnit unit, string original) =>
        before.Originals.Contains(original) && before.Words.Find(original) is { } old && old != unit.Words.Find(original);

    private static TextMark? Mark(string recordId, TextUnit before, TextUnit unit, string language, string? changed, TextMark? mark, string by, Instant now)
    {
        if (mark is { IsStale: true })
        {
            mark.Key = unit.Key;
            return unit.Words.Find(mark.SourceLanguage)?.Text == mark.SourceText ? null : mark;
        }
        if (changed is null)
        {
            mark?.Key = unit.Key;
            return mark;
        }
        var basis = before.Words.Find(changed)!.Value.Text;
        return new TextMark
        {
            RecordId = recordId,
            Key = unit.Key,
            Language = language,
            SourceLanguage = changed,
            SourceHash = TextMark.HashOf(basis),
            SourceText = basis,
            ChangedAt = now,
            ChangedBy = by,
        };
    }
}
