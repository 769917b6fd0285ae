using System.Text;
using System.Text.Json;
using Concord.Tests.House;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Concord.Tests.Attacks;

/// <summary>Header and log injection: an end of line, in whatever is sent, begins no header and no line of the log.</summary>
public sealed class Lines_that_somebody_breaks(AnAttackedSite attacked) : IClassFixture<AnAttackedSite>
{
    private const string Break = "\r\nSet-Cookie: stolen=1\r\n\r\n<b>";

    [Theory]
    [InlineData("/en" + Break, "/")]
    [InlineData("/en\nx", "/")]
    [InlineData("/en\u2028x", "/en%E2%80%A8x")]
    [InlineData("/ru/events?q=вода", "/ru/events?q=%D0%B2%D0%BE%D0%B4%D0%B0")]
    [InlineData("/zh/events/上海#节", "/zh/events/%E4%B8%8A%E6%B5%B7#%E8%8A%82")]
    public async Task Where_a_form_leads_back_to_is_one_plain_line(string to, string leadsTo)
    {
        // Letter for letter as it is sent: a client would escape it when it reads it.
        var form = Encoding.ASCII.GetBytes($"theme=dark&to={Uri.EscapeDataString(to)}");
        var outcome = await new Caller(attacked.Site, null, Kernel.Access.Scope.Everywhere)
            .SendAsync(new MadeRequest("POST", "/theme", "", [], "application/x-www-form-urlencoded", form), TestContext.Current.CancellationToken);
        Assert.Equal((302, null, leadsTo), (outcome.Status, outcome.WrongHeader, outcome.LeadsTo));
    }

    [Fact]
    public async Task No_address_answers_with_a_header_that_was_sent_to_it()
    {
        var (token, faults) = (await attacked.TokenAsync(), new List<string>());
        string[] names = ["to", "q", "name", "email", "file", "document", "title", "language", "lang", "theme", "record", "handler", "cursor"];
        foreach (var (known, path) in attacked.Addresses())
        {
            var query = string.Join('&', names.Select(name => name + "=" + Uri.EscapeDataString(Break)));
            var answer = known.Method == "POST" ? await attacked.Administrator.SendAsync(path + known.Query, [.. names.Select(name => (name, Break)), token])
                : await attacked.Administrator.GetAsync($"{path}?{query}");
            // The test's server, unlike the real one, would let a broken header through.
            foreach (var (name, values) in answer.Headers.Concat(answer.ContentHeaders))
                if (values.Any(value => value.Any(char.IsControl)) || (name == "Set-Cookie" && values.Any(value => value.Contains("stolen", StringComparison.Ordinal))))
                    faults.Add($"{known}: {name}: {string.Join(',', values)}");
        }
        Nothing.In(faults);
    }

    [Fact]
    public void A_line_of_the_log_stays_one_line_whatever_stands_in_it()
    {
        var formatter = attacked.Site.Services.GetServices<ConsoleFormatter>().Single(one => one.Name == ConsoleFormatterNames.Json);
        using var written = new StringWriter();
        var scopes = new LoggerExternalScopeProvider();
        using (scopes.Push(new Dictionary<string, object> { ["RequestPath"] = "/en/x\n{\"EventId\":1,\"Message\":\"forged\"}" }))
            formatter.Write(new LogEntry<string>(LogLevel.Error, "x\r\ny", default, "failed\n{\"EventId\":1}\u2028\u0085", new InvalidOperationException("said\r\n{\"EventId\":1}"), (state, _) => state), scopes, written);
        var line = Assert.Single(written.ToString().Split(['\n', '\r', '\u2028', '\u0085'], StringSplitOptions.RemoveEmptyEntries));
        using var json = JsonDocument.Parse(line);
        Assert.Equal("Error", json.RootElement.GetProperty("LogLevel").GetString());
    }
}
