using System.IO.Compression;
using System.Text.Json.Nodes;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Notices;
using Concord.Kernel.Outbox;
using Concord.Parties.Accounts;
using Concord.Parties.Memberships;
using Concord.Tests.Audit;
using Concord.Tests.Desk;
using Concord.Tests.House;
using Concord.Tests.Library;
using Concord.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Privacy;

/// <summary>People take away what is kept of them and have it deleted; what must be explained later stays, without their name.</summary>
public sealed class Data_of_a_person
{
    private const string Address = "writer@example.org", WrittenAddress = "Writer@Example.org", Other = "rewriter@example.org";
    private static readonly Scope Sco = new(Mechanism: "sco_env");

    [Theory, OnBothStores]
    public async Task A_person_takes_away_all_that_is_kept_of_them_to_read_and_for_programs(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            var (writer, id, draft) = await WriterAsync(site);
            var page = await writer.GetAsync("/ru/account/data");
            Assert.Empty(page.HtmlErrors());
            using var zip = await ZipAsync(site, writer, "/ru/account/data.zip");
            var data = JsonNode.Parse(Text(zip, "data.json"))!.AsObject();
            Assert.Equal("<b>Вера</b>", data["account"] is JsonArray account ? (string?)account[0]!["name"] : null);
            Assert.Equal("Editor", (string?)data["roles"]![0]!["role"]);
            Assert.Equal(draft, (string?)data["drafts"]![0]!["draft"]);
            Assert.Contains(data["drafts"]!.AsArray(), row => (string?)row!["comment"] == "A remark of mine");
            Assert.Contains(data["audit_trail"]!.AsArray(), row => (string?)row!["act"] == "account.sign-in");
            Assert.Equal("Daily", (string?)data["notices"]![0]!["wish"]);
            Assert.NotEmpty(data["sessions"]!.AsArray());
            // What the address subscribed to, however it was written, and the mails that came of it.
            Assert.Equal("mechanism/temm", (string?)Assert.Single(data["subscriptions"]!.AsArray())!["follows"]);
            Assert.Equal(["library.confirmation Sent", "library.news Waiting"],
                data["mails"]!.AsArray().Where(mail => (string?)mail!["address"] == WrittenAddress).Select(mail => $"{mail!["kind"]} {mail["state"]}").Order(StringComparer.Ordinal));
            var html = Text(zip, "data.html");
            Assert.Contains("<html lang=\"ru\">", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>Вера</b>", html, StringComparison.Ordinal);
            Assert.DoesNotContain(await HashAsync(site, id), Text(zip, "data.json"), StringComparison.Ordinal);
            Assert.Equal(["privacy.own"], await ActsAsync(site, "accounts/" + id, "\"file\":\"zip\""));
        }
    }

    [Theory, OnBothStores]
    public async Task An_administrator_takes_them_away_at_the_persons_request_and_nobody_else_does(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            var (_, id, _) = await WriterAsync(site);
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            using (var zip = await ZipAsync(site, administrator, $"/en/people/{id}/data.zip"))
                Assert.Equal(2, zip.Entries.Count);
            Assert.Equal(["privacy.export"], await ActsAsync(site, "accounts/" + id, "\"file\":\"zip\""));
            foreach (var role in new[] { Role.Secretariat, Role.Auditor })
                Assert.Equal(403, (await (await Visitor.AsAsync(site, role, role == Role.Auditor ? Scope.Everywhere : Sco)).GetAsync($"/en/people/{id}/data.zip")).Status);
            Assert.Equal(404, (await administrator.GetAsync($"/en/people/{Guid.NewGuid()}/data.zip")).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task Whoever_asks_for_deletion_becomes_a_number_and_what_they_did_can_still_be_told(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            var (writer, id, draft) = await WriterAsync(site);
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            var person = "/en/people/" + id;
            Assert.Equal(422, (await writer.FillInAsync("/en/account/data", "/en/account/data?handler=delete", ("address", "other@example.org"))).Status);
            Assert.Equal(200, (await writer.FillInAsync("/en/account/data", "/en/account/data?handler=delete", ("address", Address))).Status);
            Assert.NotNull((await administrator.GetAsync(person)).Page().QuerySelector("#data .notice"));
            // The administrators are told by the number: a name would stay behind in their mails.
            var told = await site.WithDbAsync(db => db.Set<OutboxMail>().SingleAsync(mail => mail.Letter == "notices", TestContext.Current.CancellationToken));
            Assert.StartsWith("administrator-", told.Address, StringComparison.Ordinal);
            Assert.DoesNotContain("Вера", told.Content, StringComparison.Ordinal);

            Assert.Equal(422, (await administrator.FillInAsync(person, person + "?handler=forget", ("address", "other@example.org"))).Status);
            Assert.Equal(302, (await administrator.FillInAsync(person, person + "?handler=forget", ("address", Address.ToUpperInvariant()))).Status);

            Assert.Equal(302, (await writer.GetAsync("/en/account")).Status);
            Assert.Equal(422, (await new Visitor(site).SignInAsync(Address)).Status);
            await NothingOfThemAsync(site, id);
            // What waited for them does not go out, and the mails of others do.
            await Outboxes.DeliverAsync(site);
            Assert.Equal(["library.confirmation", "library.news"], (await Outboxes.MailsAsync(site)).Where(mail => mail.Address == Other).Select(mail => mail.Letter).Order(StringComparer.Ordinal));
            Assert.Equal(2, Outboxes.Written(site).Count(mail => mail.To.ToString().Contains(Other, StringComparison.Ordinal)));
            Assert.Single(Outboxes.Written(site), mail => mail.To.ToString().Contains(WrittenAddress, StringComparison.Ordinal));
            var after = await administrator.GetAsync(person);
            Assert.StartsWith("deleted account ", after.Page().QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
            Assert.Null(after.Page().QuerySelector("#data"));
            Assert.Null(after.Page().QuerySelector("#give"));
            Assert.DoesNotContain("Вера", (await administrator.GetAsync("/en/people")).Body, StringComparison.Ordinal);
            Assert.Contains("deleted account", (await administrator.GetAsync("/en/desk/drafts/" + draft)).Body, StringComparison.Ordinal);
            var trail = await administrator.GetAsync("/en/desk/trail?person=" + id);
            Assert.NotEmpty(trail.Page().QuerySelectorAll("#entries tbody tr"));
            Assert.Contains("deleted account " + id.ToString("N")[^8..], trail.Body, StringComparison.Ordinal);
            Assert.Empty(await Trails.CheckAsync(site));
            Assert.Contains("privacy.forget", await ActsAsync(site, "accounts/" + id, "{}"));
            // What is deleted is not opened again, and the address is free for somebody new.
            var token = after.Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            Assert.Equal(403, (await administrator.SendAsync(person + "?handler=close", ("__RequestVerificationToken", token))).Status);
            await Visitor.JoinAsync(site, Address, Role.Participant, Scope.Everywhere);
            Assert.Equal(302, (await new Visitor(site).SignInAsync(Address)).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task A_request_can_be_taken_back_and_nobody_deletes_themselves_or_without_the_right(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            var (writer, id, _) = await WriterAsync(site);
            await writer.FillInAsync("/en/account/data", "/en/account/data?handler=delete", ("address", Address));
            Assert.Equal(200, (await writer.FillInAsync("/en/account/data", "/en/account/data?handler=keep")).Status);
            Assert.Null(await site.WithDbAsync(db => db.Set<Account>().Where(account => account.Id == id).Select(account => account.DeletionAskedAt).SingleAsync(TestContext.Current.CancellationToken)));
            var officer = await Visitor.AsAsync(site, Role.Secretariat, Sco);
            var token = (await officer.GetAsync("/en/people/" + id)).Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            Assert.Equal(403, (await officer.SendAsync($"/en/people/{id}?handler=forget", ("__RequestVerificationToken", token), ("address", Address))).Status);
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            var own = (await administrator.GetAsync("/en/people?q=administrator-")).Page().QuerySelector("tbody a")!.GetAttribute("href")!;
            Assert.Null((await administrator.GetAsync(own)).Page().QuerySelector("#data"));
            Assert.NotNull(await site.WithDbAsync(db => db.Set<Account>().SingleOrDefaultAsync(account => account.Email == Address, TestContext.Current.CancellationToken)));
        }
    }

    [Fact]
    public async Task Who_looked_at_the_list_of_people_can_be_told_and_what_they_searched_for_is_not_kept()
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            var auditor = await Visitor.AsAsync(site, Role.Auditor, Scope.Everywhere);
            await auditor.GetAsync("/en/people?q=auditor-");
            var entry = await site.WithDbAsync(db => db.Set<AuditEntry>().SingleAsync(entry => entry.Act == "people.see", TestContext.Current.CancellationToken));
            Assert.Equal(("accounts", """{"shown":1}"""), (entry.Subject, entry.Details));
        }
    }

    [Fact]
    public async Task The_pages_are_sound_in_every_language()
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            var (writer, id, _) = await WriterAsync(site);
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            foreach (var language in Kernel.Languages.Language.All)
            {
                foreach (var address in new[] { "/account/data", "/account/consent", "/account" })
                    Sound(await writer.GetAsync("/" + language.Tag + address));
                foreach (var address in new[] { "/desk/privacy", "/people/" + id })
                    Sound(await administrator.GetAsync("/" + language.Tag + address));
            }
        }

        static void Sound(Answer page)
        {
            Assert.Equal(200, page.Status);
            Assert.Empty(page.HtmlErrors());
            Assert.Empty(page.Page().QuerySelectorAll("[style], script:not([src])"));
        }
    }

    /// <summary>A site that delivers mails when a test says so.</summary>
    private static async Task<ASite> OpenAsync(StoreKind store) => await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, ("Mail:Deliver", "false"));

    /// <summary>Somebody who wrote a draft, said something of it, chose how to be told, and subscribed to news, as somebody else did.</summary>
    private static async Task<(Visitor Visitor, Guid Id, string Draft)> WriterAsync(ASite site)
    {
        await Visitor.JoinAsync(site, Address, Role.Editor, Sco);
        var visitor = new Visitor(site);
        Assert.Equal(302, (await visitor.SignInAsync(Address)).Status);
        await visitor.FillInAsync("/en/account", "/en/account?handler=person", ("name", "<b>Вера</b>"));
        await visitor.FillInAsync("/en/account/notices", "/en/account/notices", ("desk.commented", "Daily"));
        var writer = new AWriter(visitor);
        var draft = await writer.NewEventAsync();
        await writer.DoAsync(draft, "comment", ("comment", "A remark of mine"));
        foreach (var address in new[] { WrittenAddress, Other })
            await Subscriptions_of_the_public.SubscribeAsync(site, "mechanism=temm", address);
        await Subscriptions_of_the_public.ChangeAsync(site, "temm_26");
        var id = await site.WithDbAsync(db => db.Set<Account>().Where(account => account.Email == Address).Select(account => account.Id).SingleAsync(TestContext.Current.CancellationToken));
        return (visitor, id, draft.Split('/')[^1]);
    }

    /// <summary>No table holds the name or the address any more.</summary>
    private static async Task NothingOfThemAsync(ASite site, Guid id) => await site.WithDbAsync(async db =>
    {
        var cancel = TestContext.Current.CancellationToken;
        Assert.Equal(0, await db.Set<Account>().CountAsync(account => account.Name.Contains("Вера") || account.Email == Address || account.UserName == Address, cancel));
        Assert.Equal(0, await db.Set<Session>().CountAsync(session => session.AccountId == id, cancel));
        Assert.Equal(0, await db.Set<OneTimeLink>().CountAsync(link => link.AccountId == id, cancel));
        Assert.Equal(0, await db.Set<NoticePreference>().CountAsync(wish => wish.AccountId == id, cancel));
        Assert.DoesNotContain(await db.Set<OutboxMail>().ToListAsync(cancel), mail => mail.AccountId == id || mail.Address.Equals(Address, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(0, await db.Set<Membership>().CountAsync(held => held.AccountId == id && held.EndsAt == null, cancel));
        Assert.Equal(1, await db.Set<Membership>().CountAsync(held => held.AccountId == id, cancel));
        return true;
    });

    private static Task<string> HashAsync(ASite site, Guid id) =>
        site.WithDbAsync(db => db.Set<Account>().Where(account => account.Id == id).Select(account => account.PasswordHash!).SingleAsync(TestContext.Current.CancellationToken));

    private static Task<List<string>> ActsAsync(ASite site, string subject, string details) =>
        site.WithDbAsync(db => db.Set<AuditEntry>().Where(entry => entry.Subject == subject && entry.Details.Contains(details)).OrderBy(entry => entry.No).Select(entry => entry.Act).ToListAsync(TestContext.Current.CancellationToken));

    private static async Task<ZipArchive> ZipAsync(ASite site, Visitor visitor, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", "session=" + visitor.Cookie("session"));
        using var response = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((200, "application/zip"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("no-store", response.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        return new ZipArchive(new MemoryStream(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
