using System.Security.Cryptography;
using System.Text;
using Concord.Events.Contracts;
using Concord.Interop.Api;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Concord.Interop.Calendar;

/// <summary>Events as calendars (RFC 5545, RFC 7986): all that are dated to the day, to subscribe to, and each alone, to add.</summary>
internal static class EventCalendars
{
    private const string ContentType = "text/calendar; charset=utf-8";
    private const int BatchSize = 250;

    public static void MapCalendars(this IEndpointRouteBuilder routes)
    {
        var calendars = routes.MapGroup("").WithTags("calendars");
        calendars.MapMethods("/events.ics", ReadOnly.Methods, ShowAll)
            .WithName("events-calendar")
            .WithSummary("The calendar of events that are dated to the day")
            .WithDescription("To subscribe to. It takes the filters of the list of events; an event without an hour is an all-day entry. The UID of an entry never changes, and its SEQUENCE grows with each change.")
            .WithMetadata(new CalendarOperation())
            .Produces<string>(StatusCodes.Status200OK, "text/calendar")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        calendars.MapMethods("/events/{id}.ics", ReadOnly.Methods, ShowOne)
            .WithName("event-calendar")
            .WithSummary("One event as a calendar")
            .WithDescription("404 unless the event is dated to the day.")
            .WithMetadata(new CalendarOperation(), new ShowOperation(RecordKind.Event))
            .Produces<string>(StatusCodes.Status200OK, "text/calendar")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ShowAll(HttpContext http, Reading r, Installation house, CancellationToken cancel)
    {
        var model = r.Models[RecordKind.Event];
        var asked = ListRequest.Read(http.Request.Query, model);
        var faults = new RequestProblem(asked.Faults);
        RecordApi.Refuse("page", http.Request.Query, faults, "nothing: a calendar has all its events at once");
        RecordApi.Refuse("sort", http.Request.Query, faults, "nothing: each calendar program has its own order");
        ReadLanguage(http, faults);
        if (faults.Any)
            return faults.Answer();
        await r.BeginAsync(cancel);
        var list = await r.AskAsync(model.Kind, asked, cancel);
        // Oldest first: the zone of a timed event is described from its first use on.
        var nos = list.ByDay(oldestFirst: true, 0, list.Total);
        await r.LearnNamesAsync(asked.Values("mechanism"), cancel);
        var name = Name(r, asked.Values("mechanism"));
        http.Response.ContentType = ContentType;
        var calendar = new CalendarText(name, r.Language.Tag, r.Today);
        var text = new StringBuilder(calendar.Opening);
        foreach (var batch in nos.Chunk(BatchSize))
        {
            foreach (var (stored, document) in await ReadAsync(r, batch, cancel))
                if (document.Start is { IsDay: true })
                    calendar.Append(text, CalendarEntry.Of(document, stored, r, house, Origin.Of(http.Request)));
            await r.LetGoAsync();
            await WriteAsync(http.Response, text, cancel);
        }
        text.Append(CalendarText.Closing);
        await WriteAsync(http.Response, text, cancel);
        return Results.Empty;
    }

    private static async Task<IResult> ShowOne(string id, HttpContext http, Reading r, Installation house, CancellationToken cancel)
    {
        var faults = new RequestProblem();
        ReadLanguage(http, faults);
        if (faults.Any)
            return faults.Answer();
        await r.BeginAsync(cancel);
        if (id.Length > 200 || await r.FindAsync<Event>(RecordKind.Event, id, cancel) is not var (stored, document))
            return RequestProblem.NotFound("There is no event with this id.");
        if (document.Start is not { IsDay: true })
            return RequestProblem.NotFound("The day of this event is not known, so it cannot stand in a calendar.");
        await r.LearnNamesAsync([.. document.Hosts, .. document.Organizers], cancel);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{document.Id}.ics\"";
        var calendar = new CalendarText(document.Title.In(r.Language.Tag).Text, r.Language.Tag, r.Today);
        var text = new StringBuilder(calendar.Opening);
        calendar.Append(text, CalendarEntry.Of(document, stored, r, house, Origin.Of(http.Request)));
        text.Append(CalendarText.Closing);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        // A tag of the content, and no date: it also changes when an organizer is renamed, long after the last change of the event.
        return TypedResults.Bytes(bytes, ContentType,
            entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"", isWeak: true));
    }

    private static async Task<List<(StoredRecord Stored, Event Document)>> ReadAsync(Reading r, int[] nos, CancellationToken cancel)
    {
        var found = await r.Db.Records.AsNoTracking().Where(record => nos.Contains(record.No)).ToDictionaryAsync(record => record.No, cancel);
        var read = nos.Where(found.ContainsKey).Select(no => (Stored: found[no], Document: (Event)r.Models[RecordKind.Event].Read(found[no].Body))).ToList();
        await r.LearnNamesAsync(read.SelectMany(one => one.Document.Hosts.Concat(one.Document.Organizers)), cancel);
        return read;
    }

    private static async Task WriteAsync(HttpResponse response, StringBuilder text, CancellationToken cancel)
    {
        await response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
        text.Clear();
    }

    /// <summary>The language is that of <c>lang</c>, else the one the program prefers.</summary>
    private static void ReadLanguage(HttpContext http, RequestProblem faults)
    {
        if (http.Request.Query["lang"] is not { Count: > 0 } given || given.All(string.IsNullOrEmpty))
            http.Response.Headers.Vary = "Accept-Language";
        else if (given.Count > 1 || Language.Find(given[0]) is null)
            faults.Add("lang", given.ToString(), "one of " + string.Join(", ", Language.All));
    }

    private static string Name(Reading r, IReadOnlyList<string> mechanisms)
    {
        var names = mechanisms.Select(id => r.Name(id)?.Caption.In(r.Language.Tag).Text).OfType<string>().ToList();
        return names.Count == 0 ? r.L["Events of environmental cooperation"] : r.L["Events: {0}", r.F.List(names)];
    }
}

/// <summary>Marks the operations that give calendars, so that their parameters are described.</summary>
internal sealed record CalendarOperation;
