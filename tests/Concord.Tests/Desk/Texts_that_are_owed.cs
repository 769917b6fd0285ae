using System.Text.Json.Nodes;
using Concord.Desk.Languages.States;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Desk;

/// <summary>What is known of translations follows every write of the record, in its transaction.</summary>
public sealed class Texts_that_are_owed
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<List<TextMark>> MarksAsync(ASite site) =>
        site.WithDbAsync(db => db.Set<TextMark>().AsNoTracking().OrderBy(mark => mark.Key).ThenBy(mark => mark.Language).ToListAsync(Cancel));

    private static Task<List<OwedRecord>> OwedAsync(ASite site) =>
        site.WithDbAsync(db => db.Set<OwedRecord>().AsNoTracking().OrderBy(owed => owed.RecordId).ThenBy(owed => owed.Language).ToListAsync(Cancel));

    /// <summary>Imports the bundle with another title of one event.</summary>
    private static async Task RetitleAsync(ASite site, Action<JsonObject> change) => await Bundles.ImportAsync(site, await Bundles.ChangedAsync((_, record) =>
    {
        if ((string?)record["id"] == "acecf_2016")
            change(record["title"]!.AsObject());
    }));

    [Theory, OnBothStores]
    public async Task The_demonstration_record_is_whole_in_its_four_languages(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            Assert.Empty(await MarksAsync(site));
            Assert.Empty(await OwedAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task A_changed_original_is_owed_in_the_other_languages_until_they_follow(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            await RetitleAsync(site, title => title["en"] = "A great forum of 2016");
            Assert.Equal(["ko", "ru", "zh"], (await MarksAsync(site)).Select(mark => mark.Language));
            Assert.All(await MarksAsync(site), mark => Assert.Equal(("acecf_2016", "title", "en", "ASEAN-China Environmental Cooperation Forum 2016", "import"),
                (mark.RecordId, mark.Key, mark.SourceLanguage, mark.SourceText, mark.ChangedBy)));
            Assert.Equal([("ko", 0, 1), ("ru", 0, 1), ("zh", 0, 1)], (await OwedAsync(site)).Select(owed => (owed.Language, owed.Missing, owed.Stale)));

            await RetitleAsync(site, title => (title["en"], title["zh"]) = ("A great forum of 2016", "2016年盛大论坛"));
            Assert.Equal(["ko", "ru"], (await MarksAsync(site)).Select(mark => mark.Language));
            Assert.Equal(["ko", "ru"], (await OwedAsync(site)).Select(owed => owed.Language));

            await Bundles.ImportAsync(site, Stores.Bundle);
            Assert.Empty(await MarksAsync(site));
            Assert.Empty(await OwedAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task What_a_new_record_lacks_is_owed(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.BareAsync(store), Stores.Usual);
        await using (site)
        {
            await Bundles.ImportAsync(site, await Bundles.ChangedAsync((kind, record) =>
            {
                if (kind == "cities" && record["name"] is JsonObject name)
                    name.Remove("ko");
            }));
            var owed = await OwedAsync(site);
            Assert.Equal(TheRecord.Of("cities").Count, owed.Count);
            Assert.All(owed, row => Assert.Equal(("ko", 1, 0), (row.Language, row.Missing, row.Stale)));
        }
    }

    [Theory, OnBothStores]
    public async Task An_import_that_is_only_tried_leaves_no_mark(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            await Bundles.ImportAsync(site, await Bundles.ChangedAsync((_, record) =>
            {
                if (record["title"] is JsonObject title)
                    title["en"] = "Tried";
            }), dryRun: true);
            Assert.Empty(await MarksAsync(site));
        }
    }
}
