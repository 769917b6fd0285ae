using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Tests.House;
using Concord.Tests.Partners;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Desk;

/// <summary>Where a mechanism asks for it, nobody alone archives a record, and nobody alone does away with the rule.</summary>
public sealed class A_second_pair_of_eyes
{
    private const string Rules = "/en/desk/rules";

    private const string Archive = "/en/desk/events/sco_webinar_2020/archive";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, OnBothStores]
    public async Task Two_archive_a_record_and_two_take_it_out_of_the_archive(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (one, other) = (await Visitor.AsAsync(site, Role.Editor, AWriter.Sco), await Visitor.AsAsync(site, Role.Secretariat, AWriter.Sco));
            await other.FillInAsync(Rules, Rules, ("second", "sco_env"));
            var mails = await AskedAsync(site);
            foreach (var (to, isArchived) in new[] { ("archived", true), ("listed", false) })
            {
                Assert.Equal(302, (await one.FillInAsync(Archive, Archive, ("to", to))).Status);
                Assert.Equal(302, (await one.FillInAsync(Archive, Archive, ("to", to))).Status);
                Assert.Equal(!isArchived, await IsArchivedAsync(site));
                Assert.Equal(++mails, await AskedAsync(site));
                Assert.Empty((await one.GetAsync(Archive)).Page().QuerySelectorAll($"button[value={to}]"));
                // What is taken back, another does not do.
                Assert.Equal(302, (await one.FillInAsync(Archive, Archive, ("to", "nothing"))).Status);
                Assert.Equal(302, (await other.FillInAsync(Archive, Archive, ("to", to))).Status);
                Assert.Equal(!isArchived, await IsArchivedAsync(site));
                Assert.Contains("secretariat-", (await one.GetAsync(Archive)).Page().QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
                Assert.Equal(Archive, Assert.Single((await one.GetAsync("/en/desk")).Page().QuerySelectorAll("#asked a")).GetAttribute("href"));
                Assert.Equal(302, (await one.FillInAsync(Archive, Archive, ("to", to))).Status);
                Assert.Equal(isArchived, await IsArchivedAsync(site));
                Assert.Null((await one.GetAsync("/en/desk")).Page().QuerySelector("#asked"));
            }
            Assert.Equal(6, await site.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(entry => entry.Act == "records.archive.ask", Cancel)));
            foreach (var language in new[] { "en", "zh", "ru", "ko" })
                Assert.Empty((await one.GetAsync("/" + language + Archive[3..])).HtmlErrors());
        }
    }

    [Fact]
    public async Task A_program_archives_nothing_where_two_must()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var officer = await Visitor.AsAsync(site, Role.Secretariat, AWriter.Sco);
            var partner = await APartner.WithKeyAsync(site, archives: true);
            await officer.FillInAsync(Rules, Rules, ("second", "sco_env"));
            const string Webinar = "/api/v1/events/sco_webinar_2020";
            var refused = await partner.SendAsync(HttpMethod.Delete, Webinar, (string?)null, ("If-Match", (await partner.GetAsync(Webinar)).Header("ETag")!));
            Assert.Equal(403, refused.Status);
            Assert.Contains("second pair of eyes", refused.Body, StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task Nobody_alone_lifts_the_rule_publishes_and_sets_it_again(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            foreach (var name in new[] { "one", "other" })
                await Visitor.JoinAsync(site, name + "@example.org", Role.Secretariat, AWriter.Sco);
            var (one, other) = (new AWriter(new Visitor(site)), new Visitor(site));
            await SignInAsync();
            await one.Visitor.FillInAsync(Rules, Rules, ("second", "sco_env"));
            foreach (var _ in Enumerable.Range(0, 2))
                Assert.Equal(302, (await one.Visitor.FillInAsync(Rules, Rules)).Status);
            var draft = await one.NewEventAsync();
            Assert.Equal(422, (await one.DoAsync(draft, "publish")).Status);
            Assert.Contains("asked that this be lifted", (await other.GetAsync(Rules)).Page().QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
            // What was asked long ago counts no more.
            site.Clock.AdvanceDays(8);
            await SignInAsync();
            Assert.Equal(302, (await other.FillInAsync(Rules, Rules)).Status);
            Assert.NotNull((await other.GetAsync(Rules)).Page().QuerySelector("input[value=sco_env][checked]"));
            Assert.Equal(302, (await one.Visitor.FillInAsync(Rules, Rules)).Status);
            Assert.Null((await other.GetAsync(Rules)).Page().QuerySelector("input[value=sco_env][checked]"));
            await one.PublishAsync(draft);

            async Task SignInAsync()
            {
                await one.Visitor.SignInAsync("one@example.org");
                await other.SignInAsync("other@example.org");
            }
        }
    }

    /// <summary>How many mails went to people of the secretariat.</summary>
    private static async Task<int> AskedAsync(ASite site) => (await Mail.Outboxes.MailsAsync(site)).Count(mail => mail.Address.StartsWith("secretariat-", StringComparison.Ordinal));

    private static Task<bool> IsArchivedAsync(ASite site) => site.WithDbAsync(db => db.Records.AnyAsync(record => record.Id == "sco_webinar_2020" && record.ArchivedAt != null, Cancel));
}
