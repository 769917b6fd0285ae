using Concord.Tests.House;

namespace Concord.Tests.WholeSite;

/// <summary>A page is known to search engines and other sites by one address.</summary>
public sealed class One_address_for_each_page
{
    [Theory]
    [InlineData("/en/events?utm_source=x&year=2018&page=2&fbclid=1", "/en/events?year=2018&page=2", "/zh/events?year=2018&page=2")]
    [InlineData("/en/events?year=&mechanism=temm&mechanism=sco_env", "/en/events?mechanism=sco_env&mechanism=temm", "/zh/events?mechanism=sco_env&mechanism=temm")]
    [InlineData("/en/events/acecf_2018?utm_source=x&year=2018", "/en/events/acecf_2018", "/zh/events/acecf_2018")]
    [InlineData("/en/map?show=cities&utm=1", "/en/map?show=cities", "/zh/map?show=cities")]
    [InlineData("/en/search?q=a%26b&unknown=x", "/en/search?q=a%26b", "/zh/search?q=a%26b")]
    [InlineData("/en/timeline?mechanism=temm&x=y", "/en/timeline?mechanism=temm", "/zh/timeline?mechanism=temm")]
    [InlineData("/en/series?sort=name&x=y", "/en/series?sort=name", "/zh/series?sort=name")]
    [InlineData("/en/instruments/ac_strategy_2016_2020?on=2018-01-01&x=y", "/en/instruments/ac_strategy_2016_2020?on=2018-01-01", "/zh/instruments/ac_strategy_2016_2020?on=2018-01-01")]
    [InlineData("/en?x=y", "/en", "/zh")]
    public async Task Parameters_that_a_page_does_not_know_are_no_part_of_its_address(string asked, string canonical, string inChinese)
    {
        var page = (await (await Stores.SharedAsync(StoreKind.Sqlite)).GetAsync(asked)).Page();
        Assert.Equal("http://localhost" + canonical, page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal("http://localhost" + inChinese, page.QuerySelector("link[hreflang=zh]")!.GetAttribute("href"));
        Assert.Equal(inChinese, page.QuerySelector(".langs a[lang=zh]")!.GetAttribute("href"));
        Assert.Equal("http://localhost" + (canonical == "/en" ? "/" : canonical), page.QuerySelector("link[hreflang=x-default]")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("/en/", "/en")]
    [InlineData("/en/events/", "/en/events")]
    [InlineData("/zh/events/acecf_2018/?a=b&c=%26", "/zh/events/acecf_2018?a=b&c=%26")]
    [InlineData("/api/v1/events/", "/api/v1/events")]
    [InlineData("/en/events///", "/en/events")]
    [InlineData("/en/%E4%B8%AD/", "/en/%E4%B8%AD")]
    public async Task A_slash_at_the_end_leads_to_the_address_without_it(string asked, string expected)
    {
        var answer = await (await Stores.SharedAsync(StoreKind.Sqlite)).GetAsync(asked);
        Assert.Equal(301, answer.Status);
        Assert.Equal(expected, answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("http://localhost//elsewhere.example/")]
    [InlineData("http://localhost//elsewhere.example//")]
    [InlineData("http://localhost/%5Celsewhere.example/")]
    [InlineData("http://localhost//")]
    public async Task No_slash_leads_to_another_site(string asked)
    {
        var answer = await (await Stores.SharedAsync(StoreKind.Sqlite)).AskAsync(HttpMethod.Get, asked);
        Assert.True(answer.Headers.Location is null || !answer.Headers.Location.OriginalString.StartsWith("//", StringComparison.Ordinal));
        Assert.DoesNotContain("\\", answer.Headers.Location?.OriginalString ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mark_of_the_site_is_found_where_browsers_look_for_it()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var answer = await site.GetAsync("/favicon.ico");
        Assert.Equal(301, answer.Status);
        Assert.Equal("image/svg+xml", (await site.GetAsync(answer.Headers.Location!.OriginalString)).Type);
    }

    [Fact]
    public async Task A_site_that_has_a_public_address_names_itself_by_it_whatever_was_asked_for()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("PublicUrl", "https://record.example.org"));
        await using (site)
        {
            foreach (var address in new[] { "/sitemap.xml", "/robots.txt", "/en/events", "/en/events/acecf_2018", "/api/v1/events", "/events/acecf_2018.ics", "/en/feed.atom" })
            {
                var body = (await site.GetAsync(address, ("Host", "evil.example"))).Body;
                Assert.Contains("https://record.example.org/", body, StringComparison.Ordinal);
                Assert.DoesNotContain("evil.example", body, StringComparison.Ordinal);
            }
            Assert.Contains("hreflang=\"x-default\" href=\"https://record.example.org/en/events\"", (await site.GetAsync("/sitemap.xml")).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Names_that_are_given_out_are_those_of_the_installation()
    {
        await AreGivenOutAsync(await Stores.SharedAsync(StoreKind.Sqlite), "concord");
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("PublicUrl", "https://centre.example.org:8443"));
        await using (site)
            await AreGivenOutAsync(site, "centre.example.org");
    }

    /// <summary>UIDs of calendars and ids of the feed, whatever host was asked.</summary>
    private static async Task AreGivenOutAsync(ASite site, string name)
    {
        foreach (var address in new[] { "/events/acecf_2018.ics", "/events.ics?year=2018" })
            Assert.Contains($"UID:acecf_2018@{name}\r\n", (await site.GetAsync(address, ("Host", "elsewhere.example"))).Body, StringComparison.Ordinal);
        var feed = System.Xml.Linq.XDocument.Parse((await site.GetAsync("/zh/feed.atom", ("Host", "elsewhere.example"))).Body);
        Assert.All(feed.Descendants().Where(element => element.Name.LocalName == "id"), id => Assert.Matches($"^tag:{System.Text.RegularExpressions.Regex.Escape(name)},2026:(events|news)/", id.Value));
    }

    [Theory]
    [InlineData("record.example.org")]
    [InlineData("https://record.example.org/concord")]
    [InlineData("ftp://record.example.org")]
    public async Task A_public_address_that_cannot_be_one_is_refused_at_the_start(string address)
    {
        var fault = await Assert.ThrowsAsync<InvalidDataException>(async () => await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("PublicUrl", address)));
        Assert.Contains("PublicUrl", fault.Message, StringComparison.Ordinal);
    }
}
