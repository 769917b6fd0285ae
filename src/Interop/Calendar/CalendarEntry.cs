using Concord.Events.Contracts;
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
    /// <param name="origin">Scheme and host of this site.</param>
    public static CalendarEvent Of(Event document, StoredRecord stored, Reading r, string origin)
    {
        var entry = new CalendarEvent
        {
            // Not of the host: the entry stays the same when the site moves, and another house's copy of the record is the same event.
            Uid = document.Id + "@concord",
            Sequence = stored.Version - 1,
            DtStamp = Utc(stored.ChangedAt),
            Created = Utc(stored.CreatedAt),
            LastModified = Utc(stored.ChangedAt),
            Status = document.IsTentative ? EventStatus.Tentative : EventStatus.Confirmed,
            Url = new Uri(origin + r.Href(RecordKind.Event, document.Id)),
        };
        SetTime(entry, document);
        var title = document.Title.In(r.Language.Tag);
        Worded(entry, "SUMMARY", title.Text, title.Language);
        Worded(entry, "DESCRIPTION", Description(document, r, entry.Url), r.Language.Tag);
        if (Location(document, r) is { } location)
            Worded(entry, "LOCATION", location, r.Language.Tag);
        Worded(entry, "CATEGORIES", r.Label("events.kind", document.Kind).Text, r.Language.Tag);
        if (document.Format != "online" && r.Terms.Place(document.Venue?.Place) is { } place)
            entry.GeographicLocation = new GeographicLocation(place.Lat, place.Lon);
        return entry;
    }

    /// <summary>All day where no hour is known; the end of such an entry is the day after the last one.</summary>
    private static void SetTime(CalendarEvent entry, Event document)
    {
        var first = document.Start!.Value.First;
        var last = document.End is { IsDay: true } end ? end.First : (LocalDate?)null;
        if (document.StartTime is { } time && Zones.Find(document.TimeZone) is { } zone)
        {
            entry.DtStart = new CalDateTime(first.Year, first.Month, first.Day, time.Hour, time.Minute, 0, zone.Id);
            // The hour at which it ends is never recorded: of several days the entry lasts through the last one.
            if (last > first)
                entry.DtEnd = DayAfter(last.Value) is var day ? new CalDateTime(day.Year, day.Month, day.Day, 0, 0, 0, zone.Id) : null;
            return;
        }
        entry.DtStart = new CalDateTime(first.Year, first.Month, first.Day);
        if (last is { } known && known >= first)
            entry.DtEnd = DayAfter(known) is var next ? new CalDateTime(next.Year, next.Month, next.Day) : null;
    }

    private static LocalDate DayAfter(LocalDate day) => day == LocalDate.MaxIsoValue ? day : day.PlusDays(1);

    private static string Description(Event document, Reading r, Uri page)
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
            lines.Add(r.L["Working languages: {0}", r.F.List(document.WorkingLanguages.Select(r.LanguageName))]);
        lines.Add(page.AbsoluteUri);
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

    /// <summary>A property whose words say their language.</summary>
    private static void Worded(CalendarEvent entry, string name, string text, string language)
    {
        var property = new CalendarProperty(name, text);
        property.AddParameter("LANGUAGE", language);
        entry.AddProperty(property);
    }

    private static CalDateTime Utc(Instant instant) => new(instant.ToDateTimeUtc(), "UTC");
}
