using Concord.Desk.Languages.Parity;
using Concord.Desk.Languages.Units;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;

namespace Concord.Desk.Languages.Incoming;

/// <summary>What taking a text over would do.</summary>
public enum IncomingOutcome
{
    /// <summary>The translation differs from the present one, or there was none.</summary>
    Changes,

    /// <summary>The same, but the original was changed since the file was made.</summary>
    Stale,

    /// <summary>The translation is the present one.</summary>
    Same,

    /// <summary>The file has no translation of it.</summary>
    Empty,

    /// <summary>There is no such record or text.</summary>
    Unknown,
}

/// <summary>What becomes of one text of a file.</summary>
/// <param name="Text">As the file has it.</param>
/// <param name="Outcome">What taking it over would do.</param>
/// <param name="Unit">The text of the record; null where there is none.</param>
/// <param name="Source">The present original in the file's language.</param>
/// <param name="Present">The present translation; null where there is none.</param>
/// <param name="Findings">What the translation and the original that it was made from do not agree on.</param>
public sealed record IncomingLine(
    IncomingText Text, IncomingOutcome Outcome, TextUnit? Unit = null, Worded? Source = null, Worded? Present = null, IReadOnlyList<ParityFinding>? Findings = null)
{
    /// <summary>True where it would be taken over.</summary>
    public bool IsTaken => Outcome is IncomingOutcome.Changes or IncomingOutcome.Stale;
}

/// <summary>What a file would change, before anything is changed.</summary>
public sealed class IncomingPreview
{
    private IncomingPreview(IReadOnlyList<IncomingLine> lines) => Lines = lines;

    /// <summary>The texts in the order of the file.</summary>
    public IReadOnlyList<IncomingLine> Lines { get; }

    public int Count(IncomingOutcome outcome) => Lines.Count(line => line.Outcome == outcome);

    /// <summary>Holds a file without faults against the texts as they are now.</summary>
    /// <param name="file">The file.</param>
    /// <param name="texts">The texts of a record; null where there is no such record.</param>
    /// <param name="names">Names to look for in the texts of a record; null for none.</param>
    public static IncomingPreview Of(IncomingFile file, Func<RecordKind, string, IReadOnlyList<TextUnit>?> texts, Func<RecordKind, string, NameTable?>? names = null)
    {
        var known = new Dictionary<(RecordKind, string), IReadOnlyList<TextUnit>?>();
        return new IncomingPreview([.. file.Texts.Select(text => Line(text, Of(text.Kind, text.Id), file.SourceLanguage, file.TargetLanguage, names?.Invoke(text.Kind, text.Id)))]);

        IReadOnlyList<TextUnit>? Of(RecordKind kind, string id) =>
            known.TryGetValue((kind, id), out var found) ? found : known[(kind, id)] = texts(kind, id);
    }

    private static IncomingLine Line(IncomingText text, IReadOnlyList<TextUnit>? units, string from, string to, NameTable? names)
    {
        if (units is null || Unit(text, units, from) is not { } unit)
            return new IncomingLine(text, IncomingOutcome.Unknown);
        var (source, present) = (unit.Words.Find(from), unit.Words.Find(to));
        if (text.Target is not { } target)
            return new IncomingLine(text, IncomingOutcome.Empty, unit, source, present);
        var isStale = source is null || !Equal(source.Value.Text, text.Source);
        if (present is { } now && Equal(now.Text, target))
            return new IncomingLine(text, IncomingOutcome.Same, unit, source, present);
        return new IncomingLine(text, isStale ? IncomingOutcome.Stale : IncomingOutcome.Changes, unit, source, present,
            ParityCheck.Between(new Worded(from, text.Source), new Worded(to, target), names));
    }

    /// <summary>
    /// The text of that name if its original is the file's; else one of the same field with the same original, for a list may have been put in
    /// another order; else the text of that name, whose original was changed.
    /// </summary>
    private static TextUnit? Unit(IncomingText text, IReadOnlyList<TextUnit> units, string from)
    {
        var named = units.FirstOrDefault(unit => unit.Key == text.Key);
        if (named is not null && IsSource(named))
            return named;
        var field = named?.Field ?? FieldOf(text.Key);
        return units.FirstOrDefault(unit => unit.Field == field && IsSource(unit)) ?? named;

        bool IsSource(TextUnit unit) => unit.Words.Find(from) is { } words && Equal(words.Text, text.Source);
    }

    /// <summary><c>sessions.title</c> of <c>sessions.2.title</c>, and <c>areas.name</c> of <c>areas:air.name</c>.</summary>
    private static string FieldOf(string key) =>
        string.Join('.', key.Split('.').Where(step => !step.All(char.IsAsciiDigit)).Select(step => step.Split(':')[0]));

    /// <summary>Line ends are not kept alike by all tools.</summary>
    private static bool Equal(string one, string other) => one.ReplaceLineEndings("\n").Trim() == other.ReplaceLineEndings("\n").Trim();
}
