using Concord.Interop.Api;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Concord.Interop.Feed;

/// <summary>The Atom feed (RFC 4287): news, and events announced, changed and held.</summary>
internal static class NewsFeed
{
    private const int Most = 50;

    public static void MapFeed(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/{lang:language}/feed.atom", ReadOnly.Methods, ShowFeed)
            .WithTags("feeds")
            .WithName("events-feed")
            .WithSummary("News, and events announced, changed and held, newest first")
            .WithMetadata(new FeedOperation())
            .Produces<string>(StatusCodes.Status200OK, "application/atom+xml")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> ShowFeed(string lang, HttpContext http, Reading r, Installation house, CancellationToken cancel)
    {
        await r.BeginAsync(cancel);
        var entries = (await EventEntries.ReadAsync(r, Most, cancel)).Concat(await NewsEntries.ReadAsync(r, Most, cancel))
            .OrderByDescending(entry => entry.Updated).ThenBy(entry => entry.Name, StringComparer.Ordinal).Take(Most).ToList();
        return TypedResults.Bytes(AtomText.Write(entries, r, house, Origin.Of(http.Request)), "application/atom+xml; charset=utf-8");
    }
}

/// <summary>Marks the operation that gives the feed, so that its parameter is described.</summary>
internal sealed record FeedOperation;
