using Concord.Events.Contracts;
using Concord.Interop.Api;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace Concord.Interop.Feed;

/// <summary>News of events as an Atom feed (RFC 4287): announced, changed, held.</summary>
internal static class EventFeed
{
    private const int Most = 50;
    private const int BatchSize = 400;

    /// <summary>Versions that are looked through at most: a large import of past events announces nothing, and is passed over.</summary>
    private const int MostVersions = 4 * BatchSize;

    public static void MapFeed(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/{lang:language}/feed.atom", ReadOnly.Methods, ShowFeed)
            .WithTags("feeds")
            .WithName("events-feed")
            .WithSummary("Events announced, changed and held, newest first")
            .WithMetadata(new FeedOperation())
            .Produces<string>(StatusCodes.Status200OK, "application/atom+xml")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> ShowFeed(string lang, HttpContext http, Reading r, Installation house, CancellationToken cancel)
    {
        await r.BeginAsync(cancel);
        var news = (await WrittenAsync(r, cancel)).Concat(await HeldAsync(r, cancel))
            .OrderByDescending(item => item.At).ThenBy(item => item.EventId, StringComparer.Ordinal).Take(Most).ToList();
        var ids = news.Select(item => item.EventId).Distinct().ToList();
        var bodies = await r.Db.Records.AsNoTracking().Where(record => ids.Contains(record.Id)).Select(record => record.Body).ToListAsync(cancel);
        var events = bodies.Select(body => (Event)r.Models[RecordKind.Event].Read(body)).ToDictionary(document => document.Id);
        return TypedResults.Bytes(AtomText.Write(news, events, r, house, Origin.Of(http.Request)), "application/atom+xml; charset=utf-8");
    }

    /// <summary>First versions of events that were not over when they were recorded, and all later versions.</summary>
    private static async Task<List<NewsItem>> WrittenAsync(Reading r, CancellationToken cancel)
    {
        var items = new List<NewsItem>();
        var versions = from version in r.Db.Versions
                       join record in r.Db.Records on version.RecordId equals record.Id
                       where record.Kind == RecordKind.Event
                       orderby version.ChangedAt descending, record.No descending
                       select new { version.RecordId, version.Version, version.ChangedAt, version.Body };
        for (var skip = 0; skip < MostVersions && items.Count < Most; skip += BatchSize)
        {
            var batch = await versions.AsNoTracking().Skip(skip).Take(BatchSize).ToListAsync(cancel);
            foreach (var version in batch)
                if (version.Version > 1)
                    items.Add(new NewsItem(EventNews.Changed, version.RecordId, version.Version, version.ChangedAt));
                else if (IsToCome((Event)r.Models[RecordKind.Event].Read(version.Body), version.ChangedAt))
                    items.Add(new NewsItem(EventNews.Announced, version.RecordId, version.Version, version.ChangedAt));
            if (batch.Count < BatchSize)
                break;
        }
        return items;
    }

    /// <summary>The events that ended last. They are ordered by first day, so more are read than are shown.</summary>
    private static async Task<List<NewsItem>> HeldAsync(Reading r, CancellationToken cancel)
    {
        var model = r.Models[RecordKind.Event];
        var past = await r.AskAsync(RecordKind.Event,
            ListRequest.Read(new QueryCollection(new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["when"] = "past" }), model),
            cancel);
        var nos = past.ByDay(oldestFirst: false, 0, 2 * Most);
        var bodies = await r.Db.Records.AsNoTracking().Where(record => nos.Contains(record.No)).Select(record => record.Body).ToListAsync(cancel);
        return [.. from body in bodies
                   let document = (Event)model.Read(body)
                   let over = Zones.EndsAt(document.Start, document.End, document.TimeZone)
                   where over is not null
                   select new NewsItem(EventNews.Held, document.Id, 0, over.Value)];
    }

    /// <summary>Without any date nothing tells whether an event is announced or remembered.</summary>
    private static bool IsToCome(Event document, Instant at) => Zones.EndsAt(document.Start, document.End, document.TimeZone) > at;
}

/// <summary>What happened to an event.</summary>
internal enum EventNews
{
    /// <summary>It was recorded before it was over.</summary>
    Announced,

    /// <summary>The record states something else than before.</summary>
    Changed,

    /// <summary>Its last day is over.</summary>
    Held,
}

/// <param name="News">What happened.</param>
/// <param name="EventId">To which event.</param>
/// <param name="Version">The version that came of it; of no account for <see cref="EventNews.Held"/>.</param>
/// <param name="At">When.</param>
internal sealed record NewsItem(EventNews News, string EventId, int Version, Instant At);

/// <summary>Marks the operation that gives the feed, so that its parameter is described.</summary>
internal sealed record FeedOperation;
