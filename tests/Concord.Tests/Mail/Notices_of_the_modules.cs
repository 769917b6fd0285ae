using Concord.Kernel.Access;
using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;
using Concord.Tests.Desk;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Mail;

/// <summary>People learn by mail what concerns their work: of drafts, of texts that are owed.</summary>
public sealed class Notices_of_the_modules
{
    private static readonly Scope Sco = new(Mechanism: "sco_env");

    [Theory, OnBothStores]
    public async Task Who_may_publish_is_asked_for_review_and_the_writer_learns_what_became_of_it(StoreKind store)
    {
        var (site, way) = await OpenAsync(store);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site, Role.FocalPoint, new Scope(Mechanism: "sco_env", Party: "KZ"));
            await Visitor.JoinAsync(site, "administrator@example.org", Role.Administrator, Scope.Everywhere);
            await Visitor.JoinAsync(site, "elsewhere@example.org", Role.Editor, new Scope(Mechanism: "temm"));
            await Visitor.JoinAsync(site, "former@example.org", Role.Editor, Sco);
            await EndRolesAsync(site, "former@example.org");
            var officer = await AWriter.AsAsync(site, Role.Secretariat, Sco);
            var draft = await NewAsync(writer);
            Assert.Equal(302, (await writer.DoAsync(draft, "send")).Status);
            Assert.Equal(["“A meeting in Almaty” waits for your review"], await SubjectsAsync(site, way, "secretariat-"));
            Assert.Equal(302, (await officer.DoAsync(draft, "comment", ("comment", "Which day?"))).Status);
            Assert.Equal(302, (await officer.DoAsync(draft, "back", ("comment", "The day is missing."))).Status);
            Assert.Equal(["“A meeting in Almaty” was sent back to you"], await SubjectsAsync(site, way, "focalpoint-"));
            Assert.Equal(302, (await writer.DoAsync(draft, "send")).Status);
            Assert.Equal(302, (await officer.DoAsync(draft, "publish", ("record", "sco_almaty"))).Status);
            Assert.Equal(["“A meeting in Almaty” was published"], await SubjectsAsync(site, way, "focalpoint-"));
            Assert.All(way.Given, mail => Assert.Matches("^(secretariat|focalpoint)-", mail.Address));
            // Of the comment the writer hears with the mail of the day, where nothing else was wished.
            site.Clock.AdvanceDays(1);
            await ActivatorUtilities.CreateInstance<Kernel.Notices.NoticeDay>(site.Services).RunAsync(TestContext.Current.CancellationToken);
            Assert.Contains("A comment was written on “A meeting in Almaty”", await SubjectsAsync(site, way, "focalpoint-"));
        }
    }

    [Theory, OnBothStores]
    public async Task Translators_are_told_once_a_day_of_what_their_languages_owe_and_nobody_of_an_import(StoreKind store)
    {
        var (site, way) = await OpenAsync(store);
        await using (site)
        {
            await Visitor.JoinAsync(site, "russian@example.org", Role.Translator, new Scope(Mechanism: "sco_env", Languages: ["ru"]));
            await Visitor.JoinAsync(site, "elsewhere@example.org", Role.Translator, new Scope(Mechanism: "temm", Languages: ["ru"]));
            var officer = await AWriter.AsAsync(site, Role.Secretariat, Sco);
            var draft = await NewAsync(officer);
            Assert.Equal(302, (await officer.DoAsync(draft, "publish", ("record", "sco_almaty"))).Status);
            await Outboxes.DeliverAsync(site);
            Assert.Empty(way.Given);
            site.Clock.AdvanceDays(1);
            await ActivatorUtilities.CreateInstance<Kernel.Notices.NoticeDay>(site.Services).RunAsync(TestContext.Current.CancellationToken);
            await Outboxes.DeliverAsync(site);
            var mail = Assert.Single(way.Read);
            Assert.Equal(("russian@example.org", "“A meeting in Almaty” owes texts in one of your languages"), (Assert.Single(way.Given).Address, mail.Subject));
            Assert.Contains("/en/desk/languages/ru/events/sco_almaty", mail.TextBody, StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task A_press_in_the_mail_program_ends_notices_of_that_kind_and_a_forged_link_ends_nothing(StoreKind store)
    {
        var (site, way) = await OpenAsync(store);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site, Role.FocalPoint, new Scope(Mechanism: "sco_env", Party: "KZ"));
            var officer = await AWriter.AsAsync(site, Role.Secretariat, Sco);
            var draft = await NewAsync(writer);
            await writer.DoAsync(draft, "send");
            await Outboxes.DeliverAsync(site);
            var mail = Assert.Single(way.Read);
            Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
            var end = new Uri(mail.Headers["List-Unsubscribe"]!.Trim('<', '>')).AbsolutePath;
            Assert.Contains("A draft waits for your review", (await site.GetAsync(end)).Page().QuerySelector(".lede")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(404, (await new Visitor(site).SendAsync(end[..^2] + "xx", ("List-Unsubscribe", "One-Click"))).Status);
            Assert.Empty(await site.WithDbAsync(db => db.Set<Kernel.Notices.NoticePreference>().ToListAsync(TestContext.Current.CancellationToken)));
            // What cannot be read as a form is no reason to send mail on, and no defect: the link alone counts.
            Assert.Equal(404, await PressAsync(end[..^2] + "xx"));
            Assert.Equal(200, await PressAsync(end));
            var preference = Assert.Single(await site.WithDbAsync(db => db.Set<Kernel.Notices.NoticePreference>().ToListAsync(TestContext.Current.CancellationToken)));
            Assert.Equal(("desk.review-asked", Kernel.Notices.NoticeWish.Never), (preference.Kind, preference.Wish));
            await officer.DoAsync(draft, "back", ("comment", "The day is missing."));
            await writer.DoAsync(draft, "send");
            Assert.Empty((await SubjectsAsync(site, way, "secretariat-")).Skip(1));

            async Task<int> PressAsync(string link)
            {
                using var unreadable = new StringContent("x");
                unreadable.Headers.ContentType = new("multipart/form-data");
                return (await site.AskAsync(HttpMethod.Post, link, unreadable)).Status;
            }
        }
    }

    [Fact]
    public async Task Every_kind_can_be_chosen_in_every_language()
    {
        var (site, _) = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            var person = await Visitor.AsAsync(site, Role.Participant, Scope.Everywhere);
            foreach (var language in Kernel.Languages.Language.All)
            {
                var page = await person.GetAsync($"/{language.Tag}/account/notices");
                Assert.Empty(page.HtmlErrors());
                Assert.Equal(["desk.commented", "desk.published", "desk.review-asked", "desk.sent-back", "keys.ended", "keys.ends-soon", "keys.made", "privacy.deletion-asked", "texts.owed"], page.Page().QuerySelectorAll("#wishes select").Select(select => select.Id!));
            }
            Assert.Equal(200, (await person.FillInAsync("/ru/account/notices", "/ru/account/notices", ("desk.published", "Never"))).Status);
            Assert.Equal("Never", (await person.GetAsync("/en/account/notices")).Page().QuerySelector("select[id='desk.published'] option[selected]")!.GetAttribute("value"));
        }
    }

    private static async Task<(ASite Site, AWay Way)> OpenAsync(StoreKind store)
    {
        var way = new AWay();
        return (await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Mail:Deliver", "false"), new("Notices:At", "00:30")]);
            builder.Services.AddSingleton<MailTransport>(way);
        }), way);
    }

    private static async Task<string> NewAsync(AWriter writer)
    {
        var form = await writer.OpenAsync("/en/desk/events/new");
        return (await form.Write("title.en", "A meeting in Almaty").Write("kind", "seminar").Write("venue.country", "KZ").Write("start", "2023-05-04").Write("sources", "A letter").SendAsync()).Draft;
    }

    /// <summary>Subjects of the mails to addresses that begin so, since the last time.</summary>
    private static async Task<List<string>> SubjectsAsync(ASite site, AWay way, string address)
    {
        var before = way.Given.Count;
        await Outboxes.DeliverAsync(site);
        return [.. way.Given.Zip(way.Read).Skip(before).Where(mail => mail.First.Address.StartsWith(address, StringComparison.Ordinal)).Select(mail => mail.Second.Subject!)];
    }

    private static Task<int> EndRolesAsync(ASite site, string email) => site.WithDbAsync(async db =>
    {
        var account = await db.Set<Parties.Accounts.Account>().SingleAsync(account => account.Email == email, TestContext.Current.CancellationToken);
        return await db.Set<Parties.Memberships.Membership>().Where(held => held.AccountId == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(held => held.EndsAt, site.Clock.GetCurrentInstant()), TestContext.Current.CancellationToken);
    });
}
