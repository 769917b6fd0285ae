using System.Globalization;
using System.Text.Json;
using Concord.Tests.Attacks;
using Concord.Tests.House;

namespace Concord.Tests.Filters;

/// <summary>Whatever is asked, the answer is a page or a sentence that says what is wrong; never a defect.</summary>
public sealed class Nonsense
{
    private static readonly string[] Values =
    [
        "", "-1", "0", "99999999999999999999", "%00", "%FF%FE", "%ED%A0%80", "'", "%22%3E%3Cscript%3E", "..%2F..%2Fetc", "2021-02-30", "0000", "%F0%9F%98%80", "null", "NaN", "1e9", "%20%20", "a%0Ab", "%25", "+", "%E2%80%AE", "a&{0}=b",
        .. new[] { 501, 3000 }.Select(length => new string('x', length)),
    ];

    [Theory, OnBothStores]
    public async Task Nonsense_for_any_parameter_of_any_address_is_never_a_defect(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var addresses = Contract.PagesIn("ru").Concat(Contract.Machines).Where(address => !address.Contains('?', StringComparison.Ordinal) && address is not ("/healthz" or "/readyz")).ToList();
        var faults = new List<string>();
        // Each parameter of each address gets every tenth value, in turn: all values with all parameters come up, some addresses apart.
        foreach (var (place, address) in addresses.Index())
            foreach (var (row, parameter) in KnownParameters.All.Index())
                foreach (var value in Values.Where((_, at) => (at + row + place) % 10 == (store == StoreKind.Sqlite ? 0 : 5)))
                    faults.AddRange(await FaultsAsync(site, $"{address}?{parameter}={string.Format(CultureInfo.InvariantCulture, value, parameter)}"));
        Nothing.In(faults);
    }

    [Theory, OnBothStores]
    public async Task Nonsense_in_the_address_is_not_there_and_says_so(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var faults = new List<string>();
        foreach (var head in new[] { "/en/events/", "/en/series/", "/en/thread/", "/en/thread/events/", "/en/", "/", "/api/v1/", "/api/v1/events/", "/events/", "/openapi/", "/zh/cities/kunming/" })
            foreach (var tail in new[] { "%FF", "%E2%80%AE", "..%2F..%2Fetc", "%F0%9F%98%80", "ACECF_2018", new string('y', 2000), "%25", "null", "-1", "a%2Fb", ".ics", "x.ics", "'--" })
                faults.AddRange(await FaultsAsync(site, head + tail, mayBeThere: false));
        Nothing.In(faults);
    }

    [Theory]
    [InlineData("/en/events?page=-1")]
    [InlineData("/en/events?page=0")]
    [InlineData("/en/events?page=two")]
    [InlineData("/en/events?year=twenty")]
    [InlineData("/en/events?country=China")]
    [InlineData("/en/events?when=soon")]
    [InlineData("/en/events?sort=fair")]
    [InlineData("/en/events?interpretation=%00")]
    [InlineData("/en/events?mechanism=a%20b")]
    [InlineData("/en/instruments?on=2021-02-30")]
    [InlineData("/en/instruments?on=2021")]
    [InlineData("/en/events?q={501}")]
    [InlineData("/en/search?q={501}")]
    [InlineData("/en/timeline?mechanism=a%20b")]
    [InlineData("/api/v1/events?limit=0")]
    [InlineData("/api/v1/events?limit=-5")]
    [InlineData("/api/v1/events?limit=many")]
    [InlineData("/api/v1/events?cursor=broken")]
    [InlineData("/api/v1/events?year=twenty")]
    [InlineData("/api/v1/instruments?on=2021-02-30")]
    public async Task A_malformed_value_is_a_400_that_says_so(string address)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var answer = await site.GetAsync(address.Replace("{501}", new string('x', 501), StringComparison.Ordinal));
        Assert.Equal(400, answer.Status);
        Assert.Null(Silence(answer));
    }

    [Theory]
    [InlineData("/en/events?mechanism=nowhere")]
    [InlineData("/en/events?year=1400")]
    [InlineData("/en/events?country=ZZ")]
    [InlineData("/en/events?page=999999")]
    [InlineData("/en/search?q=qqqqzzzz")]
    public async Task What_is_well_formed_and_matches_nothing_is_an_empty_list(string address)
    {
        var answer = await (await Stores.SharedAsync(StoreKind.Sqlite)).GetAsync(address);
        Assert.Equal(200, answer.Status);
        Assert.Empty(answer.Page().QuerySelectorAll("main li.ev, main li.rec"));
    }

    [Fact]
    public async Task A_parameter_that_is_not_known_changes_nothing()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var whole = await ListAsSeen.AskAsync(site, "/en/events");
        var same = await ListAsSeen.AskAsync(site, "/en/events?unknown=%00");
        Assert.NotEqual(0, whole.Total);
        Assert.Equal((whole.Total, whole.Ids.Count), (same.Total, same.Ids.Count));
    }

    private static async Task<IEnumerable<string>> FaultsAsync(ASite site, string address, bool mayBeThere = true)
    {
        var shown = address.Length > 160 ? address[..160] + "…" : address;
        Answer answer;
        try
        {
            answer = await site.GetAsync(address);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return [$"{shown} breaks: {exception.Message}"];
        }
        if (answer.Status is not (200 or 400 or 404) || (!mayBeThere && answer.Status == 200))
            return [string.Create(CultureInfo.InvariantCulture, $"{shown} answers {answer.Status}")];
        return answer.Status != 200 && Silence(answer) is { } silence ? [$"{shown} {silence}"] : [];
    }

    /// <summary>Why an answer does not say what is wrong; null where it does.</summary>
    private static string? Silence(Answer answer)
    {
        if (answer.IsPage)
            return answer.Page().QuerySelector("main")?.TextContent.Trim().Length > 40 ? null : "says nothing";
        if (answer.Type != "application/problem+json")
            return $"answers neither a page nor problem details but {answer.Type}";
        using var json = JsonDocument.Parse(answer.Body);
        string[] expected = answer.Status == 400 ? ["type", "title", "status", "detail", "reference"] : ["type", "title", "status", "reference"];
        return expected.FirstOrDefault(name => !json.RootElement.TryGetProperty(name, out _)) is { } missing ? "has problem details without " + missing : null;
    }
}
