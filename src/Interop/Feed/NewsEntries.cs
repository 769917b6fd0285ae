using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Concord.Kernel.Web;
using Concord.Library.Contracts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Interop.Feed;

/// <summary>News as entries of the feed, each one entry for good: a correction changes it.</summary>
internal static class NewsEntries
{
    /// <summary>The newest entries, at most <paramref name="most"/>, in no order.</summary>
    public static async Task<List<FeedEntry>> ReadAsync(Reading r, int most, CancellationToken cancel)
    {
        // A news item of a day to come is not out yet.
        var nos = r.NumbersByDay(RecordKind.NewsItem, When.All, oldestFirst: false, most, notAfter: r.Today);
        if (nos.Count == 0)
            return [];
        var found = await r.Db.Records.AsNoTracking().Where(record => nos.Contains(record.No))
            .Select(record => new { record.Version, record.ChangedAt, record.Body }).ToListAsync(cancel);
        return found.ConvertAll(record => Entry((NewsItem)r.Models[RecordKind.NewsItem].Read(record.Body), record.Version, record.ChangedAt, r));
    }

    /// <summary>A news item in the reader's words.</summary>
    /// <param name="document">The news item.</param>
    /// <param name="version">Its version: the first came out on the day that it names, whenever it was recorded.</param>
    /// <param name="changedAt">When that version was recorded.</param>
    /// <param name="r">The reader.</param>
    public static FeedEntry Entry(NewsItem document, int version, Instant changedAt, Reading r)
    {
        var tag = r.Language.Tag;
        var published = document.PublishedOn.First.AtMidnight().InUtc().ToInstant();
        return new FeedEntry($"news/{document.Id}/{tag}", document.Title.In(tag).Text, published, version > 1 ? Instant.Max(published, changedAt) : published,
            r.Href(RecordKind.NewsItem, document.Id), document.Kind, r.Label("news.kind", document.Kind).Text, document.Summary.In(tag));
    }
}
