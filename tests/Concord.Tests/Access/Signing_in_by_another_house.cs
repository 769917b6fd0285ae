using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Parties.Accounts;
using Concord.Parties.Accounts.OtherHouses;
using Concord.Tests.House;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Concord.Tests.Access;

/// <summary>People come in by the OpenID provider of their ministry, if they have an account here; everything else is refused.</summary>
public sealed class Signing_in_by_another_house(AProvider provider) : IClassFixture<AProvider>
{
    private const string Email = "officer@ministry.example";

    [Theory]
    [InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Somebody_who_was_invited_comes_in_and_is_known_by_number_from_then_on(StoreKind store)
    {
        var site = await OpenAsync(store);
        await using (site)
        {
            await Visitor.JoinAsync(site, Email, Role.Editor, new Scope(Mechanism: "sco_env"));
            var officer = new Visitor(site);
            Assert.Equal("/en/events?page=2", await ComeInAsync(officer, "/en/events?page=2"));
            Assert.Equal(200, (await officer.GetAsync("/en/account")).Status);
            // The address may change there; the person stays the same.
            provider.Person = ("7", "married@elsewhere.example", false);
            Assert.Equal("/en/account", await ComeInAsync(new Visitor(site)));
            // And who gets the address next is somebody else.
            provider.Person = ("8", Email, true);
            Assert.Null(await ComeInAsync(new Visitor(site)));
            var trail = await site.WithDbAsync(db => db.Set<AuditEntry>().OrderBy(entry => entry.No).Select(entry => entry.Act).Where(act => act.StartsWith("account.")).ToListAsync());
            Assert.Equal(["account.link-house", "account.sign-in", "account.sign-in"], trail);
        }
    }

    [Theory]
    [InlineData("nobody@ministry.example", true)]
    [InlineData(Email, false)]
    [InlineData("officer@other.example", true)]
    [InlineData("closed@ministry.example", true)]
    [InlineData("", true)]
    public async Task Whoever_has_no_account_or_an_address_that_the_house_may_not_speak_for_stays_outside(string email, bool isVerified)
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            foreach (var known in new[] { Email, "officer@other.example", "closed@ministry.example" })
                await Visitor.JoinAsync(site, known, Role.Editor, new Scope(Mechanism: "sco_env"));
            await site.WithDbAsync(db => db.Set<Account>().Where(account => account.Email == "closed@ministry.example").ExecuteUpdateAsync(set => set.SetProperty(account => account.ClosedAt, site.Clock.GetCurrentInstant())));
            provider.Person = ("9", email, isVerified);
            var visitor = new Visitor(site);
            Assert.Null(await ComeInAsync(visitor));
            Assert.Equal(302, (await visitor.GetAsync("/en/account")).Status);
            Assert.Equal(3, await site.WithDbAsync(db => db.Set<Account>().CountAsync()));
        }
    }

    [Fact]
    public async Task A_house_that_was_taken_off_opens_the_account_no_more_until_its_owner_allows_it_again()
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, Email, Role.Editor, new Scope(Mechanism: "sco_env"));
            await Visitor.JoinAsync(site, "other@ministry.example", Role.Editor, new Scope(Mechanism: "sco_env"));
            var (officer, other) = (new Visitor(site), new Visitor(site));
            Assert.NotNull(await ComeInAsync(officer));
            await other.SignInAsync("other@ministry.example");
            // Nobody takes off what is somebody else's.
            var page = (await other.GetAsync("/en/account")).Page();
            Assert.Null(page.QuerySelector("#houses"));
            var linked = await site.WithDbAsync(db => db.Set<IdentityUserLogin<Guid>>().Select(login => login.LoginProvider).SingleAsync());
            Assert.Equal(200, (await other.SendAsync("/en/account?handler=unlink", ("__RequestVerificationToken", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), ("house", linked))).Status);
            Assert.NotNull(await ComeInAsync(new Visitor(site)));
            var said = await officer.FillInAsync("/en/account", "/en/account?handler=unlink");
            Assert.StartsWith("The account is opened from there no more.", said.Page().QuerySelector(".done")!.TextContent, StringComparison.Ordinal);
            Assert.Null(await ComeInAsync(new Visitor(site)));
            // Not by a number that is written as the place of a lost one either.
            provider.Person = ("taken off " + await site.WithDbAsync(db => db.Set<Account>().Where(account => account.Email == Email).Select(account => account.Id).SingleAsync()), Email, true);
            Assert.Null(await ComeInAsync(new Visitor(site)));
            provider.Person = ("7", Email, true);
            Assert.Equal("You can sign in from there again.", (await officer.FillInAsync("/en/account", "/en/account?handler=allow")).Page().QuerySelector(".done")?.TextContent);
            Assert.NotNull(await ComeInAsync(new Visitor(site)));
            Assert.Equal(["account.link-house", "account.unlink-house", "account.allow-house", "account.link-house"],
                await site.WithDbAsync(db => db.Set<AuditEntry>().OrderBy(entry => entry.No).Select(entry => entry.Act).Where(act => act.EndsWith("-house")).ToListAsync()));
        }
    }

    [Fact]
    public async Task An_answer_opens_nothing_in_another_browser_or_a_second_time_or_altered()
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, Email, Role.Editor, new Scope(Mechanism: "sco_env"));
            var (officer, attacker) = (new Visitor(site), new Visitor(site));
            var asked = await AskAsync(officer);
            var query = QueryHelpers.ParseQuery(new Uri(asked).Query);
            Assert.Equal(("code", "S256", 1), (query["response_type"].ToString(), query["code_challenge_method"].ToString(), query["nonce"].Count));
            Assert.True(query["state"].ToString().Length > 50);
            var answer = await provider.SignInAsync(asked);
            await RefusesAsync(attacker, answer);
            var other = QueryHelpers.ParseQuery(answer[answer.IndexOf('?', StringComparison.Ordinal)..])["state"].ToString();
            await RefusesAsync(officer, answer.Replace(Uri.EscapeDataString(other), Uri.EscapeDataString(other[..^2]), StringComparison.Ordinal));
            // The code of another sign-in, under the own state: its challenge and nonce are not those of this browser.
            var mine = await AskAsync(attacker);
            var stolen = QueryHelpers.ParseQuery(answer[answer.IndexOf('?', StringComparison.Ordinal)..])["code"].ToString();
            await RefusesAsync(attacker, QueryHelpers.AddQueryString("/sign-in/from/ministry", new Dictionary<string, string?> { ["code"] = stolen, ["state"] = QueryHelpers.ParseQuery(new Uri(mine).Query)["state"] }));
            Assert.Equal("/en/sign-in/arrived?to=%2Fen%2Faccount", (await officer.GetAsync(answer)).Header("Location"));
            Assert.Equal(302, (await officer.GetAsync("/en/sign-in/arrived")).Status);
            Assert.Equal("/en/sign-in/arrived", (await officer.GetAsync(answer)).Header("Location"));
            Assert.Equal(422, (await officer.GetAsync("/en/sign-in/arrived")).Status);
        }
    }

    [Theory]
    [InlineData("https://evil.example/"), InlineData("//evil.example"), InlineData("/\\evil.example")]
    public async Task Nobody_is_led_to_another_site_afterwards(string to)
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, Email, Role.Editor, new Scope(Mechanism: "sco_env"));
            Assert.Equal("/en/account", await ComeInAsync(new Visitor(site), to));
        }
    }

    [Fact]
    public async Task Over_TLS_every_cookie_of_the_house_is_one_that_only_this_host_can_have_set()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, [.. Ministry(provider.Authority), ("PublicUrl", "https://record.example.org")]);
        await using (site)
        {
            await Visitor.JoinAsync(site, Email, Role.Editor, new Scope(Mechanism: "sco_env"));
            var visitor = new Visitor(site) { Origin = new Uri("https://record.example.org") };
            await AskAsync(visitor);
            Assert.Equal(302, (await visitor.SignInAsync(Email)).Status);
            Assert.Equal(200, (await visitor.GetAsync("/en/account/passkeys")).Status);
            Assert.Equal(302, (await visitor.SendAsync("/theme", ("theme", "dark"), ("to", "/en"))).Status);
            Assert.Equal("true", (await visitor.GetAsync("/en")).Page().QuerySelector("button[name=theme][value=dark]")?.GetAttribute("aria-pressed"));
            Assert.Equal(["__Host-form", "__Host-passkey", "__Host-session", "__Host-theme", "__Secure-correlation.", "__Secure-nonce."],
                visitor.Cookies.Select(cookie => cookie.Name.StartsWith("__Secure-", StringComparison.Ordinal) ? cookie.Name[..(cookie.Name.IndexOf('.', StringComparison.Ordinal) + 1)] : cookie.Name).Order(StringComparer.Ordinal));
            Assert.All(visitor.Cookies, cookie => Assert.True(cookie.Secure && cookie.HttpOnly, cookie.Name));
        }
    }

    [Fact]
    public async Task Who_has_turned_the_second_step_on_is_asked_for_it_all_the_same()
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, Email, Role.Editor, new Scope(Mechanism: "sco_env"));
            await site.WithDbAsync(db => db.Set<Account>().ExecuteUpdateAsync(set => set.SetProperty(account => account.TwoFactorEnabled, true)));
            var visitor = new Visitor(site);
            Assert.Equal("/en/sign-in/second-step?to=%2Fen%2Faccount", await ComeInAsync(visitor));
            Assert.Equal(302, (await visitor.GetAsync("/en/account")).Status);
        }
    }

    [Fact]
    public async Task A_house_that_is_away_is_no_defect_of_this_one()
    {
        var site = await OpenAsync(StoreKind.Sqlite, "http://127.0.0.1:9");
        await using (site)
            Assert.Equal("/en/sign-in/arrived", (await new Visitor(site).GetAsync("/en/sign-in?handler=with&house=ministry")).Header("Location"));
    }

    [Theory]
    [InlineData("ministry", "http://login.example.org", "a.example", "must be an address that begins with https")]
    [InlineData("ministry", "https://login.example.org", "", "Domains is missing")]
    [InlineData("mini stry", "https://login.example.org", "a.example", "cannot name a house")]
    public void A_setting_that_cannot_be_is_said(string key, string authority, string domains, string said)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new($"OpenIdConnect:{key}:Authority", authority), new($"OpenIdConnect:{key}:ClientId", "c"), new($"OpenIdConnect:{key}:ClientSecret", "s"), new($"OpenIdConnect:{key}:Domains", domains),
        ]).Build();
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => TrustedHouses.Of(settings)).Message, StringComparison.Ordinal);
    }

    private Task<ASite> OpenAsync(StoreKind store)
    {
        provider.Person = ("7", Email, true);
        return OpenAsync(store, provider.Authority);
    }

    private static async Task<ASite> OpenAsync(StoreKind store, string authority) => await ASite.OpenAsync(await Stores.CopyAsync(store), Stores.Usual, Ministry(authority));

    /// <summary>The settings of a house that is trusted.</summary>
    private static (string, string)[] Ministry(string authority) =>
    [
        ("OpenIdConnect:ministry:Authority", authority), ("OpenIdConnect:ministry:ClientId", AProvider.ClientId), ("OpenIdConnect:ministry:ClientSecret", AProvider.ClientSecret),
        ("OpenIdConnect:ministry:Label", "Ministry of Examples"), ("OpenIdConnect:ministry:Domains", "ministry.example"),
    ];

    /// <summary>The address of the provider to which the page of signing in leads.</summary>
    private static async Task<string> AskAsync(Visitor visitor, string to = "")
    {
        var page = await visitor.GetAsync("/en/sign-in" + (to.Length > 0 ? "?to=" + Uri.EscapeDataString(to) : ""));
        var link = page.Page().QuerySelectorAll("main a, .wrap a").Single(link => link.TextContent == "Ministry of Examples");
        return (await visitor.GetAsync(link.GetAttribute("href")!)).Header("Location")!;
    }

    /// <summary>Goes the whole way; the page to which it leads, or null where the person stays outside.</summary>
    private async Task<string?> ComeInAsync(Visitor visitor, string to = "")
    {
        var back = await visitor.GetAsync(await provider.SignInAsync(await AskAsync(visitor, to)));
        Assert.Equal(302, back.Status);
        var arrived = await visitor.GetAsync(back.Header("Location")!);
        return arrived.Status == 302 ? arrived.Header("Location") : null;
    }

    private static async Task RefusesAsync(Visitor visitor, string answer)
    {
        var back = await visitor.GetAsync(answer);
        Assert.Equal((302, "/en/sign-in/arrived"), (back.Status, back.Header("Location")));
        Assert.Equal(422, (await visitor.GetAsync("/en/sign-in/arrived")).Status);
        Assert.Equal(302, (await visitor.GetAsync("/en/account")).Status);
    }
}
