using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Parties.Accounts;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Access;

/// <summary>How people come in and go out, and who does not.</summary>
public sealed class Signing_in
{
    [Theory, OnBothStores]
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
            // What the browser has kept of the pages goes with the session.
            Assert.Equal("\"cache\"", left.Header("Clear-Site-Data"));
            visitor.SetCookie("session", key);
            Assert.Equal(302, (await visitor.GetAsync("/ru/account")).Status);
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
            site.Clock.Advance(Duration.FromMinutes(15));
            Assert.Equal(302, (await visitor.SignInAsync("known@example.org")).Status);
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
    public async Task Browsers_that_came_over_TLS_are_told_to_come_by_nothing_else_for_a_year()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var address in new[] { "/en", "/en/sign-in", "/api/v1/events", "/nowhere", "/events/acecf_2018.ics" })
        {
            Assert.Equal("max-age=31536000; includeSubDomains", (await site.GetAsync("https://localhost" + address)).Header("Strict-Transport-Security"));
            Assert.Null((await site.GetAsync(address)).Header("Strict-Transport-Security"));
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

    [Theory, OnBothStores]
    public async Task Sessions_that_ran_out_are_forgotten_and_links_that_open_nothing_a_day_later(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, ("Mail:Deliver", "false"));
        await using (site)
        {
            var keeping = site.Services.GetRequiredService<AccountKeeping>();
            await Visitor.AsAsync(site, Role.Participant, Scope.Everywhere);
            await Visitor.JoinAsync(site, "known@example.org", Role.Participant, Scope.Everywhere);
            await new Visitor(site).FillInAsync("/en/forgotten-password", "/en/forgotten-password", ("email", "known@example.org"));
            site.Clock.Advance(Duration.FromHours(11));
            await keeping.RunAsync(TestContext.Current.CancellationToken);
            Assert.Equal((1, 1), await LeftAsync());
            site.Clock.Advance(Duration.FromHours(1));
            await keeping.RunAsync(TestContext.Current.CancellationToken);
            Assert.Equal((0, 1), await LeftAsync());
            site.Clock.Advance(Duration.FromHours(12));
            await keeping.RunAsync(TestContext.Current.CancellationToken);
            Assert.Equal((0, 0), await LeftAsync());
        }

        Task<(int Sessions, int Links)> LeftAsync() => site.WithDbAsync(async db => (await db.Set<Session>().CountAsync(), await db.Set<OneTimeLink>().CountAsync()));
    }

    [Fact]
    public async Task What_happens_to_an_account_stands_in_the_trail()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, "known@example.org", Role.Participant, Scope.Everywhere);
            var (here, there) = (new Visitor(site), new Visitor(site));
            await there.SignInAsync("known@example.org", "wrong");
            await there.SignInAsync("known@example.org");
            await here.SignInAsync("known@example.org");
            await here.FillInAsync("/en/account", "/en/account?handler=person", ("name", "Known"), ("language", "ko"));
            await here.FillInAsync("/en/account", "/en/account?handler=end");
            await here.FillInAsync("/en/account", "/en/sign-out");
            var trail = await site.WithDbAsync(db => db.Set<AuditEntry>().OrderBy(entry => entry.No).ToListAsync());
            Assert.Equal(["account.fail-to-sign-in", "account.sign-in", "account.sign-in", "account.change-person", "account.end-session", "account.sign-out"],
                trail.Select(entry => entry.Act).Where(act => act.StartsWith("account.", StringComparison.Ordinal)));
            Assert.DoesNotContain(trail, entry => (entry.Subject + entry.Details).Contains("known@", StringComparison.Ordinal));
        }
    }
}
