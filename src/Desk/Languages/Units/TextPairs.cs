namespace Concord.Desk.Languages.Units;

/// <summary>What became of a text from one version of a record to another: one of the two is missing where it came or went.</summary>
public readonly record struct TextPair(TextUnit? Before, TextUnit? After);

/// <summary>
/// Finds each text of one version of a record again in another. Entries of most lists have no id, so they are known by what they say: first by
/// an equal original, then by any equal wording, then by a similar original, and last by their place.
/// </summary>
public static class TextPairs
{
    /// <summary>Lists longer than this are compared by equal wording and by place alone: likeness takes time by the square of the length.</summary>
    private const int MostCompared = 100;

    /// <summary>Share of common characters from which two originals are taken for versions of one.</summary>
    private const double Alike = 0.5;

    /// <summary>The texts of both versions, each once: those of the later one in their order, then those that went.</summary>
    public static IReadOnlyList<TextPair> Between(IReadOnlyList<TextUnit> before, IReadOnlyList<TextUnit> after)
    {
        var found = new Dictionary<TextUnit, TextUnit>();
        var earlier = before.ToLookup(unit => unit.Field, StringComparer.Ordinal);
        foreach (var field in after.GroupBy(unit => unit.Field, StringComparer.Ordinal))
            Match([.. earlier[field.Key]], [.. field], found);
        var kept = found.Values.ToHashSet();
        return [.. after.Select(unit => new TextPair(found.GetValueOrDefault(unit), unit)),
            .. before.Where(unit => !kept.Contains(unit)).Select(unit => new TextPair(unit, null))];
    }

    private static void Match(List<TextUnit> before, List<TextUnit> after, Dictionary<TextUnit, TextUnit> found)
    {
        // Keys with an id of an entry, and those outside lists, are names; only places in lists are not.
        Take(before, after, found, (old, now) => old.Key == now.Key && !IsByPlace(now));
        Take(before, after, found, (old, now) => old.Key == now.Key && SameOriginal(old, now));
        Take(before, after, found, SameOriginal);
        Take(before, after, found, (old, now) => now.Words.Any(worded => old.Words.Find(worded.Language) == worded));
        TakeMostAlike(before, after, found);
        Take(before, after, found, (old, now) => old.Key == now.Key);
    }

    private static bool IsByPlace(TextUnit unit) => unit.Key.Split('.').Any(step => step.Length > 0 && char.IsAsciiDigit(step[0]));

    private static bool SameOriginal(TextUnit old, TextUnit now) =>
        now.Originals.Any(language => old.Originals.Contains(language) && old.Words.Find(language) == now.Words.Find(language));

    private static void Take(List<TextUnit> before, List<TextUnit> after, Dictionary<TextUnit, TextUnit> found, Func<TextUnit, TextUnit, bool> same)
    {
        for (var i = 0; i < after.Count && before.Count > 0; i++)
        {
            var now = after[i];
            if (before.FindIndex(old => same(old, now)) is not (>= 0 and var at))
                continue;
            found[now] = before[at];
            before.RemoveAt(at);
            after.RemoveAt(i--);
        }
    }

    private static void TakeMostAlike(List<TextUnit> before, List<TextUnit> after, Dictionary<TextUnit, TextUnit> found)
    {
        if (before.Count == 0 || after.Count == 0 || before.Count > MostCompared || after.Count > MostCompared)
            return;
        var pairs = before.SelectMany(_ => after, (old, now) => (old, now, Likeness: Likeness(old, now)))
            .Where(pair => pair.Likeness >= Alike)
            .OrderByDescending(pair => pair.Likeness).ThenByDescending(pair => pair.old.Key == pair.now.Key);
        foreach (var (old, now, _) in pairs.ToList())
        {
            if (!before.Contains(old) || !after.Contains(now))
                continue;
            found[now] = old;
            before.Remove(old);
            after.Remove(now);
        }
    }

    private static double Likeness(TextUnit old, TextUnit now) => now.Originals
        .Select(language => old.Words.Find(language) is { } earlier ? TextDiff.Likeness(earlier.Text, now.Words.In(language).Text) : 0)
        .DefaultIfEmpty(0).Max();
}
