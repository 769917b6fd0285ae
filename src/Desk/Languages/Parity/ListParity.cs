using System.Globalization;
using System.Text.RegularExpressions;

namespace Concord.Desk.Languages.Parity;

/// <summary>Counts what a text is made of: paragraphs, items of a list, sentences.</summary>
internal static partial class ListParity
{
    public static IEnumerable<ParityFinding> Differences(FoldedText original, FoldedText translation)
    {
        var (from, to) = (Paragraphs(original), Paragraphs(translation));
        if (from != to)
        {
            yield return Finding(Sentences.ParagraphsDiffer, from, to);
            yield break;
        }
        (from, to) = (Items(original), Items(translation));
        if (from != to && (from > 1 || to > 1))
            yield return Finding(Sentences.ItemsDiffer, from, to);
        (from, to) = (SentencesOf(original), SentencesOf(translation));
        // Languages join and part sentences; a version with a third less is short of something.
        if (Math.Abs(from - to) > Math.Max(1, Math.Min(from, to) / 2))
            yield return Finding(Sentences.SentencesDiffer, from, to);
    }

    private static int Paragraphs(FoldedText text) => text.Written.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line));

    /// <summary>Items that are numbered or begin with a bullet; else the parts between semicolons, where there are several of them.</summary>
    private static int Items(FoldedText text)
    {
        var marked = Marks().Count(text.Lower);
        if (marked > 1)
            return marked;
        var parts = text.Lower.Split(';', '；').Count(part => !string.IsNullOrWhiteSpace(part));
        return parts > 3 ? parts : 0;
    }

    private static int SentencesOf(FoldedText text) => Math.Max(1, Ends().Count(text.Written));

    private static ParityFinding Finding(string sentence, int original, int translation) =>
        new(ParityKind.List, null, null, sentence, [original.ToString(CultureInfo.InvariantCulture), translation.ToString(CultureInfo.InvariantCulture)]);

    [GeneratedRegex(@"(?m)^\s*([-–•·*]|\(?\d{1,2}[.)、](?!\d)|（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]+、|[①-⑳])|(?<=[\s；;。：:])(\(\d{1,2}\)|\d{1,2}\)|（[一二三四五六七八九十\d]+）|[①-⑳])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Marks();

    /// <summary>A full stop ends a sentence at the end, or where a capital follows and no short word (г., No.) stands before; 。 does anywhere.</summary>
    [GeneratedRegex(@"[。！？]|[.!?]["")”»]?\s*\z|(?<!\b\p{L}{1,2})[.!?]["")”»]?(?=\s+[\p{Lu}\p{Lo}«“""])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Ends();
}
