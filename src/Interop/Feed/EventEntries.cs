using System.Globalization;
using Concord.Events.Contracts;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace Concord.Interop.Feed;

/// <summary>What happened to events, as entries of the feed: announced, changed, held.</summary>
internal static class EventEntries
{
    private const int BatchSize = 400;

    /// <summary>Versions that are looked through at most: a large import of past events announces nothing, and is passed over.</summary>
    private const int MostVersions = 4 * BatchSize;

    /// <summary>The newest entries, at most <paramref name="most"/>, in their order.</summary>
    public static async Task<List<FeedEntry>> ReadAsync(Reading r, int most, CancellationToken cancel)
    {
        var happened = (await WrittenAsync(r, most, cancel)).Concat(await HeldAsync(r, most, cancel))
            .OrderByDescending(happening => happening.At).ThenBy(happening => happening.EventId, StringComparer.Ordinal).Take(most).ToList();
        var ids = happened.Select(happening => happening.EventId).Distinct().ToList();
        var bodies = await r.Db.Records.AsNoTracking().Where(record => ids.Contains(record.Id)).Select(record => record.Body).ToListAsync(cancel);
        var events = bodies.Select(body => (Event)r.Models[RecordKind.Event].Read(body)).ToDictionary(document => document.Id);
        return [.. happened.Where(happening => events.ContainsKey(happening.EventId)).Select(happening => Entry(happening, events[happening.EventId], r))];
    }

    /// <summary>A happening in the reader's words.</summary>
    public static FeedEntry Entry(Happening happening, Event document, Reading r)
    {
        var tag = r.Language.Tag;
        var title = document.Title.In(tag).Text;
        var (name, words) = happening.What switch
        {
            EventNews.Announced => (Version(happening), r.L["Announced: {0}", title]),
            EventNews.Changed => (Version(happening), r.L["Changed: {0}", title]),
            _ => ("held", r.L["Held: {0}", title]),
        };
        return new FeedEntry($"events/{document.Id}/{name}/{tag}", words, happening.At, happening.At, r.Href(RecordKind.Event, document.Id),
            document.Kind, r.Label("events.kind", document.Kind).Text, Summary(document, r));
    }

    private static string Version(Happening happening) => "v" + happening.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>When, where, and what it is about.</summary>
    private static Worded? Summary(Event document, Reading r)
    {
        var about = (document.Theme ?? document.Purpose)?.In(r.Language.Tag);
        var where = document.Format == "online" ? r.Label("events.format", "online").Text : r.PlaceName(document.Venue?.Place, document.Venue?.Country);
        string?[] facts = [document.Start is null && document.End is null ? null : r.F.When(document.Start, document.End), where, about?.Text];
        var known = facts.OfType<string>().ToList();
        return known.Count == 0 ? null : new Worded(about?.Language ?? r.Language.Tag, string.Join(" · ", known));
    }

    /// <summary>First versions of events that were not over when they were recorded, and all later versions.</summary>
    private static async Task<List<Happening>> WrittenAsync(Reading r, int most, CancellationToken cancel)
    {
        var found = new List<Happening>();
        var versions = from version in r.Db.Versions
                       join record in r.Db.Records on version.RecordId equals record.Id
                       where record.Kind == RecordKind.Event && record.ArchivedAt == null && !version.IsArchived
                       orderby version.ChangedAt descending, record.No descending
                       select new { version.RecordId, version.Version, version.ChangedAt, version.Body };
        for (var skip = 0; skip < MostVersions && found.Count < most; skip += BatchSize)
        {
            var batch = await versions.AsNoTracking().Skip(skip).Take(BatchSize).ToListAsync(cancel);
            foreach (var version in batch)
                if (version.Version > 1)
                    found.Add(new Happening(EventNews.Changed, version.RecordId, version.Version, version.ChangedAt));
                else if (IsToCome((Event)r.Models[RecordKind.Event].Read(version.Body), version.ChangedAt))
                    found.Add(new Happening(EventNews.Announced, version.RecordId, version.Version, version.ChangedAt));
            if (batch.Count < BatchSize)
                break;
        }
        return found;
    }

    /// <summary>The events that ended last. They are ordered by first day, so more are read than are shown.</summary>
    private static async Task<List<Happening>> HeldAsync(Reading r, int most, CancellationToken cancel)
    {
        var model = r.Models[RecordKind.Event];
        var past = await r.AskAsync(RecordKind.Event,
            ListRequest.Read(new QueryCollection(new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["when"] = "past" }), model),
            cancel);
        var nos = past.ByDay(oldestFirst: false, 0, 2 * most);
        var bodies = await r.Db.Records.AsNoTracking().Where(record => nos.Contains(record.No)).Select(record => record.Body).ToListAsync(cancel);
        return [.. from body in bodies
                   let document = (Event)model.Read(body)
                   let over = Zones.EndsAt(document.Start, document.End, document.TimeZone)
                   where over is not null
                   select new Happening(EventNews.Held, document.Id, 0, over.Value)];
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

/// <param name="What">What happened.</param>
/// <param name="EventId">To which event.</param>
/// <param name="Version">The version that came of it; of no account for <see cref="EventNews.Held"/>.</param>
/// <param name="At">When.</param>
internal sealed record Happening(EventNews What, string EventId, int Version, Instant At);
