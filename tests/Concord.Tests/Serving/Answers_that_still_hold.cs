using Concord.Tests.House;
using Concord.Tests.Importing;
using NodaTime;

namespace Concord.Tests.Serving;

/// <summary>Whoever has an answer and asks whether it still holds is told so without being sent it again; never when it does not.</summary>
public sealed class Answers_that_still_hold
{
    [Theory, OnBothStores]
    public async Task What_has_not_changed_is_not_sent_again_and_what_has_is(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual);
        await using (site)
        {
            var tags = new List<(string Address, string Tag)>();
            foreach (var address in new[] { "/ko", "/en/events?when=past", "/ru/events/acecf_2018", "/zh/search?q=水", "/en/about", "/api/v1/events?limit=3", "/events.ics", "/en/feed.atom", "/sitemap.xml" })
            {
                var tag = (await site.GetAsync(address)).Header("ETag");
                Assert.True(tag is not null, address + " has no name.");
                tags.Add((address, tag));
                for (var times = 0; times < 3; times++)
                {
                    var again = await site.GetAsync(address, ("If-None-Match", tag));
                    Assert.Equal((address, 304, "", tag), (address, again.Status, again.Body, again.Header("ETag")));
                }
            }
            await Bundles.ImportAsync(site, await Bundles.AllChangedAsync("changed"));
            foreach (var (address, tag) in tags)
            {
                var changed = await site.GetAsync(address, ("If-None-Match", tag));
                Assert.Equal((address, 200), (address, changed.Status));
                Assert.NotEqual(tag, changed.Header("ETag"));
            }
        }
    }

    [Fact]
    public async Task The_name_of_one_answer_is_not_that_of_another()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var tags = new List<string?>();
        foreach (var address in new[] { "/en/events", "/ru/events", "/en/events?page=2", "/en/projects" })
            foreach (var (name, value) in new[] { ("Accept-Encoding", "br"), ("Accept-Encoding", "gzip"), ("Cookie", "theme=dark") })
                tags.Add((await site.GetAsync(address, (name, value))).Header("ETag"));
        Assert.DoesNotContain(null, tags);
        Assert.Equal(tags.Count, tags.Distinct().Count());
    }

    [Fact]
    public async Task What_shows_the_time_of_day_or_was_not_found_has_no_name()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var address in new[] { "/en/cities/kunming", "/en/events/nowhere", "/en/events?page=0", "/healthz" })
            for (var times = 0; times < 4; times++)
                Assert.Null((await site.GetAsync(address)).Header("ETag"));
    }

    [Fact]
    public async Task A_notice_does_not_hold_beyond_the_hour_at_which_the_event_begins()
    {
        // It begins at 13:00 in Beijing, 05:00 UTC.
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Instant.FromUtc(2022, 10, 31, 4, 59));
        await using (site)
        {
            const string Address = "/en/events/cica_seminar_2022";
            string? tag = null;
            for (var times = 0; times < 3; times++)
            {
                var before = await site.GetAsync(Address);
                Assert.Contains("Forthcoming", before.Body, StringComparison.Ordinal);
                tag = before.Header("ETag");
            }
            site.Clock.AdvanceMinutes(1);
            var begun = await site.GetAsync(Address, ("If-None-Match", tag ?? "W/\"none\""));
            Assert.Equal(200, begun.Status);
            Assert.Contains("Under way", begun.Body, StringComparison.Ordinal);
            // From now on nothing changes before the day ends.
            Assert.NotNull(begun.Header("ETag"));
        }
    }
}
