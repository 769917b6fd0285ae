using Concord.Kernel.Data;
using Concord.Tests.Filters;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Importing;

/// <summary>Under a server that runs, the store is replaced by an earlier one, which then takes another way.</summary>
public sealed class A_store_that_was_set_back
{
    [Theory, OnBothStores]
    public async Task What_was_known_of_the_other_past_is_forgotten(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual);
        var other = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual);
        await using (site)
        await using (other)
        {
            await Bundles.ImportAsync(site, await Bundles.AllChangedAsync("here"));
            var forums = (await ListAsSeen.AskAsync(site, "/en/events?kind=forum")).Total;
            // The same number of changes, and one more: in the first of them a forum becomes a seminar.
            await Bundles.ImportAsync(other, await Bundles.ChangedAsync((_, record) => { if (record["id"]!.GetValue<string>() == "acecf_2018") record["kind"] = "seminar"; }));
            Assert.Equal(forums - 1, (await ListAsSeen.AskAsync(other, "/en/events?kind=forum")).Total);
            await ReplaceAsync(site, other);
            Assert.Equal(forums - 1, (await ListAsSeen.AskAsync(site, "/en/events?kind=forum")).Total);
            await Bundles.ImportAsync(other, await Bundles.ChangedAsync((_, record) => { if (record["id"]!.GetValue<string>() is "acecf_2018" or "acecf_2019") record["kind"] = "seminar"; }));
            await ReplaceAsync(site, other);
            Assert.Equal(forums - 2, (await ListAsSeen.AskAsync(site, "/en/events?kind=forum")).Total);
        }
    }

    [Theory, OnBothStores]
    public async Task Also_where_the_other_way_was_longer(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual);
        var other = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual);
        await using (site)
        await using (other)
        {
            await Bundles.ImportAsync(site, await Bundles.AllChangedAsync("here"));
            var forums = (await ListAsSeen.AskAsync(site, "/en/events?kind=forum")).Total;
            await Bundles.ImportAsync(other, await Bundles.ChangedAsync((_, record) => { if (record["id"]!.GetValue<string>() == "acecf_2018") record["kind"] = "seminar"; }));
            await Bundles.ImportAsync(other, await Bundles.ChangedAsync((_, record) => { if (record["id"]!.GetValue<string>() is "acecf_2018" or "acecf_2019") record["kind"] = "seminar"; }));
            await ReplaceAsync(site, other);
            Assert.Equal(forums - 2, (await ListAsSeen.AskAsync(site, "/en/events?kind=forum")).Total);
        }
    }

    /// <summary>Puts all that one store states in the place of what another does, as a restore from a backup would.</summary>
    private static async Task ReplaceAsync(ASite site, ASite by)
    {
        var (records, versions, links, state, changes) = await by.WithDbAsync(async db => (
            await db.Records.AsNoTracking().ToListAsync(), await db.Versions.AsNoTracking().ToListAsync(), await db.Links.AsNoTracking().ToListAsync(),
            await db.State.AsNoTracking().SingleAsync(), await db.Changes.AsNoTracking().ToListAsync()));
        await site.WithDbAsync(async db =>
        {
            var restore = await db.Database.BeginTransactionAsync();
            await using (restore)
            {
                await db.Versions.ExecuteDeleteAsync();
                await db.Links.ExecuteDeleteAsync();
                await db.Records.ExecuteDeleteAsync();
                await db.State.ExecuteDeleteAsync();
                await db.Changes.ExecuteDeleteAsync();
                db.AddRange(records);
                await db.SaveChangesAsync();
                db.AddRange(versions);
                db.AddRange(links);
                db.Add(state);
                db.AddRange(changes);
                await db.SaveChangesAsync();
                await restore.CommitAsync();
            }
            return 0;
        });
    }
}
