using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Audit;

/// <summary>Whoever is refused what is not theirs is found in the trail.</summary>
public sealed class Refusals_in_the_trail
{
    [Theory, OnBothStores]
    public async Task What_somebody_with_an_account_was_refused_is_noted_and_what_a_reader_asked_for_is_not(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual);
        await using (site)
        {
            var focalPoint = await Visitor.AsAsync(site, Role.FocalPoint, new Scope(Mechanism: "sco_env", Party: "KZ"));
            Assert.Equal(403, (await focalPoint.GetAsync("/ru/desk/instruments/sco_concept_2018?secret=1")).Status);
            Assert.Equal(403, (await focalPoint.SendAsync("/en/keys/new")).Status);
            Assert.Equal(200, (await focalPoint.GetAsync("/en/account")).Status);
            Assert.Equal(302, (await new Visitor(site).GetAsync("/en/desk/trail")).Status);
            var notes = await RefusalsAsync(site);
            Assert.Equal([("GET", "/ru/desk/instruments/sco_concept_2018"), ("POST", "/en/keys/new")], notes);
            Assert.Empty(await Bundles.CheckAsync(site));
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            var page = (await auditor.GetAsync("/zh/desk/trail")).Page();
            Assert.Equal(2, page.QuerySelectorAll("tbody tr").Count(row => row.TextContent.Contains("被拒绝访问", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Whoever_tries_all_addresses_fills_no_disk_with_it()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual);
        await using (site)
        {
            var participant = await Visitor.AsAsync(site, Role.Participant, new Scope(Mechanism: "sco_env"));
            for (var i = 0; i < 70; i++)
                Assert.Equal(403, (await participant.GetAsync("/en/people")).Status);
            Assert.Equal(60, (await RefusalsAsync(site)).Count);
        }
    }

    private static Task<List<(string Method, string Address)>> RefusalsAsync(ASite site) => site.WithDbAsync(async db =>
        (await db.Set<AuditEntry>().Where(entry => entry.Act == KernelAccess.Refused).OrderBy(entry => entry.No).ToListAsync()).ConvertAll(entry =>
        {
            using var details = System.Text.Json.JsonDocument.Parse(entry.Details!);
            return (details.RootElement.GetProperty("method").GetString()!, details.RootElement.GetProperty("address").GetString()!);
        }));
}
