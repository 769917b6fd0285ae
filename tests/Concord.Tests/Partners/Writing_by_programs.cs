using System.Text.Json.Nodes;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Tests.Desk;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Partners;

/// <summary>Records that programs write: published at once or in review, by the rules that hold at the desk.</summary>
public sealed class Writing_by_programs
{
    private const string Instrument = "/api/v1/instruments/sco_concept_2018";

    [Theory, OnBothStores]
    public async Task What_is_written_is_published_at_once_and_the_trail_names_the_key(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            var added = await partner.AddAsync();
            var address = added.Header("Location")!;
            Assert.Equal((201, "/api/v1/events/seminar_on_wetlands_2023"), (added.Status, address));
            var read = await site.GetAsync(address);
            Assert.Equal((added.Body, added.Header("ETag")), (read.Body, read.Header("ETag")));
            var replaced = await partner.SendAsync(HttpMethod.Put, address, APartner.Event.Replace("wetlands", "peatlands", StringComparison.Ordinal), ("If-Match", added.Header("ETag")!));
            Assert.Equal((200, "Seminar on peatlands"), (replaced.Status, (string?)APartner.Read(replaced)["title"]!["en"]));
            var patched = await partner.PatchAsync(address, """{"title":{"ko":"이탄지 세미나"},"hosts":null,"format":"online"}""");
            var document = APartner.Read(patched);
            Assert.Equal((200, "Seminar on peatlands", "이탄지 세미나", "online", null), (patched.Status, (string?)document["title"]!["en"], (string?)document["title"]!["ko"], (string?)document["format"], document["hosts"]));
            Assert.Contains("이탄지 세미나", (await site.GetAsync("/ko/events/seminar_on_wetlands_2023")).Body, StringComparison.Ordinal);
            Assert.Contains("a partner’s program", (await site.GetAsync("/en/events/seminar_on_wetlands_2023/history")).Body, StringComparison.Ordinal);
            var id = Guid.Parse(partner.Page[^36..]);
            var trail = await site.WithDbAsync(db => db.Set<AuditEntry>().Where(entry => entry.Subject == "events/seminar_on_wetlands_2023").ToListAsync());
            Assert.Equal(3, trail.Count);
            Assert.All(trail, entry => Assert.Equal((id, "key", "records.publish"), (entry.AccountId!.Value, entry.By, entry.Act)));
        }
    }

    [Theory, OnBothStores]
    public async Task Where_a_second_pair_of_eyes_is_asked_for_what_is_written_waits_for_somebody(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var officer = await AWriter.AsAsync(site, Role.Secretariat);
            Assert.Equal(302, (await officer.Visitor.FillInAsync("/en/desk/rules", "/en/desk/rules", ("second", "sco_env"))).Status);
            var partner = await APartner.WithKeyAsync(site);
            var mails = await MailsAsync();
            var added = await partner.AddAsync(headers: ("Accept-Language", "en"));
            Assert.Equal(mails + 1, await MailsAsync());
            Assert.Equal((202, "in_review", "seminar_on_wetlands_2023"), (added.Status, (string?)APartner.Read(added)["state"], (string?)APartner.Read(added)["record"]));
            Assert.Equal("What you sent is sound. It waits as a draft until somebody of the mechanism publishes it; the address in Location says how far it has come.", (string?)APartner.Read(added)["detail"]);
            Assert.Equal(404, (await site.GetAsync("/api/v1/events/seminar_on_wetlands_2023")).Status);
            var (asked, page) = (added.Header("Location")!, "/en/desk/drafts/" + (string)APartner.Read(added)["draft"]!);
            Assert.Contains("Project database", (await officer.LookAsync(page)).Body, StringComparison.Ordinal);
            Assert.Equal(302, (await officer.DoAsync(page, "back", ("comment", "Where will it be held?"))).Status);
            var back = APartner.Read(await partner.GetAsync(asked));
            Assert.Equal(("sent_back", "Where will it be held?"), ((string?)back["state"], (string?)back["comments"]![0]!["text"]));
            var again = await partner.AddAsync("""{"id":"seminar_on_wetlands_2023","venue":{"country":"KZ"},""" + APartner.Event[1..]);
            Assert.Equal((202, asked), (again.Status, again.Header("Location")));
            Assert.EndsWith("/en/events/seminar_on_wetlands_2023", await officer.PublishAsync(page), StringComparison.Ordinal);
            Assert.Equal(("published", 1), ((string?)APartner.Read(await partner.GetAsync(asked))["state"], (int)APartner.Read(await partner.GetAsync(asked))["published_version"]!));
            Assert.Equal("KZ", (string?)APartner.Read(await site.GetAsync("/api/v1/events/seminar_on_wetlands_2023"))["venue"]!["country"]);
            var other = await APartner.WithKeyAsync(site);
            Assert.Equal(404, (await other.GetAsync(asked)).Status);

            async Task<int> MailsAsync() => (await Mail.Outboxes.MailsAsync(site)).Count(mail => mail.Address.StartsWith("secretariat-", StringComparison.Ordinal));
        }
    }

    [Theory, OnBothStores]
    public async Task A_key_that_does_not_publish_writes_drafts_and_leaves_those_of_the_desk_alone(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site, publishes: false);
            var writer = await AWriter.AsAsync(site);
            var first = await partner.PatchAsync(Instrument, """{"name":{"ko":"개념"}}""");
            Assert.Equal(202, first.Status);
            var page = "/en/desk/drafts/" + (string)APartner.Read(first)["draft"]!;
            Assert.Equal(202, (await partner.PatchAsync(Instrument, """{"name":{"ko":"구상"}}""")).Status);
            Assert.Contains("구상", (await writer.OpenAsync(page + "/form")).Answer.Body, StringComparison.Ordinal);
            await (await writer.OpenAsync(page + "/form")).Write("name.ko", "초안").SendAsync();
            var refused = await partner.PatchAsync(Instrument, """{"name":{"ko":"개념"}}""");
            Assert.Equal((409, "application/problem+json"), (refused.Status, refused.Type));
            await writer.PublishAsync(page);
            Assert.Equal("초안", (string?)APartner.Read(await site.GetAsync(Instrument))["name"]!["ko"]);
            var trail = await site.WithDbAsync(db => db.Set<AuditEntry>().Where(entry => entry.Act == "records.draft" && entry.By == "key").ToListAsync());
            Assert.Equal(2, trail.Count);
            Assert.All(trail, entry => Assert.Contains("\"record\":\"instruments/sco_concept_2018\"", entry.Details, StringComparison.Ordinal));
        }
    }

    [Theory, OnBothStores]
    public async Task Who_does_not_say_which_version_is_meant_or_means_an_old_one_changes_nothing(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            var tag = (await site.GetAsync(Instrument)).Header("ETag")!;
            const string Patch = """{"name":{"ko":"개념"}}""";
            Assert.Equal(428, (await partner.SendAsync(HttpMethod.Patch, Instrument, Patch)).Status);
            Assert.Equal(428, (await partner.SendAsync(HttpMethod.Put, Instrument, "{}")).Status);
            foreach (var nothing in new[] { "*", "x", "" })
                Assert.Equal((nothing, 428), (nothing, (await partner.SendAsync(HttpMethod.Patch, Instrument, Patch, ("If-Match", nothing))).Status));
            Assert.Equal(200, (await partner.SendAsync(HttpMethod.Patch, Instrument, Patch, ("If-Match", "\"other\", " + tag))).Status);
            var late = await partner.SendAsync(HttpMethod.Patch, Instrument, """{"name":{"ko":"구상"}}""", ("If-Match", tag));
            var standing = await site.GetAsync(Instrument);
            Assert.Equal((412, standing.Header("ETag")), (late.Status, late.Header("ETag")));
            Assert.True(JsonNode.DeepEquals(APartner.Read(standing), APartner.Read(late)["current"]));
            Assert.Equal("개념", (string?)APartner.Read(standing)["name"]!["ko"]);
            Assert.Equal(200, (await partner.SendAsync(HttpMethod.Patch, Instrument, """{"name":{"ko":"구상"}}""", ("If-Match", late.Header("ETag")!.Replace("W/", "", StringComparison.Ordinal)))).Status);
            Assert.Equal(404, (await partner.SendAsync(HttpMethod.Put, "/api/v1/instruments/nowhere", "{}", ("If-Match", tag))).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task A_key_that_may_archives_a_record_once_and_only_where_every_mechanism_of_it_is_its_own(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (partner, other) = (await APartner.WithKeyAsync(site, archives: true), await APartner.WithKeyAsync(site));
            var address = (await partner.AddAsync()).Header("Location")!;
            var tag = ("If-Match", (await site.GetAsync(address)).Header("ETag")!);
            Assert.Equal(428, (await partner.SendAsync(HttpMethod.Delete, address, (byte[]?)null)).Status);
            Assert.Equal(412, (await partner.SendAsync(HttpMethod.Delete, address, (byte[]?)null, ("If-Match", "\"1-0\""))).Status);
            Assert.Equal(403, (await other.SendAsync(HttpMethod.Delete, address, (byte[]?)null, tag)).Status);
            const string OfOther = "/api/v1/events/acecf_2018";
            Assert.Equal(403, (await partner.SendAsync(HttpMethod.Delete, OfOther, (byte[]?)null, ("If-Match", (await site.GetAsync(OfOther)).Header("ETag")!))).Status);
            for (var times = 0; times < 2; times++)
                Assert.Equal(200, (await partner.SendAsync(HttpMethod.Delete, address, (byte[]?)null, tag, ("Idempotency-Key", "away"))).Status);
            Assert.Equal(200, (await site.GetAsync(address)).Status);
            Assert.DoesNotContain("Seminar on wetlands", (await site.GetAsync("/api/v1/events?mechanism=sco_env&limit=200")).Body, StringComparison.Ordinal);
            Assert.Equal(409, (await partner.PatchAsync(address, """{"format":"online"}""")).Status);
            var noted = await site.WithDbAsync(db => db.Set<AuditEntry>().SingleAsync(entry => entry.Act == "records.archive"));
            Assert.Equal("key", noted.By);
        }
    }

    [Theory, OnBothStores]
    public async Task Every_fault_is_told_with_its_pointer_in_the_language_that_was_asked_for(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            const string Wrong = """{"title":{"en":"A","xx-":"B"},"kind":"nothing","mechanisms":["sco_env"],"start":"2023-13-01","end":5,"venue":{"place":"pl_nowhere"},"sessions":[{"title":{"en":"x"}},{"titel":1}],"sources":[],"note":null}""";
            var said = new HashSet<string>(StringComparer.Ordinal);
            foreach (var language in Contract.Languages)
            {
                var answer = await partner.AddAsync(Wrong, ("Accept-Language", language));
                Assert.Equal((422, "application/problem+json"), (answer.Status, answer.Type));
                var faults = APartner.Faults(answer);
                Assert.Superset(new HashSet<string> { "/kind", "/start", "/end", "/venue/place", "/sessions/1/titel", "/sources", "/note" }, faults.Keys.ToHashSet(StringComparer.Ordinal));
                Assert.True(said.Add(faults["/sessions/1/titel"] + faults["/kind"] + faults["/end"] + (string)APartner.Read(answer)["detail"]!), language);
            }
            Assert.Equal(404, (await site.GetAsync("/api/v1/events/a")).Status);
        }
    }

    [Fact]
    public async Task Fields_that_are_the_house_s_are_refused_and_not_passed_over()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            foreach (var field in new[] { "version", "changed_by", "changed_at", "created_at", "state", "no", "prominence", "entry", "body", "caption", "change_no", "belongs", "__proto__" })
                foreach (var value in new[] { "7", "\"somebody\"", "{\"en\":\"x\"}" })
                    foreach (var asked in new[] { partner.AddAsync($$"""{"{{field}}":{{value}},{{APartner.Event[1..]}}"""), partner.PatchAsync(Instrument, $$"""{"{{field}}":{{value}}}""") })
                        Assert.Equal((field, 422, true), (field, (await asked).Status, APartner.Faults(await asked).ContainsKey("/" + field)));
        }
    }

    [Fact]
    public async Task The_id_of_a_record_is_never_changed_by_its_document()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            foreach (var id in new[] { "\"sco_concept_2019\"", "7", "[]" })
                Assert.Equal(["/id"], APartner.Faults(await partner.PatchAsync(Instrument, $$"""{"id":{{id}}}""")).Keys);
            Assert.Equal(200, (await partner.PatchAsync(Instrument, """{"id":null,"name":{"ko":"개념"}}""")).Status);
            Assert.Equal(["/id"], APartner.Faults(await partner.AddAsync("""{"id":"acecf_2018",""" + APartner.Event[1..])).Keys);
            Assert.Equal(["/id"], APartner.Faults(await partner.AddAsync("""{"id":"Not An Id",""" + APartner.Event[1..])).Keys);
        }
    }

    [Theory, OnBothStores]
    public async Task Records_of_every_kind_are_written_under_the_same_rules(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site, mechanisms: [.. TheRecord.Ids("mechanisms")]);
            var written = new List<string>();
            foreach (var (kind, id) in Contract.Records)
            {
                var address = $"/api/v1/{kind}/{id}";
                var document = APartner.Read(await site.GetAsync(address)).AsObject();
                document["sources"]!.AsArray().Add("A letter");
                var answer = await partner.SendAsync(HttpMethod.Put, address, document.ToJsonString(), ("If-Match", (await site.GetAsync(address)).Header("ETag")!));
                Assert.True(answer.Status is 200 or 403, $"{address} {answer.Status} {answer.Body}");
                if (answer.Status == 200)
                    written.Add(kind);
            }
            // Cities name no mechanism: only staff writes those, and the refusal says so.
            Assert.Superset(new HashSet<string> { "mechanisms", "instruments", "events", "projects", "news" }, written.ToHashSet(StringComparer.Ordinal));
        }
    }
}
