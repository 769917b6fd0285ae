using Concord.Kernel.Time;
using NodaTime;

namespace Concord.Kernel.Charts;

/// <summary>Time from left to right, linear in days between two first days of January.</summary>
public sealed class YearScale
{
    private readonly LocalDate origin;
    private readonly double perDay;

    /// <summary>From 1 January of the first year to 1 January after the last one; at least one year.</summary>
    public YearScale(int firstYear, int lastYear, double from, double to)
    {
        (FirstYear, EndYear) = (firstYear, Math.Max(firstYear, lastYear) + 1);
        (From, To) = (from, to);
        origin = new LocalDate(firstYear, 1, 1);
        perDay = (to - from) / DaysBetween(origin, EndYear);
    }

    public int FirstYear { get; }

    /// <summary>The year at whose beginning the scale ends.</summary>
    public int EndYear { get; }

    public double From { get; }

    public double To { get; }

    public double At(LocalDate day) => From + (Period.DaysBetween(origin, day) * perDay);

    public double At(int year) => From + (DaysBetween(origin, year) * perDay);

    /// <summary>The middle of what the date may mean, so that a year alone does not look like its first day.</summary>
    public double Middle(PartialDate date) => (At(date.First) + At(date.Last)) / 2;

    // 1 January 10000 is beyond the calendar; the last year's end stands for it.
    private static double DaysBetween(LocalDate origin, int year) =>
        year > 9999 ? Period.DaysBetween(origin, new LocalDate(9999, 12, 31)) + 1 : Period.DaysBetween(origin, new LocalDate(year, 1, 1));
}
