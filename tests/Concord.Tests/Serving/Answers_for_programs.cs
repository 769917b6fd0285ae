using System.Globalization;
using Concord.Tests.House;

namespace Concord.Tests.Serving;

/// <summary>The headers of answers for programs: open to pages of other sites whatever the answer is, and safe to be kept on their way.</summary>
public sealed class Answers_for_programs
{
    [Fact]
    public async Task Pages_of_other_sites_may_read_every_answer()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("RateLimits:PerMinute", "9"));
        await using (site)
        {
            var tag = (await site.GetAsync("/api/v1/events/acecf_2018")).Header("ETag")!;
            var asked = new List<(int Status, Answer Answer)>
            {
                (200, await site.GetAsync("/api/v1/events")),
                (200, await site.GetAsync("/api/v1/events/acecf_2018")),
                (304, await site.GetAsync("/api/v1/events/acecf_2018", ("If-None-Match", tag))),
                (304, await site.GetAsync("/api/v1/events/acecf_2019", ("If-Modified-Since", "Mon, 23 Nov 2026 00:00:00 GMT"))),
                (400, await site.GetAsync("/api/v1/events?year=twenty")),
                (404, await site.GetAsync("/api/v1/events/nowhere")),
                (404, await site.GetAsync("/api/v1/nowhere")),
                (404, await site.GetAsync("/events/nowhere.ics")),
                (200, await site.GetAsync("/events.ics")),
                (200, await site.GetAsync("/openapi/v1.json")),
                (200, await site.GetAsync("/en/feed.atom")),
            };
            for (var times = 0; times < 2; times++)
                await site.GetAsync("/api/v1/events");
            asked.Add((429, await site.GetAsync("/api/v1/events")));
            Nothing.In(from one in asked where one.Answer.Status != one.Status || one.Answer.Header("Access-Control-Allow-Origin") != "*" select string.Create(CultureInfo.InvariantCulture, $"{one.Answer.Address} {one.Answer.Status}, expected {one.Status}: {one.Answer.Header("Access-Control-Allow-Origin")}"));
            Assert.Null((await site.GetAsync("/en/events")).Header("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task A_browser_that_asks_first_is_told_that_conditions_may_be_sent()
    {
        var answer = await (await Stores.SharedAsync(StoreKind.Sqlite)).AskAsync(HttpMethod.Options, "/api/v1/events/acecf_2018", ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "if-none-match"));
        Assert.Equal(204, answer.Status);
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
        Assert.Contains("If-None-Match", answer.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Contains("GET", answer.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
    }

    [Theory, OnBothStores]
    public async Task Compressed_and_plain_answers_are_told_apart(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var (packed, plain) = (await site.GetAsync("/api/v1/events/acecf_2018"), await site.GetAsync("/api/v1/events/acecf_2018", ("Accept-Encoding", "identity")));
        Assert.Equal("br", packed.Header("Content-Encoding"));
        Assert.Null(plain.Header("Content-Encoding"));
        Assert.Equal(packed.Body, plain.Body);
        // The same tag on different octets is a weak one (RFC 9110, 8.8.1).
        Assert.StartsWith("W/\"", packed.Header("ETag"), StringComparison.Ordinal);
        Assert.Equal(packed.Header("ETag"), plain.Header("ETag"));
        foreach (var address in new[] { "/api/v1/events/acecf_2018", "/api/v1/events", "/events.ics", "/en/events", "/en/feed.atom", "/openapi/v1.json", "/_content/Concord.Kernel/base.css" })
            foreach (var encoding in new[] { "identity", "br" })
                for (var times = 0; times < 2; times++)
                {
                    var vary = (await site.GetAsync(address, ("Accept-Encoding", encoding))).Header("Vary");
                    Assert.True(vary?.Split(',').Count(name => name.Trim() == "Accept-Encoding") == 1, $"{address} {encoding}: {vary}");
                }
        foreach (var encoding in new[] { "identity", "br" })
        {
            var same = await site.GetAsync("/api/v1/events/acecf_2018", ("If-None-Match", packed.Header("ETag")!), ("Accept-Encoding", encoding));
            Assert.Equal(304, same.Status);
            Assert.Equal(packed.Header("ETag"), same.Header("ETag"));
            Assert.Equal("Accept-Encoding", same.Header("Vary"));
            Assert.Equal("no-cache", same.Header("Cache-Control"));
        }
    }
}
