using System.Text.Json;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Languages;
using Concord.Parties.Accounts;
using Concord.Tests.Desk;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Audit;

/// <summary>People read the trail: all of it, or what concerns their mechanism; and take it away.</summary>
public sealed class The_page_of_the_trail
{
    private static readonly Scope Sco = new(Mechanism: "sco_env");

    [Theory, OnBothStores]
    public async Task An_auditor_finds_who_did_what_by_person_by_thing_by_act_and_by_day(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var officer = await Visitor.AsAsync(site, Role.Secretariat, Sco);
            await Visitor.JoinAsync(site, "colleague@example.org", Role.Editor, Sco);
            var person = (await officer.GetAsync("/en/people?q=colleague")).Page().QuerySelector("tbody a")!.GetAttribute("href")!;
            await officer.FillInAsync(person, person + "?handler=give", ("role", "Translator"), ("mechanism", "sco_env"), ("languages", "ru"));
            site.Clock.AdvanceDays(2);
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            var id = person.Split('/')[^1];
            Assert.Contains("Gave a role", await DoneAsync(auditor, "/en/desk/trail?person=secretariat-"));
            Assert.DoesNotContain("Imported", await DoneAsync(auditor, "/en/desk/trail?person=secretariat-"));
            Assert.Equal(["Gave a role", "Looked at personal data"], await DoneAsync(auditor, "/en/desk/trail?about=accounts/" + id));
            Assert.Equal(["Imported"], await DoneAsync(auditor, "/en/desk/trail?about=/ru/events/temm_26/history"));
            Assert.Equal(["Imported"], await DoneAsync(auditor, "/en/desk/trail?about=temm_26&person=import"));
            Assert.Equal(["Signed in to work", "Signed in to work"], await DoneAsync(auditor, "/en/desk/trail?act=account.sign-in"));
            Assert.Equal(["Signed in to work"], await DoneAsync(auditor, "/en/desk/trail?act=account.sign-in&from=2022-09-12"));
            Assert.Equal(["Signed in to work"], await DoneAsync(auditor, "/en/desk/trail?act=account.sign-in&to=2022-09-11"));
            Assert.Empty(await DoneAsync(auditor, "/en/desk/trail?person=nobody.of.that.name"));
            Assert.Equal(400, (await auditor.GetAsync("/en/desk/trail?from=yesterday")).Status);
            Assert.Equal(400, (await auditor.GetAsync("/en/desk/trail?before=x")).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task Pages_are_cut_by_numbers_so_that_what_is_added_moves_none(StoreKind store)
    {
        var site = await Trails.OpenAsync(store, 120);
        await using (site)
        {
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            var first = (await auditor.GetAsync("/en/desk/trail")).Page();
            var older = first.QuerySelector(".pages a[rel=next]")!.GetAttribute("href")!;
            var before = await NumbersAsync(auditor, older);
            Assert.Equal(50, before.Count);
            await Trails.NoteAsync(site, [.. Enumerable.Range(1, 60).Select(n => Trails.Note(site, "events/later" + n))]);
            Assert.Equal(before, await NumbersAsync(auditor, older));
            var newer = (await auditor.GetAsync(older)).Page().QuerySelector(".pages a[rel=prev]")!.GetAttribute("href")!;
            Assert.Equal(before[0] + 1, (await NumbersAsync(auditor, newer))[^1]);
            var all = new List<long>();
            for (var page = "/en/desk/trail"; page is not null; page = (await auditor.GetAsync(page)).Page().QuerySelector(".pages a[rel=next]")?.GetAttribute("href"))
                all.AddRange(await NumbersAsync(auditor, page));
            Assert.Equal(Enumerable.Range(1, 181).Select(no => (long)no).Reverse(), all);
        }
    }

    [Theory, OnBothStores]
    public async Task A_secretariat_sees_what_concerns_its_mechanism_and_nothing_else(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var officer = await Visitor.AsAsync(site, Role.Secretariat, Sco);
            await Visitor.JoinAsync(site, "colleague@example.org", Role.Editor, Sco);
            var person = (await officer.GetAsync("/en/people?q=colleague")).Page().QuerySelector("tbody a")!.GetAttribute("href")!;
            await officer.FillInAsync(person, person + "?handler=give", ("role", "Translator"), ("mechanism", "sco_env"), ("languages", "ru"));
            Assert.Equal("Gave a role", (await DoneAsync(officer, "/en/desk/trail"))[0]);
            Assert.Empty(await DoneAsync(officer, "/en/desk/trail?act=account.sign-in"));
            Assert.Empty(await DoneAsync(officer, "/en/desk/trail?about=mechanisms/temm"));
            Assert.Contains("Imported", await DoneAsync(officer, "/en/desk/trail?about=mechanisms/sco_env&person=import"));
            var page = await officer.GetAsync("/en/desk/trail");
            Assert.Null(page.Page().QuerySelector("#chain"));
            Assert.Contains("SCO Environmental Cooperation", page.Page().QuerySelector(".head .note")!.TextContent, StringComparison.Ordinal);
            var file = await officer.GetAsync("/en/desk/trail.csv");
            Assert.DoesNotContain("account.sign-in", file.Body, StringComparison.Ordinal);
            Assert.Contains("memberships.grant-translator", file.Body, StringComparison.Ordinal);
            var token = page.Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            Assert.Equal(403, (await officer.SendAsync("/en/desk/trail?handler=check", ("__RequestVerificationToken", token))).Status);
            var editor = await Visitor.AsAsync(site, Role.Editor, Sco);
            Assert.Equal(403, (await editor.GetAsync("/en/desk/trail")).Status);
            Assert.Equal(403, (await editor.GetAsync("/en/desk/trail.jsonl")).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task A_table_of_the_trail_holds_no_formulas_and_that_it_was_taken_is_noted(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            await auditor.FillInAsync("/en/account", "/en/account?handler=person", ("name", "=HYPERLINK(\"http://example.org\")"));
            await auditor.GetAsync("/en/desk/trail.csv?act=nothing");
            var file = await auditor.GetAsync("/en/desk/trail.csv?act=audit.see");
            Assert.Equal((200, "text/csv"), (file.Status, file.Type));
            Assert.Contains("\"'=HYPERLINK(\"\"http://example.org\"\")\"", file.Body, StringComparison.Ordinal);
            var lines = file.Body.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal("\"no\",\"at\",\"account\",\"name\",\"by\",\"act\",\"subject\",\"details\"", lines[0]);
            Assert.Equal(3, lines.Length);
            Assert.All(lines[1..], line => Assert.EndsWith("\"audit.see\",\"trail\",\"{\"\"file\"\":\"\"csv\"\"}\"", line, StringComparison.Ordinal));
        }
    }

    [Theory, OnBothStores]
    public async Task Whoever_takes_the_lines_away_can_check_the_chain_elsewhere(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            var file = await auditor.GetAsync("/en/desk/trail.jsonl");
            var (no, hash) = (0L, AuditEntry.Beginning);
            foreach (var line in file.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                using var json = JsonDocument.Parse(line);
                var part = json.RootElement;
                var entry = new AuditEntry
                {
                    No = part.GetProperty("no").GetInt64(),
                    At = Instant.FromUnixTimeMilliseconds(part.GetProperty("at").GetInt64()),
                    AccountId = part.GetProperty("account").GetString() is { } account ? Guid.Parse(account) : null,
                    By = part.GetProperty("by").GetString()!,
                    Act = part.GetProperty("act").GetString()!,
                    Subject = part.GetProperty("subject").GetString()!,
                    Details = part.GetProperty("details").GetString()!,
                    Previous = Convert.FromHexString(part.GetProperty("previous").GetString()!),
                    Hash = Convert.FromHexString(part.GetProperty("hash").GetString()!),
                };
                Assert.Equal((no + 1, Convert.ToHexString(hash)), (entry.No, Convert.ToHexString(entry.Previous)));
                Assert.Equal(Convert.ToHexString(entry.Hashed()), Convert.ToHexString(entry.Hash));
                (no, hash) = (entry.No, entry.Hash);
            }
            Assert.Equal(await Trails.EndAsync(site), new AuditMark(no, hash));
            Assert.DoesNotContain("@", file.Body, StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task An_auditor_has_the_chain_checked_and_is_told_where_it_was_tampered_with(StoreKind store)
    {
        var site = await Trails.OpenAsync(store, 5);
        await using (site)
        {
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            var mark = (await auditor.GetAsync("/en/desk/trail")).Page().QuerySelector("#chain dd.id")!.TextContent;
            Assert.Equal((await Trails.EndAsync(site)).ToString(), mark);
            var sound = await auditor.FillInAsync("/en/desk/trail", "/en/desk/trail?handler=check", ("mark", mark));
            Assert.Equal("No fault found", sound.Page().QuerySelector("#chain .tag-ok")?.TextContent);
            Assert.Equal(422, (await auditor.FillInAsync("/en/desk/trail", "/en/desk/trail?handler=check", ("mark", "1095:4f0c…"))).Status);
            await Trails.TamperAsync(site, """UPDATE audit_entry SET "Subject" = 'events/other' WHERE "No" = 3""");
            var found = await auditor.FillInAsync("/zh/desk/trail", "/zh/desk/trail?handler=check", ("mark", mark));
            Assert.Contains("Entry 3 of the audit trail", found.Page().QuerySelector("#chain ul[lang=en]")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(found.Page().QuerySelector("#chain .tag-late"));
        }
    }

    [Fact]
    public async Task The_trail_is_reached_from_the_history_of_a_record_and_from_a_person_by_those_who_may()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            const string Trail = "a[href^='/en/desk/trail']";
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            var editor = await Visitor.AsAsync(site, Role.Editor, Sco);
            var link = (await auditor.GetAsync("/en/mechanisms/sco_env/history")).Page().QuerySelector(".record-foot " + Trail)!.GetAttribute("href")!;
            Assert.NotEmpty(await DoneAsync(auditor, link));
            Assert.Null((await editor.GetAsync("/en/mechanisms/sco_env/history")).Page().QuerySelector(Trail));
            Assert.Null((await site.GetAsync("/en/mechanisms/sco_env/history")).Page().QuerySelector(Trail));
            var person = (await auditor.GetAsync("/en/people?q=editor-")).Page().QuerySelector("tbody a")!.GetAttribute("href")!;
            var links = (await auditor.GetAsync(person)).Page().QuerySelectorAll(".head " + Trail);
            Assert.Equal(2, links.Length);
            Assert.Equal(["Signed in to work"], await DoneAsync(auditor, links[0].GetAttribute("href")!));
            // That somebody looked at what a person did can be told as well.
            var account = person.Split('/')[^1];
            Assert.Equal(1, await site.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(entry => entry.Act == AuditAccess.See && entry.Subject == "accounts/" + account)));
        }
    }

    [Theory, OnBothStores]
    public async Task Whose_deeds_were_looked_at_is_noted_under_them_also_where_a_name_was_typed(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var ids = new List<string>();
            foreach (var address in new[] { "kim-one@example.org", "kim-two@example.org" })
            {
                await Visitor.JoinAsync(site, address, Role.Editor, Sco);
                ids.Add("accounts/" + await site.WithDbAsync(db => db.Set<Account>().Where(account => account.Email == address).Select(account => account.Id).SingleAsync(TestContext.Current.CancellationToken)));
            }
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            foreach (var query in new[] { "person=kim-one@example.org", "person=KIM-ONE@example.org&act=account.sign-in", "person=kim-", "person=import", "person=nobody", "about=" + ids[0] })
                Assert.Equal(200, (await auditor.GetAsync("/en/desk/trail?" + query)).Status);
            await auditor.GetAsync("/en/desk/trail.csv?person=kim-two@example.org");
            var looks = await site.WithDbAsync(db => db.Set<AuditEntry>().Where(entry => entry.Act == AuditAccess.See).OrderBy(entry => entry.No).Select(entry => entry.Subject + " " + entry.Details).ToListAsync(TestContext.Current.CancellationToken));
            Assert.Equal([ids[0] + " {}", ids[0] + " {}", """accounts {"shown":2}""", ids[0] + " {}", """trail {"file":"csv"}"""], looks);
            // Found by those who were looked at, and by nothing that was typed.
            Assert.Equal(4, (await DoneAsync(auditor, "/en/desk/trail?act=audit.see&about=" + ids[0])).Count);
            Assert.Equal(2, (await DoneAsync(auditor, "/en/desk/trail?act=audit.see&about=" + ids[1])).Count);
        }
    }

    [Fact]
    public async Task Particulars_are_told_in_the_words_of_the_reader()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Trails.NoteAsync(site, Trails.Note(site, "house/store") with { Details = new() { ["second_pair"] = true, ["again"] = false, ["mechanism"] = "temm", ["party"] = null, ["events"] = new System.Text.Json.Nodes.JsonObject { ["added"] = 3, ["changed"] = 0 } } });
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            foreach (var (language, told) in new[] { ("en", "Second pair of eyes yes|Sent again no|Mechanism temm|Events added 3"), ("ru", "Второй проверяющий да|Отправлено повторно нет|Механизм temm|Мероприятия добавлено 3") })
                Assert.Equal(told, string.Join('|', (await auditor.GetAsync($"/{language}/desk/trail?about=house/store")).Page().QuerySelectorAll("#entries tbody tr:first-child .particulars div").Select(part => part.TextContent)));
            // Whatever the program notes of itself has a name in every language.
            var translations = site.Services.GetRequiredService<Translations>();
            Assert.All(Language.All, language => Assert.Empty(translations.In(language).Missing));
        }
    }

    [Theory, OnBothStores]
    public async Task Who_began_a_draft_and_who_took_it_up_is_found_under_its_record_and_its_mechanism(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            const string Form = "/en/desk/instruments/sco_concept_2018";
            var first = await AWriter.AsAsync(site);
            var draft = (await (await first.OpenAsync(Form)).Write("name.en", "Another name").SendAsync()).Draft;
            await (await first.OpenAsync(draft + "/form")).Write("name.en", "Yet another name").SendAsync();
            var second = await AWriter.AsAsync(site);
            await (await second.OpenAsync(draft + "/form")).Write("name.en", "A third name").SendAsync();
            var officer = await Visitor.AsAsync(site, Role.Secretariat, Sco);
            var entries = (await officer.GetAsync("/en/desk/trail?about=instruments/sco_concept_2018&act=records.draft")).Page().QuerySelectorAll("#entries tbody tr");
            Assert.Equal(2, entries.Length);
            Assert.Equal(draft, entries[0].QuerySelector("th a")!.GetAttribute("href"));
            Assert.NotEqual(entries[0].QuerySelector("td:nth-child(3)")!.TextContent, entries[1].QuerySelector("td:nth-child(3)")!.TextContent);
        }
    }

    [Fact]
    public async Task The_page_is_sound_in_every_language_and_shows_what_is_typed_as_text()
    {
        const string Script = "<script>alert(1)</script>";
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            await auditor.FillInAsync("/en/account", "/en/account?handler=person", ("name", Script));
            foreach (var language in Language.All)
                foreach (var query in new[] { "", "?person=" + Uri.EscapeDataString(Script), "?about=" + Uri.EscapeDataString(Script), "?before=1" })
                {
                    var page = await auditor.GetAsync($"/{language.Tag}/desk/trail{query}");
                    Assert.Equal(200, page.Status);
                    Assert.Empty(page.HtmlErrors());
                    Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
                    Assert.Empty(page.Page().QuerySelectorAll("[style], script:not([src])"));
                }
        }
    }

    [Fact]
    public async Task Places_of_work_are_linked_for_those_who_may_enter_them()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            Assert.Equal(["/en/desk", "/en/desk/languages", "/en/desk/mails", "/en/desk/trail", "/en/keys", "/en/people"], await WorkAsync(await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere)));
            Assert.Equal(["/en/desk", "/en/people/invite"], await WorkAsync(await Visitor.AsAsync(site, Role.FocalPoint, new Scope(Mechanism: "sco_env", Party: "KZ"))));
            Assert.Empty(await WorkAsync(await Visitor.AsAsync(site, Role.Participant, Scope.Everywhere)));
            var participant = await Visitor.AsAsync(site, Role.Participant, Scope.Everywhere);
            Assert.NotNull((await participant.GetAsync("/en/account")).Page().QuerySelector("main a[href='/en/account/notices']"));
        }

        static async Task<IEnumerable<string?>> WorkAsync(Visitor visitor) =>
            (await visitor.GetAsync("/en")).Page().QuerySelectorAll("nav.work li:not(.work-own) a").Select(link => link.GetAttribute("href"));
    }

    private static async Task<List<string>> DoneAsync(Visitor visitor, string address) =>
        [.. (await visitor.GetAsync(address)).Page().QuerySelectorAll("#entries tbody tr td:nth-child(4)").Select(cell => cell.TextContent)];

    private static async Task<List<long>> NumbersAsync(Visitor visitor, string address) =>
        [.. (await visitor.GetAsync(address)).Page().QuerySelectorAll("#entries tbody tr td:first-child").Select(cell => long.Parse(cell.TextContent, System.Globalization.CultureInfo.InvariantCulture))];
}
