using Concord.Kernel.Access;
using Concord.Tests.House;

namespace Concord.Tests.Desk;

public sealed class Writing_at_once
{
    [Theory]
    [OnBothStores]
    public async Task Who_saves_second_sees_both_versions_field_by_field_and_nothing_is_lost(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (one, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Secretariat));
            var draft = await one.NewEventAsync();
            var (mine, theirs) = (await one.OpenAsync(draft + "/form"), await other.OpenAsync(draft + "/form"));
            Assert.Equal(302, (await theirs.Write("title.en", "Title of the other").Write("start", "2023-06-01").SendAsync()).Answer.Status);
            var late = await mine.Write("title.en", "Title of the one").Write("title.ru", "Название").SendAsync();
            Assert.Equal(302, late.Answer.Status);
            var conflict = late.Answer.Header("Location")!;
            Assert.Contains("/conflict/", conflict, StringComparison.Ordinal);
            Assert.Contains("Title of the other", (await one.OpenAsync(draft + "/form")).Answer.Body, StringComparison.Ordinal);
            var shown = (await one.Visitor.GetAsync(conflict)).Page();
            var choice = Assert.Single(shown.QuerySelectorAll(".choice"));
            Assert.Equal(["Seminar on wetlands", "Title of the one", "Title of the other"], choice.QuerySelectorAll(".thrice > div > p:last-child").Select(value => value.TextContent.Trim()).Select(text => text.Replace("English:", "", StringComparison.Ordinal).Trim()));
            Assert.Equal(404, (await other.Visitor.GetAsync(conflict)).Status);
            Assert.Equal(422, (await one.Visitor.FillInAsync(conflict, conflict)).Status);
            Assert.Equal(302, (await one.Visitor.FillInAsync(conflict, conflict, ("take:title.en", "mine"))).Status);
            var merged = await one.OpenAsync(draft + "/form");
            Assert.Equal("Title of the one", merged.Page.QuerySelector("[name='title.en']")!.TextContent);
            Assert.Equal("Название", merged.Page.QuerySelector("[name='title.ru']")!.TextContent);
            Assert.Equal("2023-06-01", merged.Page.QuerySelector("[name='start']")!.GetAttribute("value"));
        }
    }

    [Theory]
    [OnBothStores]
    public async Task A_draft_whose_record_was_published_anew_meanwhile_is_brought_together_with_it(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site);
            var early = await writer.OpenAsync("/en/desk/instruments/sco_concept_2018");
            await writer.PublishAsync((await (await writer.OpenAsync("/en/desk/instruments/sco_concept_2018")).Write("adopted_year", "2019").Write("name.en", "Name of the first").SendAsync()).Draft);
            var draft = (await early.Write("name.en", "Name of the second").Write("name.ko", "둘째").SendAsync()).Draft;
            var refused = await writer.DoAsync(draft, "publish");
            Assert.EndsWith("/conflict", refused.Header("Location"), StringComparison.Ordinal);
            Assert.Equal(302, (await writer.Visitor.FillInAsync(draft + "/conflict", draft + "/conflict", ("take:name.en", "theirs"))).Status);
            await writer.PublishAsync(draft);
            var document = System.Text.Json.Nodes.JsonNode.Parse((await site.GetAsync("/api/v1/instruments/sco_concept_2018")).Body)!;
            Assert.Equal(("Name of the first", "둘째", 2019), ((string)document["name"]!["en"]!, (string)document["name"]!["ko"]!, (int)document["adopted_year"]!));
        }
    }

    [Theory]
    [OnBothStores]
    public async Task A_record_has_one_open_draft_and_what_is_written_beside_it_is_kept(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (one, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Secretariat));
            var (first, second) = (await one.OpenAsync("/en/desk/instruments/sco_concept_2018"), await other.OpenAsync("/en/desk/instruments/sco_concept_2018"));
            var draft = (await first.Write("name.en", "First").SendAsync()).Draft;
            var beside = await second.Write("name.en", "Second").SendAsync();
            Assert.StartsWith(draft + "/conflict/", beside.Answer.Header("Location"), StringComparison.Ordinal);
            Assert.Equal(draft + "/form", (await other.Visitor.GetAsync("/en/desk/instruments/sco_concept_2018")).Header("Location"));
        }
    }

    [Theory]
    [OnBothStores]
    public async Task A_page_that_is_out_of_date_publishes_nothing(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (one, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Secretariat));
            var draft = await one.NewEventAsync();
            var token = (await other.LookAsync(draft)).Page().QuerySelector("#act input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            await (await one.OpenAsync(draft + "/form")).Write("title.en", "Something else").SendAsync();
            Assert.Equal(422, (await other.Visitor.SendAsync(draft, ("__RequestVerificationToken", token), ("form:revision", "1"), ("act", "publish"))).Status);
            await other.PublishAsync(draft);
            Assert.Equal(422, (await other.Visitor.SendAsync(draft, ("__RequestVerificationToken", token), ("form:revision", "3"), ("act", "publish"))).Status);
        }
    }

    [Theory]
    [OnBothStores]
    public async Task What_the_page_saves_by_itself_is_there_after_the_session(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site);
            var sent = await (await writer.OpenAsync("/en/desk/events/new")).Write("title.zh", "湿地研讨会").SendAsync("autosave");
            Assert.Equal("application/json", sent.Answer.Type);
            var desk = (await writer.Visitor.GetAsync("/zh/desk")).Page();
            Assert.Equal("湿地研讨会", desk.QuerySelector("#mine tbody th")!.TextContent);
        }
    }
}
