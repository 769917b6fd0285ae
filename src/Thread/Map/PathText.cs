using System.Globalization;
using System.Text;

namespace Concord.Thread.Map;

/// <summary>Writes SVG path data in tenths of a unit, relative and without a needless character: a coast is thousands of these.</summary>
internal sealed class PathText
{
    private readonly StringBuilder text = new();
    private bool hadPoint;

    /// <summary>Adds a ring or a line; what shrinks to nothing in tenths is left out.</summary>
    public void Add(IReadOnlyList<Spot> points, bool closed)
    {
        var tenths = new List<(int X, int Y)>(points.Count);
        foreach (var point in points)
        {
            var at = (Tenths(point.X), Tenths(point.Y));
            if (tenths.Count == 0 || tenths[^1] != at)
                tenths.Add(at);
        }
        if (closed && tenths.Count > 1 && tenths[0] == tenths[^1])
            tenths.RemoveAt(tenths.Count - 1);
        if (tenths.Count < (closed ? 3 : 2))
            return;

        Command('M');
        Pair(tenths[0].X, tenths[0].Y);
        Command('l');
        for (var i = 1; i < tenths.Count; i++)
            Pair(tenths[i].X - tenths[i - 1].X, tenths[i].Y - tenths[i - 1].Y);
        if (closed)
            text.Append('z');
    }

    public override string ToString() => text.ToString();

    /// <summary>A number with at most one decimal, for any attribute of the drawing.</summary>
    public static string Number(double value)
    {
        var tenths = Tenths(value);
        var one = new StringBuilder();
        Write(one, tenths, leadingZero: true);
        return one.ToString();
    }

    private static int Tenths(double value) => (int)Math.Round(value * 10, MidpointRounding.AwayFromZero);

    private void Command(char letter)
    {
        text.Append(letter);
        hadPoint = true; // no gap is needed after a letter
    }

    private void Pair(int x, int y)
    {
        Next(x);
        Next(y);
    }

    private void Next(int tenths)
    {
        var startsItself = tenths < 0 || (tenths is > 0 and < 10 && hadPoint);
        if (!startsItself && !char.IsAsciiLetter(text[^1]))
            text.Append(' ');
        Write(text, tenths, leadingZero: false);
        hadPoint = tenths % 10 != 0;
    }

    private static void Write(StringBuilder to, int tenths, bool leadingZero)
    {
        if (tenths < 0)
            to.Append('-');
        var (whole, rest) = Math.DivRem(Math.Abs(tenths), 10);
        if (whole != 0 || rest == 0 || leadingZero)
            to.Append(CultureInfo.InvariantCulture, $"{whole}");
        if (rest != 0)
            to.Append(CultureInfo.InvariantCulture, $".{rest}");
    }
}
