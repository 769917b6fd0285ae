using System.Globalization;
using System.Text;

namespace Concord.Desk.Languages.Units;

/// <summary>What a piece of a compared text is.</summary>
public enum DiffKind
{
    /// <summary>In both versions.</summary>
    Same,

    /// <summary>Only in the earlier version.</summary>
    Removed,

    /// <summary>Only in the later version.</summary>
    Added,
}

/// <summary>A piece of two compared texts. The pieces that are not added make the earlier text, those that are not removed the later one.</summary>
public readonly record struct DiffPiece(DiffKind Kind, string Text);

/// <summary>
/// The difference of two versions of a text, for a person to read: by words where words are written apart, by characters in Han, kana and Hangul.
/// </summary>
public static class TextDiff
{
    /// <summary>
    /// Differences beyond this many words or characters are not searched for the shortest way: the middle of both texts is then shown as replaced.
    /// </summary>
    private const int MostSteps = 1_000;

    /// <summary>The pieces that lead from one text to the other.</summary>
    public static IReadOnlyList<DiffPiece> Between(string before, string after)
    {
        var (old, now) = (Split(before), Split(after));
        var start = CommonStart(old, now);
        var end = CommonEnd(old, now, start);
        var pieces = new Pieces();
        pieces.Add(DiffKind.Same, old[..start]);
        Middle(old[start..^end], now[start..^end], pieces);
        pieces.Add(DiffKind.Same, old[^end..]);
        return pieces.Done();
    }

    /// <summary>How much two texts have in common, from 0 (nothing) to 1 (the same), by pairs of neighbouring characters.</summary>
    public static double Likeness(string left, string right)
    {
        if (left == right)
            return 1;
        var (a, b) = (Pairs(left), Pairs(right));
        var common = a.Sum(pair => Math.Min(pair.Value, b.GetValueOrDefault(pair.Key)));
        var total = a.Values.Sum() + b.Values.Sum();
        return total == 0 ? 0 : 2.0 * common / total;
    }

    private static Dictionary<(char, char), int> Pairs(string text)
    {
        var pairs = new Dictionary<(char, char), int>();
        for (var i = 0; i + 1 < text.Length; i++)
        {
            var pair = (char.ToLowerInvariant(text[i]), char.ToLowerInvariant(text[i + 1]));
            pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
        }
        return pairs;
    }

    /// <summary>Words, numbers, runs of white space; each character of Han, kana and Hangul, and each mark, alone.</summary>
    internal static string[] Split(string text)
    {
        var parts = new List<string>();
        var start = 0;
        Form? form = null;
        foreach (var (at, rune) in Runes(text))
        {
            var next = FormOf(rune);
            if (at > start && (next != form || form is Form.Alone))
            {
                parts.Add(text[start..at]);
                start = at;
            }
            form = next;
        }
        if (start < text.Length)
            parts.Add(text[start..]);
        return [.. parts];
    }

    private static IEnumerable<(int At, Rune Rune)> Runes(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            yield return (at, rune);
            at += length;
        }
    }

    private enum Form
    {
        Space,
        Word,
        Alone,
    }

    private static Form FormOf(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
            return Form.Space;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            return Form.Word;
        return Rune.IsLetterOrDigit(rune) && rune.Value is < 0x1100 or (> 0x11FF and < 0x2E80) ? Form.Word : Form.Alone;
    }

    private static int CommonStart(string[] old, string[] now)
    {
        var count = 0;
        while (count < old.Length && count < now.Length && old[count] == now[count])
            count++;
        return count;
    }

    private static int CommonEnd(string[] old, string[] now, int start)
    {
        var count = 0;
        while (count < old.Length - start && count < now.Length - start && old[^(count + 1)] == now[^(count + 1)])
            count++;
        return count;
    }

    /// <summary>The shortest way by Myers' algorithm, walked back over the furthest points of each step.</summary>
    private static void Middle(string[] old, string[] now, Pieces pieces)
    {
        if (Trace(old, now) is not { } trace)
        {
            pieces.Add(DiffKind.Removed, old);
            pieces.Add(DiffKind.Added, now);
            return;
        }
        var steps = new Stack<(DiffKind Kind, string Part)>();
        var (x, y) = (old.Length, now.Length);
        for (var d = trace.Count - 1; d >= 0; d--)
        {
            var k = x - y;
            var down = k == -d || (k != d && At(trace, d, k - 1) < At(trace, d, k + 1));
            var fromX = d == 0 ? 0 : At(trace, d, down ? k + 1 : k - 1);
            var fromY = d == 0 ? 0 : fromX - (down ? k + 1 : k - 1);
            while (x > fromX && y > fromY)
            {
                steps.Push((DiffKind.Same, old[--x]));
                y--;
            }
            if (d == 0)
                break;
            if (down)
                steps.Push((DiffKind.Added, now[--y]));
            else
                steps.Push((DiffKind.Removed, old[--x]));
        }
        foreach (var (kind, part) in steps)
            pieces.Add(kind, [part]);
    }

    /// <summary>For each number of differences the furthest points that are reached before it; null where there are too many.</summary>
    private static List<int[]>? Trace(string[] old, string[] now)
    {
        var furthest = new int[(2 * Math.Min(old.Length + now.Length, MostSteps)) + 3];
        var middle = furthest.Length / 2;
        var trace = new List<int[]>();
        for (var d = 0; d <= MostSteps && d <= old.Length + now.Length; d++)
        {
            // Only the points from -d to d can be asked for.
            trace.Add(furthest[(middle - d)..(middle + d + 1)]);
            for (var k = -d; k <= d; k += 2)
            {
                var x = k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1]) ? furthest[middle + k + 1] : furthest[middle + k - 1] + 1;
                var y = x - k;
                while (x < old.Length && y < now.Length && old[x] == now[y])
                    (x, y) = (x + 1, y + 1);
                furthest[middle + k] = x;
                if (x >= old.Length && y >= now.Length)
                    return trace;
            }
        }
        return null;
    }

    private static int At(List<int[]> trace, int d, int k) => trace[d][k + d];

    /// <summary>Gathers pieces; between two changes a space alone is no common part, and what is removed stands before what is added.</summary>
    private sealed class Pieces
    {
        private readonly List<DiffPiece> done = [];
        private readonly StringBuilder removed = new();
        private readonly StringBuilder added = new();
        private string pendingSpace = "";

        public void Add(DiffKind kind, string[] parts)
        {
            foreach (var part in parts)
                Add(kind, part);
        }

        private void Add(DiffKind kind, string part)
        {
            if (kind == DiffKind.Same && removed.Length > 0 && added.Length > 0 && pendingSpace.Length == 0 && string.IsNullOrWhiteSpace(part))
            {
                pendingSpace = part;
                return;
            }
            if (kind == DiffKind.Same)
            {
                Flush();
                if (done.Count > 0 && done[^1].Kind == DiffKind.Same)
                    done[^1] = new DiffPiece(DiffKind.Same, done[^1].Text + part);
                else
                    done.Add(new DiffPiece(DiffKind.Same, part));
                return;
            }
            removed.Append(pendingSpace);
            added.Append(pendingSpace);
            pendingSpace = "";
            (kind == DiffKind.Removed ? removed : added).Append(part);
        }

        public List<DiffPiece> Done()
        {
            Flush();
            return done;
        }

        private void Flush()
        {
            if (removed.Length > 0)
                done.Add(new DiffPiece(DiffKind.Removed, removed.ToString()));
            if (added.Length > 0)
                done.Add(new DiffPiece(DiffKind.Added, added.ToString()));
            removed.Clear();
            added.Clear();
            if (pendingSpace.Length > 0)
                done.Add(new DiffPiece(DiffKind.Same, pendingSpace));
            pendingSpace = "";
        }
    }
}
