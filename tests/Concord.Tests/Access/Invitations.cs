using Concord.Parties.Accounts;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Access;

/// <summary>An invitation is a link that works once, for a while.</summary>
public sealed class Invitations
{
    [Theory, OnBothStores]
    public async Task The_command_line_prints_a_link_that_opens_an_account_once(StoreKind kind)
    {
        var store = await Stores.CopyAsync(kind);
        var (code, said, complained) = await AVerb.RunAsync(store, "user", "add", "--email", "вера@пример.рф", "--role", "secretariat", "--mechanism", "sco_env", "--role", "auditor");
        Assert.Equal((0, ""), (code, complained));
        var path = new Uri(said.Trim()).PathAndQuery.Replace("/en/", "/ru/", StringComparison.Ordinal);
        var site = await ASite.OpenAsync(store, SystemClock.Instance.GetCurrentInstant());
        await using (site)
        {
            var visitor = new Visitor(site);
            Assert.Contains("вера@пример.рф", (await visitor.GetAsync(path)).Body, StringComparison.Ordinal);
            var weak = await visitor.FillInAsync(path, path, ("name", "Вера Ким"), ("password", "password1234"), ("again", "password1234"), ("agreed", Visitor.Agreed));
            Assert.Equal((422, "Этот пароль легко угадать. Добавьте несколько слов, не связанных между собой."), (weak.Status, weak.Page().QuerySelector(".errors li")?.TextContent));
            var done = await visitor.FillInAsync(path, path, ("name", "Вера Ким"), ("password", "зима в горах без снега"), ("again", "зима в горах без снега"), ("agreed", Visitor.Agreed));
            Assert.Equal((302, "/ru/account"), (done.Status, done.Header("Location")));
            var roles = (await visitor.GetAsync("/ru/account")).Page().QuerySelector("#roles")!.TextContent;
            Assert.Contains("Секретариат: ", roles, StringComparison.Ordinal);
            Assert.Contains("Аудитор", roles, StringComparison.Ordinal);
            Assert.Equal(404, (await new Visitor(site).GetAsync(path)).Status);
            var again = new Visitor(site);
            Assert.Equal(302, (await again.SignInAsync("вера@пример.рф", "зима в горах без снега")).Status);
        }
    }

    [Fact]
    public async Task A_link_opens_nothing_after_two_weeks_or_when_a_newer_one_was_made()
    {
        var store = await Stores.CopyAsync(StoreKind.Sqlite);
        var first = await LinkAsync(store);
        var second = await LinkAsync(store);
        var site = await ASite.OpenAsync(store, SystemClock.Instance.GetCurrentInstant());
        await using (site)
        {
            Assert.Equal(404, (await site.GetAsync(first)).Status);
            Assert.Equal(200, (await site.GetAsync(second)).Status);
            Assert.Equal(404, (await site.GetAsync(second[..^1] + (second[^1] == 'A' ? 'B' : 'A'))).Status);
            Assert.Equal(404, (await site.GetAsync("/en/invitation?link=x")).Status);
            Assert.DoesNotContain(await site.WithDbAsync(db => db.Set<OneTimeLink>().ToListAsync()), link => second.Contains(Convert.ToBase64String(link.Id)[..10], StringComparison.Ordinal));
            site.Clock.Advance(Duration.FromDays(15));
            Assert.Equal(404, (await site.GetAsync(second)).Status);
        }
    }

    [Theory]
    [InlineData(64, "--email nobody is not an address of mail", "--email", "nobody", "--role", "auditor")]
    [InlineData(64, "--role translator is none that the command line gives", "--email", "a@b.example", "--role", "translator")]
    [InlineData(64, "Bcc: c@d.example is not an address of mail", "--email", "a@b.example\r\nBcc: c@d.example", "--role", "auditor")]
    [InlineData(64, "--role", "--email", "a@b.example")]
    [InlineData(1, "The role secretariat is one in a mechanism", "--email", "a@b.example", "--role", "secretariat")]
    [InlineData(1, "There is no mechanism with the id nowhere", "--email", "a@b.example", "--role", "editor", "--mechanism", "nowhere")]
    public async Task What_is_wrong_with_the_command_is_said_in_one_line(int expected, string wrong, params string[] arguments)
    {
        var (code, said, complained) = await AVerb.RunAsync(await Stores.CopyAsync(StoreKind.Sqlite), ["user", "add", .. arguments]);
        Assert.Equal((expected, ""), (code, said));
        // Where the command line itself cannot be read, a line tells how it is written.
        var lines = complained.TrimEnd('\n').Split(['\n', '\r']).Where(line => !line.StartsWith("Usage: ", StringComparison.Ordinal));
        Assert.Contains(wrong, Assert.Single(lines), StringComparison.Ordinal);
    }

    private static async Task<string> LinkAsync(Kernel.Data.StoreLocation store)
    {
        var (code, said, _) = await AVerb.RunAsync(store, "user", "add", "--email", "a@b.example", "--role", "auditor");
        Assert.Equal(0, code);
        return new Uri(said.Trim()).PathAndQuery;
    }
}
