using Concord.Kernel.Data;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Partners;

/// <summary>A request with a name (Idempotency-Key) is done once, however often it is sent.</summary>
public sealed class Requests_that_are_sent_again
{
    private static readonly (string, string) Name = ("Idempotency-Key", "\"7c9e6679-7425-40de-944b-e07fc1f90ae7\"");

    [Theory, OnBothStores]
    public async Task The_same_request_has_the_same_answer_and_is_done_once(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (partner, other) = (await APartner.WithKeyAsync(site), await APartner.WithKeyAsync(site));
            var first = await partner.AddAsync(headers: Name);
            site.Clock.Advance(Duration.FromHours(23));
            var again = await partner.AddAsync(headers: ("Idempotency-Key", "7c9e6679-7425-40de-944b-e07fc1f90ae7"));
            Assert.Equal((201, first.Body, first.Header("Location"), first.Header("ETag")), (again.Status, again.Body, again.Header("Location"), again.Header("ETag")));
            Assert.Equal(1, await CountAsync(site));
            // A change of a record has one answer too, although by now its condition does not hold any more.
            const string Address = "/api/v1/instruments/sco_concept_2018";
            var tag = (await site.GetAsync(Address)).Header("ETag")!;
            for (var times = 0; times < 2; times++)
                Assert.Equal(200, (await partner.SendAsync(HttpMethod.Patch, Address, """{"name":{"ko":"개념"}}""", ("If-Match", tag), ("Idempotency-Key", "patch-1"))).Status);
            Assert.Equal(2, await site.WithDbAsync(db => db.Versions.CountAsync(version => version.RecordId == "sco_concept_2018")));
            // The names of one key are not those of another.
            Assert.Equal("/api/v1/events/seminar_on_wetlands_2023_2", (await other.AddAsync(headers: Name)).Header("Location"));
        }
    }

    [Theory, OnBothStores]
    public async Task Another_request_of_the_same_name_is_refused_for_a_day(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            Assert.Equal(201, (await partner.AddAsync(headers: Name)).Status);
            var elsewise = APartner.Event.Replace("wetlands", "peatlands", StringComparison.Ordinal);
            Assert.Equal(422, (await partner.AddAsync(elsewise, Name)).Status);
            Assert.Equal(422, (await partner.SendAsync(HttpMethod.Post, "/api/v1/projects", APartner.Event, Name)).Status);
            Assert.Equal(1, await CountAsync(site));
            site.Clock.Advance(Duration.FromDays(1));
            Assert.Equal(201, (await partner.AddAsync(elsewise, Name)).Status);
        }
    }

    [Fact]
    public async Task A_refusal_is_no_answer_that_is_kept()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            Assert.Equal(422, (await partner.AddAsync(APartner.Event.Replace("seminar", "nothing", StringComparison.Ordinal), Name)).Status);
            Assert.Equal(201, (await partner.AddAsync(headers: Name)).Status);
            foreach (var name in new[] { "\"\"", "a b", "a,b", new string('x', 201), "\"a", "ж" })
                Assert.Equal((name, 400), (name, (await partner.AddAsync(headers: ("Idempotency-Key", name))).Status));
        }
    }

    [Theory, OnBothStores]
    public async Task Of_two_that_come_at_once_one_is_told_to_come_back(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            // Its use is noted before, so that nothing but the write itself waits.
            await partner.GetAsync("/api/v1/events/acecf_2018");
            var (first, second) = (Task.FromResult<Answer>(null!), Task.FromResult<Answer>(null!));
            await site.WithDbAsync(async db =>
            {
                var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
                await using (transaction)
                {
                    // While the store is held here, neither can write: whichever is answered was refused.
                    await db.State.ExecuteUpdateAsync(set => set.SetProperty(state => state.LastNo, state => state.LastNo), TestContext.Current.CancellationToken);
                    Task<Answer>[] both = [Task.Run(() => partner.AddAsync(headers: Name), TestContext.Current.CancellationToken), Task.Run(() => partner.AddAsync(headers: Name), TestContext.Current.CancellationToken)];
                    second = await Task.WhenAny(both);
                    first = both.Single(one => one != second);
                    Assert.False(first.IsCompleted);
                }
                return 0;
            });
            Assert.Equal((409, "1"), ((await second).Status, (await second).Header("Retry-After")));
            Assert.Equal(201, (await first).Status);
            Assert.Equal(1, await CountAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task Another_process_knows_the_answer_and_a_change_that_did_not_come_to_its_end_left_none(StoreKind store)
    {
        var place = await Stores.CopyAsync(store);
        var site = await ASite.OpenAsync(place, Stores.Usual);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            var first = await partner.AddAsync(headers: Name);
            var other = await ASite.OpenAsync(place, Stores.Usual);
            await using (other)
            {
                var again = await new APartner(other, partner.Key, null!, "").AddAsync(headers: Name);
                Assert.Equal((201, first.Body), (again.Status, again.Body));
            }
            Assert.Equal(1, await CountAsync(site));
        }
    }

    private static Task<int> CountAsync(ASite site) => site.WithDbAsync(db => db.Records.CountAsync(record => record.Id.StartsWith("seminar_on_")));
}
