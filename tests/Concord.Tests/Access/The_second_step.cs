using Concord.Kernel.Access;
using Concord.Parties.Accounts;
using Concord.Parties.Accounts.SecondStep;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OtpNet;

namespace Concord.Tests.Access;

/// <summary>Who has turned the second step on comes in with both, the password and a code that was not used before.</summary>
public sealed class The_second_step
{
    [Theory, OnBothStores]
    public async Task The_password_alone_opens_nothing_once_the_second_step_is_on(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (codes, _) = await TurnOnAsync(site);
            var visitor = new Visitor(site);
            var first = await visitor.SignInAsync("officer@example.org");
            Assert.Equal((302, "/en/sign-in/second-step?to=%2Fen%2Faccount"), (first.Status, first.Header("Location")));
            Assert.Equal(302, (await visitor.GetAsync("/en/account")).Status);
            site.Clock.Advance(Duration.FromSeconds(30));
            var code = await CodeAsync(site);
            Assert.Equal(422, (await visitor.FillInAsync(Second, Second, ("code", "000000"))).Status);
            var half = visitor.Cookie("session");
            Assert.Equal(302, (await visitor.FillInAsync(Second, Second, ("code", code.Insert(3, " ")))).Status);
            Assert.NotEqual(half, visitor.Cookie("session"));
            Assert.Equal(200, (await visitor.GetAsync("/en/account")).Status);
            // The same code, by somebody who looked over the shoulder.
            var other = new Visitor(site);
            await other.SignInAsync("officer@example.org");
            Assert.Equal(422, (await other.FillInAsync(Second, Second, ("code", code))).Status);
            Assert.Equal(302, (await other.FillInAsync(Second, Second, ("code", codes[0].ToLowerInvariant()))).Status);
            Assert.Equal(200, (await other.GetAsync("/en/account")).Status);
            var again = new Visitor(site);
            await again.SignInAsync("officer@example.org");
            Assert.Equal(422, (await again.FillInAsync(Second, Second, ("code", codes[0]))).Status);
        }
    }

    [Fact]
    public async Task The_half_way_ends_after_ten_minutes_and_nobody_is_half_way_without_the_password()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await TurnOnAsync(site);
            Assert.Equal((302, "/en/sign-in"), (await new Visitor(site).GetAsync(Second)) is var away ? (away.Status, away.Header("Location")) : default);
            var visitor = new Visitor(site);
            await visitor.SignInAsync("officer@example.org");
            Assert.Equal(200, (await visitor.GetAsync(Second)).Status);
            site.Clock.Advance(Duration.FromMinutes(11));
            Assert.Equal(302, (await visitor.GetAsync(Second)).Status);
        }
    }

    [Fact]
    public async Task Ten_wrong_codes_lock_the_account_as_wrong_passwords_do()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await TurnOnAsync(site);
            var visitor = new Visitor(site);
            await visitor.SignInAsync("officer@example.org");
            for (var i = 0; i < 10; i++)
                await visitor.FillInAsync(Second, Second, ("code", "123456"));
            site.Clock.Advance(Duration.FromSeconds(30));
            Assert.Contains("The account is locked", (await visitor.FillInAsync(Second, Second, ("code", await CodeAsync(site)))).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_right_password_does_not_forget_wrong_codes()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await TurnOnAsync(site);
            for (var i = 0; i < 10; i++)
            {
                var visitor = new Visitor(site) { Network = "192.0.2." + i };
                Assert.Equal(302, (await visitor.SignInAsync("officer@example.org")).Status);
                Assert.Equal(422, (await visitor.FillInAsync(Second, Second, ("code", "123456"))).Status);
            }
            Assert.Equal(422, (await new Visitor(site).SignInAsync("officer@example.org")).Status);
        }
    }

    // A session that somebody else has come by must not become theirs for good.
    [Fact]
    public async Task Nobody_turns_it_on_without_the_password()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, "officer@example.org", Role.Editor, new Scope(Mechanism: "sco_env"));
            var thief = new Visitor(site);
            await thief.SignInAsync("officer@example.org");
            foreach (var password in new[] { "", "wrong" })
            {
                var answer = await ConfirmAsync(site, thief, password);
                Assert.Equal((422, "#password"), (answer.Status, answer.Page().QuerySelector(".errors a")?.GetAttribute("href")));
                Assert.Empty(answer.Page().QuerySelectorAll("#codes"));
            }
            Assert.False(await site.WithDbAsync(db => db.Set<Account>().Select(account => account.TwoFactorEnabled).SingleAsync()));
            Assert.Empty(await site.WithDbAsync(db => db.Set<RecoveryCode>().ToListAsync()));
        }
    }

    [Fact]
    public async Task To_look_at_the_page_keeps_nothing_and_a_key_that_the_house_did_not_show_to_this_person_is_refused()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, "officer@example.org", Role.Editor, new Scope(Mechanism: "sco_env"));
            var officer = new Visitor(site);
            await officer.SignInAsync("officer@example.org");
            var other = await Visitor.AsAsync(site, Role.Editor, new Scope(Mechanism: "sco_env"));
            var shown = (await other.GetAsync(SetUp)).Page();
            var code = new Totp(Base32Encoding.ToBytes(shown.QuerySelector("#key")!.TextContent.Replace(" ", "", StringComparison.Ordinal))).ComputeTotp(site.Clock.GetCurrentInstant().ToDateTimeUtc());
            foreach (var secret in new[] { shown.QuerySelector("input[name=secret]")!.GetAttribute("value")!, "AAAA", "", "%" })
            {
                var answer = await officer.FillInAsync(SetUp, SetUp + "?handler=on", ("code", code), ("password", Visitor.Password), ("secret", secret));
                Assert.Equal((422, "#code"), (answer.Status, answer.Page().QuerySelector(".errors a")?.GetAttribute("href")));
            }
            Assert.All(await site.WithDbAsync(db => db.Set<Account>().ToListAsync()), account => Assert.Null(account.CodeSecret));
        }
    }

    [Fact]
    public async Task Turning_it_off_and_making_new_codes_asks_for_the_password()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var (codes, officer) = await TurnOnAsync(site);
            Assert.Equal(422, (await officer.FillInAsync(SetUp, SetUp + "?handler=codes", ("password", "wrong"))).Status);
            var made = await officer.FillInAsync(SetUp, SetUp + "?handler=codes", ("password", Visitor.Password));
            var news = made.Page().QuerySelectorAll("#codes code").Select(code => code.TextContent).ToList();
            Assert.Equal((10, 0), (news.Count, news.Intersect(codes).Count()));
            var token = (await officer.GetAsync(SetUp)).Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            Assert.Equal(422, (await officer.SendAsync(SetUp + "?handler=off", ("password", "wrong"), ("__RequestVerificationToken", token))).Status);
            Assert.Equal(200, (await officer.SendAsync(SetUp + "?handler=off", ("password", Visitor.Password), ("__RequestVerificationToken", token))).Status);
            Assert.Equal("/en/account", (await new Visitor(site).SignInAsync("officer@example.org")).Header("Location"));
            Assert.Empty(await site.WithDbAsync(db => db.Set<RecoveryCode>().ToListAsync()));
        }
    }

    private const string SetUp = "/en/account/second-step", Second = "/en/sign-in/second-step";

    private static async Task<(List<string> Codes, Visitor Officer)> TurnOnAsync(ASite site)
    {
        await Visitor.JoinAsync(site, "officer@example.org", Role.Editor, new Scope(Mechanism: "sco_env"));
        var officer = new Visitor(site);
        await officer.SignInAsync("officer@example.org");
        var before = new Visitor(site);
        await before.SignInAsync("officer@example.org");
        var done = await ConfirmAsync(site, officer, Visitor.Password);
        // Whoever was in by the password alone is out.
        Assert.Equal(302, (await before.GetAsync("/en/account")).Status);
        var codes = done.Page().QuerySelectorAll("#codes code").Select(code => code.TextContent).ToList();
        Assert.Equal(10, codes.Distinct().Count());
        // 24 signs of 32: 120 bits each.
        Assert.All(codes, code => Assert.Matches("^([A-HJ-NP-Z2-9]{6}-){3}[A-HJ-NP-Z2-9]{6}$", code));
        return (codes, officer);
    }

    /// <summary>Has an app read the key of the page, and writes its code.</summary>
    private static async Task<Answer> ConfirmAsync(ASite site, Visitor officer, string password)
    {
        var page = (await officer.GetAsync(SetUp)).Page();
        var code = new Totp(Base32Encoding.ToBytes(page.QuerySelector("#key")!.TextContent.Replace(" ", "", StringComparison.Ordinal))).ComputeTotp(site.Clock.GetCurrentInstant().ToDateTimeUtc());
        return await officer.SendAsync(SetUp + "?handler=on", ("code", code), ("password", password), ("secret", page.QuerySelector("input[name=secret]")!.GetAttribute("value")!),
            ("__RequestVerificationToken", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!));
    }

    /// <summary>What the app shows now.</summary>
    private static async Task<string> CodeAsync(ASite site)
    {
        var secret = await site.WithDbAsync(db => db.Set<Account>().Where(account => account.Email == "officer@example.org").Select(account => account.CodeSecret).SingleAsync());
        return new Totp(secret).ComputeTotp(site.Clock.GetCurrentInstant().ToDateTimeUtc());
    }
}
