using System.Globalization;
using Concord.Kernel.Access;
using Concord.Parties.Accounts;
using Concord.Parties.Memberships;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Concord.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Access;

/// <summary>A list of people is pasted, and all of them are invited with one role.</summary>
public sealed class Inviting_many
{
    private const string Known = "known@example.org";

    private static readonly (string, string)[] Role = [("language", "ru"), ("role", "Editor"), ("mechanism", "sco_env")];

    [Theory, OnBothStores]
    public async Task A_pasted_list_invites_everybody_once_however_a_line_is_written(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            var officer = await Visitor.AsAsync(site, Kernel.Access.Role.Secretariat, new Scope(Mechanism: "sco_env"));
            await Visitor.JoinAsync(site, Known, Kernel.Access.Role.Interpreter, new Scope(Mechanism: "sco_env"));
            const string List = "aigerim@example.org, Айгерим Бекова\r\n\r\n王小明\twang@example.org\nKim Jiwoo <jiwoo@example.org>\r\nJIWOO@example.org; Kim Jiwoo\n";
            var sent = await SendAsync(officer, List + Known + ", Somebody else's name for them");
            Assert.Equal((200, "3 invitations are on their way.|1 person has an account already, and now has the role."), (sent.Status, string.Join('|', sent.Page().QuerySelectorAll(".done").Select(done => done.TextContent))));
            await Outboxes.DeliverAsync(site);
            var letters = Outboxes.Written(site).ToDictionary(letter => letter.To.Mailboxes.Single().Address, letter => (letter.To.Mailboxes.Single().Name, letter.TextBody!));
            Assert.Equal(["Айгерим Бекова", "Kim Jiwoo", "王小明"], from address in (string[])["aigerim@example.org", "jiwoo@example.org", "wang@example.org"] select letters[address].Name);
            Assert.All(letters, letter => Assert.Equal(letter.Key != Known, letter.Value.Item2.Contains("/ru/invitation?link=", StringComparison.Ordinal)));
            Assert.Equal(4, await site.WithDbAsync(db => db.Set<Membership>().CountAsync(held => held.Role == Kernel.Access.Role.Editor)));

            // A search for them takes what nobody's name holds.
            Assert.Contains("王小明", (await officer.GetAsync("/en/people?q=" + Uri.EscapeDataString("王\0小"))).Page().QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);

            // A short while later nobody is sent a second link, and nobody has the role twice.
            sent = await SendAsync(officer, List);
            Assert.Equal("3 people were sent invitations a short while ago, and now have the role.", Assert.Single(sent.Page().QuerySelectorAll(".done")).TextContent);
            Assert.Equal((4, 3), await site.WithDbAsync(async db => (await db.Set<Membership>().CountAsync(held => held.Role == Kernel.Access.Role.Editor), await db.Set<OneTimeLink>().CountAsync())));
            Assert.Empty(await Bundles.CheckAsync(site));
        }
    }

    [Theory, OnBothStores]
    public async Task More_people_than_one_question_asks_for_are_invited_at_once(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            var officer = await Visitor.AsAsync(site, Kernel.Access.Role.Secretariat, new Scope(Mechanism: "sco_env"));
            var list = string.Join('\n', Enumerable.Range(0, 1201).Select(i => string.Create(CultureInfo.InvariantCulture, $"guest{i}@example.org, Guest {i}")));
            Assert.Equal("1,201 invitations are on their way.", (await SendAsync(officer, list)).Page().QuerySelector(".done")?.TextContent);
            Assert.Equal(1201, (await Outboxes.MailsAsync(site)).Count);
            Assert.Equal("1,201 people were sent invitations a short while ago, and now have the role.", (await SendAsync(officer, list)).Page().QuerySelector(".done")?.TextContent);
            Assert.Equal(1201, (await Outboxes.MailsAsync(site)).Count);
        }
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_is_named_and_nobody_is_invited()
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            var officer = await Visitor.AsAsync(site, Kernel.Access.Role.Secretariat, new Scope(Mechanism: "sco_env"));
            var sent = await SendAsync(officer, "aigerim@example.org, Aigerim\nwang@example.org\n\na@example.org b@example.org\n<script>alert(1)</script>");
            Assert.Equal(422, sent.Status);
            Assert.Equal(
                [
                    "Line 2, “wang@example.org”, does not hold one address and a name. Write it such as officer@example.org, Aigerim Bekova.",
                    "Line 4, “a@example.org b@example.org”, does not hold one address and a name. Write it such as officer@example.org, Aigerim Bekova.",
                    "Line 5, “<script>alert(1)</script>”, does not hold one address and a name. Write it such as officer@example.org, Aigerim Bekova.",
                ], sent.Page().QuerySelectorAll(".errors li").Select(fault => fault.TextContent));
            // What was pasted is not lost.
            Assert.StartsWith("aigerim@example.org, Aigerim\n", sent.Page().QuerySelector("textarea#people")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(422, (await SendAsync(officer, " \n")).Status);
            Assert.Equal(422, (await SendAsync(officer, string.Join('\n', Enumerable.Repeat("a@example.org, A", 10_001)))).Status);
            Assert.Empty(await Outboxes.MailsAsync(site));
        }
    }

    // Mail is delivered when the test says so.
    private static async Task<ASite> OpenAsync(StoreKind store) => await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, ("Mail:Deliver", "false"));

    private static Task<Answer> SendAsync(Visitor officer, string people) => officer.FillInAsync("/en/people/invite?many=true", "/en/people/invite", [("people", people), .. Role]);
}
