using Concord.Desk.Editing;
using Concord.Kernel.Access;
using Concord.Parties.Memberships;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Desk;

/// <summary>Who decides about what at the desk: mechanisms, languages, pairs of eyes, and the hour.</summary>
public sealed class Whose_word_it_is
{
    private const string Concept = "/en/desk/instruments/sco_concept_2018";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, OnBothStores]
    public async Task Whoever_publishes_works_for_every_mechanism_that_the_record_is_added_to_or_taken_from(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (mine, all) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Administrator));
            var draft = (await (await mine.OpenAsync("/en/desk/events/new")).Write("title.en", "Joint seminar").Write("kind", "seminar").Write("sources", "A notice")
                .Write("mechanisms:find", "china_korea_env").SendAsync()).Draft;
            Assert.Null((await mine.LookAsync(draft)).Page().QuerySelector("button[value=publish]"));
            var refused = await mine.ForceAsync(draft, "publish");
            Assert.Equal(403, refused.Status);
            Assert.Contains("Somebody who works for", refused.Page().QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(403, (await mine.ForceAsync(draft, "schedule", ("due", "2023-01-01 09:00"), ("zone", "Etc/UTC"))).Status);
            Assert.Equal("/en/events/joint_seminar", await all.PublishAsync(draft));
            // What belongs to both already is either's to change, but not to take from the other.
            var shared = (await (await mine.OpenAsync("/en/desk/events/joint_seminar")).Write("title.en", "Joint seminar on air").SendAsync()).Draft;
            await mine.PublishAsync(shared);
            var alone = (await (await mine.OpenAsync("/en/desk/events/joint_seminar")).Untick("mechanisms").Write("mechanisms", "sco_env").SendAsync()).Draft;
            Assert.Equal(403, (await mine.ForceAsync(alone, "publish")).Status);
            await all.PublishAsync(alone);
        }
    }

    [Fact]
    public async Task An_editor_of_one_language_changes_no_other_in_the_form()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var russian = await AWriter.AsAsync(site, Role.Editor, new Scope(Mechanism: "sco_env", Languages: ["ru"]));
            var form = await russian.OpenAsync(Concept);
            Assert.True(form.Page.QuerySelector("textarea[name='name.zh']")!.HasAttribute("readonly"));
            Assert.False(form.Page.QuerySelector("textarea[name='name.ru']")!.HasAttribute("readonly"));
            var refused = await form.Write("name.zh", "别的名称").Write("name.ru", "Другое название").SendAsync();
            Assert.Equal(422, refused.Answer.Status);
            Assert.Contains("Chinese", Assert.Single(refused.Faults), StringComparison.Ordinal);
            Assert.Contains("Другое название", refused.Answer.Body, StringComparison.Ordinal);
            Assert.Equal(422, (await form.SendAsync("autosave")).Answer.Status);
            var draft = (await (await russian.OpenAsync(Concept)).Write("name.ru", "Другое название").Write("adopted_year", "2018").SendAsync()).Draft;
            await russian.PublishAsync(draft);
            // What a translator brought into another language meanwhile, somebody publishes who answers for that language too.
            var both = (await (await russian.OpenAsync(Concept)).Write("name.ru", "Ещё одно название").SendAsync()).Draft;
            var editor = await AWriter.AsAsync(site);
            await (await editor.OpenAsync(both + "/form")).Write("name.zh", "别的名称").SendAsync();
            Assert.Equal(403, (await russian.ForceAsync(both, "publish")).Status);
            Assert.Equal(302, (await (await russian.OpenAsync(both + "/form")).Write("name.ru", "Снова другое").SendAsync()).Answer.Status);
            await editor.PublishAsync(both);
        }
    }

    [Theory, OnBothStores]
    public async Task A_translators_word_does_not_let_the_author_publish(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var secretariat = await AWriter.AsAsync(site, Role.Secretariat);
            await secretariat.Visitor.FillInAsync("/en/desk/rules", "/en/desk/rules", ("second", "sco_env"));
            var author = await AWriter.AsAsync(site);
            var draft = (await (await author.OpenAsync(Concept)).Write("note.en", "Seen by two").SendAsync()).Draft;
            var translator = await Visitor.AsAsync(site, Role.Translator, new Scope(Mechanism: "sco_env", Languages: ["zh"]));
            const string Texts = "/en/desk/languages/zh/instruments/sco_concept_2018";
            var shown = (await translator.GetAsync(Texts)).Page();
            var saved = await translator.SendAsync(Texts, ("__RequestVerificationToken", shown.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                ("was:name", shown.QuerySelector("input[name='was:name']")!.GetAttribute("value")!), ("text:name", "别的名称"));
            Assert.Contains("别的名称", (await author.OpenAsync(draft + "/form")).Answer.Body, StringComparison.Ordinal);
            Assert.Equal(200, saved.Status);
            Assert.Equal(422, (await author.DoAsync(draft, "publish")).Status);
            Assert.Equal(422, (await author.DoAsync(draft, "schedule", ("due", "2023-01-01 09:00"), ("zone", "Etc/UTC"))).Status);
            await secretariat.PublishAsync(draft);
        }
    }

    [Theory, OnBothStores]
    public async Task Whoever_wrote_long_ago_is_one_of_the_first_pair_of_eyes_still(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var secretariat = await AWriter.AsAsync(site, Role.Secretariat);
            await secretariat.Visitor.FillInAsync("/en/desk/rules", "/en/desk/rules", ("second", "sco_env"));
            var (author, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site));
            var draft = await author.NewEventAsync();
            for (var i = 0; i < 202; i++)
                Assert.Equal(302, (await (await other.OpenAsync(draft + "/form")).Write("title.en", $"Seminar {i}").SendAsync()).Answer.Status);
            Assert.Equal(422, (await author.DoAsync(draft, "publish")).Status);
            await secretariat.PublishAsync(draft);
        }
    }

    [Theory, OnBothStores]
    public async Task What_somebody_scheduled_is_sent_back_when_their_role_is_over(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (writer, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Administrator));
            var draft = await writer.NewEventAsync();
            Assert.Equal(302, (await writer.DoAsync(draft, "schedule", ("due", "11.09.2022 09:00"), ("zone", "Asia/Shanghai"))).Status);
            var now = site.Clock.GetCurrentInstant();
            await site.WithDbAsync(db => db.Set<Membership>().Where(held => held.Role == Role.Editor).ExecuteUpdateAsync(set => set.SetProperty(held => held.EndsAt, now), Cancel));
            site.Clock.AdvanceHours(25);
            await site.Services.GetRequiredService<ScheduledPublishing>().RunAsync(Cancel);
            Assert.Equal(404, (await site.GetAsync("/en/events/seminar_on_wetlands_2023")).Status);
            await other.Visitor.SignInAsync(await SomebodyAsync(site));
            var page = (await other.LookAsync(draft)).Page();
            Assert.Contains("Sent back", page.QuerySelector(".side .tag")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("whoever set the hour may not publish it any more", page.QuerySelector("#comments")!.TextContent, StringComparison.Ordinal);
        }
    }

    /// <summary>A new administrator's address: sessions of others have run out by now.</summary>
    private static async Task<string> SomebodyAsync(ASite site)
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        await Visitor.JoinAsync(site, email, Role.Administrator, Scope.Everywhere);
        return email;
    }

    [Fact]
    public async Task A_focal_point_who_leaves_the_country_out_keeps_the_form_and_is_told()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var focal = await AWriter.AsAsync(site, Role.FocalPoint, new Scope(Mechanism: "sco_env", Party: "KZ"));
            var form = await focal.OpenAsync("/en/desk/events/new");
            var refused = await form.Write("title.en", "A meeting in Almaty").Untick("participant_countries").SendAsync();
            Assert.Equal(422, refused.Answer.Status);
            Assert.Contains("Kazakhstan", Assert.Single(refused.Faults), StringComparison.Ordinal);
            Assert.Contains("A meeting in Almaty", refused.Answer.Body, StringComparison.Ordinal);
            var saved = await (await focal.OpenAsync("/en/desk/events/new")).Write("title.en", "A meeting in Almaty").SendAsync();
            Assert.Equal(302, saved.Answer.Status);
            var elsewhere = await (await focal.OpenAsync(saved.Draft + "/form")).Untick("mechanisms").Write("mechanisms:find", "china_korea_env").SendAsync();
            Assert.Equal(422, elsewhere.Answer.Status);
            Assert.Contains("Name a mechanism that you work for", Assert.Single(elsewhere.Faults), StringComparison.Ordinal);
        }
    }
}
