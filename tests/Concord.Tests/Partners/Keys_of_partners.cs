using System.Security.Cryptography;
using System.Text;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Parties.Keys;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Partners;

/// <summary>Keys of partner organizations: made and ended on pages, kept as digests, bounded in what, where, how long and how often.</summary>
public sealed class Keys_of_partners
{
    private static readonly Scope Sco = new(Mechanism: "sco_env");

    [Theory, OnBothStores]
    public async Task A_key_is_shown_once_and_the_store_keeps_its_digest_alone(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var officer = await Visitor.AsAsync(site, Role.Secretariat, Sco);
            var made = await APartner.MakeAsync(officer, "menr_kz", ["sco_env"]);
            var key = made.Page().QuerySelector("#key")!.TextContent;
            Assert.Matches("^concord_key_[0-9A-Za-z]{48}$", key);
            Assert.Contains("no-store", made.Header("Cache-Control"), StringComparison.Ordinal);
            var page = made.Page().QuerySelector("main .act a")!.GetAttribute("href")!;
            foreach (var address in new[] { "/en/keys", page, "/en/keys/new" })
                Assert.DoesNotContain(key, (await officer.GetAsync(address)).Body, StringComparison.Ordinal);
            var kept = await site.WithDbAsync(db => db.Set<PartnerKey>().SingleAsync());
            Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes(key)), kept.Digest);
            Assert.StartsWith("concord_key_" + kept.Handle, key, StringComparison.Ordinal);
            var trail = await site.WithDbAsync(db => db.Set<AuditEntry>().SingleAsync(entry => entry.Act == "keys.make"));
            Assert.Equal($"keys/{kept.Id}", trail.Subject);
            Assert.Contains("\"mechanisms\":\"sco_env\"", trail.Details, StringComparison.Ordinal);
            Assert.DoesNotContain(kept.Handle, trail.Details, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_that_reaches_further_than_its_maker_or_never_ends_is_not_made()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var officer = await Visitor.AsAsync(site, Role.Secretariat, Sco);
            foreach (var (organization, mechanism, act, until, field) in new[]
            {
                ("menr_kz", "temm", "records.draft", "2023-01-01", "mechanisms"),
                ("menr_kz", "", "records.draft", "2023-01-01", "mechanisms"),
                ("menr_kz", "sco_env", "people.invite", "2023-01-01", "acts"),
                ("menr_kz", "sco_env", "", "2023-01-01", "acts"),
                ("nobody", "sco_env", "records.draft", "2023-01-01", "organization"),
                ("sco_env", "sco_env", "records.draft", "2023-01-01", "organization"),
                ("menr_kz", "sco_env", "records.draft", "2022-09-09", "until"),
                ("menr_kz", "sco_env", "records.draft", "2024-09-11", "until"),
                ("menr_kz", "sco_env", "records.draft", "", "until"),
            })
            {
                var answer = await officer.FillInAsync("/en/keys/new", "/en/keys/new", ("organization", organization), ("name", "x"), ("mechanisms", mechanism), ("acts", act), ("own", "0"), ("until", until));
                Assert.Equal(422, answer.Status);
                Assert.Equal(["#" + field], answer.Page().QuerySelectorAll(".errors a").Select(link => link.GetAttribute("href")));
            }
            Assert.Equal(0, await site.WithDbAsync(db => db.Set<PartnerKey>().CountAsync()));
        }
    }

    [Fact]
    public async Task A_key_of_another_mechanism_is_not_there_and_is_not_ended_by_a_forged_number()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var (partner, foreign) = (await APartner.WithKeyAsync(site), await Visitor.AsAsync(site, Role.Secretariat, new Scope(Mechanism: "temm")));
            Assert.Equal(404, (await foreign.GetAsync(partner.Page)).Status);
            Assert.DoesNotContain("Project database", (await foreign.GetAsync("/en/keys")).Body, StringComparison.Ordinal);
            var token = (await foreign.GetAsync("/en/keys/new")).Page().QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            Assert.Equal(404, (await foreign.SendAsync(partner.Page, ("__RequestVerificationToken", token))).Status);
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            var seen = await auditor.GetAsync(partner.Page);
            Assert.Equal(200, seen.Status);
            Assert.Null(seen.Page().QuerySelector("#end"));
            token = seen.Page().QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            Assert.Equal(403, (await auditor.SendAsync(partner.Page, ("__RequestVerificationToken", token))).Status);
            Assert.Equal(201, (await partner.AddAsync()).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task An_ended_key_and_one_that_has_run_out_open_nothing_and_say_so(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (ended, old) = (await APartner.WithKeyAsync(site), await APartner.WithKeyAsync(site));
            Assert.Equal(200, (await ended.GetAsync("/api/v1/events/acecf_2018")).Status);
            await ended.EndAsync();
            foreach (var answer in new[] { await ended.GetAsync("/api/v1/events/acecf_2018"), await ended.AddAsync() })
            {
                Assert.Equal((401, "application/problem+json"), (answer.Status, answer.Type));
                Assert.Contains("invalid_token", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
                Assert.Equal("This key was ended (10 September 2022). The secretariat of the mechanism makes a new one.", (string?)APartner.Read(answer)["detail"]);
            }
            Assert.Contains("keys.end", await site.WithDbAsync(db => db.Set<AuditEntry>().Select(entry => entry.Act).ToListAsync()));
            site.Clock.Advance(Duration.FromDays(364));
            Assert.Equal(201, (await old.AddAsync()).Status);
            site.Clock.Advance(Duration.FromDays(2));
            Assert.Equal((401, "Срок действия ключа истек (11 сентября 2023 г.). Новый выдает секретариат механизма."),
                await SaidAsync(old.AddAsync(headers: ("Accept-Language", "ru"))));
        }
    }

    [Theory, OnBothStores]
    public async Task The_page_of_a_key_says_when_it_was_last_used(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            var officer = await Visitor.AsAsync(site, Role.Secretariat, Sco);
            Assert.Contains("never", (await officer.GetAsync("/en/keys")).Page().QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
            await partner.GetAsync("/api/v1/events/acecf_2018");
            Assert.Equal(site.Clock.GetCurrentInstant(), await UsedAsync(site));
            site.Clock.Advance(Duration.FromMinutes(4));
            var before = await UsedAsync(site);
            await partner.GetAsync("/api/v1/events/acecf_2018");
            Assert.Equal(before, await UsedAsync(site));
            site.Clock.Advance(Duration.FromMinutes(2));
            await partner.GetAsync("/api/v1/events/acecf_2018");
            Assert.Equal(site.Clock.GetCurrentInstant(), await UsedAsync(site));
            Assert.DoesNotContain("never", (await officer.GetAsync("/en/keys")).Page().QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Wrong_keys_of_one_network_are_counted_and_then_none_is_heard()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("Keys:FailuresPerAddress", "4"));
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            var changed = partner.Key[..20] + (partner.Key[20] == 'a' ? 'b' : 'a') + partner.Key[21..];
            foreach (var header in new[] { "Bearer x", "Basic " + partner.Key, "Bearer " + changed, "Bearer " + partner.Key + partner.Key })
            {
                var answer = await site.GetAsync("/api/v1/events", ("Authorization", header));
                Assert.Equal((401, "This is no key of this house. A key begins with concord_key_ and is sent as: Authorization: Bearer, a space, and the key."),
                    (answer.Status, (string?)APartner.Read(answer)["detail"]));
            }
            var late = await partner.GetAsync("/api/v1/events");
            Assert.Equal((429, "900"), (late.Status, late.Header("Retry-After")));
            Assert.Equal(200, (await site.GetAsync("/api/v1/events")).Status);
        }
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_to_wait_and_others_are_not()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("Keys:PerMinute", "3"));
        await using (site)
        {
            var (busy, other) = (await APartner.WithKeyAsync(site), await APartner.WithKeyAsync(site));
            for (var times = 0; times < 3; times++)
                Assert.Equal(200, (await busy.GetAsync("/api/v1/events/acecf_2018")).Status);
            var late = await busy.AddAsync();
            Assert.Equal((429, "60"), (late.Status, late.Header("Retry-After")));
            Assert.Equal(201, (await other.AddAsync()).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task After_a_restore_every_key_has_ended_for_it_may_have_been_ended_since(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var partner = await APartner.WithKeyAsync(site);
            await site.WithDbAsync(async db =>
            {
                foreach (var tables in site.Services.GetServices<StoreModel>())
                    await tables.AfterRestoreAsync(db, Stores.Usual, TestContext.Current.CancellationToken);
                return 0;
            });
            Assert.Equal(401, (await partner.AddAsync()).Status);
        }
    }

    [Fact]
    public async Task The_pages_of_keys_are_sound_in_every_language_and_show_what_is_typed_as_text()
    {
        const string Script = "<script>alert(1)</script>";
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            foreach (var language in Contract.Languages)
            {
                var form = $"/{language}/keys/new";
                var made = await administrator.FillInAsync(form, form, ("organization", "menr_kz"), ("name", Script), ("mechanisms", "sco_env"), ("mechanisms", "temm"), ("acts", "records.draft"), ("own", "1"));
                var page = made.Page().QuerySelector("main .act a")!.GetAttribute("href")!;
                var refused = await administrator.FillInAsync(form, form, ("organization", Script), ("name", ""), ("until", Script));
                Assert.Equal((200, 422), (made.Status, refused.Status));
                foreach (var answer in new[] { made, refused, await administrator.GetAsync(page), await administrator.GetAsync($"/{language}/keys"), await administrator.GetAsync(form) })
                {
                    Assert.Empty(answer.HtmlErrors());
                    Assert.DoesNotContain(Script, answer.Body, StringComparison.Ordinal);
                    Assert.Empty(answer.Page().QuerySelectorAll("[style], script:not([src])"));
                }
            }
        }
    }

    private static async Task<(int, string?)> SaidAsync(Task<Answer> answer) => ((await answer).Status, ((string?)APartner.Read(await answer)["detail"])?.Replace('\u00A0', ' '));

    private static Task<Instant?> UsedAsync(ASite site) => site.WithDbAsync(db => db.Set<PartnerKey>().AsNoTracking().Select(key => key.UsedAt).SingleAsync());
}
