using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Parties.Accounts;
using Concord.Parties.Accounts.OtherHouses;
using Concord.Tests.House;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Concord.Tests.Access;

/// <summary>People come in by the OpenID provider of their ministry, if they have an account here; everything else is refused.</summary>
public sealed class Signing_in_by_another_house(AProvider provider) : IClassFixture<AProvider>
{
    private const string Email = "officer@ministry.example";

    [Theory, OnBothStores]
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
            Assert.Equal(422, (await officer.FillInAsync("/en/account", "/en/account?handler=unlink", ("house", linked), ("confirm", "wrong"))).Status);
            Assert.NotNull(await ComeInAsync(new Visitor(site)));
            var said = await officer.FillInAsync("/en/account", "/en/account?handler=unlink", ("house", linked), ("confirm", Visitor.Password));
            Assert.StartsWith("The account is opened from there no more.", said.Page().QuerySelector(".done")!.TextContent, StringComparison.Ordinal);
            Assert.Null(await ComeInAsync(new Visitor(site)));
            // Not by a number that is written as the place of a lost one either.
            provider.Person = ("taken off " + await site.WithDbAsync(db => db.Set<Account>().Where(account => account.Email == Email).Select(account => account.Id).SingleAsync()), Email, true);
            Assert.Null(await ComeInAsync(new Visitor(site)));
            provider.Person = ("7", Email, true);
            Assert.Equal(422, (await AllowAsync("")).Status);
            Assert.Null(await ComeInAsync(new Visitor(site)));
            Assert.Equal("You can sign in from there again.", (await AllowAsync(Visitor.Password)).Page().QuerySelector(".done")?.TextContent);
            Assert.NotNull(await ComeInAsync(new Visitor(site)));
            Assert.Equal(["account.link-house", "account.unlink-house", "account.allow-house", "account.link-house"],
                await site.WithDbAsync(db => db.Set<AuditEntry>().OrderBy(entry => entry.No).Select(entry => entry.Act).Where(act => act.EndsWith("-house")).ToListAsync()));

            async Task<Answer> AllowAsync(string password) => await officer.SendAsync("/en/account?handler=allow", ("house", linked), ("confirm", password),
                ("__RequestVerificationToken", (await officer.GetAsync("/en/account")).Page().QuerySelector("#houses input[name=__RequestVerificationToken]")!.GetAttribute("value")!));
        }
    }

    [Fact]
    public async Task Who_has_no_password_changes_the_ways_in_only_a_short_while_after_coming_in()
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, Email, Role.Editor, new Scope(Mechanism: "sco_env"));
            await site.WithDbAsync(db => db.Set<Account>().ExecuteUpdateAsync(set => set.SetProperty(account => account.PasswordHash, (string?)null)));
            var officer = new Visitor(site);
            await ComeInAsync(officer);
            var house = (await officer.GetAsync("/en/account")).Page().QuerySelector("#houses button[name=house]")!.GetAttribute("value")!;
            site.Clock.Advance(NodaTime.Duration.FromMinutes(10));
            foreach (var (address, handler, form) in new[] { ("/en/account", "unlink", "#houses"), ("/en/account/second-step", "on", ".sec") })
            {
                var page = (await officer.GetAsync(address)).Page();
                Assert.Equal("/en/sign-in?to=" + Uri.EscapeDataString(address), page.QuerySelector(form + " form a")?.GetAttribute("href"));
                Assert.Null(page.QuerySelector("input[name=confirm], #second-step input, input[name=password]:not(#password-change *)"));
                Assert.Equal(422, (await officer.FillInAsync(address, $"{address}?handler={handler}", ("house", house), ("code", "123456"), ("confirm", ""), ("password", ""))).Status);
            }
            // Nor does a sign-in make a password: that takes the mailbox.
            Assert.Null((await officer.GetAsync("/en/account")).Page().QuerySelector("#password-change form"));
            // Having come in anew is enough.
            await ComeInAsync(officer);
            Assert.Equal(200, (await officer.FillInAsync("/en/account", "/en/account?handler=unlink", ("house", house))).Status);
            Assert.Null(await ComeInAsync(new Visitor(site)));
        }
    }

    // Forged and borrowed tokens (RFC 8725, 2; OpenID Connect Core, 3.1.3.7).
    [Theory]
    [InlineData("signature"), InlineData("content"), InlineData("no signature"), InlineData("no algorithm"), InlineData("the secret as key"), InlineData("a key of its own")]
    [InlineData("audience"), InlineData("issuer"), InlineData("expired"), InlineData("nonce")]
    public async Task An_ID_token_that_is_not_the_providers_for_this_house_now_and_this_sign_in_opens_nothing(string fault)
    {
        var site = await OpenAsync(StoreKind.Sqlite);
        await using (site)
        {
            await Visitor.JoinAsync(site, Email, Role.Editor, new Scope(Mechanism: "sco_env"));
            provider.Alter = token => Altered(token, fault);
            try
            {
                var visitor = new Visitor(site);
                await RefusesAsync(visitor, await provider.SignInAsync(await AskAsync(visitor)));
                // What is altered in nothing that counts is taken: the refusals are those of what was altered.
                provider.Alter = token => provider.Signed(token, content => content["greeting"] = "hello");
                Assert.NotNull(await ComeInAsync(visitor));
            }
            finally
            {
                provider.Alter = null;
            }
        }
    }

    private string Altered(string token, string fault)
    {
        var parts = token.Split('.');
        switch (fault)
        {
            case "signature":
                return $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}";
            case "content":
                return $"{parts[0]}.{provider.Signed(token, content => content["greeting"] = "hello").Split('.')[1]}.{parts[2]}";
            case "no signature":
                return $"{parts[0]}.{parts[1]}.";
            case "no algorithm":
                // Without the digest that is made by the algorithm, which there is not.
                return $"{Head("""{"alg":"none","typ":"JWT"}""")}.{provider.Signed(token, content => content.Remove("at_hash")).Split('.')[1]}.";
            case "the secret as key":
                var unsigned = $"{Head("""{"alg":"HS256","typ":"JWT"}""")}.{parts[1]}";
                return unsigned + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(AProvider.ClientSecret), Encoding.ASCII.GetBytes(unsigned)));
            case "a key of its own":
                using (var own = RSA.Create(2048))
                {
                    var key = own.ExportParameters(includePrivateParameters: false);
                    var head = Head($$$"""{"alg":"RS256","typ":"JWT","jwk":{"kty":"RSA","n":"{{{Base64Url.EncodeToString(key.Modulus)}}}","e":"{{{Base64Url.EncodeToString(key.Exponent)}}}"}}""");
                    return AProvider.SignedBy(own, $"{head}.{parts[1]}");
                }
            default:
                return provider.Signed(token, content =>
                {
                    switch (fault)
                    {
                        case "audience":
                            content["aud"] = "another house";
                            break;
                        case "issuer":
                            content["iss"] = "https://login.example.org/";
                            break;
                        case "expired":
                            (content["iat"], content["nbf"], content["exp"]) = (1_500_000_000, 1_500_000_000, 1_500_003_600);
                            break;
                        default:
                            content["nonce"] = (string)content["nonce"]! + "x";
                            break;
                    }
                });
        }

        static string Head(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
    }

    // A mix-up of providers (RFC 9700, 4.4).
    [Fact]
    public async Task The_answer_of_one_house_is_not_taken_at_the_address_of_another()
    {
        var agency = new AProvider { Person = ("7", Email, true) };
        await using (agency)
        {
            await agency.InitializeAsync();
            provider.Person = ("7", Email, true);
            var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual,
                [.. Ministry(provider.Authority), .. Ministry(agency.Authority).Select(setting => (setting.Item1.Replace("ministry:", "agency:", StringComparison.Ordinal), setting.Item2.Replace("Ministry", "Agency", StringComparison.Ordinal)))]);
            await using (site)
            {
                await Visitor.JoinAsync(site, Email, Role.Editor, new Scope(Mechanism: "sco_env"));
                var visitor = new Visitor(site);
                var atAgency = await agency.SignInAsync(await AskAsync(visitor, house: "Agency of Examples"));
                Assert.StartsWith("/sign-in/from/agency?", atAgency, StringComparison.Ordinal);
                // To bring the code of one to the other would be to give it away.
                var before = (provider.Brought, agency.Brought);
                await RefusesAsync(visitor, atAgency.Replace("/agency?", "/ministry?", StringComparison.Ordinal));
                var atMinistry = await provider.SignInAsync(await AskAsync(visitor));
                await RefusesAsync(visitor, atMinistry.Replace("/ministry?", "/agency?", StringComparison.Ordinal));
                Assert.Equal(before, (provider.Brought, agency.Brought));
                // Each is taken at its own address, and knows the person by a number of its own.
                Assert.Equal("/en/account", await ArriveAsync(visitor, await agency.SignInAsync(await AskAsync(visitor, house: "Agency of Examples"))));
                Assert.Equal("/en/account", await ArriveAsync(visitor, await provider.SignInAsync(await AskAsync(visitor))));
                Assert.Equal(2, await site.WithDbAsync(db => db.Set<IdentityUserLogin<Guid>>().Select(login => login.LoginProvider).Distinct().CountAsync()));
            }
        }
    }

    [Fact]
    public async Task The_house_goes_nowhere_where_another_house_sends_it()
    {
        var asked = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var elsewhere = builder.Build();
        elsewhere.Run(http =>
        {
            asked++;
            http.Response.Redirect(provider.Authority + http.Request.Path);
            return Task.CompletedTask;
        });
        await using (elsewhere)
        {
            await elsewhere.StartAsync(TestContext.Current.CancellationToken);
            var site = await OpenAsync(StoreKind.Sqlite, elsewhere.Urls.First());
            await using (site)
                Assert.Equal("/en/sign-in/arrived", (await new Visitor(site).GetAsync("/en/sign-in?handler=with&house=ministry")).Header("Location"));
            Assert.InRange(asked, 1, 3);
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
    private static async Task<string> AskAsync(Visitor visitor, string to = "", string house = "Ministry of Examples")
    {
        var page = await visitor.GetAsync("/en/sign-in" + (to.Length > 0 ? "?to=" + Uri.EscapeDataString(to) : ""));
        var link = page.Page().QuerySelectorAll("main a, .wrap a").Single(link => link.TextContent == house);
        return (await visitor.GetAsync(link.GetAttribute("href")!)).Header("Location")!;
    }

    /// <summary>Goes the whole way; the page to which it leads, or null where the person stays outside.</summary>
    private async Task<string?> ComeInAsync(Visitor visitor, string to = "") => await ArriveAsync(visitor, await provider.SignInAsync(await AskAsync(visitor, to)));

    private static async Task<string?> ArriveAsync(Visitor visitor, string answer)
    {
        var back = await visitor.GetAsync(answer);
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
