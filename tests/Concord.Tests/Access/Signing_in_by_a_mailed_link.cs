using System.Text.RegularExpressions;
using Concord.Kernel.Access;
using Concord.Parties.Accounts;
using Concord.Parties.Memberships;
using Concord.Tests.House;
using Concord.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Access;

/// <summary>Who only takes part in events comes in by a mailed link; nobody else does.</summary>
public sealed partial class Signing_in_by_a_mailed_link
{
    private const string Email = "guest@example.org";

    [Theory, OnBothStores]
    public async Task A_participant_comes_in_once_by_pressing_the_button_that_no_scanner_of_mails_presses(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            await Visitor.JoinAsync(site, Email, Role.Participant, Scope.Everywhere);
            var link = await LinkAsync(site);
            for (var i = 0; i < 3; i++)
                Assert.Equal(200, (await new Visitor(site).GetAsync(link)).Status);
            var guest = new Visitor(site);
            var done = await guest.FillInAsync(link, link);
            Assert.Equal((302, "/en/account"), (done.Status, done.Header("Location")));
            Assert.Equal(200, (await guest.GetAsync("/en/account")).Status);
            Assert.Equal(404, (await new Visitor(site).GetAsync(link)).Status);
        }
    }

    [Fact]
    public async Task A_link_opens_nothing_after_a_quarter_of_an_hour()
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, Email, Role.Participant, Scope.Everywhere);
            var link = await LinkAsync(site);
            site.Clock.Advance(Duration.FromMinutes(15));
            Assert.Equal(404, (await new Visitor(site).GetAsync(link)).Status);
        }
    }

    [Theory]
    [InlineData(Role.Editor), InlineData(Role.Administrator), InlineData(Role.Auditor), InlineData(Role.Interpreter)]
    public async Task Whoever_has_any_other_role_gets_no_link_and_the_answer_is_the_same(Role role)
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            var scope = role == Role.Editor ? new Scope(Mechanism: "sco_env") : Scope.Everywhere;
            await Visitor.JoinAsync(site, Email, Role.Participant, Scope.Everywhere);
            await Visitor.JoinAsync(site, Email, role, scope);
            await Visitor.JoinAsync(site, "only@example.org", Role.Participant, Scope.Everywhere);
            Assert.Single(new[] { await AskAsync(site, Email), await AskAsync(site, "nobody@example.org"), await AskAsync(site, "only@example.org") }.Distinct());
            Assert.Equal("only@example.org", Assert.Single(await Outboxes.MailsAsync(site)).Address);
        }
    }

    [Fact]
    public async Task A_link_opens_nothing_once_its_owner_has_another_role()
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, Email, Role.Participant, Scope.Everywhere);
            var link = await LinkAsync(site);
            var guest = new Visitor(site);
            var token = (await guest.GetAsync(link)).Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            await site.WithDbAsync(async db =>
            {
                var account = await db.Set<Account>().SingleAsync(found => found.Email == Email);
                db.Add(Membership.Of(account.Id, Role.Editor, new Scope(Mechanism: "sco_env"), site.Clock.GetCurrentInstant(), null, null, site.Clock.GetCurrentInstant()));
                return await db.SaveChangesAsync();
            });
            Assert.Equal(404, (await guest.SendAsync(link, ("__RequestVerificationToken", token))).Status);
            Assert.Equal(302, (await guest.GetAsync("/en/account")).Status);
        }
    }

    private static async Task<ASite> OpenAsync(StoreKind store) => await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, ("Mail:Deliver", "false"));

    private static async Task<string> AskAsync(ASite site, string email)
    {
        var answer = await new Visitor(site).FillInAsync("/en/sign-in/link", "/en/sign-in/link", ("email", email));
        return answer.Status + answer.Page().QuerySelector(".done")!.TextContent;
    }

    private static async Task<string> LinkAsync(ASite site)
    {
        await AskAsync(site, Email);
        await Outboxes.DeliverAsync(site);
        return new Uri(Link().Match(Outboxes.Written(site)[^1].TextBody!).Value).PathAndQuery;
    }

    [GeneratedRegex("https?://[^ \r\n]+/sign-in/by-link[?]link=[^ \r\n]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
