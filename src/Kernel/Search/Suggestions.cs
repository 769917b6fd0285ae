using System.Numerics;

namespace Concord.Kernel.Search;

/// <summary>Offers known words that are nearly what was typed, for a search without a result.</summary>
public static class Suggestions
{
    /// <summary>A short word is a neighbour of half the vocabulary at two changes; from this length on two are allowed.</summary>
    private const int LengthForTwoChanges = 5;

    /// <summary>
    /// The words of a vocabulary nearest to a word: at most two letters typed wrongly, left out, added or swapped with a neighbour
    /// (one for words under five letters). Case does not count. The nearest stand first, then those with the same first letter,
    /// then in ordinal order; the word itself and repetitions are left out.
    /// </summary>
    /// <param name="word">The word as typed; longer than a token can be, it has no neighbours.</param>
    /// <param name="vocabulary">The words that would give a result.</param>
    /// <param name="max">The most words to give; none when zero or less.</param>
    public static IReadOnlyList<string> ClosestWords(string word, IEnumerable<string> vocabulary, int max)
    {
        if (max <= 0 || word.Length is 0 or > Tokenizer.LongestToken)
            return [];

        var typed = word.ToLowerInvariant();
        var limit = typed.Length < LengthForTwoChanges ? 1 : 2;
        var letters = LetterSet(typed);
        var close = new SortedSet<(int Distance, bool OtherFirstLetter, string Word)>(
            Comparer<(int Distance, bool OtherFirstLetter, string Word)>.Create(Nearer));
        foreach (var candidate in vocabulary)
        {
            if (Math.Abs(candidate.Length - typed.Length) > limit || candidate.Length is 0 or > Tokenizer.LongestToken)
                continue;
            // One change brings in at most one letter and takes away at most one: most words are refused without measuring.
            var others = LetterSet(candidate);
            if (BitOperations.PopCount(letters & ~others) > limit || BitOperations.PopCount(others & ~letters) > limit)
                continue;
            var distance = Distance(typed, candidate, limit);
            // A word of one or two letters that shares none with what was typed is another word.
            if (distance == 0 || distance > limit || (letters & others) == 0)
                continue;
            close.Add((distance, char.ToLowerInvariant(candidate[0]) != typed[0], candidate));
            if (close.Count > max)
                close.Remove(close.Max);
        }

        return close.Select(found => found.Word).ToList();
    }

    // Damerau-Levenshtein distance as optimal string alignment (no letter is changed twice), without regard to case. Any number above
    // the limit stands for "further than that".
    private static int Distance(string a, string b, int limit)
    {
        const int Row = Tokenizer.LongestToken + 1;
        Span<int> rows = stackalloc int[3 * Row];
        var beforeLast = rows[..Row];
        var last = rows.Slice(Row, Row);
        var current = rows.Slice(2 * Row, Row);
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;

        var lowestOfLast = 0;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            var lowest = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = last[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
                var cost = Math.Min(substitution, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    cost = Math.Min(cost, beforeLast[j - 2] + 1);
                current[j] = cost;
                lowest = Math.Min(lowest, cost);
            }

            // A swap reaches back over two rows, so both must be past the limit.
            if (lowest > limit && lowestOfLast > limit)
                return limit + 1;
            lowestOfLast = lowest;
            var free = beforeLast;
            beforeLast = last;
            last = current;
            current = free;
        }

        return last[b.Length];
    }

    private static bool Same(char a, char b) => a == b || char.ToLowerInvariant(a) == char.ToLowerInvariant(b);

    private static ulong LetterSet(string word)
    {
        var letters = 0UL;
        foreach (var letter in word)
            letters |= 1UL << (char.ToLowerInvariant(letter) & 63);
        return letters;
    }

    private static int Nearer(
        (int Distance, bool OtherFirstLetter, string Word) a,
        (int Distance, bool OtherFirstLetter, string Word) b)
    {
        var order = a.Distance.CompareTo(b.Distance);
        if (order == 0)
            order = a.OtherFirstLetter.CompareTo(b.OtherFirstLetter);
        return order != 0 ? order : string.CompareOrdinal(a.Word, b.Word);
    }
}
