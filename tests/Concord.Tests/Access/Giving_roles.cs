using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Parties.Accounts;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Access;

/// <summary>Who may give which role to whom, and what is refused.</summary>
public sealed class Giving_roles
{
    private static readonly Scope Sco = new(Mechanism: "sco_env");

    [Theory, OnBothStores]
    public async Task A_secretariat_gives_a_role_in_its_mechanism_and_ends_it_and_both_stand_in_the_trail(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (officer, page) = await OfficerAndColleagueAsync(site);
            var given = await officer.FillInAsync(page, page + "?handler=give", ("role", "Translator"), ("mechanism", "sco_env"), ("languages", "ru"), ("until", "2022-12-31"));
            Assert.Equal((302, page), (given.Status, given.Header("Location")));
            Assert.Contains("Translator: SCO Environmental Cooperation; Russian; until 1 January 2023", (await officer.GetAsync(page)).Page().QuerySelector("#roles")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(302, (await officer.FillInAsync(page, page + "?handler=end")).Status);
            var trail = await site.WithDbAsync(db => db.Set<AuditEntry>().OrderBy(entry => entry.No).Select(entry => entry.Act).ToListAsync());
            Assert.Contains("memberships.grant-translator", trail);
            Assert.Contains("memberships.end", trail);
            Assert.Contains("people.see", trail);
        }
    }

    [Theory]
    [InlineData("Translator", "temm", "ru")]
    [InlineData("Administrator", "", "")]
    [InlineData("Auditor", "", "")]
    [InlineData("Translator", "sco_env", "")]
    [InlineData("Editor", "", "")]
    [InlineData("Editor", "nowhere", "")]
    [InlineData("FocalPoint", "sco_env", "")]
    [InlineData("99", "sco_env", "")]
    [InlineData("", "", "")]
    public async Task A_secretariat_does_not_give_what_is_not_its_own_or_not_whole(string role, string mechanism, string languages)
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var (officer, page) = await OfficerAndColleagueAsync(site);
            var before = (await officer.GetAsync(page)).Page().QuerySelector("#roles")!.TextContent;
            var answer = await officer.FillInAsync(page, page + "?handler=give", ("role", role), ("mechanism", mechanism), ("languages", languages));
            Assert.Equal(422, answer.Status);
            Assert.NotEmpty(answer.Page().QuerySelectorAll(".errors li"));
            Assert.Equal(before, (await officer.GetAsync(page)).Page().QuerySelector("#roles")!.TextContent);
        }
    }

    [Fact]
    public async Task People_of_another_mechanism_are_not_there_and_their_roles_are_not_ended_by_a_forged_number()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var (officer, page) = await OfficerAndColleagueAsync(site);
            await Visitor.JoinAsync(site, "foreign@example.org", Role.Editor, new Scope(Mechanism: "temm"));
            var (account, membership) = await site.WithDbAsync(async db =>
            {
                var foreign = await db.Set<Account>().SingleAsync(found => found.Email == "foreign@example.org");
                return (foreign.Id, (await db.Set<Parties.Memberships.Membership>().SingleAsync(held => held.AccountId == foreign.Id)).Id);
            });
            Assert.Equal(404, (await officer.GetAsync("/en/people/" + account)).Status);
            Assert.DoesNotContain("foreign@example.org", (await officer.GetAsync("/en/people")).Body, StringComparison.Ordinal);
            Assert.Equal(404, (await officer.FillInAsync(page, page + "?handler=end", ("membership", membership.ToString()))).Status);
            var token = (await officer.GetAsync(page)).Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            Assert.Equal(404, (await officer.SendAsync($"/en/people/{account}?handler=end", ("membership", membership.ToString()), ("__RequestVerificationToken", token))).Status);
            var refused = await officer.SendAsync(page.Replace("/en/", "/ru/", StringComparison.Ordinal) + "?handler=close", ("__RequestVerificationToken", token));
            Assert.Equal((403, "Вам это недоступно"), (refused.Status, refused.Page().QuerySelector("h1")?.TextContent));
            Assert.Null(await site.WithDbAsync(db => db.Set<Parties.Memberships.Membership>().Where(held => held.Id == membership).Select(held => held.EndsAt).SingleAsync()));
        }
    }

    [Fact]
    public async Task A_closed_account_is_out_at_once()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, "colleague@example.org", Role.Editor, Sco);
            var colleague = new Visitor(site);
            await colleague.SignInAsync("colleague@example.org");
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            var page = (await administrator.GetAsync("/en/people?q=colleague")).Page().QuerySelector("tbody a")!.GetAttribute("href")!;
            Assert.Equal(302, (await administrator.FillInAsync(page, page + "?handler=close")).Status);
            Assert.Equal(302, (await colleague.GetAsync("/en/account")).Status);
            Assert.Equal(422, (await new Visitor(site).SignInAsync("colleague@example.org")).Status);
            Assert.Equal(302, (await administrator.FillInAsync(page, page + "?handler=open")).Status);
            Assert.Equal(302, (await new Visitor(site).SignInAsync("colleague@example.org")).Status);
        }
    }

    [Fact]
    public async Task Closing_twice_leaves_an_account_closed()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, "colleague@example.org", Role.Editor, Sco);
            var (one, other) = (await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere), await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere));
            var page = (await one.GetAsync("/en/people?q=colleague")).Page().QuerySelector("tbody a")!.GetAttribute("href")!;
            var token = (await other.GetAsync(page)).Page().QuerySelector("#close input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            Assert.Equal(302, (await one.FillInAsync(page, page + "?handler=close")).Status);
            Assert.Equal(302, (await other.SendAsync(page + "?handler=close", ("__RequestVerificationToken", token))).Status);
            Assert.NotNull(await site.WithDbAsync(db => db.Set<Account>().Where(account => account.Email == "colleague@example.org").Select(account => account.ClosedAt).SingleAsync()));
            Assert.Single(await site.WithDbAsync(db => db.Set<AuditEntry>().Where(entry => entry.Act == "people.close").ToListAsync()));
        }
    }

    [Theory, OnBothStores]
    public async Task The_last_administrator_stays(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (one, other) = (new Visitor(site), new Visitor(site));
            foreach (var (email, visitor) in new[] { ("a@example.org", one), ("b@example.org", other) })
            {
                await Visitor.JoinAsync(site, email, Role.Administrator, Scope.Everywhere);
                await visitor.SignInAsync(email);
            }
            var pages = await site.WithDbAsync(async db => (await db.Set<Account>().OrderBy(account => account.Email).Select(account => account.Id).ToListAsync()).ConvertAll(id => $"/en/people/{id}"));
            // Each ends the other at once: one of them is too late, or is not an administrator any more.
            var answers = await Task.WhenAll(Task.Run(() => one.FillInAsync(pages[1], pages[1] + "?handler=close")), Task.Run(() => other.FillInAsync(pages[0], pages[0] + "?handler=end")));
            Assert.Contains(answers, answer => answer.Status == 302);
            var left = await site.WithDbAsync(db => db.Set<Parties.Memberships.Membership>().CountAsync(held => held.Role == Role.Administrator && held.EndsAt == null
                && db.Set<Account>().Any(account => account.Id == held.AccountId && account.ClosedAt == null)));
            Assert.Equal(1, left);
            var last = (await one.GetAsync(pages[0])).Status == 200 ? (one, pages[0]) : (other, pages[1]);
            var refused = await last.Item1.FillInAsync(last.Item2, last.Item2 + "?handler=end");
            Assert.Equal((422, "This is the last administrator. Make somebody else an administrator first."), (refused.Status, refused.Page().QuerySelector(".errors li")?.TextContent));
            Assert.Equal(200, (await last.Item1.GetAsync(last.Item2)).Status);
        }
    }

    [Fact]
    public async Task A_secretariat_sees_of_a_person_what_belongs_to_its_mechanism()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var (officer, page) = await OfficerAndColleagueAsync(site);
            var administrator = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            Assert.Equal(302, (await administrator.FillInAsync(page, page + "?handler=give", ("role", "Secretariat"), ("mechanism", "temm"))).Status);
            Assert.Equal(302, (await administrator.FillInAsync(page, page + "?handler=give", ("role", "Auditor"))).Status);
            Assert.Equal(3, (await administrator.GetAsync(page)).Page().QuerySelectorAll("#roles tbody tr").Length);
            var seen = (await officer.GetAsync(page)).Page();
            Assert.Contains("Editor: SCO", Assert.Single(seen.QuerySelectorAll("#roles tbody tr")).TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("Auditor", (await officer.GetAsync("/en/people?q=colleague")).Page().QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
            // Once the role in its mechanism is over, the person is none of its affairs.
            Assert.Equal(302, (await officer.FillInAsync(page, page + "?handler=end")).Status);
            Assert.Equal(404, (await officer.GetAsync(page)).Status);
        }
    }

    [Fact]
    public async Task The_same_role_is_given_once()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var (officer, page) = await OfficerAndColleagueAsync(site);
            var again = await officer.FillInAsync(page, page + "?handler=give", ("role", "Editor"), ("mechanism", "sco_env"));
            Assert.Equal((422, "colleague holds this role already."), (again.Status, again.Page().QuerySelector(".errors li")?.TextContent));
            Assert.Single((await officer.GetAsync(page)).Page().QuerySelectorAll("#roles tbody tr"));
        }
    }

    private static async Task<(Visitor Officer, string Page)> OfficerAndColleagueAsync(ASite site)
    {
        await Visitor.JoinAsync(site, "colleague@example.org", Role.Editor, Sco);
        var officer = await Visitor.AsAsync(site, Role.Secretariat, Sco);
        return (officer, (await officer.GetAsync("/en/people?q=colleague")).Page().QuerySelector("tbody a")!.GetAttribute("href")!);
    }
}
