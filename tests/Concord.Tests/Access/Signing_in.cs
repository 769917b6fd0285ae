using System.Text.RegularExpressions;
using Concord.Kernel.Access;
using Concord.Parties.Accounts;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Access;

/// <summary>How people come in and go out, and who does not.</summary>
public sealed partial class Signing_in
{
    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Somebody_with_an_account_comes_in_and_goes_out(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            await Visitor.JoinAsync(site, "officer@example.org", Role.Secretariat, new Scope(Mechanism: "sco_env"));
            var visitor = new Visitor(site);
            var refused = await visitor.GetAsync("/ru/account");
            Assert.Equal((302, "/ru/sign-in?to=%2Fru%2Faccount"), (refused.Status, refused.Header("Location")));
            var answer = await visitor.FillInAsync(refused.Header("Location")!, "/ru/sign-in", ("email", " Officer@Example.ORG "), ("password", Visitor.Password));
            Assert.Equal((302, "/ru/account"), (answer.Status, answer.Header("Location")));
            var account = await visitor.GetAsync("/ru/account");
            Assert.Equal(200, account.Status);
            Assert.Contains("Секретариат: Сотрудничество ШОС в области ох", account.Page().QuerySelector("#roles")!.TextContent, StringComparison.Ordinal);
            var key = visitor.Cookie("session")!;
            Assert.Equal((302, "/ru"), ((await visitor.FillInAsync("/ru/account", "/ru/sign-out")) is var left ? left.Status : 0, left.Header("Location")));
            visitor.SetCookie("session", key);
            Assert.Equal(302, (await visitor.GetAsync("/ru/account")).Status);
        }
    }

    [Fact]
    public async Task Whoever_guesses_does_not_learn_which_addresses_have_an_account()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, "known@example.org", Role.Participant, Scope.Everywhere);
            await Visitor.JoinAsync(site, "closed@example.org", Role.Participant, Scope.Everywhere);
            await site.WithDbAsync(db => db.Set<Account>().Where(account => account.Email == "closed@example.org").ExecuteUpdateAsync(set => set.SetProperty(account => account.ClosedAt, site.Clock.GetCurrentInstant())));
            string[] answers =
            [
                await SayAsync("known@example.org", "wrong"), await SayAsync("nobody@example.org", "wrong"), await SayAsync("closed@example.org", Visitor.Password),
                await SayAsync("not an address", "x"), await SayAsync("", ""), await SayAsync("known@example.org", new string('x', 100_000)),
            ];
            Assert.Single(answers.Distinct());
        }

        async Task<string> SayAsync(string email, string password)
        {
            var answer = await new Visitor(site).SignInAsync(email, password);
            Assert.Equal(422, answer.Status);
            return Changing().Replace(answer.Body, "");
        }
    }

    [Fact]
    public async Task Ten_failures_close_an_account_for_a_while_even_to_its_password()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, "known@example.org", Role.Participant, Scope.Everywhere);
            var visitor = new Visitor(site);
            for (var i = 0; i < 10; i++)
                Assert.Equal(422, (await visitor.SignInAsync("known@example.org", "wrong")).Status);
            Assert.Equal(422, (await visitor.SignInAsync("known@example.org")).Status);
            await site.WithDbAsync(db => db.Set<Account>().ExecuteUpdateAsync(set => set.SetProperty(account => account.LockoutEnd, DateTimeOffset.UnixEpoch)));
            Assert.Equal(302, (await visitor.SignInAsync("known@example.org")).Status);
        }
    }

    [Fact]
    public async Task One_password_tried_on_many_accounts_is_stopped_at_the_network_that_it_comes_from()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("Accounts:FailuresPerAddress", "4"));
        await using (site)
        {
            await Visitor.JoinAsync(site, "known@example.org", Role.Participant, Scope.Everywhere);
            for (var i = 0; i < 4; i++)
                Assert.DoesNotContain("Too many attempts", (await new Visitor(site).SignInAsync($"person{i}@example.org", "Spring2026!")).Body, StringComparison.Ordinal);
            var answer = await new Visitor(site).SignInAsync("known@example.org");
            Assert.Equal((422, true), (answer.Status, answer.Body.Contains("Too many attempts from this network", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Guesses_that_come_all_at_once_are_counted_all_the_same()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("Accounts:FailuresPerAddress", "4"));
        await using (site)
        {
            await Visitor.JoinAsync(site, "known@example.org", Role.Participant, Scope.Everywhere);
            var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() => new Visitor(site).SignInAsync("known@example.org", "wrong"))));
            Assert.Equal(4, answers.Count(answer => !answer.Body.Contains("Too many attempts from this network", StringComparison.Ordinal)));
            Assert.Equal(4, await site.WithDbAsync(db => db.Set<Account>().Where(account => account.Email == "known@example.org").Select(account => account.AccessFailedCount).SingleAsync()));
        }
    }

    [Theory]
    [InlineData("https://evil.example/"), InlineData("//evil.example"), InlineData("/\\evil.example"), InlineData("/\t/evil.example"), InlineData("javascript:alert(1)"), InlineData("evil.example")]
    public async Task Nobody_is_led_to_another_site(string to)
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, "known@example.org", Role.Participant, Scope.Everywhere);
            var answer = await new Visitor(site).SignInAsync("known@example.org", query: "?to=" + Uri.EscapeDataString(to));
            Assert.Equal((302, "/en/account"), (answer.Status, answer.Header("Location")));
        }
    }

    [Fact]
    public async Task A_session_that_somebody_prepared_is_not_the_one_that_is_signed_in()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, "known@example.org", Role.Participant, Scope.Everywhere);
            await Visitor.JoinAsync(site, "other@example.org", Role.Participant, Scope.Everywhere);
            var attacker = new Visitor(site);
            await attacker.SignInAsync("other@example.org");
            var prepared = attacker.Cookie("session")!;
            var victim = new Visitor(site);
            victim.SetCookie("session", prepared);
            Assert.Equal(302, (await victim.SignInAsync("known@example.org")).Status);
            Assert.NotEqual(prepared, victim.Cookie("session"));
            Assert.Equal(302, (await attacker.GetAsync("/en/account")).Status);
        }
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites_and_goes_over_TLS_alone_where_there_is_TLS()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, "known@example.org", Role.Participant, Scope.Everywhere);
            var plain = (await new Visitor(site).SignInAsync("known@example.org")).Header("Set-Cookie")!;
            Assert.Matches("^session=[A-Za-z0-9_-]{43}; path=/; samesite=lax; httponly$", plain);
            var secured = (await new Visitor(site) { Origin = new Uri("https://localhost") }.SignInAsync("known@example.org")).Header("Set-Cookie")!;
            Assert.Matches("^__Host-session=[A-Za-z0-9_-]{43}; path=/; secure; samesite=lax; httponly$", secured);
            Assert.False(await site.WithDbAsync(async db => (await db.Set<Session>().ToListAsync()).Any(session => plain.Contains(Convert.ToHexString(session.Id), StringComparison.OrdinalIgnoreCase))));
        }
    }

    [Fact]
    public async Task A_form_that_comes_from_another_site_is_refused()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var visitor = await Visitor.AsAsync(site, Role.Participant, Scope.Everywhere);
            Assert.Equal(400, (await visitor.SendAsync("/en/account?handler=person", ("name", "Mallory"), ("language", "en"))).Status);
            Assert.Equal(400, (await visitor.SendAsync("/en/sign-out")).Status);
            Assert.Equal(200, (await visitor.GetAsync("/en/account")).Status);
            Assert.DoesNotContain("Mallory", (await visitor.GetAsync("/en/account")).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_person_with_an_account_sees_is_kept_for_nobody()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var visitor = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            for (var i = 0; i < 3; i++)
            {
                var mine = await visitor.GetAsync("/en/events");
                Assert.Contains("Sign out", mine.Body, StringComparison.Ordinal);
                Assert.Equal((true, null), (mine.Headers.CacheControl?.NoStore, mine.Header("ETag")));
                Assert.DoesNotContain("Sign out", (await site.GetAsync("/en/events")).Body, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_session_ends_when_it_is_not_used_and_in_any_case_after_two_weeks()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var visitor = await Visitor.AsAsync(site, Role.Participant, Scope.Everywhere);
            var idle = await Visitor.AsAsync(site, Role.Participant, Scope.Everywhere);
            for (var hours = 0; hours < 14 * 24 - 6; hours += 6)
            {
                site.Clock.Advance(Duration.FromHours(6));
                Assert.Equal(200, (await visitor.GetAsync("/en/account")).Status);
            }
            site.Clock.Advance(Duration.FromHours(6));
            Assert.Equal(302, (await visitor.GetAsync("/en/account")).Status);
            Assert.Equal(302, (await idle.GetAsync("/en/account")).Status);
        }
    }

    [Fact]
    public async Task Somebody_ends_the_session_of_another_browser_but_of_nobody_else()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, "known@example.org", Role.Participant, Scope.Everywhere);
            var (here, there) = (new Visitor(site), new Visitor(site));
            await there.SignInAsync("known@example.org");
            await here.SignInAsync("known@example.org");
            var stranger = await Visitor.AsAsync(site, Role.Administrator, Scope.Everywhere);
            var name = (await here.GetAsync("/en/account")).Page().QuerySelector("#sessions input[name=session]")!.GetAttribute("value")!;
            await there.FillInAsync("/en/account", "/en/account?handler=person", ("name", "Known"), ("language", "ko"));
            var token = (await stranger.GetAsync("/en/account")).Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            await stranger.SendAsync("/en/account?handler=end", ("session", name), ("__RequestVerificationToken", token));
            Assert.Equal(200, (await there.GetAsync("/en/account")).Status);
            Assert.Equal(200, (await here.FillInAsync("/en/account", "/en/account?handler=end", ("session", name))).Status);
            Assert.Equal(302, (await there.GetAsync("/en/account")).Status);
            Assert.Equal(200, (await here.GetAsync("/en/account")).Status);
        }
    }

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="[^"]*"| value="[^"]*"(?= autocomplete="username")""", RegexOptions.None, 1000)]
    private static partial Regex Changing();
}
