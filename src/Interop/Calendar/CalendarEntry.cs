using Concord.Events.Contracts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using NodaTime;

namespace Concord.Interop.Calendar;

/// <summary>An event as a VEVENT in the reader's language.</summary>
internal static class CalendarEntry
{
    /// <param name="document">The event; its start is dated to the day.</param>
    /// <param name="stored">Its version and the instants of its first record and last change.</param>
    /// <param name="r">The reader; the names of hosts and organizers are learnt.</param>
    /// <param name="house">The installation that gives the entry its UID.</param>
    /// <param name="origin">Scheme and host of this site.</param>
    public static CalendarEvent Of(Event document, StoredRecord stored, Reading r, Installation house, string origin)
    {
        var entry = new CalendarEvent
        {
            Uid = house.Uid(document.Id),
            Sequence = stored.Version - 1,
            DtStamp = Utc(stored.ChangedAt),
            Created = Utc(stored.CreatedAt),
            LastModified = Utc(stored.ChangedAt),
            Status = document.IsTentative ? EventStatus.Tentative : EventStatus.Confirmed,
            // A public record is there to be known: whoever subscribes to it is not busy on every day it names.
            Transparency = TransparencyType.Transparent,
            Url = new Uri(origin + r.Href(RecordKind.Event, document.Id)),
        };
        var hasEnd = SetTime(entry, document);
        var title = document.Title.In(r.Language.Tag);
        Worded(entry, "SUMMARY", title.Text, title.Language);
        Worded(entry, "DESCRIPTION", Description(entry, document, r, hasEnd), r.Language.Tag);
        if (Location(document, r) is { } location)
            Worded(entry, "LOCATION", location, r.Language.Tag);
        Worded(entry, "CATEGORIES", r.Label("events.kind", document.Kind).Text, r.Language.Tag);
        if (document.Format != "online" && r.Terms.Place(document.Venue?.Place) is { } place)
            entry.GeographicLocation = new GeographicLocation(place.Lat, place.Lon);
        if (document.Format is "online" or "hybrid")
            foreach (var language in document.WorkingLanguages)
                AddChannel(entry, language, document, r, origin);
        return entry;
    }

    /// <summary>
    /// All day where no hour is known; the end of such an entry is the day after the last one. An entry with an hour lasts to the end of
    /// its last session. Where that is not recorded it lasts an hour, on its last day, so that calendars show it at all; its description
    /// says that the end is not known.
    /// </summary>
    /// <returns>False for an entry with an hour whose end is not recorded.</returns>
    private static bool SetTime(CalendarEvent entry, Event document)
    {
        var first = document.Start!.Value.First;
        var last = document.End is { IsDay: true } end && end.First >= first ? end.First : first;
        if (document.StartTime is { } time && Zones.Find(document.TimeZone) is { } zone)
        {
            entry.DtStart = Minute(first + time, zone);
            var over = LastHour(document, last) is { } hour ? last + hour : (LocalDateTime?)null;
            var isKnown = over > first + time;
            if (isKnown || last < LocalDate.MaxIsoValue)
                entry.DtEnd = Minute(isKnown ? over!.Value : (last + time).PlusHours(1), zone);
            return isKnown;
        }
        entry.DtStart = new CalDateTime(first.Year, first.Month, first.Day);
        if (document.End is { IsDay: true } && DayAfter(last) is var next && next > first)
            entry.DtEnd = new CalDateTime(next.Year, next.Month, next.Day);
        return true;
    }

    /// <summary>The hour at which the last session of a day ends.</summary>
    private static LocalTime? LastHour(Event document, LocalDate day) =>
        document.Sessions.Select(session => session.End).Where(end => end is { Time: not null } && end.Value.Date == day).Max(end => end?.Time);

    private static CalDateTime Minute(LocalDateTime at, DateTimeZone zone) => new(at.Year, at.Month, at.Day, at.Hour, at.Minute, 0, zone.Id);

    private static LocalDate DayAfter(LocalDate day) => day == LocalDate.MaxIsoValue ? day : day.PlusDays(1);

    private static string Description(CalendarEvent entry, Event document, Reading r, bool hasEnd)
    {
        var lines = new List<string>();
        if (document.IsTentative)
            lines.Add(r.L["The date is tentative."]);
        if (document.Theme is { } theme)
            lines.Add(r.L["Theme: {0}", theme.In(r.Language.Tag).Text]);
        if (document.Purpose is { } purpose)
            lines.Add(purpose.In(r.Language.Tag).Text);
        if (Names(document.Hosts, r) is { Length: > 0 } hosts)
            lines.Add(r.L["Hosted by: {0}", hosts]);
        if (Names(document.Organizers, r) is { Length: > 0 } organizers)
            lines.Add(r.L["Organized by: {0}", organizers]);
        if (document.WorkingLanguages.Count > 0)
            lines.Add(r.L["Working languages: {0}", r.F.Languages(document.WorkingLanguages.Select(r.LanguageName))]);
        if (document.Interpretation is { } interpretation)
            lines.Add(r.Label("events.interpretation", interpretation).Text);
        if (!hasEnd)
            lines.Add(r.L["The hour at which it ends is not recorded yet."]);
        lines.Add(entry.Url!.AbsoluteUri);
        return string.Join('\n', lines);
    }

    private static string Names(IEnumerable<string> ids, Reading r) =>
        r.F.List(ids.Select(id => r.Name(id)?.Caption.In(r.Language.Tag).Text).OfType<string>());

    /// <summary>Where it is: the building and the town; of an online event that it is online, whatever town the host sits in.</summary>
    private static string? Location(Event document, Reading r)
    {
        var place = document.Format == "online" ? null : r.PlaceName(document.Venue?.Place, document.Venue?.Country);
        var site = document.Format == "online" ? null : document.Venue?.Site?.In(r.Language.Tag).Text;
        var form = document.Format is "online" or "hybrid" ? r.Label("events.format", document.Format).Text : null;
        string[] parts = [.. new[] { site, place, form }.OfType<string>()];
        return parts.Length == 0 ? null : string.Join(", ", parts);
    }

    /// <summary>
    /// A language in which an event on the network can be followed (RFC 7986, 5.11), called as its speakers call it. The address of the
    /// channel is not recorded; the page of the event in that language is where it would stand.
    /// </summary>
    private static void AddChannel(CalendarEvent entry, string language, Event document, Reading r, string origin)
    {
        var spoken = Language.Find(language)?.Tag ?? r.Language.Tag;
        var channel = new CalendarProperty("CONFERENCE", $"{origin}/{spoken}/{RecordKind.Event.Plural()}/{document.Id}");
        channel.AddParameter("VALUE", "URI");
        channel.AddParameter("LABEL", r.Terms.Label("languages", language)?.In(language).Text ?? language);
        channel.AddParameter("LANGUAGE", language);
        entry.AddProperty(channel);
    }

    /// <summary>A property whose words say their language.</summary>
    private static void Worded(CalendarEvent entry, string name, string text, string language)
    {
        var property = new CalendarProperty(name, text);
        property.AddParameter("LANGUAGE", language);
        entry.AddProperty(property);
    }

    private static CalDateTime Utc(Instant instant) => new(instant.ToDateTimeUtc(), "UTC");
}
