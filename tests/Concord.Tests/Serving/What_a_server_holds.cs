using System.Runtime.CompilerServices;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Serving;

/// <summary>What strangers ask for costs the server nothing that lasts.</summary>
public sealed class What_a_server_holds
{
    [Theory, OnBothStores]
    public async Task Who_reads_slowly_holds_no_connection_to_the_store(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        if (location.IsPostgres)
            location = location with { PostgresConnection = location.PostgresConnection + ";Maximum Pool Size=3;Timeout=2" };
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
        {
            // More than fits on the way to the readers, each of whom takes the headers and nothing more.
            var slow = new List<HttpResponseMessage>();
            for (var reader = 0; reader < 3; reader++)
                slow.Add(await site.Http.GetAsync(new Uri($"/events.ics?reader={reader}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken));
            Assert.All(slow, answer => Assert.Equal(200, (int)answer.StatusCode));
            foreach (var address in new[] { "/en/events", "/api/v1/events/acecf_2018" })
                Assert.Equal((address, 200), (address, (await site.GetAsync(address)).Status));
            slow.ForEach(answer => answer.Dispose());
        }
    }

    [Theory, OnBothStores]
    public async Task A_request_holds_one_connection_at_a_time(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        if (location.IsPostgres)
            location = location with { PostgresConnection = location.PostgresConnection + ";Maximum Pool Size=1;Timeout=2" };
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
            foreach (var address in Contract.PagesIn("en").Concat(["/events.ics", "/en/feed.atom", "/sitemap.xml", "/readyz", "/api/v1/record.zip", "/en/search?q=watre"]))
                Assert.Equal((address, 200), (address, (await site.GetAsync(address)).Status));
    }

    [Fact]
    public async Task What_nobody_recorded_is_not_kept_when_it_is_asked_for()
    {
        var scope = (await Stores.SharedAsync(StoreKind.Sqlite)).Services.CreateAsyncScope();
        await using (scope)
        {
            var r = scope.ServiceProvider.GetRequiredService<Reading>();
            await r.BeginAsync(TestContext.Current.CancellationToken);
            var invented = Ask(r);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            Assert.False(invented.IsAlive, "The name of a series that nobody recorded is kept.");
        }

        // In a frame of its own, which is gone with all that it knew.
        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Ask(Reading r)
        {
            var invented = new string('x', 40);
            Assert.Empty(r.Numbers(RecordKind.Event, "series", invented));
            Assert.Null(r.YearsOf(RecordKind.Event, "series", invented));
            Assert.Equal(0, r.Count(RecordKind.Event, "series", invented));
            return new WeakReference(invented);
        }
    }
}
