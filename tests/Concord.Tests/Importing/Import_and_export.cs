using System.Text.Json.Nodes;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Importing;

/// <summary>What goes in comes out, once, whole, or not at all; on both databases.</summary>
public sealed class Import_and_export
{
    [Theory, OnBothStores]
    public async Task What_is_exported_is_what_was_imported_value_for_value(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var exported = await Bundles.ExportAsync(site);
        Assert.Equal(TheRecord.FilesOfTheBundle, Directory.EnumerateFiles(exported).Count());
        Nothing.In(Bundles.Differences(Stores.Bundle, exported));
    }

    [Theory, OnBothStores]
    public async Task An_import_of_the_same_changes_nothing(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var before = await Bundles.StateAsync(site);
            var (outcome, faults) = await Bundles.ImportAsync(site, await Bundles.ExportAsync(site));
            Assert.Empty(faults);
            Assert.All(outcome.Counts.Values, count => Assert.Equal((0, 0), (count.Added, count.Changed)));
            Assert.Empty(outcome.Written);
            Assert.Equal(before, await Bundles.StateAsync(site));
            Assert.Empty(await Bundles.CheckAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task A_dry_run_tells_what_would_change_and_changes_nothing(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var before = await Bundles.StateAsync(site);
            var (outcome, faults) = await Bundles.ImportAsync(site, await Bundles.ChangedAsync((kind, record) => { if (kind == "cities") record["sources"]!.AsArray().Add("An almanac"); }), dryRun: true);
            Assert.Empty(faults);
            Assert.Equal(TheRecord.Of("cities").Count, outcome.Counts["cities"].Changed);
            Assert.Equal(0, outcome.Counts["events"].Changed);
            Assert.Equal(before, await Bundles.StateAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task A_changed_record_makes_a_version_and_the_others_none(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            site.Clock.AdvanceHours(1);
            var folder = await Bundles.ChangedAsync((_, record) => { if (record["id"]!.GetValue<string>() == "acecf_2018") record["edition"] = 99; });
            var (outcome, faults) = await Bundles.ImportAsync(site, folder);
            Assert.Empty(faults);
            Assert.Equal(["acecf_2018"], outcome.Written.Select(record => record.Id));
            var versions = await site.WithDbAsync(db => db.Versions.AsNoTracking().Where(version => version.RecordId == "acecf_2018").OrderBy(version => version.Version).ToListAsync());
            Assert.Equal([1, 2], versions.Select(version => version.Version));
            Assert.Equal(site.Clock.GetCurrentInstant(), versions[1].ChangedAt);
            Nothing.In(Bundles.Differences(folder, await Bundles.ExportAsync(site)));
            Assert.Empty(await Bundles.CheckAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task A_bundle_with_faults_changes_nothing_and_all_faults_are_told(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var before = await Bundles.StateAsync(site);
            var folder = await Bundles.ChangedAsync((kind, record) =>
            {
                if (record["id"]!.GetValue<string>() == "acecf_2018")
                    record["start"] = "2021-02-30";
                if (record["id"]!.GetValue<string>() == "kunming")
                    record["time_zone"] = "Asia/Nowhere";
                if (kind == "practices")
                    record["surprise"] = true;
            });
            var (outcome, faults) = await Bundles.ImportAsync(site, folder);
            Assert.Equal(2 + TheRecord.Of("practices").Count, faults.Count);
            Assert.Equal(faults.Count, outcome.Faults);
            Assert.Contains(faults, fault => fault.StartsWith("events.json:acecf_2018:/", StringComparison.Ordinal) && fault.Contains("2021-02-30", StringComparison.Ordinal));
            Assert.Equal(before, await Bundles.StateAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task Records_that_the_bundle_does_not_hold_stay(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var folder = await Bundles.ChangedAsync((_, _) => { });
            var path = Path.Combine(folder, "practices.json");
            var practices = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!.AsArray();
            practices.RemoveAt(0);
            await File.WriteAllTextAsync(path, practices.ToJsonString(), TestContext.Current.CancellationToken);
            var (_, faults) = await Bundles.ImportAsync(site, folder);
            Assert.Empty(faults);
            Nothing.In(Bundles.Differences(Stores.Bundle, await Bundles.ExportAsync(site)));
        }
    }

    [Theory, OnBothStores]
    public async Task Two_imports_at_once_follow_one_another(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var (first, second) = (await ASite.OpenAsync(location, Stores.Usual), await ASite.OpenAsync(location, Stores.Usual));
        await using (first)
        await using (second)
        {
            var (one, two) = (await Bundles.AllChangedAsync("one"), await Bundles.AllChangedAsync("two"));
            var outcomes = await Task.WhenAll(Task.Run(() => Bundles.ImportAsync(first, one)), Task.Run(() => Bundles.ImportAsync(second, two)));
            Assert.All(outcomes, outcome => Assert.Empty(outcome.Faults));
            var exported = await Bundles.ExportAsync(first);
            Assert.True(!Bundles.Differences(one, exported).Any() || !Bundles.Differences(two, exported).Any(), "The store is neither the one bundle nor the other.");
            Assert.Equal(3 * TheRecord.Kinds.Sum(kind => TheRecord.Of(kind).Count), await first.WithDbAsync(db => db.Versions.CountAsync()));
            Assert.Empty(await Bundles.CheckAsync(second));
        }
    }

    [Theory, OnBothStores]
    public async Task Readers_read_on_during_an_import_and_see_all_of_it_or_nothing(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var (writer, reader) = (await ASite.OpenAsync(location, Stores.Usual), await ASite.OpenAsync(location, Stores.Usual));
        await using (writer)
        await using (reader)
        {
            var events = TheRecord.Of("events").Count;
            var folder = await Bundles.ChangedAsync((kind, record) => { if (kind == "events") record["kind"] = "forum"; });
            var forums = TheRecord.Of("events").Count(record => TheRecord.Text(record, "kind") == "forum");
            var import = Task.Run(() => Bundles.ImportAsync(writer, folder));
            var seen = new HashSet<int>();
            do
            {
                seen.Add((await Filters.ListAsSeen.AskAsync(reader, "/en/events?kind=forum")).Total);
            }
            while (!import.IsCompleted);
            Assert.Empty((await import).Faults);
            Assert.Subset(new HashSet<int> { forums, events }, seen);
            Assert.Equal(events, (await Filters.ListAsSeen.AskAsync(reader, "/en/events?kind=forum")).Total);
        }
    }
}
