using System.Text;
using System.Text.Json.Nodes;
using Concord.Kernel.Data;
using Concord.Kernel.Vocabulary;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Importing;

/// <summary>A bundle is held against what stays in the store beside it, so that the store's own export is always accepted.</summary>
public sealed class What_a_store_holds_already
{
    [Theory, OnBothStores]
    public async Task An_id_that_belongs_to_another_kind_there_is_refused(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var folder = await EditedAsync(("events", events => events.RemoveAt(PlaceOf(events, "acecf_2016"))), ("projects", projects =>
        {
            var project = projects[0]!.DeepClone();
            project["id"] = "acecf_2016";
            projects.Add(project);
        }
        ));
        foreach (var arguments in new string[][] { ["import", folder, "--dry-run"], ["import", folder] })
        {
            var (exitCode, _, complained) = await AVerb.RunAsync(location, arguments);
            Assert.Equal($"projects.json:acecf_2016:/{TheRecord.Of("projects").Count}/id: \"acecf_2016\" is the id of an event in this store already; give the new record its own.", complained.Trim());
            Assert.Equal(2, exitCode);
        }
    }

    [Theory, OnBothStores]
    public async Task Topics_keep_their_levels_and_labels_beside_those_that_stay(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.BareAsync(store), Stores.Usual);
        await using (site)
        {
            Assert.Empty((await Bundles.ImportAsync(site, await OfTopicsAsync(Topic("a", "b"), Topic("b", "c"), Topic("c", "d"), Topic("d")))).Faults);
            var (_, faults) = await Bundles.ImportAsync(site, await OfTopicsAsync(Topic("d", "e"), Topic("e"), Topic("f", label: "a")));
            Assert.Contains("topics.json:d:/0/broader: \"d\" brings the topic \"a\" of this store to level 5; topics have at most 4 levels.", faults);
            Assert.Contains("topics.json:f:/2/label/en: \"a en\" stands at the topic \"a\" already, in this store; give each its own.", faults);
            Assert.Equal(1 + 4, faults.Count);
            Assert.Equal(["topics.json:d:/0/broader/0: the references lead in a circle, d -> a -> b -> c -> d; take one of them out."], (await Bundles.ImportAsync(site, await OfTopicsAsync(Topic("d", "a"), Topic("a", "b"), Topic("b", "c"), Topic("c", "d")))).Faults.Take(1));
            Assert.Empty((await Bundles.ImportAsync(site, await Bundles.ExportAsync(site))).Faults);
        }
    }

    [Theory, OnBothStores]
    public async Task A_circle_may_not_be_closed_through_what_stays(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.BareAsync(store), Stores.Usual);
        await using (site)
        {
            Assert.Empty((await Bundles.ImportAsync(site, await OfInstrumentsAsync(("x", "w", "y"), ("w", null, null), ("y", null, null)))).Faults);
            Assert.Equal(["instruments.json:w:/0/predecessor: the references lead in a circle, w -> y -> x -> w; take one of them out."],
                (await Bundles.ImportAsync(site, await OfInstrumentsAsync(("w", "y", null), ("y", null, null)))).Faults);
        }
    }

    [Theory, OnBothStores]
    public async Task An_area_that_a_project_of_the_store_belongs_to_stays(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
        {
            var instrument = TheRecord.Of("instruments").First(record => record.TryGetProperty("priority_areas", out _)).GetProperty("id").GetString()!;
            var more = await EditedAsync(
                ("instruments", instruments =>
                {
                    var areas = instruments[PlaceOf(instruments, instrument)]!["priority_areas"]!.AsArray();
                    var area = areas[0]!.DeepClone();
                    area["id"] = "one_more";
                    areas.Add(area);
                }
            ),
                ("projects", projects => projects.Add(new JsonObject { ["id"] = "p_one_more", ["title"] = projects[0]!["title"]!.DeepClone(), ["instrument"] = instrument, ["priority_area"] = "one_more", ["sources"] = new JsonArray("An almanac") })));
            Assert.Empty((await Bundles.ImportAsync(site, more)).Faults);
            var (_, faults) = await Bundles.ImportAsync(site, Stores.Bundle);
            Assert.Contains("The project \"p_one_more\" in this store belongs to the area \"one_more\" of this instrument", Assert.Single(faults), StringComparison.Ordinal);
            Assert.StartsWith($"instruments.json:{instrument}:/", faults[0], StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task A_check_knows_the_rules_of_an_import(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        Assert.Equal((0, ""), await CheckAsync(location));
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
            await site.WithDbAsync(async db =>
            {
                foreach (var topic in new[] { Topic("a1", "b1"), Topic("b1", "c1"), Topic("c1", "d1"), Topic("d1", "e1"), Topic("e1") })
                    db.Vocabulary.Add(new VocabularyEntry { List = "topics", Id = topic["id"]!.GetValue<string>(), Position = 9000 + db.Vocabulary.Local.Count, Body = Encoding.UTF8.GetBytes(topic.ToJsonString()) });
                return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            });
        var (exitCode, complained) = await CheckAsync(location);
        Assert.Equal(1, exitCode);
        Assert.Contains("\"a1\" is on level 5; topics have at most 4 levels.", complained, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Complained)> CheckAsync(StoreLocation location)
    {
        var (exitCode, _, complained) = await AVerb.RunAsync(location, "check");
        return (exitCode, complained);
    }

    private static int PlaceOf(JsonArray records, string id) => records.Index().First(record => record.Item!["id"]!.GetValue<string>() == id).Index;

    private static JsonObject Words(string text) => new() { ["en"] = text + " en", ["zh"] = text + " zh", ["ru"] = text + " ru", ["ko"] = text + " ko" };

    private static JsonObject Topic(string id, string? broader = null, string? label = null)
    {
        var topic = new JsonObject { ["id"] = id, ["label"] = Words(label ?? id) };
        if (broader is not null)
            topic["broader"] = new JsonArray(broader);
        return topic;
    }

    private static Task<string> OfTopicsAsync(params JsonNode[] topics) => OnlyAsync("topics", topics);

    private static Task<string> OfInstrumentsAsync(params (string Id, string? Predecessor, string? Successor)[] instruments) => OnlyAsync("instruments", [.. instruments.Select(instrument =>
    {
        var record = new JsonObject { ["id"] = instrument.Id, ["name"] = Words(instrument.Id), ["kind"] = "strategy", ["sources"] = new JsonArray("An almanac") };
        if (instrument.Predecessor is { } before)
            record["predecessor"] = before;
        if (instrument.Successor is { } after)
            record["successor"] = after;
        return record;
    })]);

    /// <summary>A bundle with records in one file only; places and labels are those of the demonstration.</summary>
    private static Task<string> OnlyAsync(string file, params JsonNode[] records) =>
        EditedAsync([.. TheRecord.Kinds.Append("topics").Select(name => (name, (Action<JsonArray>)(array =>
        {
            array.Clear();
            foreach (var record in name == file ? records : [])
                array.Add(record);
        })))]);

    private static async Task<string> EditedAsync(params (string File, Action<JsonArray> Edit)[] edits)
    {
        var folder = await Bundles.ChangedAsync((_, _) => { });
        foreach (var (file, edit) in edits)
        {
            var path = Path.Combine(folder, file + ".json");
            var records = JsonNode.Parse(await File.ReadAllBytesAsync(path))!.AsArray();
            edit(records);
            await File.WriteAllTextAsync(path, records.ToJsonString());
        }
        return folder;
    }
}
