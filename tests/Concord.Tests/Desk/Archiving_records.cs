using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Desk;

/// <summary>A record that is archived stays at its address and leaves everything else, until it is taken up again.</summary>
public sealed class Archiving_records
{
    private const string Webinar = "/events/sco_webinar_2020";
    private const string Archive = "/en/desk" + Webinar + "/archive";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, OnBothStores]
    public async Task An_archived_record_is_read_at_its_address_and_found_nowhere_else(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            string[] places = ["/en/events?when=all&mechanism=sco_env", "/en/search?q=SCO+webinar", "/en/timeline?mechanism=sco_env", "/en/mechanisms/sco_env", "/api/v1/events?limit=200&when=all", "/events.ics?lang=en", "/sitemap-0.xml", "/en/feed.atom"];
            var before = await CountAsync(site, places);
            Assert.All(before[..2], count => Assert.True(count > 0));
            var editor = await AWriter.AsAsync(site);
            Assert.NotNull((await editor.Visitor.GetAsync("/en" + Webinar)).Page().QuerySelector($"a[href='{Archive}']"));
            Assert.Equal(302, (await editor.Visitor.FillInAsync(Archive, Archive, ("to", "archived"))).Status);
            Assert.All(await CountAsync(site, places), count => Assert.Equal(0, count));
            var page = (await site.GetAsync("/ru" + Webinar)).Page();
            Assert.NotNull(page.QuerySelector("#archived"));
            Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")?.GetAttribute("content"));
            Assert.Equal(200, (await site.GetAsync("/api/v1" + Webinar)).Status);
            Assert.Contains("Archived.", (await site.GetAsync("/en" + Webinar + "/history")).Page().QuerySelector("#v2")!.TextContent, StringComparison.Ordinal);
            // It is not changed while it is archived, and the way back is at the desk.
            Assert.Equal(Archive, (await editor.Visitor.GetAsync("/en/desk" + Webinar)).Header("Location"));
            Assert.NotNull((await editor.Visitor.GetAsync("/en/desk")).Page().QuerySelector($"#archived a[href='/en{Webinar}']"));
            Assert.Equal(302, (await editor.Visitor.FillInAsync(Archive, Archive, ("to", "listed"))).Status);
            // The feed tells of the change too.
            Assert.Equal(before[..^1], (await CountAsync(site, places))[..^1]);
            Assert.Null((await site.GetAsync("/ru" + Webinar)).Page().QuerySelector("#archived"));
            Assert.Contains("Taken out of the archive.", (await site.GetAsync("/en" + Webinar + "/history")).Page().QuerySelector("#v3")!.TextContent, StringComparison.Ordinal);
            var noted = await site.WithDbAsync(db => db.Set<AuditEntry>().Where(entry => entry.Subject == "events/sco_webinar_2020" && entry.AccountId != null).OrderBy(entry => entry.No).Select(entry => entry.Act).ToListAsync(Cancel));
            Assert.Equal(["records.archive", "records.take-up"], noted);
        }
    }

    [Theory, OnBothStores]
    public async Task A_record_that_somebody_writes_on_is_not_archived(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (editor, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Secretariat));
            var draft = (await (await other.OpenAsync("/en/desk" + Webinar)).Write("title.en", "Another title").SendAsync()).Draft;
            var refused = await editor.Visitor.FillInAsync(Archive, Archive, ("to", "archived"));
            Assert.Equal(422, refused.Status);
            Assert.Contains("publish the draft or give it up first", refused.Body, StringComparison.Ordinal);
            await other.DoAsync(draft, "discard");
            var stale = await editor.Visitor.FillInAsync(Archive, Archive, ("to", "archived"), ("version", "7"));
            Assert.Equal(422, stale.Status);
            Assert.Equal(302, (await editor.Visitor.FillInAsync(Archive, Archive, ("to", "archived"))).Status);
        }
    }

    [Fact]
    public async Task Only_whoever_works_for_all_its_mechanisms_archives_a_record()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var translator = await Visitor.AsAsync(site, Role.Translator, new Scope(Mechanism: "sco_env", Languages: ["zh"]));
            Assert.Equal(403, (await translator.GetAsync(Archive)).Status);
            var other = await AWriter.AsAsync(site, Role.Secretariat, new Scope(Mechanism: "china_korea_env"));
            Assert.Equal(403, (await other.Visitor.GetAsync(Archive)).Status);
            var (mine, all) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Administrator));
            var shared = await all.PublishAsync((await (await all.OpenAsync("/en/desk/events/new")).Write("title.en", "Joint seminar").Write("kind", "seminar").Write("sources", "A notice")
                .Write("mechanisms:find", "sco_env; china_korea_env").SendAsync()).Draft);
            Assert.Equal(403, (await mine.Visitor.GetAsync("/en/desk" + shared[3..] + "/archive")).Status);
            Assert.Equal(200, (await all.Visitor.GetAsync("/en/desk" + shared[3..] + "/archive")).Status);
        }
    }

    private static async Task<List<int>> CountAsync(ASite site, string[] places)
    {
        var counts = new List<int>();
        foreach (var place in places)
        {
            var answer = await site.GetAsync(place);
            Assert.Equal(200, answer.Status);
            counts.Add(answer.Body.Split("sco_webinar_2020").Length - answer.Body.Split("news_sco_webinar_2020").Length);
        }
        return counts;
    }
}
