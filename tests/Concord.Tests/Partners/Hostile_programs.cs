using System.Text;
using Concord.Kernel.Access;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Partners;

/// <summary>What a key is not let do: other mechanisms and organizations, other ways in, and bodies that no program should send.</summary>
public sealed class Hostile_programs
{
    private const string OfSco = "/api/v1/instruments/sco_concept_2018", OfOther = "/api/v1/events/acecf_2018";

    [Theory, OnBothStores]
    public async Task A_record_of_another_mechanism_is_not_written_whatever_the_document_says(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            foreach (var answer in new[]
            {
                await partner.PatchAsync(OfOther, """{"format":"online"}"""),
                await partner.PatchAsync(OfOther, """{"mechanisms":["sco_env"]}"""),
                await partner.PatchAsync(OfSco, """{"mechanisms":["sco_env","asean_china_env"]}"""),
                await partner.PatchAsync(OfSco, """{"mechanisms":["asean_china_env"]}"""),
                await partner.PatchAsync(OfSco, """{"mechanisms":null}"""),
                await partner.AddAsync(APartner.Event.Replace("sco_env", "temm", StringComparison.Ordinal)),
                await partner.AddAsync(APartner.Event.Replace("\"sco_env\"", "\"sco_env\",\"temm\"", StringComparison.Ordinal)),
                await partner.AddAsync(APartner.Event.Replace("\"mechanisms\":[\"sco_env\"],", "", StringComparison.Ordinal)),
                await partner.SendAsync(HttpMethod.Post, "/api/v1/cities", """{"id":"x"}"""),
            })
            {
                Assert.Equal((403, "application/problem+json"), (answer.Status, answer.Type));
                Assert.Contains("sco_env", (string)APartner.Read(answer)["detail"]!, StringComparison.Ordinal);
            }
            Assert.Equal("in_person", (string?)APartner.Read(await site.GetAsync(OfOther))["format"]);
            var both = await APartner.WithKeyAsync(site, mechanisms: ["sco_env", "asean_china_env"]);
            Assert.Equal(200, (await both.PatchAsync(OfSco, """{"mechanisms":["sco_env","asean_china_env"]}""")).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task A_key_for_its_own_organization_writes_no_record_of_another_one(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site, own: true);
            const string Own = "/api/v1/events/sco_env_min_5";
            Assert.Equal(200, (await partner.PatchAsync(Own, """{"format":"hybrid"}""")).Status);
            foreach (var answer in new[]
            {
                await partner.PatchAsync(Own, """{"hosts":["mee_cn"]}"""),
                await partner.PatchAsync(OfSco, """{"name":{"ko":"개념"}}"""),
                await partner.AddAsync(APartner.Event.Replace("menr_kz", "mee_cn", StringComparison.Ordinal)),
            })
                Assert.Equal((403, true), (answer.Status, ((string)APartner.Read(answer)["detail"]!).Contains("menr_kz", StringComparison.Ordinal)));
            Assert.Equal(201, (await partner.AddAsync()).Status);
        }
    }

    [Fact]
    public async Task A_key_has_a_thousand_open_drafts_and_no_more()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var (partner, other) = (await APartner.WithKeyAsync(site, publishes: false), await APartner.WithKeyAsync(site, publishes: false));
            var first = await partner.AddAsync(Named("first"));
            Assert.Equal(202, first.Status);
            Assert.Equal(999, await site.WithDbAsync(async db =>
            {
                var columns = await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM pragma_table_info('desk_draft')").ToListAsync();
                var values = columns.Select(name => name switch
                {
                    "Id" => "'00000000-0000-7000-8000-' || printf('%012d', i)",
                    "RecordId" => "\"RecordId\" || '_' || i",
                    _ => $"\"{name}\"",
                });
                var more = $"WITH RECURSIVE more(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM more WHERE i < 999) INSERT INTO desk_draft ({string.Join(", ", columns.Select(name => $"\"{name}\""))}) SELECT {string.Join(", ", values)} FROM desk_draft, more";
                return await db.Database.ExecuteSqlRawAsync(more);
            }));
            var late = await partner.AddAsync(Named("one_more"));
            Assert.Equal((409, "This key has 1,000 open drafts, and no key may have more. Wait until people of the mechanism have published some or given them up."), (late.Status, (string?)APartner.Read(late)["detail"]));
            // What replaces one of them is taken, and so is what others send.
            Assert.Equal(202, (await partner.AddAsync(Named("first"))).Status);
            Assert.Equal(202, (await other.AddAsync(Named("of_others"))).Status);
            // As soon as one is given up there is room again.
            await site.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE desk_draft SET \"State\" = 6 WHERE \"Id\" = '00000000-0000-7000-8000-000000000001'"));
            Assert.Equal(202, (await partner.AddAsync(Named("one_more"))).Status);
        }

        static string Named(string id) => APartner.Event.Replace("{\"title\"", $"{{\"id\":\"{id}\",\"title\"", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused_in_words()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            var room = (1 << 20) - Encoding.UTF8.GetByteCount(APartner.Event);
            Assert.Equal(201, (await partner.AddAsync(APartner.Event + new string(' ', room))).Status);
            Assert.Equal((413, "application/problem+json"), await KindAsync(partner.AddAsync(APartner.Event + new string(' ', room + 1))));
            Assert.Equal(422, (await partner.AddAsync(APartner.Event.Replace("Seminar", new string('x', 20_001), StringComparison.Ordinal))).Status);
        }
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused_in_words()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/merge-patch+json", "application/json; charset=utf-16", "application/problem+json", "json" })
                Assert.Equal((415, "application/problem+json"), await KindAsync(partner.AddAsync(headers: ("Content-Type", type))));
            Assert.Equal((415, "application/problem+json"), await KindAsync(partner.AddAsync(headers: ("Content-Encoding", "br"))));
            Assert.Equal((415, "application/problem+json"), await KindAsync(partner.PatchAsync(OfSco, "{}", ("Content-Type", "application/json"))));
            Assert.Equal((415, "application/problem+json"), await KindAsync(partner.SendAsync(HttpMethod.Post, "/api/v1/events", (byte[]?)null)));
            Assert.Equal(201, (await partner.AddAsync(headers: ("Content-Type", "Application/JSON; charset=UTF-8"))).Status);
        }
    }

    [Fact]
    public async Task A_body_that_is_no_object_to_be_read_is_refused_in_words()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40);
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            foreach (var body in new[] { "", "{", "[]", "null", "7", "{}{}", "{\"a\":1,}", "{\"kind\":1,\"kind\":2}", "// x", """{"title":{"en":"\ud800"}}""", """{"\ud800":1}""", "{\"a\":1e}", "\uFEFF{}", deep })
                foreach (var asked in new[] { partner.AddAsync(body), partner.PatchAsync(OfSco, body) })
                    Assert.Equal((body, 400, "application/problem+json"), (body, (await asked).Status, (await asked).Type));
            Assert.Equal((400, "application/problem+json"), await KindAsync(partner.SendAsync(HttpMethod.Post, "/api/v1/events", [(byte)'{', (byte)'"', 0xC0, (byte)'"', (byte)':', (byte)'1', (byte)'}'])));
        }
    }

    [Fact]
    public async Task Somebody_who_is_signed_in_writes_nothing_by_the_API_without_a_key()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            using var json = new StringContent(APartner.Event, Encoding.UTF8, "application/json");
            Assert.Equal(403, (await administrator.SendAsync("/api/v1/events", json)).Status);
            using var again = new StringContent(APartner.Event, Encoding.UTF8, "application/json");
            var nobody = await site.AskAsync(HttpMethod.Post, "/api/v1/events", again);
            Assert.Equal((401, "Bearer realm=\"concord\""), (nobody.Status, nobody.Header("WWW-Authenticate")));
        }
    }

    [Fact]
    public async Task A_page_of_another_site_is_told_nothing_of_what_is_asked_with_a_key()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            foreach (var answer in new[] { await partner.GetAsync(OfSco), await partner.AddAsync(headers: ("Origin", "https://elsewhere.example")), await site.AskAsync(HttpMethod.Post, "/api/v1/events") })
                Assert.Null(answer.Header("Access-Control-Allow-Origin"));
            var asked = await site.AskAsync(HttpMethod.Options, "/api/v1/events", ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization"));
            Assert.Equal("GET, HEAD", asked.Header("Access-Control-Allow-Methods"));
            Assert.DoesNotContain("uthorization", asked.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_read_with_a_key_is_kept_by_nobody_on_the_way()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            for (var times = 0; times < 3; times++)
                Assert.Contains("no-store", (await partner.GetAsync("/api/v1/events")).Header("Cache-Control"), StringComparison.Ordinal);
            Assert.Equal((await site.GetAsync("/api/v1/events")).Body, (await partner.GetAsync("/api/v1/events")).Body);
        }
    }

    [Fact]
    public async Task What_no_program_may_do_is_refused_with_the_methods_that_there_are()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            var answer = await partner.SendAsync(HttpMethod.Post, OfSco, (byte[]?)null);
            Assert.Equal((405, "GET,HEAD,PUT,PATCH,DELETE,OPTIONS"), (answer.Status, answer.Header("Allow")));
            Assert.Equal("This address does not answer this method; the header Allow names those that it answers.", (string?)APartner.Read(answer)["detail"]);
        }
    }

    private static async Task<(int, string?)> KindAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Type);
}
