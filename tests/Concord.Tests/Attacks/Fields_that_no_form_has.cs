using System.Net;
using System.Text.Json.Nodes;
using Concord.Kernel.Access;
using Concord.Kernel.Files.Store;
using Concord.Parties.Accounts;
using Concord.Parties.Memberships;
using Concord.Tests.Desk;
using Concord.Tests.Files;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Attacks;

/// <summary>Mass assignment: fields that a form does not have, named as the things behind it are.</summary>
public sealed class Fields_that_no_form_has(AnAttackedSite attacked) : IClassFixture<AnAttackedSite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ASite Site => attacked.Site;

    [Fact]
    public async Task Nobody_becomes_somebody_else_by_fields_of_an_account()
    {
        var visitor = await Visitor.AsAsync(Site, Role.Participant, Scope.Everywhere);
        (string, string)[] more = [.. new[] { "Id", "Email", "NormalizedEmail", "UserName", "PasswordHash", "SecurityStamp", "EmailConfirmed", "AccessFailedCount", "LockoutEnd", "ClosedAt", "Role", "Roles[0].Role", "Membership.Role", "IsAdministrator" }
            .SelectMany(field => new[] { (field, "Administrator"), ("Account." + field, "Administrator") })];
        var answer = await visitor.FillInAsync("/en/account", "/en/account?handler=person", [("name", "A Participant"), ("language", "ko"), .. more]);
        Assert.Equal(200, answer.Status);
        var account = await Site.WithDbAsync(db => db.Set<Account>().AsNoTracking().SingleAsync(one => one.Name == "A Participant", Cancel));
        Assert.Equal((true, "ko", null), (account.Email!.StartsWith("participant-", StringComparison.Ordinal), account.Language, account.ClosedAt));
        Assert.Equal([Role.Participant], await Site.WithDbAsync(db => db.Set<Membership>().Where(one => one.AccountId == account.Id).Select(one => one.Role).ToListAsync(Cancel)));
        Assert.Equal(403, (await visitor.GetAsync("/en/people")).Status);
    }

    [Fact]
    public async Task A_draft_takes_no_field_that_is_not_the_records()
    {
        var writer = await AWriter.AsAsync(Site);
        var form = await writer.OpenAsync("/en/desk/events/new");
        var sent = form.Write("title.en", "Seminar on fields").Write("kind", "seminar").Write("start", "2023-05-04").Write("sources", "A notice").Sent();
        var answer = await writer.Visitor.SendAsync("/en/desk/events/new", [.. sent, ("id", "acecf_2018"), ("Id", "acecf_2018"), ("version", "99"), ("State", "5"), ("State", "Published"), ("PublishedBy", Guid.Empty.ToString()), ("CreatedBy", Guid.Empty.ToString()),
            ("translated.0", "title.ru"), ("secret.en", "Mallory"), ("title.constructor", "Mallory"), ("__proto__.en", "Mallory"), ("act", "save")]);
        var draft = new Sending(answer).Draft;
        var shown = await writer.LookAsync(draft);
        Assert.DoesNotContain("Mallory", shown.Body, StringComparison.Ordinal);
        var published = JsonNode.Parse((await Site.GetAsync("/api/v1" + (await writer.PublishAsync(draft))[3..])).Body)!.AsObject();
        Assert.NotEqual("acecf_2018", (string)published["id"]!);
        Assert.Equal(["id", "kind", "mechanisms", "sources", "start", "title"], published.Select(field => field.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_subscription_is_not_confirmed_by_who_asks_for_it()
    {
        var answer = await attacked.Nobody.FillInAsync("/en/subscribe?mechanism=temm", "/en/subscribe?mechanism=temm", ("email", "somebody@example.org"), ("rhythm", "at-once"), ("language", "en"),
            ("ConfirmedAt", "1"), ("Subscription.ConfirmedAt", "2022-01-01T00:00:00Z"), ("Key", "known"), ("AskedAt", "0"));
        Assert.Equal(200, answer.Status);
        // It is there, and waits for whoever reads the mail.
        var waiting = Assert.Single(await Site.WithDbAsync(db => db.Database.SqlQueryRaw<string>("SELECT \"Key\" || ' ' || coalesce(\"ConfirmedAt\", 0) AS \"Value\" FROM library_subscription WHERE \"Address\" = 'somebody@example.org'").ToListAsync(Cancel)));
        Assert.Matches("^(?!known ).+ 0$", waiting);
    }

    [Fact]
    public async Task An_upload_is_neither_published_nor_anothers_because_it_says_so()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            using var begun = await house.AskAsync(AHouse.Editor, HttpMethod.Post, "/api/v1/uploads", AHouse.Json(new
            {
                owner = AHouse.Event,
                name = "a.pdf",
                length = AFile.Pdf().Length,
                language = "en",
                state = "Published",
                hash = new string('a', 64),
                account = AHouse.Stranger.Account,
                received = AFile.Pdf().Length,
                mediaType = "text/html",
                id = Guid.Empty,
            }));
            Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
            using var last = await house.SendAsync(AHouse.Editor, begun.Headers.Location!.ToString(), AFile.Pdf(), 0, isLast: true);
            Assert.Equal(HttpStatusCode.OK, last.StatusCode);
            var file = await house.Site.WithDbAsync(db => db.Set<StoredFile>().SingleAsync(Cancel));
            Assert.Equal((FileState.Held, AHouse.Editor.Account!.Value), (file.State, file.UploadedBy));
            Assert.NotEqual(new string('a', 64), file.Hash);
        }
    }
}
