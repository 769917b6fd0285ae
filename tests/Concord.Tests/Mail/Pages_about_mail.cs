using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Notices;
using Concord.Kernel.Outbox;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Mail;

/// <summary>The page of mails shows how each reads, and lets who may decide what nobody else can know.</summary>
public sealed class Pages_about_mail
{
    [Fact]
    public async Task Every_kind_of_mail_is_shown_in_every_language_and_as_mail_programs_show_it()
    {
        var site = await OpenAsync(new AWay());
        await using (site)
        {
            var editor = await Visitor.AsAsync(site, Role.Editor, new Scope(Mechanism: "sco_env"));
            foreach (var kind in site.Services.GetRequiredService<LetterKinds>().All)
                foreach (var language in Language.All)
                {
                    var page = await editor.GetAsync($"/ko/desk/mails?letter={kind.Name}&in={language.Tag}");
                    Assert.Equal(200, page.Status);
                    Assert.Empty(page.HtmlErrors());
                    Assert.Null(page.Page().QuerySelector("#unclear"));
                    var shown = await editor.GetAsync($"/desk/mails/{kind.Name}.html?in={language.Tag}");
                    Assert.Equal((200, language.Tag), (shown.Status, shown.Page().DocumentElement.GetAttribute("lang")));
                    Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline'", shown.Header("Content-Security-Policy"), StringComparison.Ordinal);
                }
            Assert.Equal(404, (await editor.GetAsync("/desk/mails/nothing.html")).Status);
            Assert.Equal(403, (await (await Visitor.AsAsync(site, Role.Participant, Scope.Everywhere)).GetAsync("/en/desk/mails")).Status);
        }
    }

    [Fact]
    public async Task An_administrator_settles_what_nobody_knows_and_frees_addresses_and_the_trail_tells()
    {
        var way = new AWay { Becomes = address => address.StartsWith("gone", StringComparison.Ordinal) ? Handover.AddressRefused : Handover.Unclear };
        var site = await OpenAsync(way);
        await using (site)
        {
            await Outboxes.PutAsync(site, Outboxes.To("unclear@example.org"), Outboxes.To("gone@example.org"));
            await Outboxes.DeliverAsync(site);
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            Assert.Contains("unclear@example.org", (await administrator.GetAsync("/en/desk/mails")).Page().QuerySelector("#unclear")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(200, (await administrator.FillInAsync("/en/desk/mails", "/en/desk/mails?handler=settle", ("again", "true"))).Status);
            Assert.Equal(200, (await administrator.FillInAsync("/en/desk/mails", "/en/desk/mails?handler=free")).Status);
            Assert.Equal(["mails/addresses", "mails/" + (await Outboxes.MailsAsync(site)).Single(mail => mail.Address == "unclear@example.org").Id.ToString("D")],
                await site.WithDbAsync(db => db.Set<AuditEntry>().Where(entry => entry.Act == "mail.settle").OrderByDescending(entry => entry.No).Select(entry => entry.Subject).ToListAsync(TestContext.Current.CancellationToken)));
            way.Becomes = _ => Handover.Accepted;
            await Outboxes.DeliverAsync(site);
            Assert.Equal(MailState.Sent, (await Outboxes.MailsAsync(site)).Single(mail => mail.Address == "unclear@example.org").State);
            Assert.Empty(await site.WithDbAsync(db => MailQueue.ParkedAsync(db, 10, TestContext.Current.CancellationToken)));
        }
    }

    [Fact]
    public async Task Each_kind_of_mail_has_a_name_in_every_language()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var (kinds, translations) = (site.Services.GetRequiredService<LetterKinds>(), site.Services.GetRequiredService<Translations>());
        foreach (var language in Language.All)
        {
            var names = kinds.All.Select(kind => translations.In(language)[kind.Title]).ToList();
            Assert.Equal(names.Distinct(), names);
            Assert.All(kinds.All, kind => Assert.DoesNotContain(kind.Name, names));
            Assert.True(language == Language.English || !kinds.All.Any(kind => names.Contains(kind.Title)), $"{language}: a name is not translated.");
        }
    }

    [Fact]
    public async Task A_secretariat_parks_an_address_from_which_mails_come_back_and_nothing_is_sent_there()
    {
        var site = await OpenAsync(new AWay());
        await using (site)
        {
            await Outboxes.PutAsync(site, Outboxes.To("gone@example.org"));
            var officer = await Visitor.AsAsync(site, Role.Secretariat, new Scope(Mechanism: "sco_env"));
            var page = (await officer.GetAsync("/ru/desk/mails")).Page();
            // Other people's addresses are not shown with the form.
            Assert.Null(page.QuerySelector("#unclear"));
            Assert.Null(page.QuerySelector("#addresses table"));
            var parked = await ParkAsync(officer, "Gone@Example.org", "550 5.1.1 user unknown");
            Assert.Contains("Gone@Example.org", parked.Page().QuerySelector(".done")!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("Gone@Example.org", (await ParkAsync(officer, "GONE@example.org")).Page().QuerySelector("form[action*=park]")!.OuterHtml, StringComparison.OrdinalIgnoreCase);
            await Outboxes.DeliverAsync(site);
            Assert.Equal(MailState.Withheld, await Outboxes.StateAsync(site));
            var kept = Assert.Single(await site.WithDbAsync(db => MailQueue.ParkedAsync(db, 10, TestContext.Current.CancellationToken)));
            Assert.Equal(("gone@example.org", "550 5.1.1 user unknown"), (kept.Address, kept.Answer));
            var entry = Assert.Single(await EntriesAsync(site, "mail.park"));
            Assert.Equal(("mails/addresses", "{}"), (entry.Subject, entry.Details));
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            Assert.Contains("550 5.1.1 user unknown", (await administrator.GetAsync("/en/desk/mails")).Page().QuerySelector("#addresses td:nth-child(3)")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_address_is_parked_by_nobody_else_and_not_out_of_another_mechanism()
    {
        var site = await OpenAsync(new AWay());
        await using (site)
        {
            await Visitor.JoinAsync(site, "own@example.org", Role.Editor, new Scope(Mechanism: "sco_env"));
            await Visitor.JoinAsync(site, "other@example.org", Role.Editor, new Scope(Mechanism: "temm"));
            await Visitor.JoinAsync(site, "head@example.org", Role.Administrator, Scope.Everywhere);
            var officer = await Visitor.AsAsync(site, Role.Secretariat, new Scope(Mechanism: "sco_env"));
            foreach (var (address, reason, status) in new[]
            {
                ("own@example.org", "", 200), ("Other@example.org", "", 422), ("head@example.org", "", 422), ("nobody", "", 422), ("a@example.org\r\nBcc: b@example.org", "", 422),
                ("long@example.org", new string('a', 501), 422), ("broken@example.org", "two\nlines", 422),
            })
                Assert.Equal((address, status), (address, (await ParkAsync(officer, address, reason)).Status));
            Assert.Equal(["own@example.org"], (await site.WithDbAsync(db => MailQueue.ParkedAsync(db, 10, TestContext.Current.CancellationToken))).Select(parked => parked.Address));
            foreach (var role in new[] { Role.Editor, Role.Auditor })
            {
                var other = await Visitor.AsAsync(site, role, role == Role.Auditor ? Scope.Everywhere : new Scope(Mechanism: "sco_env"));
                Assert.Null((await other.GetAsync("/en/desk/mails")).Page().QuerySelector("#addresses"));
                var token = (await other.GetAsync("/en/account")).Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
                Assert.Equal(403, (await other.SendAsync("/en/desk/mails?handler=park", ("__RequestVerificationToken", token), ("address", "new@example.org"))).Status);
            }
            Assert.Equal(200, (await ParkAsync(await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere), "other@example.org")).Status);
        }
    }

    [Fact]
    public async Task That_somebody_looked_at_addresses_can_be_told()
    {
        var site = await OpenAsync(new AWay { Becomes = address => address.StartsWith("gone", StringComparison.Ordinal) ? Handover.AddressRefused : Handover.Unclear });
        await using (site)
        {
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            await administrator.GetAsync("/en/desk/mails");
            Assert.Empty(await EntriesAsync(site, "mail.see"));
            await Outboxes.PutAsync(site, Outboxes.To("unclear@example.org"), Outboxes.To("gone@example.org"));
            await Outboxes.DeliverAsync(site);
            await administrator.GetAsync("/en/desk/mails");
            await (await Visitor.AsAsync(site, Role.Secretariat, new Scope(Mechanism: "sco_env"))).GetAsync("/en/desk/mails");
            var entry = Assert.Single(await EntriesAsync(site, "mail.see"));
            Assert.Equal(("mails", """{"shown":2}"""), (entry.Subject, entry.Details));
        }
    }

    [Fact]
    public async Task Who_may_only_look_settles_nothing()
    {
        var site = await OpenAsync(new AWay { Becomes = _ => Handover.Unclear });
        await using (site)
        {
            await Outboxes.PutAsync(site, Outboxes.To("unclear@example.org"));
            await Outboxes.DeliverAsync(site);
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            var id = Assert.Single(await Outboxes.MailsAsync(site)).Id;
            var token = (await auditor.GetAsync("/en/account")).Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            Assert.Equal(403, (await auditor.SendAsync("/en/desk/mails?handler=settle", ("__RequestVerificationToken", token), ("id", id.ToString()), ("again", "true"))).Status);
            Assert.Equal(MailState.Unclear, await Outboxes.StateAsync(site));
        }
    }

    [Fact]
    public async Task Everybody_chooses_for_themselves_how_they_are_told()
    {
        var site = await OpenAsync(new AWay());
        await using (site)
        {
            var person = await Visitor.AsAsync(site, Role.Participant, Scope.Everywhere);
            var saved = await person.FillInAsync("/ru/account/notices", "/ru/account/notices", ("tests.published", "Daily"));
            Assert.Equal(200, saved.Status);
            Assert.Equal("Daily", (await person.GetAsync("/en/account/notices")).Page().QuerySelector("select[id='tests.published'] option[selected]")!.GetAttribute("value"));
            await person.FillInAsync("/ru/account/notices", "/ru/account/notices", ("tests.published", "77"));
            Assert.Equal(NoticeWish.Daily, Assert.Single(await site.WithDbAsync(db => db.Set<NoticePreference>().ToListAsync(TestContext.Current.CancellationToken)), preference => preference.Kind == "tests.published").Wish);
        }
    }

    private static Task<Answer> ParkAsync(Visitor visitor, string address, string reason = "") =>
        visitor.FillInAsync("/en/desk/mails", "/en/desk/mails?handler=park", ("address", address), ("reason", reason));

    private static Task<List<AuditEntry>> EntriesAsync(ASite site, string act) =>
        site.WithDbAsync(db => db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.Act == act).ToListAsync(TestContext.Current.CancellationToken));

    private static async Task<ASite> OpenAsync(AWay way) => await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, builder =>
    {
        builder.Configuration.AddInMemoryCollection([new("Mail:Deliver", "false")]);
        builder.Services.AddSingleton<MailTransport>(way);
        builder.Services.AddSingleton(new NoticeKind("tests.published", Strings.Key("Mails"), Strings.Key("“{0}” was published")));
    });
}
