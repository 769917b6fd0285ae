using System.Text.RegularExpressions;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Parties.Accounts;
using Concord.Tests.House;
using Concord.Tests.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Access;

/// <summary>What is tried on accounts by whoever wants into them, and what comes of it.</summary>
public sealed partial class Attacks_on_accounts
{
    // Session fixation.
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

    // User enumeration.
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
    public async Task A_refused_sign_in_takes_the_work_of_one_password_whoever_it_names()
    {
        var hasher = new CountingHasher();
        var site = await OpenAsync(StoreKind.Sqlite, hasher, "1000");
        await using (site)
        {
            foreach (var email in new[] { "known@example.org", "closed@example.org", "locked@example.org", "invited@example.org" })
                await Visitor.JoinAsync(site, email, Role.Participant, Scope.Everywhere);
            await site.WithDbAsync(async db =>
            {
                await db.Set<Account>().Where(account => account.Email == "closed@example.org").ExecuteUpdateAsync(set => set.SetProperty(account => account.ClosedAt, site.Clock.GetCurrentInstant()));
                await db.Set<Account>().Where(account => account.Email == "locked@example.org").ExecuteUpdateAsync(set => set.SetProperty(account => account.LockedUntil, site.Clock.GetCurrentInstant() + Duration.FromMinutes(5)));
                return await db.Set<Account>().Where(account => account.Email == "invited@example.org").ExecuteUpdateAsync(set => set.SetProperty(account => account.PasswordHash, (string?)null));
            });
            await new Visitor(site).SignInAsync("nobody@example.org", "wrong");
            foreach (var (email, password) in new[]
                {
                    ("known@example.org", "wrong"), ("nobody@example.org", "wrong"), ("closed@example.org", Visitor.Password), ("locked@example.org", Visitor.Password),
                    ("invited@example.org", "wrong"), ("known@example.org", ""), ("known@example.org", new string('x', 10_000)), ("not an address", "x"), ("", ""),
                })
            {
                var before = hasher.Checked;
                Assert.Equal(422, (await new Visitor(site).SignInAsync(email, password)).Status);
                Assert.Equal((email, 1), (email, hasher.Checked - before));
            }
        }
    }

    // Password spraying, and guessing of one account.
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

    [Theory, OnBothStores]
    public async Task Guesses_of_one_account_that_come_at_once_from_many_networks_lock_it_after_ten(StoreKind store)
    {
        var hasher = new CountingHasher();
        var site = await OpenAsync(store, hasher, "30");
        await using (site)
        {
            await Visitor.JoinAsync(site, "known@example.org", Role.Participant, Scope.Everywhere);
            await site.GetAsync("/en/sign-in");
            var answers = await Task.WhenAll(Enumerable.Range(1, 16).Select(i => Task.Run(() => new Visitor(site) { Network = "192.0.2." + i }.SignInAsync("known@example.org", "wrong"))));
            Assert.All(answers, answer => Assert.Equal(422, answer.Status));
            Assert.Equal(10, await site.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(entry => entry.Act == "account.fail-to-sign-in")));
            Assert.Equal(422, (await new Visitor(site) { Network = "198.51.100.7" }.SignInAsync("known@example.org")).Status);
            Assert.InRange(hasher.MostAtOnce, 1, Math.Max(1, Environment.ProcessorCount - 1));
            site.Clock.Advance(Duration.FromMinutes(15));
            Assert.Equal(302, (await new Visitor(site) { Network = "198.51.100.7" }.SignInAsync("known@example.org")).Status);
        }
    }

    // Replayed links.
    [Fact]
    public async Task A_link_that_was_followed_to_its_end_opens_nothing_to_whoever_finds_it_later_or_had_it_open()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("Mail:Deliver", "false"));
        await using (site)
        {
            await Visitor.JoinAsync(site, "officer@example.org", Role.Editor, new Scope(Mechanism: "sco_env"));
            var link = await Links_by_mail.NewPasswordLinkAsync(site, "officer@example.org");
            var (owner, finder) = (new Visitor(site), new Visitor(site));
            var token = (await finder.GetAsync(link)).Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            Assert.Equal(302, (await owner.FillInAsync(link, link, ("password", "another river and its lantern"), ("again", "another river and its lantern"))).Status);
            var replayed = await finder.SendAsync(link, ("password", "mallory was here in autumn"), ("again", "mallory was here in autumn"), ("__RequestVerificationToken", token));
            Assert.Equal(404, replayed.Status);
            Assert.Equal(404, (await finder.GetAsync(link)).Status);
            Assert.Equal(302, (await new Visitor(site).SignInAsync("officer@example.org", "another river and its lantern")).Status);
        }
    }

    // Open redirect.
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

    // Secrets that a reader of logs and traces could use.
    [Fact]
    public async Task No_secret_of_a_link_stands_in_the_log_of_a_fault_or_in_a_trace()
    {
        using var heard = new Overheard();
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), new("Mail:Deliver", "false")]);
            builder.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(heard);
        });
        await using (site)
        {
            await Visitor.JoinAsync(site, "officer@example.org", Role.Editor, new Scope(Mechanism: "sco_env"));
            var link = await Links_by_mail.NewPasswordLinkAsync(site, "officer@example.org");
            await site.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("DROP TABLE parties_link"));
            Assert.Equal(500, (await new Visitor(site).GetAsync(link)).Status);
            Assert.Contains(heard.All, line => line.Contains("/en/new-password", StringComparison.Ordinal));
            Assert.DoesNotContain(heard.All, line => line.Contains(link.Split('=')[1], StringComparison.Ordinal));
        }
    }

    private static async Task<ASite> OpenAsync(StoreKind store, CountingHasher hasher, string failuresPerAddress) =>
        await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Accounts:FailuresPerAddress", failuresPerAddress)]);
            builder.Services.AddSingleton<IPasswordHasher<Account>>(hasher);
        });

    /// <summary>Hashes as the framework does, and counts.</summary>
    private sealed class CountingHasher : IPasswordHasher<Account>
    {
        private readonly PasswordHasher<Account> hasher = new();
        private int running, most, checkedSoFar;

        public int Checked => checkedSoFar;

        public int MostAtOnce => most;

        public string HashPassword(Account user, string password) => hasher.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref checkedSoFar);
            var now = Interlocked.Increment(ref running);
            int before;
            while ((before = most) < now && Interlocked.CompareExchange(ref most, now, before) != before)
            {
            }
            var result = hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
            Interlocked.Decrement(ref running);
            return result;
        }
    }

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="[^"]*"| value="[^"]*"(?= autocomplete="username")| data-options="[^"]+""", RegexOptions.None, 1000)]
    private static partial Regex Changing();
}
