using Concord.Kernel.Records;

namespace Concord.Kernel.Charts;

/// <summary>The shape of each kind of record, as it stands on a thread: a square is a document, a ring an event.</summary>
public static class RecordMark
{
    /// <summary>Half of the mark's width: nothing else may come closer to its point.</summary>
    public const double Radius = 8;

    /// <summary>Draws the mark of a kind with its middle at the point; the mark of the page's own record is filled and has a halo.</summary>
    public static Svg Mark(this Svg svg, RecordKind kind, double x, double y, bool isHere, double size = 1)
    {
        var classes = isHere ? "node here" : "node";
        double r = 7 * size, tall = 8 * size;
        if (isHere)
            svg.Circle(x, y, 13 * size, "around");
        return kind switch
        {
            RecordKind.Mechanism => svg.Rect(x - r, y - r, 2 * r, 2 * r, "node solid"),
            RecordKind.Instrument => svg.Rect(x - r, y - tall, 2 * r, 2 * tall, classes),
            RecordKind.Project => svg.Path($"M{N(x)} {N(y - (9.5 * size))}L{N(x + (9.5 * size))} {N(y)}L{N(x)} {N(y + (9.5 * size))}L{N(x - (9.5 * size))} {N(y)}Z", classes),
            RecordKind.Practice => svg.Path($"M{N(x)} {N(y - tall)}L{N(x + tall)} {N(y + r)}L{N(x - tall)} {N(y + r)}Z", isHere ? "node here" : "node solid"),
            RecordKind.Organization => svg.Path($"M{N(x - r)} {N(y + r)}V{N(y)}A{N(r)} {N(r)} 0 0 1 {N(x + r)} {N(y)}V{N(y + r)}Z", classes),
            RecordKind.City => svg.Circle(x, y, 5.5 * size, "node solid"),
            // A pennant, and an open book.
            RecordKind.NewsItem => svg.Path($"M{N(x - r)} {N(y - r)}H{N(x + tall)}L{N(x + (3 * size))} {N(y)}L{N(x + tall)} {N(y + r)}H{N(x - r)}Z", isHere ? "node here" : "node solid"),
            RecordKind.Publication => svg.Path($"M{N(x)} {N(y - (4 * size))}L{N(x + tall)} {N(y - r)}V{N(y + (4 * size))}L{N(x)} {N(y + r)}L{N(x - tall)} {N(y + (4 * size))}V{N(y - r)}Z", isHere ? "node here" : "node solid"),
            _ => svg.Circle(x, y, tall, classes),
        };
    }

    private static string N(double value) => Svg.Number(value);
}
