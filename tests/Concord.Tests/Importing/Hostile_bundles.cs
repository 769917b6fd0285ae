using System.Text;
using System.Text.Json.Nodes;
using Concord.Tests.House;

namespace Concord.Tests.Importing;

/// <summary>A bundle with everything that may be wrong with one: all of it is told, and nothing is changed.</summary>
public sealed class Hostile_bundles
{
    [Theory, OnBothStores]
    public async Task Every_kind_of_fault_is_told_at_once_and_the_store_stays_as_it_was(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var before = await Killed_imports.StateAsync(location);
        var (code, said, complained) = await AVerb.RunAsync(location, "import", await SpoiltAsync());
        Assert.Equal((2, ""), (code, said));
        string[] expected =
        [
            "mechanisms.json:temm:/*/colour: \"colour\" is not a field",
            "organizations.json:mee_cn:/*/parent: the references lead in a circle, mee_cn -> feco -> mee_cn",
            "instruments.json:ac_strategy_2009_2015:/*/predecessor: the references lead in a circle",
            "events.json:acecf_2018:/*/edition: \"eight\" is a text; write a whole number",
            "events.json:acecf_2018:/*/hosts/0: \"nobody\" is not an organization of organizations.json",
            "events.json:acecf_2018:/*/hosts/2: \"feco\" stands in this list already",
            "events.json:acecf_2018:/*/start: \"2021-02-30\" is not a date that exists",
            "events.json:acecf_2018:/*/theme/en: \"xxx",
            "projects.json:-: line 1, byte 33: nesting is deeper than 32 levels.",
            "practices.json:-: line 1, byte 9: the byte 0xFF is not valid UTF-8",
            "cities.json:kunming:/*/time_zone: \"Asia/Nowhere\" is not a time zone",
            "cities.json:kunming:/*/id: \"kunming\" is the id of another record already",
        ];
        var lines = complained.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(expected, fault => Assert.Single(lines, line => WithoutPlace(line).StartsWith(fault, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, lines.Length);
        Assert.Equal(before, await Killed_imports.StateAsync(location));
    }

    /// <summary>The line with a star for the record's place in its file.</summary>
    private static string WithoutPlace(string line) => line.Split('/', 3) is [var record, _, var rest] ? $"{record}/*/{rest}" : line;

    private static async Task<string> SpoiltAsync()
    {
        var folder = await Bundles.ChangedAsync((_, record) =>
        {
            switch (record["id"]!.GetValue<string>())
            {
                case "temm":
                    record["colour"] = "green";
                    break;
                case "mee_cn":
                    record["parent"] = "feco";
                    break;
                case "ac_strategy_2009_2015":
                    record["predecessor"] = "ac_strategy_2016_2020";
                    break;
                case "acecf_2018":
                    record["edition"] = "eight";
                    record["hosts"] = new JsonArray("nobody", "feco", "feco");
                    record["start"] = "2021-02-30";
                    record["theme"] = new JsonObject { ["en"] = new string('x', 10_000_000) };
                    break;
            }
        });
        await File.WriteAllTextAsync(Path.Combine(folder, "projects.json"), new string('[', 500));
        await File.WriteAllBytesAsync(Path.Combine(folder, "practices.json"), [.. "[{\"id\": "u8, 0xFF]);
        var cities = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "cities.json")))!.AsArray();
        var again = cities.Single(city => city!["id"]!.GetValue<string>() == "kunming")!.DeepClone();
        again["time_zone"] = "Asia/Nowhere";
        cities.Add(again);
        await File.WriteAllTextAsync(Path.Combine(folder, "cities.json"), cities.ToJsonString(), Encoding.UTF8);
        return folder;
    }
}
