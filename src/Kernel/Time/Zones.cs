using NodaTime;
using NodaTime.TimeZones;

namespace Concord.Kernel.Time;

/// <summary>Time zones, and what a date that is only partly known means in one.</summary>
public static class Zones
{
    // Not AtStartOfDay, which throws for a day that a zone left out (30 December 2011 in Samoa): here such a day lasts no time.
    private static readonly ZoneLocalMappingResolver StartOfDay =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>
    /// The zone of an IANA name (<c>Asia/Shanghai</c>), case-sensitive; null for anything else, even for names such as <c>UTC+08</c>, which
    /// NodaTime would understand.
    /// </summary>
    public static DateTimeZone? Find(string? iana) =>
        iana is not null && TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(iana) ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(iana) : null;

    /// <summary>
    /// The instant at which the last day is over, or the month or year where only that is known. The last day is that of <paramref name="end"/>
    /// or, without one, that of <paramref name="start"/>.
    /// </summary>
    /// <param name="start">The first day, or null.</param>
    /// <param name="end">The last day, or null.</param>
    /// <param name="zone">IANA name; UTC where it is null or not known.</param>
    /// <returns>Null without any date. The end of the year 9999 is <see cref="Instant.MaxValue"/>.</returns>
    public static Instant? EndsAt(PartialDate? start, PartialDate? end, string? zone)
    {
        if ((end ?? start)?.Last is not { } last)
            return null;
        return last == LocalDate.MaxIsoValue
            ? Instant.MaxValue
            : last.PlusDays(1).AtMidnight().InZone(Find(zone) ?? DateTimeZone.Utc, StartOfDay).ToInstant();
    }

    /// <summary>
    /// The instant at which something begins: at its time of day or, without one, with its day, month or year. An hour that a clock change
    /// leaves out is moved on by the length of the gap; where an hour comes twice, the first counts.
    /// </summary>
    /// <param name="start">The first day, or null.</param>
    /// <param name="startTime">The time of day on the spot; it counts only where the day is known.</param>
    /// <param name="zone">IANA name; UTC where it is null or not known.</param>
    /// <returns>Null without a date.</returns>
    public static Instant? StartsAt(PartialDate? start, LocalTime? startTime, string? zone)
    {
        if (start is not { } date)
            return null;
        // Instants end with the year 9999 in UTC: on its last day zones do not count.
        var where = date.First == LocalDate.MaxIsoValue ? DateTimeZone.Utc : Find(zone) ?? DateTimeZone.Utc;
        return date.IsDay && startTime is { } time
            ? where.AtLeniently(date.First + time).ToInstant()
            : date.First.AtMidnight().InZone(where, StartOfDay).ToInstant();
    }

    /// <summary>
    /// True once the last day is over in its zone (<see cref="EndsAt"/>). What is running is not past; what has no date never is.
    /// </summary>
    public static bool IsPast(PartialDate? start, PartialDate? end, string? zone, Instant now) =>
        EndsAt(start, end, zone) is { } over && now >= over;
}
