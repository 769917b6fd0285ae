using Concord.Tests.House;

namespace Concord.Tests.Attacks;

/// <summary>Open redirects: no address of the house leads to another site because somebody said so.</summary>
public sealed class Addresses_that_lead_elsewhere(AnAttackedSite attacked) : IClassFixture<AnAttackedSite>
{
    private static readonly string[] Elsewhere = ["https://evil.example/", "//evil.example/x", "/\\evil.example/x", "/%5Cevil.example", "http:evil.example", "/\t/evil.example", "javascript:alert(1)", "data:text/html,x"];
    private static readonly string[] Names = ["to", "from", "returnUrl", "ReturnUrl", "url", "next", "redirect", "back", "continue"];

    [Fact]
    public async Task No_parameter_and_no_field_leads_to_another_site()
    {
        var (token, faults) = (await attacked.TokenAsync(), new List<string>());
        foreach (var (known, path) in attacked.Addresses())
            foreach (var to in Elsewhere)
            {
                var query = string.Join('&', Names.Select(name => name + "=" + Uri.EscapeDataString(to)));
                var answer = known.Method == "POST" ? await attacked.Administrator.SendAsync($"{path}?{(known.Handler is null ? "" : "handler=" + known.Handler + "&")}{query}", [.. Names.Select(name => (name, to)), token])
                    : await attacked.Nobody.GetAsync($"{path}?{query}");
                if (LeadsElsewhere(answer))
                    faults.Add($"{known} leads to {answer.Header("Location")}");
            }
        Nothing.In(faults);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("//evil.example//")]
    [InlineData("/\\evil.example/")]
    [InlineData("/%5Cevil.example/")]
    [InlineData("/%2F/evil.example/")]
    [InlineData("/en//evil.example/")]
    [InlineData("/.//evil.example/")]
    [InlineData("/%09/evil.example/")]
    [InlineData("/EN//evil.example")]
    public async Task No_path_leads_to_another_site(string path)
    {
        // As the server reads a path: the client of the tests would take it apart and put it in order.
        var caller = new Caller(attacked.Site, null, Kernel.Access.Scope.Everywhere);
        var outcome = await caller.SendAsync(new MadeRequest("GET", Uri.UnescapeDataString(path.Replace("%2F", "%252F", StringComparison.Ordinal)), "", [], null, []), TestContext.Current.CancellationToken);
        Assert.False(outcome.LeadsTo is { } to && IsElsewhere(to), $"{path} leads to {outcome.LeadsTo}");
    }

    private static bool LeadsElsewhere(Answer answer) => answer.Header("Location") is { } to && IsElsewhere(to);

    private static bool IsElsewhere(string to) => to is not (['/', not '/' and not '\\', ..] or "/" or ['?', ..] or ['#', ..]) || to.Any(char.IsControl);
}
