using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Languages;
using Concord.Parties.Accounts;
using Concord.Parties.Privacy;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Privacy;

/// <summary>What the house says of personal data has versions; whoever works here has agreed to the one that counts.</summary>
public sealed class Agreeing_to_the_text
{
    [Theory, OnBothStores]
    public async Task A_new_version_is_asked_for_before_any_work_and_who_agreed_to_what_and_when_is_kept(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var editor = await Visitor.AsAsync(site, Role.Editor, new Scope(Mechanism: "sco_env"));
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            Assert.Equal(200, (await editor.GetAsync("/ru/desk")).Status);
            var written = await WriteAsync(administrator, "A new sentence.");
            Assert.Equal(200, written.Status);
            Assert.Equal(200, (await administrator.GetAsync("/en/desk")).Status);

            var asked = await editor.GetAsync("/ru/desk?x=1");
            Assert.Equal((302, "/ru/account/consent?to=%2Fru%2Fdesk%3Fx%3D1"), (asked.Status, asked.Header("Location")));
            // The record is open to all, and so is the way out: one's data, and signing out.
            foreach (var open in new[] { "/en", "/en/events", "/en/privacy", "/en/account/data", "/en/sign-out" })
                Assert.Equal(200, (await editor.GetAsync(open)).Status);
            var page = await editor.GetAsync(asked.Header("Location")!);
            Assert.Contains("A new sentence. ru", page.Page().QuerySelector(".prose")!.TextContent, StringComparison.Ordinal);
            site.Clock.AdvanceMinutes(5);
            var agreed = await editor.FillInAsync(asked.Header("Location")!, "/ru/account/consent");
            Assert.Equal((302, "/ru/desk?x=1"), (agreed.Status, agreed.Header("Location")));
            Assert.Equal(200, (await editor.GetAsync("/ru/desk")).Status);
            Assert.Equal(2, (await editor.GetAsync("/ru/account/data")).Page().QuerySelectorAll("#agreed li").Length);
            var given = await site.WithDbAsync(db => db.Set<Consent>().OrderByDescending(one => one.At).FirstAsync(TestContext.Current.CancellationToken));
            Assert.Equal((ConsentText.Shipped + 1, site.Clock.GetCurrentInstant()), (given.Version, given.At));
            Assert.Equal(1, await site.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(entry => entry.Act == "privacy.own" && entry.Details == $$"""{"agreed":{{ConsentText.Shipped + 1}}}""", TestContext.Current.CancellationToken)));
        }
    }

    [Theory, OnBothStores]
    public async Task An_invitation_is_accepted_only_with_the_text(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            await administrator.FillInAsync("/en/people/invite", "/en/people/invite", ("email", "new@example.org"), ("name", "Somebody New"), ("language", "en"), ("role", "Participant"));
            var link = await Privacy.Links.OfAsync(site, "new@example.org", LinkPurpose.Invitation);
            var visitor = new Visitor(site);
            var refused = await visitor.FillInAsync(link, link, ("name", "Somebody New"), ("password", Visitor.Password), ("again", Visitor.Password));
            Assert.Equal((422, "Read how personal data are treated, and say that you agree."), (refused.Status, refused.Page().QuerySelector(".errors li")?.TextContent));
            Assert.Equal(422, (await visitor.FillInAsync(link, link, ("name", "Somebody New"), ("password", Visitor.Password), ("again", Visitor.Password), ("agreed", "7"))).Status);
            Assert.Equal(302, (await visitor.FillInAsync(link, link, ("name", "Somebody New"), ("password", Visitor.Password), ("again", Visitor.Password), ("agreed", Visitor.Agreed))).Status);
            Assert.Equal(200, (await visitor.GetAsync("/en/account")).Status);
        }
    }

    [Fact]
    public async Task Nobody_agrees_to_a_version_that_they_have_not_been_shown_and_nobody_writes_half_a_version()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var editor = await Visitor.AsAsync(site, Role.Editor, new Scope(Mechanism: "sco_env"));
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            await WriteAsync(administrator, "Second.");
            Assert.Equal(422, (await editor.FillInAsync("/en/account/consent", "/en/account/consent", ("version", Visitor.Agreed))).Status);
            Assert.Equal(302, (await editor.GetAsync("/en/desk")).Status);
            var half = await administrator.FillInAsync("/en/desk/privacy", "/en/desk/privacy", ("en", "Third."), ("zh", "第三"), ("ru", ""), ("ko", "셋째"));
            Assert.Equal((422, "#ru"), (half.Status, half.Page().QuerySelector(".errors a")?.GetAttribute("href")));
            Assert.Equal(422, (await administrator.FillInAsync("/en/desk/privacy", "/en/desk/privacy", ("version", Visitor.Agreed), ("en", "x"), ("zh", "x"), ("ru", "x"), ("ko", "x"))).Status);
            Assert.Equal(422, (await WriteAsync(administrator, "Second.")).Status);
            Assert.Equal(403, (await editor.GetAsync("/en/desk/privacy")).Status);
            Assert.Equal(302, (await editor.FillInAsync("/en/account/consent?to=//evil.example.org", "/en/account/consent")).Status);
        }
    }

    [Fact]
    public async Task The_text_is_public_in_every_language_and_what_is_written_in_it_stays_text()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            foreach (var language in Language.All)
            {
                var page = await site.GetAsync($"/{language.Tag}/privacy");
                Assert.Equal((200, 7), (page.Status, page.Page().QuerySelectorAll(".prose p").Length));
                Assert.Empty(page.HtmlErrors());
            }
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            await WriteAsync(administrator, "<script>alert(1)</script>");
            var shown = await site.GetAsync("/ko/privacy");
            Assert.DoesNotContain("<script>alert", shown.Body, StringComparison.Ordinal);
            Assert.Contains("<script>alert(1)</script> ko", shown.Page().QuerySelector(".prose")!.TextContent, StringComparison.Ordinal);
        }
    }

    private static Task<Answer> WriteAsync(Visitor administrator, string text) => administrator.FillInAsync("/en/desk/privacy", "/en/desk/privacy",
        [.. Language.All.Select(language => (language.Tag, $"{text} {language.Tag}\r\n\r\nA second paragraph."))]);
}
