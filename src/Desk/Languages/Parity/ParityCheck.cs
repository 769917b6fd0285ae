using System.Buffers;
using System.Globalization;
using Concord.Kernel.Languages;

namespace Concord.Desk.Languages.Parity;

/// <summary>
/// Compares two versions of a text: numbers, dates, times, units, currencies, addresses, names, and the number of items must agree. It knows
/// nothing of the meaning, so it asks for a look and never forbids.
/// </summary>
public static class ParityCheck
{
    private static readonly SearchValues<char> Stops = SearchValues.Create("，。；,;()（）");

    /// <summary>The differences, those of the original first, each in the order of the text.</summary>
    /// <param name="original">The text that was translated.</param>
    /// <param name="translation">The text in another language.</param>
    /// <param name="names">Names that the record knows; null where none are looked for.</param>
    public static IReadOnlyList<ParityFinding> Between(Worded original, Worded translation, NameTable? names = null)
    {
        var (from, to) = (new FoldedText(original.Text), new FoldedText(translation.Text));
        var findings = new List<ParityFinding>();
        Addresses(from, to, findings);
        Numbers(from, to, Figures.Of(original.Language, from), Figures.Of(translation.Language, to), findings);
        if (names is not null)
            findings.AddRange(names.Differences(original.Language, from, translation.Language, to));
        findings.AddRange(ListParity.Differences(from, to));
        return findings;
    }

    private static void Numbers(FoldedText from, FoldedText to, IReadOnlyList<Figure> original, IReadOnlyList<Figure> translation, List<ParityFinding> findings)
    {
        var (lost, added) = (Unmatched(original, translation), Unmatched(translation, original));
        // Units may be converted: 1.5 km and 1500 米.
        foreach (var figure in lost.ToList())
            if (added.Find(other => IsConverted(figure, other)) is { } same)
            {
                lost.Remove(figure);
                added.Remove(same);
            }
        Pair(from, to, lost, added, findings);
        findings.AddRange(lost.Select(figure => new ParityFinding(ParityKind.Number, Span(figure), null, Sentences.OnlyInOriginal, [Quoted(from, figure)])));
        findings.AddRange(added.Select(figure => new ParityFinding(ParityKind.Number, null, Span(figure), Sentences.OnlyInTranslation, [Quoted(to, figure)])));
        Units(from, to, original, translation, findings);
    }

    /// <summary>Figures of one version that the other does not state, each value once.</summary>
    private static List<Figure> Unmatched(IReadOnlyList<Figure> figures, IReadOnlyList<Figure> others) =>
        [.. figures.Where(figure => figure.Claim > Claim.Hint && !others.Any(figure.Says)).Concat(Codes(figures, others)).DistinctBy(figure => (figure.Kind, figure.Value)).OrderBy(figure => figure.Start)];

    /// <summary>COP28 is missing only where the other version has COP with another number: it may also name the thing in words.</summary>
    private static IEnumerable<Figure> Codes(IReadOnlyList<Figure> figures, IReadOnlyList<Figure> others) => figures
        .Where(figure => figure.Code is not null && !others.Any(figure.Says) && others.Any(other => other.Code == figure.Code));

    /// <summary>Where both versions have one number of a kind that the other has not, they stand for each other.</summary>
    private static void Pair(FoldedText from, FoldedText to, List<Figure> lost, List<Figure> added, List<ParityFinding> findings)
    {
        foreach (var kind in Enum.GetValues<FigureKind>())
            if (lost.Where(figure => figure.Kind == kind).ToList() is [var one] && added.Where(figure => figure.Kind == kind).ToList() is [var other])
            {
                findings.Add(new ParityFinding(ParityKind.Number, Span(one), Span(other), Sentences.Differs, [Quoted(from, one), Quoted(to, other)]));
                lost.Remove(one);
                added.Remove(other);
            }
    }

    private static bool IsConverted(Figure figure, Figure other) =>
        figure.Measure is { } measure && other.Measure is { } another && measure.Dimension == another.Dimension && measure.Factor * figure.Value == another.Factor * other.Value;

    /// <summary>Equal numbers of different things: 5 % and 5, 5 km and 5 m, won and yuan.</summary>
    private static void Units(FoldedText from, FoldedText to, IReadOnlyList<Figure> original, IReadOnlyList<Figure> translation, List<ParityFinding> findings)
    {
        foreach (var figure in original.Where(figure => figure is { Measure: not null, Claim: > Claim.Hint }).DistinctBy(figure => (figure.Value, figure.Measure)))
        {
            var same = translation.Where(figure.Says).ToList();
            var isShare = figure.Measure == Measures.Percent || figure.Measure == Measures.PerMille;
            if (same.Count > 0 && same.TrueForAll(other => other.Measure is null ? isShare && other.Claim > Claim.Hint : !Agree(figure.Measure!, other.Measure)))
                findings.Add(new ParityFinding(ParityKind.Unit, Span(figure), Span(same[0]), Sentences.UnitDiffers, [WithUnit(from, figure), WithUnit(to, same[0])]));
        }
        foreach (var figure in translation.Where(figure => figure.Measure == Measures.Percent || figure.Measure == Measures.PerMille).DistinctBy(figure => figure.Value))
        {
            var same = original.Where(figure.Says).ToList();
            if (same.Count > 0 && same.TrueForAll(other => other is { Measure: null, Claim: > Claim.Hint }))
                findings.Add(new ParityFinding(ParityKind.Unit, Span(same[0]), Span(figure), Sentences.UnitDiffers, [WithUnit(from, same[0]), WithUnit(to, figure)]));
        }
    }

    private static bool Agree(Measure one, Measure other) => one == other;

    private static void Addresses(FoldedText from, FoldedText to, List<ParityFinding> findings)
    {
        var (original, translation) = (Figures.Addresses().Matches(from.Written), Figures.Addresses().Matches(to.Written));
        foreach (var address in original.Where(address => !translation.Any(other => other.Value == address.Value)))
            findings.Add(new ParityFinding(ParityKind.Address, new TextSpan(address.Index, address.Length), null, Sentences.OnlyInOriginal, [address.Value]));
        foreach (var address in translation.Where(address => !original.Any(other => other.Value == address.Value)))
            findings.Add(new ParityFinding(ParityKind.Address, null, new TextSpan(address.Index, address.Length), Sentences.OnlyInTranslation, [address.Value]));
    }

    private static TextSpan Span(Figure figure) => new(figure.Start, figure.Length);

    /// <summary>The figure as it is written, with its value behind it where that does not show.</summary>
    private static string Quoted(FoldedText text, Figure figure)
    {
        var written = text.Written.Substring(figure.Start, figure.Length).Trim();
        var value = figure.Value.ToString("0.####", CultureInfo.InvariantCulture);
        return figure.Kind != FigureKind.Number || written.Contains(value, StringComparison.Ordinal) || figure.Value < 100 ? written : $"{written} = {value}";
    }

    private static string WithUnit(FoldedText text, Figure figure)
    {
        var end = Math.Min(text.Length, figure.End + 12);
        var after = text.Written[figure.End..end];
        var stop = after.AsSpan().IndexOfAny(Stops);
        return text.Written[figure.Start..figure.End] + (stop >= 0 ? after[..stop] : after);
    }
}

/// <summary>What findings say; the keys of their translations.</summary>
internal static class Sentences
{
    public static readonly string OnlyInOriginal = Strings.Key("“{0}” of the original is not in the translation.");
    public static readonly string OnlyInTranslation = Strings.Key("“{0}” of the translation is not in the original.");
    public static readonly string Differs = Strings.Key("The original says “{0}”, the translation “{1}”.");
    public static readonly string UnitDiffers = Strings.Key("The unit differs: “{0}” in the original, “{1}” in the translation.");
    public static readonly string NameMissing = Strings.Key("The original names “{0}”; the translation names it in no form that the record knows, such as “{1}”.");
    public static readonly string NameAdded = Strings.Key("The translation names “{0}”, which the original does not.");
    public static readonly string ItemsDiffer = Strings.Key("Items: {0} in the original, {1} in the translation.");
    public static readonly string ParagraphsDiffer = Strings.Key("Paragraphs: {0} in the original, {1} in the translation.");
    public static readonly string SentencesDiffer = Strings.Key("Sentences: {0} in the original, {1} in the translation.");
}
