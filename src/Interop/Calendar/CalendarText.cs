using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.Serialization;
using NodaTime;

namespace Concord.Interop.Calendar;

/// <summary>
/// The text of one calendar, entry by entry, so that a calendar of many thousand events needs no more memory than one of a few.
/// The zone of a timed entry is described right before the first entry that uses it.
/// </summary>
internal sealed class CalendarText
{
    public const string Closing = "END:VCALENDAR\r\n";

    /// <summary>Octets of a line before it is folded, without its end (RFC 5545, 3.1).</summary>
    private const int LongestLine = 75;

    private readonly HashSet<string> zones = new(StringComparer.Ordinal);
    private readonly LocalDate today;

    /// <param name="name">What the calendar is called, in the language of its entries.</param>
    /// <param name="language">Tag of that language.</param>
    /// <param name="today">The day on which it is written; zones are described for some years from then on.</param>
    public CalendarText(string name, string language, LocalDate today)
    {
        this.today = today;
        var calendar = new Ical.Net.Calendar { ProductId = "-//Concord//Cooperation record//" + language.ToUpperInvariant() };
        calendar.AddProperty("CALSCALE", "GREGORIAN");
        Add(calendar, "NAME", name, "LANGUAGE", language);
        calendar.AddProperty("X-WR-CALNAME", name);
        Add(calendar, "REFRESH-INTERVAL", "PT12H", "VALUE", "DURATION");
        calendar.AddProperty("X-PUBLISHED-TTL", "PT12H");
        var whole = Folded(new CalendarSerializer().SerializeToString(calendar)!);
        Opening = whole[..^Closing.Length];
    }

    /// <summary>Everything before the first entry.</summary>
    public string Opening { get; }

    /// <summary>Appends an entry, and before it its zone where that is new. Entries come with the earliest first.</summary>
    public void Append(StringBuilder text, CalendarEvent entry)
    {
        if (entry.DtStart is { TzId: { } zone } start && zone != "UTC" && zones.Add(zone))
            text.Append(ZoneText.Of(zone, start.Year, Math.Max(start.Year, today.Year) + 2));
        text.Append(Folded(new EventSerializer().SerializeToString(entry)!));
    }

    private static void Add(Ical.Net.Calendar calendar, string name, string value, string parameter, string parameterValue)
    {
        var property = new CalendarProperty(name, value);
        property.AddParameter(parameter, parameterValue);
        calendar.AddProperty(property);
    }

    /// <summary>The same lines folded at 75 octets between characters: the library counts characters, of which a Chinese one is three octets.</summary>
    internal static string Folded(string text)
    {
        var lines = text.Replace("\r\n ", "", StringComparison.Ordinal).Replace("\r\n\t", "", StringComparison.Ordinal)
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var folded = new StringBuilder(text.Length + 64);
        foreach (var line in lines)
        {
            var octets = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (octets + rune.Utf8SequenceLength > LongestLine)
                {
                    folded.Append("\r\n ");
                    octets = 1;
                }
                folded.Append(rune.ToString());
                octets += rune.Utf8SequenceLength;
            }
            folded.Append("\r\n");
        }
        return folded.ToString();
    }
}
