using Concord.Events.Contracts;
using Concord.Kernel.Records;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using NodaTime.Text;

namespace Concord.Interop.SchemaOrg;

/// <summary>An event in the words of schema.org.</summary>
internal static class EventData
{
    private static readonly OffsetDateTimePattern Minutes = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<+HH:mm>");

    public static void Write(JsonLd thing, Event document, Reading r, string origin)
    {
        var address = origin + r.Href(RecordKind.Event, document.Id);
        thing.Text("@type", "Event").Text("@id", address)
            .Text("name", document.Title.In(r.Language.Tag).Text)
            .Text("startDate", Start(document))
            .Text("endDate", document.End?.ToString())
            .Text("eventStatus", "https://schema.org/EventScheduled")
            .Text("eventAttendanceMode", Attendance(document.Format))
            .Text("url", address)
            .Text("description", (document.Purpose ?? document.Theme)?.In(r.Language.Tag).Text)
            .Texts("inLanguage", document.WorkingLanguages)
            .Texts("keywords", document.Topics.Select(topic => r.Terms.Topic(topic)?.Label.In(r.Language.Tag).Text).OfType<string>());
        Locations(thing, document, r, address);
        LinkedData.Organizations(thing, "organizer", [.. document.Organizers.Concat(document.Hosts).Distinct()], r, origin);
        LinkedData.Organizations(thing, "sponsor", document.Supporters, r, origin);
        Above(thing, document, r, origin);
    }

    /// <summary>As exact as it is known: a year, a month, a day, or the minute with the offset that the place's clocks have then.</summary>
    private static string? Start(Event document)
    {
        if (document is { Start: { IsDay: true } day, StartTime: { } time } && Zones.Find(document.TimeZone) is { } zone)
            return Minutes.Format((day.First + time).InZoneLeniently(zone).ToOffsetDateTime());
        return document.Start?.ToString();
    }

    private static string? Attendance(string? format) => format switch
    {
        "online" => "https://schema.org/OnlineEventAttendanceMode",
        "hybrid" => "https://schema.org/MixedEventAttendanceMode",
        "in_person" => "https://schema.org/OfflineEventAttendanceMode",
        _ => null,
    };

    private static void Locations(JsonLd thing, Event document, Reading r, string address)
    {
        var isOnline = document.Format is "online" or "hybrid";
        var isSomewhere = document.Format != "online" && document.Venue is { } venue
            && (venue.Place is not null || venue.Country is not null || venue.Site is not null);
        var parts = new List<Action<JsonLd>>();
        if (isSomewhere)
            parts.Add(place => LinkedData.Place(place, r, document.Venue!.Place, document.Venue.Country, document.Venue.Site?.In(r.Language.Tag).Text));
        // The address at which it can be followed is not recorded; its page is where that would stand.
        if (isOnline)
            parts.Add(place => place.Text("@type", "VirtualLocation").Text("url", address));
        thing.List("location", parts, (place, write) => write(place));
    }

    /// <summary>What it is a part of: the event above it, and the series that it is an edition of.</summary>
    private static void Above(JsonLd thing, Event document, Reading r, string origin)
    {
        var above = new List<Action<JsonLd>>();
        if (document.ParentEvent is { } id && r.Name(id) is { } parent)
            above.Add(other => LinkedData.Reference(other, "Event", parent, r, origin));
        if (document.Series is { } series)
            above.Add(other => other.Text("@type", "EventSeries").Text("name", r.Label("events.series", series).Text)
                .Text("url", origin + r.Href("/series/" + series)));
        thing.List("superEvent", above, (other, write) => write(other));
    }
}
