using Concord.Kernel.Access;
using Concord.Tests.House;

namespace Concord.Tests.Desk;

public sealed class Rights_at_the_desk
{
    private static readonly Scope China = new(Mechanism: "china_korea_env");

    [Fact]
    public async Task What_belongs_to_another_mechanism_is_refused_whatever_the_form_says()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var (mine, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Secretariat, China));
            var draft = await mine.NewEventAsync();
            foreach (var address in new[] { draft, draft + "/form", draft + "/conflict", "/en/desk/instruments/sco_concept_2018" })
                Assert.Equal(403, (await other.Visitor.GetAsync(address)).Status);
            var form = await mine.OpenAsync("/en/desk/instruments/sco_concept_2018");
            var own = await other.OpenAsync("/en/desk/events/new");
            var token = own.Page.QuerySelector("form.record-form [name=__RequestVerificationToken]")!.GetAttribute("value")!;
            var forged = form.Sent().Where(field => field.Name is not ("__RequestVerificationToken" or "mechanisms")).Append(("__RequestVerificationToken", token)).Append(("mechanisms", "china_korea_env")).ToArray();
            Assert.Equal(403, (await other.Visitor.SendAsync("/en/desk/instruments/sco_concept_2018", forged)).Status);
            Assert.Equal(403, (await other.Visitor.SendAsync(draft + "/form", forged)).Status);
            Assert.Equal(403, (await other.Visitor.SendAsync(draft, ("__RequestVerificationToken", token), ("form:revision", "1"), ("act", "publish"))).Status);
        }
    }

    [Fact]
    public async Task Who_only_writes_does_not_publish_and_who_only_looks_does_not_write()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var focal = await AWriter.AsAsync(site, Role.FocalPoint, new Scope(Mechanism: "sco_env", Party: "KZ"));
            var form = await focal.OpenAsync("/en/desk/events/new");
            var draft = (await form.Write("title.en", "A meeting in Almaty").Write("kind", "seminar").Write("venue.country", "KZ").Write("sources", "A letter").SendAsync()).Draft;
            var page = await focal.LookAsync(draft);
            Assert.Null(page.Page().QuerySelector("button[value=publish]"));
            var token = page.Page().QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            Assert.Equal(403, (await focal.Visitor.SendAsync(draft, ("__RequestVerificationToken", token), ("form:revision", "1"), ("act", "publish"))).Status);
            Assert.Equal(302, (await focal.DoAsync(draft, "send")).Status);
            var auditor = await AWriter.AsAsync(site, Role.Auditor, Scope.Everywhere);
            Assert.Equal(200, (await auditor.LookAsync(draft)).Status);
            Assert.Equal(403, (await auditor.Visitor.GetAsync(draft + "/form")).Status);
            Assert.Equal(302, (await site.GetAsync(draft)).Status);
        }
    }

    [Fact]
    public async Task A_form_that_was_cut_short_changes_nothing()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site);
            var draft = await writer.NewEventAsync();
            var sent = (await writer.OpenAsync(draft + "/form")).Sent();
            Assert.Equal(400, (await writer.Visitor.SendAsync(draft + "/form", [.. sent.Where(field => field.Name != "form:end")])).Status);
            Assert.Contains("Seminar on wetlands", (await writer.OpenAsync(draft + "/form")).Answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_public_page_leads_to_its_form_only_for_those_who_may_write_it()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var (mine, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Editor, China));
            const string Edit = "a[href='/en/desk/instruments/sco_concept_2018']";
            Assert.NotNull((await mine.Visitor.GetAsync("/en/instruments/sco_concept_2018")).Page().QuerySelector(Edit));
            Assert.Null((await other.Visitor.GetAsync("/en/instruments/sco_concept_2018")).Page().QuerySelector(Edit));
            Assert.Null((await site.GetAsync("/en/instruments/sco_concept_2018")).Page().QuerySelector(Edit));
        }
    }

    [Fact]
    public async Task The_pages_of_the_desk_are_sound_in_every_language_and_show_what_is_typed_as_text()
    {
        const string Script = "</textarea><script>alert(1)</script>";
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site);
            var draft = (await (await writer.OpenAsync("/en/desk/events/new")).Write("title.en", Script).Write("title.ko", Script).Write("start", Script[..30]).Write("sources", Script)
                .Write("hosts:find", Script).SendAsync()).Draft;
            await writer.DoAsync(draft, "comment", ("comment", Script));
            foreach (var language in new[] { "en", "zh", "ru", "ko" })
                foreach (var address in new[] { "/desk", draft[3..], draft[3..] + "/form", "/desk/instruments/sco_concept_2018" })
                {
                    var answer = await writer.Visitor.GetAsync("/" + language + address);
                    Assert.Equal(200, answer.Status);
                    Assert.Empty(answer.HtmlErrors());
                    Assert.DoesNotContain("<script>alert", answer.Body, StringComparison.Ordinal);
                    Assert.Empty(answer.Page().QuerySelectorAll("[style], script:not([src])"));
                }
        }
    }
}
