using System.Globalization;
using System.Numerics;
using System.Text;

namespace Concord.Kernel.Search;

/// <summary>A piece of a text; <paramref name="IsHit"/> when it is what the query asked for.</summary>
public readonly record struct TextSegment(string Text, bool IsHit);

/// <summary>Shows where a text matches a query, in the text's own spelling: any case, any inflection, "ё" or "е".</summary>
public static class Highlighter
{
    private const string Ellipsis = "…";

    // A hit wants more text after it than before it: what is said of the thing follows its name.
    private const int ShareBeforeHits = 3;

    private readonly record struct Hit(int Start, int End, int Term);

    /// <summary>The whole text in segments, hit and plain in turn; joined they are the text. None for an empty text.</summary>
    public static IReadOnlyList<TextSegment> Highlight(string? text, SearchQuery query)
    {
        text ??= string.Empty;
        return Segments(text, Find(text, query), 0, text.Length);
    }

    /// <summary>How many of the query's terms the text has; 0 where it has nothing to mark.</summary>
    public static int TermsIn(string? text, SearchQuery query)
    {
        var found = 0U;
        foreach (var hit in Find(text ?? string.Empty, query))
            found |= 1U << hit.Term;
        return BitOperations.PopCount(found);
    }

    /// <summary>
    /// The part of the text where most of the query's terms stand together, with ellipses where text is left out. Cut between words,
    /// or between characters of scripts without spaces; a word longer than the snippet is cut inside, never inside a character.
    /// Without a hit, the beginning of the text.
    /// </summary>
    /// <param name="text">The text; null is an empty one.</param>
    /// <param name="query">What is looked for.</param>
    /// <param name="maxLength">The most UTF-16 units of text and ellipses together; at least 10.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is below 10.</exception>
    public static IReadOnlyList<TextSegment> Snippet(string? text, SearchQuery query, int maxLength = 160)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 10);
        text ??= string.Empty;
        var hits = Find(text, query);
        if (text.Length <= maxLength)
            return Segments(text, hits, 0, text.Length);

        var room = maxLength - (2 * Ellipsis.Length);
        var (start, end) = Window(text, hits, room);
        var segments = new List<TextSegment>();
        if (start > 0)
            Append(segments, Ellipsis, isHit: false);
        foreach (var segment in Segments(text, hits, start, end))
            Append(segments, segment.Text, segment.IsHit);
        if (end < text.Length)
            Append(segments, Ellipsis, isHit: false);
        return segments;
    }

    private static List<Hit> Find(string text, SearchQuery query)
    {
        var hits = new List<Hit>();
        if (query.IsEmpty)
            return hits;

        var terms = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < query.Terms.Length; i++)
            if (!query.Terms[i].IsPrefix)
                foreach (var alternative in query.Terms[i].Alternatives)
                    terms.TryAdd(alternative, i);

        var tokens = Tokenizer.Tokenize(text);
        while (tokens.MoveNext())
        {
            var token = tokens.Current;
            if (terms.TryGetValue(token.Text, out var term))
                Add(hits, new Hit(token.Start, token.End, term));
            for (var i = 0; i < query.Terms.Length; i++)
                // A single character was asked for: its neighbour in the pair was not.
                if (query.Terms[i].IsPrefix && token.Kind != TokenKind.Stem && query.Terms[i].Matches(token.Text))
                    Add(hits, new Hit(token.Start, tokens.LeadEnd, i));
        }

        return hits;
    }

    // A word and its stem are one hit; hits come in ascending order of their start.
    private static void Add(List<Hit> hits, Hit hit)
    {
        if (hits.Count == 0 || hits[^1] != hit)
            hits.Add(hit);
    }

    // Hits that overlap or touch, as neighbouring pairs of one run do, are one segment; so are the parts of "PM2.5" and "low-carbon".
    private static List<TextSegment> Segments(string text, List<Hit> hits, int start, int end)
    {
        var segments = new List<TextSegment>();
        var (hitStart, hitEnd) = (start, start);
        foreach (var hit in hits)
        {
            var from = Math.Max(hit.Start, start);
            var to = Math.Min(hit.End, end);
            if (from >= to)
                continue;
            if (from > hitEnd && !IsHyphenated(text, hitEnd, from))
            {
                Append(segments, text[hitStart..hitEnd], isHit: true);
                Append(segments, text[hitEnd..from], isHit: false);
                hitStart = from;
            }

            hitEnd = Math.Max(hitEnd, to);
        }

        Append(segments, text[hitStart..hitEnd], isHit: true);
        Append(segments, text[hitEnd..end], isHit: false);
        return segments;
    }

    private static bool IsHyphenated(string text, int from, int to) =>
        to == from + 1 && text[from] is ('.' or ',' or '-' or '/' or '\u2010' or '\u2011' or '\u2013' or '\u2014');

    // An ellipsis joins the plain text beside it.
    private static void Append(List<TextSegment> segments, string text, bool isHit)
    {
        if (text.Length == 0)
            return;
        if (segments.Count > 0 && segments[^1].IsHit == isHit)
            segments[^1] = new TextSegment(segments[^1].Text + text, isHit);
        else
            segments.Add(new TextSegment(text, isHit));
    }

    private static (int Start, int End) Window(string text, List<Hit> hits, int room)
    {
        var (first, last) = Densest(hits, room);
        var hitStart = hits.Count == 0 ? 0 : hits[first].Start;
        var hitEnd = hits.Count == 0 ? 0 : Math.Min(hits[last].End, hitStart + room);

        var spare = room - (hitEnd - hitStart);
        var start = Math.Max(0, hitStart - (spare / ShareBeforeHits));
        // Near the end of the text the room that is not needed after the hits is given to what stands before them.
        start = Math.Min(start, Math.Max(0, text.Length - room));
        if (start > 0)
            start = CutAtOrAfter(text, start, hitStart);
        var end = Math.Min(text.Length, start + room);
        if (end < text.Length)
            end = CutAtOrBefore(text, end, Math.Max(hitEnd, start + 1), start);
        return (start, end);
    }

    // The hits that fit the room together with the most different terms, then the most hits; the earliest of equals.
    private static (int First, int Last) Densest(List<Hit> hits, int room)
    {
        var best = (First: 0, Last: 0);
        var bestScore = (Terms: 0, Hits: 0);
        var counts = new int[SearchQuery.MostTerms];
        var (terms, last) = (0, -1);
        for (var first = 0; first < hits.Count; first++)
        {
            while (last + 1 < hits.Count && (last < first || hits[last + 1].End - hits[first].Start <= room))
                if (counts[hits[++last].Term]++ == 0)
                    terms++;

            var score = (Terms: terms, Hits: last - first + 1);
            if (score.CompareTo(bestScore) > 0)
                (best, bestScore) = ((first, last), score);
            if (--counts[hits[first].Term] == 0)
                terms--;
        }

        return best;
    }

    // The first place between words from position on; the nearest place between characters when there is none up to the limit.
    private static int CutAtOrAfter(string text, int position, int limit)
    {
        for (var cut = position; cut <= limit; cut++)
            if (IsBetweenWords(text, cut))
                return SkipSpace(text, cut, limit);
        while (position < limit && !IsBetweenCharacters(text, position))
            position++;
        return position;
    }

    private static int SkipSpace(string text, int position, int limit)
    {
        while (position < limit && char.IsWhiteSpace(text[position]))
            position++;
        return position;
    }

    private static int CutAtOrBefore(string text, int position, int limit, int start)
    {
        for (var cut = position; cut >= limit; cut--)
            if (IsBetweenWords(text, cut))
                return TrimSpace(text, cut, limit);
        for (var cut = position; cut > start; cut--)
            if (IsBetweenCharacters(text, cut))
                return cut;
        // One character with more marks than there is room for: surrogate pairs at least stay whole.
        return char.IsLowSurrogate(text[position]) && char.IsHighSurrogate(text[position - 1]) ? position - 1 : position;
    }

    private static int TrimSpace(string text, int position, int limit)
    {
        while (position > limit && char.IsWhiteSpace(text[position - 1]))
            position--;
        return position;
    }

    private static bool IsBetweenWords(string text, int position)
    {
        if (!IsBetweenCharacters(text, position))
            return false;
        if (position == 0 || position == text.Length)
            return true;
        return !(IsInsideWord(RuneBefore(text, position)) && IsInsideWord(RuneAt(text, position)));
    }

    private static bool IsBetweenCharacters(string text, int position) =>
        position <= 0 || position >= text.Length || !FoldedRunes.JoinsBefore(text, position);

    private static bool IsInsideWord(Rune rune) =>
        !FoldedRunes.IsUnspaced(rune.Value)
        && (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static Rune RuneAt(string text, int position) =>
        Rune.TryGetRuneAt(text, position, out var rune) ? rune : Rune.ReplacementChar;

    private static Rune RuneBefore(string text, int position)
    {
        Rune.DecodeLastFromUtf16(text.AsSpan(0, position), out var rune, out _);
        return rune;
    }
}
