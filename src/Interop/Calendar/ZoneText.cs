using System.Globalization;
using System.Text;
using NodaTime;

namespace Concord.Interop.Calendar;

/// <summary>
/// A time zone as a VTIMEZONE: each stretch of time with one offset by itself, as the tz database has it. Rules that repeat (the way the
/// calendar library writes zones) would be wrong for most zones of Asia, where governments end and begin summer time as they see fit.
/// </summary>
internal static class ZoneText
{
    /// <param name="zone">IANA name.</param>
    /// <param name="firstYear">The year from whose beginning the zone is described.</param>
    /// <param name="lastYear">The year to whose end it is described, if clocks still change then.</param>
    public static string Of(string zone, int firstYear, int lastYear)
    {
        var known = DateTimeZoneProviders.Tzdb[zone];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"BEGIN:VTIMEZONE\r\nTZID:{zone}\r\n");
        foreach (var stretch in known.GetZoneIntervals(Instant.FromUtc(firstYear, 1, 1, 0, 0), Instant.FromUtc(lastYear + 1, 1, 1, 0, 0)))
        {
            var before = stretch.HasStart ? known.GetUtcOffset(stretch.Start - Duration.Epsilon) : stretch.WallOffset;
            // The moment of the change as the clocks before it show it.
            var onset = stretch.HasStart ? stretch.Start.WithOffset(before).LocalDateTime : new LocalDateTime(1900, 1, 1, 0, 0);
            var part = stretch.Savings == Offset.Zero ? "STANDARD" : "DAYLIGHT";
            text.Append(CultureInfo.InvariantCulture, $"BEGIN:{part}\r\nDTSTART:{onset.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture)}\r\n")
                .Append(CultureInfo.InvariantCulture, $"TZOFFSETFROM:{Written(before)}\r\nTZOFFSETTO:{Written(stretch.WallOffset)}\r\nTZNAME:{stretch.Name}\r\nEND:{part}\r\n");
        }
        return text.Append("END:VTIMEZONE\r\n").ToString();
    }

    /// <summary><c>+0800</c>; with seconds only where there are any, as before standard time.</summary>
    private static string Written(Offset offset) =>
        offset.ToString(offset.Seconds % 60 == 0 ? "+HHmm" : "+HHmmss", CultureInfo.InvariantCulture);
}
