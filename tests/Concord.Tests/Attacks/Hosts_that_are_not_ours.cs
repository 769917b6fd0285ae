using Concord.Tests.House;

namespace Concord.Tests.Attacks;

/// <summary>Host header tricks: a reader who names another host sees it nowhere but in the own answer, and where the house has a public address not even there.</summary>
public sealed class Hosts_that_are_not_ours
{
    private static readonly string[] Shown = ["/en", "/en/events", "/en/events/acecf_2018", "/sitemap.xml", "/robots.txt", "/en/feed.atom", "/events.ics", "/api/v1/events?limit=1", "/openapi/v1.json", "/en/sign-in"];

    private static readonly (string Name, string Value)[][] Tricks =
    [
        [("Host", "evil.example")], [("Host", "evil.example:443")], [("Host", "localhost"), ("X-Forwarded-Host", "evil.example")], [("Host", "localhost"), ("X-Host", "evil.example")], [("Host", "localhost"), ("Forwarded", "host=evil.example")],
        [("Host", "localhost"), ("X-Original-URL", "//evil.example")], [("Host", "localhost"), ("X-Forwarded-Prefix", "//evil.example")],
    ];

    [Fact]
    public async Task What_one_reader_asked_of_another_host_is_shown_to_nobody_else()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var address in Shown)
        {
            // Kept from the second time on.
            for (var times = 0; times < 3; times++)
                foreach (var trick in Tricks)
                    await site.GetAsync(address, trick);
            var answer = await site.GetAsync(address);
            Assert.DoesNotContain("evil.example", answer.Body + answer.Headers, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_house_with_a_public_address_names_no_other()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("PublicUrl", "https://record.example.org"), ("Mail:Deliver", "false"));
        await using (site)
            foreach (var address in Shown)
                foreach (var trick in Tricks)
                {
                    var answer = await site.GetAsync(address, trick);
                    Assert.True(answer.Status is 200, $"{address} answers {answer.Status}");
                    Assert.DoesNotContain("evil.example", answer.Body + answer.Headers, StringComparison.Ordinal);
                }
    }
}
