using System.Text.Json.Nodes;
using Concord.Desk.Editing;
using Concord.Interop.Bundle;
using Concord.Kernel.Access;
using Concord.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Desk;

public sealed class Writing_and_publishing
{
    /// <summary>What a record of each kind needs at least, and a field of its own.</summary>
    private static readonly Dictionary<string, (string Name, string Value)[]> Least = new()
    {
        ["mechanisms"] = [("name.ru", "Новый механизм"), ("kind", "regional_partnership")],
        ["organizations"] = [("name.zh", "新机构"), ("kind", "centre"), ("country", "CN"), ("place:find", "Nanning")],
        ["instruments"] = [("name.en", "A new plan"), ("kind", "action_plan"), ("period.start", "2023"), ("adopted_on", "3 мая 2023 г.")],
        ["events"] = [("title.ko", "새 세미나"), ("kind", "seminar"), ("start", "2023年5月4日"), ("start_time", "下午1点半"), ("hosts:find", "mee_cn"), ("attendance.count", "1,200")],
        ["projects"] = [("title.en", "A new project"), ("acronym", "NEWP"), ("budget.amount", "1.5 million"), ("budget.currency", "USD"), ("sites", "One\nTwo")],
        ["practices"] = [("title.en", "A new technology"), ("kind", "technology"), ("sectors:find", "Water")],
        ["news"] = [("title.ru", "Новость"), ("kind", "decision"), ("published_on", "2 Sept 2022"), ("summary.ru", "Что произошло")],
        ["publications"] = [("title.en", "A new report"), ("kind", "report"), ("authors", "One\nTwo"), ("pages", "12")],
        ["cities"] = [("name.en", "A new city"), ("country", "CN"), ("time_zone:find", "Asia/Shanghai")],
    };

    [Theory]
    [OnBothStores]
    public async Task A_record_of_every_kind_is_written_published_and_taken_away_as_a_sound_bundle(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site, Role.Administrator);
            foreach (var kind in Least.Keys)
            {
                var form = await writer.OpenAsync($"/en/desk/{kind}/new");
                foreach (var (name, value) in Least[kind])
                    form.Write(name, value);
                var saved = await form.Write("sources", "https://example.org/a\nA citation").SendAsync();
                Assert.Equal(302, saved.Answer.Status);
                Assert.Equal(200, (await writer.LookAsync(saved.Draft)).Status);
                var address = await writer.PublishAsync(saved.Draft);
                Assert.Equal(200, (await site.GetAsync(address)).Status);
                var document = JsonNode.Parse((await site.GetAsync("/api/v1" + address[3..])).Body)!;
                Assert.Equal("""["https://example.org/a","A citation"]""", document["sources"]!.ToJsonString());
                Assert.Contains("1", (await site.GetAsync(address + "/history")).Page().QuerySelector(".lede")!.TextContent, StringComparison.Ordinal);
            }
            var folder = await Stores.NewFolderAsync();
            await BundleExport.RunAsync(site.Services, folder, progress: null, TestContext.Current.CancellationToken);
            var faults = new List<Fault>();
            Assert.True(BundleCheck.Run(folder, faults.Add, cancel: TestContext.Current.CancellationToken).IsSound, string.Join('\n', faults));
        }
    }

    [Theory]
    [OnBothStores]
    public async Task A_change_of_a_record_is_reviewed_by_a_second_pair_of_eyes_where_the_mechanism_asks_for_it(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var secretariat = await AWriter.AsAsync(site, Role.Secretariat);
            var rules = await secretariat.Visitor.FillInAsync("/en/desk/rules", "/en/desk/rules", ("second", "sco_env"));
            Assert.Equal(302, rules.Status);
            var editor = await AWriter.AsAsync(site);
            var draft = (await (await editor.OpenAsync("/en/desk/instruments/sco_concept_2018")).Write("note.en", "Seen by two").SendAsync()).Draft;
            Assert.Equal(422, (await editor.DoAsync(draft, "publish")).Status);
            Assert.Equal(302, (await editor.DoAsync(draft, "send")).Status);
            Assert.Equal(422, (await secretariat.DoAsync(draft, "back")).Status);
            Assert.Equal(302, (await secretariat.DoAsync(draft, "back", ("comment", "Say by whom <b>exactly</b>"))).Status);
            Assert.Contains("Say by whom <b>exactly</b>", (await editor.LookAsync(draft)).Page().QuerySelector("#comments")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(302, (await (await editor.OpenAsync(draft + "/form")).Write("note.en", "Seen by two people").SendAsync()).Answer.Status);
            Assert.Equal(302, (await editor.DoAsync(draft, "send")).Status);
            Assert.Equal("/en/instruments/sco_concept_2018", await secretariat.PublishAsync(draft));
            Assert.Contains("Seen by two people", (await site.GetAsync("/en/instruments/sco_concept_2018")).Body, StringComparison.Ordinal);
            Assert.DoesNotContain("Seen by two people", (await site.GetAsync("/en/instruments/sco_concept_2018/history?version=1")).Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnBothStores]
    public async Task All_faults_are_told_at_once_and_nothing_faulty_is_published(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site);
            var checkedForm = await (await writer.OpenAsync("/en/desk/events/new")).Write("start", "03/04/2023").Write("end", "2022").Write("attendance.count", "many").SendAsync("check");
            Assert.Equal(422, checkedForm.Answer.Status);
            Assert.Equal(5, checkedForm.Faults.Count());
            Assert.Contains(checkedForm.Faults, fault => fault.Contains("may be 3 April 2023 or 4 March 2023", StringComparison.Ordinal));
            var draft = checkedForm.Draft;
            Assert.Equal(422, (await writer.DoAsync(draft, "publish")).Status);
            Assert.Equal(422, (await writer.DoAsync(draft, "send")).Status);
            Assert.Contains("Draft", (await writer.LookAsync(draft)).Page().QuerySelector(".side .tag")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnBothStores]
    public async Task A_draft_is_published_at_its_hour_once(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site);
            var draft = await writer.NewEventAsync();
            Assert.Equal(422, (await writer.DoAsync(draft, "schedule", ("due", "1.1.2001 10:00"), ("zone", "Asia/Shanghai"))).Status);
            Assert.Equal(422, (await writer.DoAsync(draft, "schedule", ("due", "tomorrow"), ("zone", "Asia/Shanghai"))).Status);
            Assert.Equal(302, (await writer.DoAsync(draft, "schedule", ("due", "11.09.2022 09:00"), ("zone", "Asia/Shanghai"))).Status);
            var house = site.Services.GetRequiredService<ScheduledPublishing>();
            Assert.Equal(0, await house.RunAsync(TestContext.Current.CancellationToken));
            Assert.Equal(404, (await site.GetAsync("/en/events/seminar_on_wetlands_2023")).Status);
            site.Clock.AdvanceHours(25);
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => house.RunAsync(TestContext.Current.CancellationToken)));
            Assert.Equal(200, (await site.GetAsync("/en/events/seminar_on_wetlands_2023")).Status);
            Assert.Equal(0, await house.RunAsync(TestContext.Current.CancellationToken));
            Assert.Equal(1, await site.WithDbAsync(db => Task.FromResult(db.Versions.Count(version => version.RecordId == "seminar_on_wetlands_2023"))));
        }
    }

    [Fact]
    public async Task Enter_in_a_field_of_what_becomes_of_a_draft_does_not_publish_it()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site);
            var draft = await writer.NewEventAsync();
            // A browser presses the first button of the form.
            var first = (await writer.LookAsync(draft)).Page().QuerySelector("#act form button")!.GetAttribute("value")!;
            Assert.Equal(422, (await writer.DoAsync(draft, first, ("due", ""))).Status);
            Assert.Equal(302, (await writer.DoAsync(draft, first, ("due", "2022-12-01 10:00"), ("zone", "Etc/UTC"))).Status);
            Assert.Contains("Scheduled", (await writer.LookAsync(draft)).Page().QuerySelector(".side .tag")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_names_a_place_that_is_not_recorded_is_told_who_adds_it()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site);
            var asked = await (await writer.OpenAsync("/en/desk/organizations/new")).Write("name.en", "A centre").Write("place:find", "Atlantis under the sea").SendAsync("check");
            Assert.Contains(asked.Faults, fault => fault.Contains("Places and topics are added by an administrator", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_comment_that_is_too_long_is_refused_with_all_of_it_and_a_line_end_counts_once()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var (writer, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Secretariat));
            var draft = await writer.NewEventAsync();
            await writer.DoAsync(draft, "send");
            var long1 = new string('x', 4001);
            foreach (var act in new[] { "comment", "back" })
            {
                var refused = await other.DoAsync(draft, act, ("comment", long1));
                Assert.Equal(422, refused.Status);
                Assert.Contains("at most 4,000 characters", refused.Page().QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
                Assert.Equal(long1, refused.Page().QuerySelector("#comment")!.TextContent);
            }
            Assert.Contains("In review", (await writer.LookAsync(draft)).Page().QuerySelector(".side .tag")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(302, (await other.DoAsync(draft, "back", ("comment", string.Join("\r\n", Enumerable.Repeat("a line of 19 letters", 190))))).Status);
            Assert.Equal(190, (await writer.LookAsync(draft)).Page().QuerySelectorAll("#comments .rec p:not(.meta)").Length);
        }
    }

    [Theory]
    [OnBothStores]
    public async Task The_trail_of_a_draft_ends_with_its_publication(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site);
            var draft = await writer.NewEventAsync();
            await writer.PublishAsync(draft);
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            var trail = (await auditor.GetAsync("/en/desk/trail?about=drafts/" + draft.Split('/')[^1])).Page();
            Assert.Contains("Published a record", trail.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("events/seminar_on_wetlands_2023", trail.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnBothStores]
    public async Task An_earlier_version_is_taken_up_again_as_a_draft(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site);
            var draft = (await (await writer.OpenAsync("/en/desk/instruments/sco_concept_2018")).Write("name.en", "Another name").SendAsync()).Draft;
            await writer.PublishAsync(draft);
            Assert.Contains("Another name", (await site.GetAsync("/en/instruments/sco_concept_2018")).Body, StringComparison.Ordinal);
            var back = (await (await writer.OpenAsync("/en/desk/instruments/sco_concept_2018?version=1")).SendAsync()).Draft;
            await writer.PublishAsync(back);
            Assert.DoesNotContain("Another name", (await site.GetAsync("/en/instruments/sco_concept_2018")).Body, StringComparison.Ordinal);
            Assert.Equal(3, await site.WithDbAsync(db => Task.FromResult(db.Versions.Count(version => version.RecordId == "sco_concept_2018"))));
        }
    }
}
