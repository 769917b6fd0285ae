using System.Text;
using System.Text.Json.Nodes;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Data.Postgres;
using Concord.Kernel.Data.Sqlite;
using Concord.Kernel.Records;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Serving;

/// <summary>What is kept is never stale; limits are a setting; both schemas are in step with the model.</summary>
public sealed class Serving_the_record
{
    [Theory, OnBothStores]
    public async Task A_change_is_seen_at_once_on_every_page_that_was_kept(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            string[] pages = ["/en/events?mechanism=asean_china_env&year=2018", "/en/events/acecf_2018", "/en/thread/events/acecf_2018", "/api/v1/events/acecf_2018", "/events/acecf_2018.ics"];
            foreach (var page in pages)
            {
                Assert.Equal((page, 200), (page, (await site.GetAsync(page)).Status));
                Assert.DoesNotContain("AAA Renamed forum", (await site.GetAsync(page)).Body, StringComparison.Ordinal);
            }
            await RenameAsync(site, "acecf_2018", "AAA Renamed forum");
            Nothing.In(from page in await Task.WhenAll(pages.Select(page => site.GetAsync(page))) where !page.Body.Contains("AAA Renamed forum", StringComparison.Ordinal) select page.Address + " still shows the old name");
        }
    }

    [Theory, OnBothStores]
    public async Task Another_process_sees_the_change_at_once_too(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var (writer, reader) = (await ASite.OpenAsync(location, Stores.Usual), await ASite.OpenAsync(location, Stores.Usual));
        await using (writer)
        await using (reader)
        {
            await reader.GetAsync("/en/events?mechanism=asean_china_env&year=2018");
            await RenameAsync(writer, "acecf_2018", "AAA Renamed forum");
            Assert.Contains("AAA Renamed forum", (await reader.GetAsync("/en/events?mechanism=asean_china_env&year=2018")).Body, StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task A_store_that_is_set_back_to_an_older_state_is_seen_as_it_is_now(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (before, state) = await site.WithDbAsync(async db => (await db.Records.AsNoTracking().SingleAsync(record => record.Id == "acecf_2018"), await db.State.AsNoTracking().SingleAsync()));
            await RenameAsync(site, "acecf_2018", "AAA Renamed forum");
            const string List = "/en/events?mechanism=asean_china_env&year=2018";
            Assert.Contains("AAA Renamed forum", (await site.GetAsync(List)).Body, StringComparison.Ordinal);
            await site.WithDbAsync(async db =>
            {
                await db.Records.Where(record => record.Id == before.Id).ExecuteUpdateAsync(set => set
                    .SetProperty(record => record.Body, before.Body).SetProperty(record => record.Entry, before.Entry).SetProperty(record => record.ChangeNo, before.ChangeNo).SetProperty(record => record.Version, before.Version));
                return await db.State.ExecuteUpdateAsync(set => set.SetProperty(now => now.ChangeNo, state.ChangeNo));
            });
            Assert.DoesNotContain("AAA Renamed forum", (await site.GetAsync(List)).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_event_moves_to_the_past_though_its_list_is_kept()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite, Instant.FromUtc(2018, 9, 13, 15, 59, 59));
        await using (site)
        {
            Assert.Contains("/en/events/acecf_2018", (await site.GetAsync("/en/events?when=upcoming")).Body, StringComparison.Ordinal);
            site.Clock.AdvanceSeconds(1);
            Assert.DoesNotContain("/en/events/acecf_2018", (await site.GetAsync("/en/events?when=upcoming")).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whatever_searches_and_the_API_are_limited_where_the_setting_says_so_and_pages_are_not()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("RateLimits:PerMinute", "3"));
        await using (site)
        {
            for (var times = 0; times < 3; times++)
                Assert.Equal(200, (await site.GetAsync("/en/search?q=SCO")).Status);
            var refused = await site.GetAsync("/api/v1/events");
            Assert.Equal(429, refused.Status);
            Assert.NotNull(refused.Header("Retry-After"));
            Assert.Equal("application/problem+json", refused.Type);
            for (var times = 0; times < 5; times++)
                Assert.Equal(200, (await site.GetAsync("/en/events?year=2018&q=")).Status);
            foreach (var address in new[] { "/en/events?q=water", "/events.ics?q=water", "/ru/feed.atom?q=water", "/ko/map?year=2019&q=%20", "/zh/series?q=water" })
                Assert.Equal((address, 429), (address, (await site.GetAsync(address)).Status));
        }
    }

    [Theory, OnBothStores]
    public async Task The_migrations_are_in_step_with_the_model(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        Assert.False(await site.WithDbAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }

    private static async Task RenameAsync(ASite site, string id, string name)
    {
        var scope = site.Services.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            var body = JsonNode.Parse((await db.Records.AsNoTracking().SingleAsync(record => record.Id == id)).Body)!.AsObject();
            body["title"]!["en"] = name;
            var writer = await RecordWriter.BeginAsync(db, site.Services.GetRequiredService<RecordModels>(), site.Clock.GetCurrentInstant(), Actor.Import, "records.import");
            await using (writer)
            {
                await writer.PutAsync(RecordKind.Event, Encoding.UTF8.GetBytes(body.ToJsonString()));
                await writer.CommitAsync();
            }
        }
    }
}
