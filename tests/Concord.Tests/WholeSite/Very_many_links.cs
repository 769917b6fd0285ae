using System.Text.Json.Nodes;
using Concord.Tests.House;
using Concord.Tests.Importing;

namespace Concord.Tests.WholeSite;

/// <summary>A record that very much else refers to: its page shows a part, and says how much there is.</summary>
public sealed class Very_many_links
{
    [Theory, OnBothStores]
    public async Task A_page_counts_links_that_it_does_not_show(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual);
        await using (site)
        {
            var before = TheRecord.Of("projects").Count(project => TheRecord.Text(project, "lead") == "caec");
            var folder = await Bundles.ChangedAsync((_, _) => { });
            var file = Path.Combine(folder, "projects.json");
            var projects = JsonNode.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))!.AsArray();
            var model = projects.First(project => project!["id"]!.GetValue<string>() == "p_ac_aqm_workshop")!;
            for (var i = 0; i < 700; i++)
            {
                var project = model.DeepClone().AsObject();
                project["id"] = FormattableString.Invariant($"p_one_of_many_{i}");
                projects.Add(project);
            }
            await File.WriteAllTextAsync(file, projects.ToJsonString(), TestContext.Current.CancellationToken);
            Assert.Empty((await Bundles.ImportAsync(site, folder)).Faults);

            var page = (await site.GetAsync("/en/organizations/caec")).Page();
            Assert.Contains(page.QuerySelectorAll("h3.sub"), heading => heading.TextContent.Trim().StartsWith(FormattableString.Invariant($"Leads {before + 700}"), StringComparison.Ordinal));
            Assert.NotEmpty(page.QuerySelectorAll("a[href='/en/projects/p_one_of_many_699']"));
            Assert.Equal(200, (await site.GetAsync("/en/thread/organizations/caec")).Status);
        }
    }
}
