using Concord.Kernel.Access;
using Concord.Tests.House;

namespace Concord.Tests.Desk;

/// <summary>What somebody writes while another publishes, gives up or archives what it is written on is shown again and can be gone on with.</summary>
public sealed class Written_too_late
{
    private const string Concept = "/en/desk/instruments/sco_concept_2018";

    private static string? Value(OpenForm form, string name) => form.Page.QuerySelector($"[name='{name}']")!.TextContent;

    private static string Alert(Answer answer) => answer.Page().QuerySelector(".errors[role=alert]")!.TextContent;

    [Theory, OnBothStores]
    public async Task What_is_written_on_a_draft_that_is_published_meanwhile_goes_on_as_a_new_draft(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (one, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Secretariat));
            var draft = await one.NewEventAsync();
            var open = await one.OpenAsync(draft + "/form");
            await other.PublishAsync(draft);
            var late = await open.Write("title.ru", "Семинар о болотах").SendAsync();
            Assert.Equal(409, late.Answer.Status);
            Assert.Contains("secretariat-", Alert(late.Answer), StringComparison.Ordinal);
            Assert.Contains("published this draft", Alert(late.Answer), StringComparison.Ordinal);
            Assert.Empty(late.Answer.HtmlErrors());
            var again = new OpenForm(one, late.Answer);
            Assert.Equal("Семинар о болотах", Value(again, "title.ru"));
            var anew = (await again.SendAsync()).Draft;
            Assert.NotEqual(draft, anew);
            Assert.Single((await one.LookAsync(anew)).Page().QuerySelectorAll("#changes h3"));
            Assert.EndsWith("/events/seminar_on_wetlands_2023", await one.PublishAsync(anew), StringComparison.Ordinal);
            Assert.Contains("Семинар о болотах", (await site.GetAsync("/ru/events/seminar_on_wetlands_2023")).Body, StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task What_was_begun_before_others_changed_a_draft_and_published_it_is_brought_together_field_by_field(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (one, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Secretariat));
            var draft = (await (await one.OpenAsync(Concept)).Write("note.en", "A note").SendAsync()).Draft;
            var open = await one.OpenAsync(draft + "/form");
            await (await other.OpenAsync(draft + "/form")).Write("name.ko", "다른 이름").SendAsync();
            await other.PublishAsync(draft);
            var late = await open.Write("note.en", "A longer note").SendAsync();
            Assert.Equal(409, late.Answer.Status);
            var anew = (await new OpenForm(one, late.Answer).SendAsync()).Draft;
            var both = (await one.Visitor.GetAsync(anew + "/conflict")).Page();
            Assert.Contains("A longer note", Assert.Single(both.QuerySelectorAll(".choice")).TextContent, StringComparison.Ordinal);
            Assert.Contains("다른 이름", both.QuerySelector("dl.facts")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task What_is_written_on_a_draft_that_is_given_up_meanwhile_goes_on_as_a_new_draft(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (one, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Secretariat));
            foreach (var draft in new[] { await one.NewEventAsync(), (await (await one.OpenAsync(Concept)).Write("note.en", "A note").SendAsync()).Draft })
            {
                var open = await one.OpenAsync(draft + "/form");
                await other.DoAsync(draft, "discard");
                var saved = await open.Write("note.en", "A remark that counts").SendAsync("autosave");
                Assert.Equal(409, saved.Answer.Status);
                Assert.Contains("gave this draft up", saved.Answer.Body, StringComparison.Ordinal);
                var late = await open.SendAsync();
                Assert.Equal(409, late.Answer.Status);
                Assert.Contains("gave this draft up", Alert(late.Answer), StringComparison.Ordinal);
                var anew = (await new OpenForm(one, late.Answer).SendAsync()).Draft;
                Assert.NotEqual(draft, anew);
                Assert.Contains("A remark that counts", (await one.OpenAsync(anew + "/form")).Answer.Body, StringComparison.Ordinal);
            }
        }
    }

    [Theory, OnBothStores]
    public async Task What_is_written_on_a_record_that_is_archived_meanwhile_is_shown_again(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (one, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Secretariat));
            var open = await one.OpenAsync(Concept);
            Assert.Equal(302, (await other.Visitor.FillInAsync(Concept + "/archive", Concept + "/archive", ("to", "archived"))).Status);
            var late = await open.Write("note.en", "Written before").SendAsync();
            Assert.Equal(409, late.Answer.Status);
            Assert.Contains("archived since", Alert(late.Answer), StringComparison.Ordinal);
            Assert.Equal(302, (await other.Visitor.FillInAsync(Concept + "/archive", Concept + "/archive", ("to", "listed"))).Status);
            var draft = (await new OpenForm(one, late.Answer).SendAsync()).Draft;
            Assert.Contains("Written before", (await one.LookAsync(draft)).Page().QuerySelector("#changes")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task A_translation_of_a_new_record_that_is_published_or_given_up_meanwhile_is_not_lost(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (writer, translator) = (await AWriter.AsAsync(site), await Visitor.AsAsync(site, Role.Translator, AWriter.Sco with { Languages = ["zh"] }));
            var published = await OpenTextsAsync(await writer.NewEventAsync());
            await writer.PublishAsync(published.Draft);
            var saved = await translator.SendAsync(published.Texts, ("__RequestVerificationToken", published.Token), ("was:title", ""), ("text:title", "湿地研讨会"));
            Assert.Equal(200, saved.Status);
            Assert.Equal("湿地研讨会", (await translator.GetAsync("/en/desk/languages/zh/events/seminar_on_wetlands_2023")).Page().QuerySelector("textarea[name='text:title']")!.TextContent);
            var given = await OpenTextsAsync(await writer.NewEventAsync("Seminar on steppes"));
            await writer.DoAsync(given.Draft, "discard");
            var lost = await translator.SendAsync(given.Texts, ("__RequestVerificationToken", given.Token), ("was:title", ""), ("text:title", "草原研讨会"));
            Assert.Equal(409, lost.Status);
            Assert.Contains("given up", Alert(lost), StringComparison.Ordinal);
            Assert.Equal("草原研讨会", lost.Page().QuerySelector("textarea")!.TextContent);

            async Task<(string Draft, string Texts, string Token)> OpenTextsAsync(string draft)
            {
                var texts = "/en/desk/languages/zh/events/" + draft.Split('/')[^1];
                return (draft, texts, (await translator.GetAsync(texts)).Page().QuerySelector("form[method=post] input[name=__RequestVerificationToken]")!.GetAttribute("value")!);
            }
        }
    }

    [Theory, OnBothStores]
    public async Task What_was_kept_aside_is_found_at_the_desk_until_it_is_settled_or_thrown_away(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (one, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Secretariat));
            var draft = await one.NewEventAsync();
            var mine = await one.OpenAsync(draft + "/form");
            await (await other.OpenAsync(draft + "/form")).Write("title.en", "Title of the other").SendAsync();
            var conflict = (await mine.Write("title.en", "Title of the one").SendAsync()).Answer.Header("Location")!;
            // The same sent once more is the same, and what the draft holds already is no conflict.
            Assert.Equal(conflict, (await mine.SendAsync()).Answer.Header("Location"));
            Assert.EndsWith("/form?saved=1", (await mine.Write("title.en", "Title of the other").SendAsync()).Answer.Header("Location"), StringComparison.Ordinal);
            Assert.Equal(conflict, Assert.Single((await one.Visitor.GetAsync("/en/desk")).Page().QuerySelectorAll("#kept a")).GetAttribute("href"));
            Assert.NotNull((await one.LookAsync(draft)).Page().QuerySelector($".notice a[href='{conflict}']"));
            Assert.Null((await other.Visitor.GetAsync("/en/desk")).Page().QuerySelector("#kept"));
            Assert.Null((await other.LookAsync(draft)).Page().QuerySelector($"a[href='{conflict}']"));
            // Once the draft is published, it goes on as a new one, and nobody needs it any more.
            await other.PublishAsync(draft);
            var kept = await one.OpenAsync((await one.Visitor.GetAsync(conflict)).Header("Location")!);
            Assert.Equal("Title of the one", Value(kept, "title.en"));
            var anew = (await kept.SendAsync()).Draft;
            Assert.Contains("Title of the one", (await one.LookAsync(anew)).Page().QuerySelector("#changes")!.TextContent, StringComparison.Ordinal);
            Assert.Null((await one.Visitor.GetAsync("/en/desk")).Page().QuerySelector("#kept"));
            mine = await one.OpenAsync(anew + "/form");
            await (await other.OpenAsync(anew + "/form")).Write("title.en", "Once more").SendAsync();
            await mine.Write("title.en", "Of the one").SendAsync();
            Assert.Equal(302, (await one.DoAsync(anew, "drop")).Status);
            Assert.Null((await one.LookAsync(anew)).Page().QuerySelector("button[value=drop]"));
        }
    }

    [Theory, OnBothStores]
    public async Task A_draft_that_waits_for_its_hour_is_not_taken_back_unseen(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            await Visitor.JoinAsync(site, "chief@example.org", Role.Secretariat, AWriter.Sco);
            var chief = new Visitor(site);
            await chief.SignInAsync("chief@example.org");
            var (writer, decides) = (await AWriter.AsAsync(site), new AWriter(chief));
            var draft = await writer.NewEventAsync();
            Assert.Equal(302, (await decides.DoAsync(draft, "schedule", ("due", "11.09.2022 09:00"), ("zone", "Asia/Shanghai"))).Status);
            var form = await writer.OpenAsync(draft + "/form");
            Assert.Contains("goes back to review", form.Page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
            var byItself = await form.Write("title.en", "Another title").SendAsync("autosave");
            Assert.Equal(409, byItself.Answer.Status);
            Assert.Contains("waits for its hour", byItself.Answer.Body, StringComparison.Ordinal);
            Assert.Equal("Scheduled", await StateAsync());
            var saved = (await form.SendAsync()).Answer.Header("Location")!;
            Assert.Contains("in review again", (await writer.Visitor.GetAsync(saved)).Page().QuerySelector(".done")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("In review", await StateAsync());
            Assert.Contains("The draft was changed while it waited for its hour.", (await writer.LookAsync(draft)).Page().QuerySelector("#comments")!.TextContent, StringComparison.Ordinal);
            Assert.Single(await Mail.Outboxes.MailsAsync(site), mail => mail.Address == "chief@example.org");
            // A translator's word does the same, and is told so.
            await decides.DoAsync(draft, "schedule", ("due", "11.09.2022 09:00"), ("zone", "Asia/Shanghai"));
            var translator = await Visitor.AsAsync(site, Role.Translator, AWriter.Sco with { Languages = ["zh"] });
            var texts = "/en/desk/languages/zh/events/" + draft.Split('/')[^1];
            var page = (await translator.GetAsync(texts)).Page();
            Assert.Contains("goes back to review", page.QuerySelector(".notice-ochre")!.TextContent, StringComparison.Ordinal);
            var token = page.QuerySelector("form[method=post] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            var written = await translator.SendAsync(texts, ("__RequestVerificationToken", token), ("was:title", ""), ("text:title", "湿地研讨会"));
            Assert.Contains("in review again", written.Page().QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("In review", await StateAsync());

            async Task<string> StateAsync() => (await writer.LookAsync(draft)).Page().QuerySelector(".side .tag")!.TextContent;
        }
    }
}
