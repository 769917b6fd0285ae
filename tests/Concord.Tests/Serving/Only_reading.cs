using System.Globalization;
using System.Text.Json.Nodes;
using Concord.Tests.House;

namespace Concord.Tests.Serving;

/// <summary>The record is read here; whoever sends something is told so, in words.</summary>
public sealed class Only_reading
{
    private static readonly HttpMethod[] Sending = [HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete, HttpMethod.Trace, new("PROPFIND")];

    [Theory]
    [InlineData("en", "This page can only be read")]
    [InlineData("zh", "本页仅供阅读")]
    [InlineData("ru", "Эту страницу можно только читать")]
    [InlineData("ko", "이 페이지는 읽기만 할 수 있습니다")]
    public async Task A_page_that_something_is_sent_to_says_in_its_language_that_it_can_only_be_read(string lang, string heading)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var method in Sending)
            foreach (var address in new[] { "", "/events", "/events/acecf_2018", "/search?q=SCO" })
            {
                var answer = await site.AskAsync(method, "/" + lang + address);
                Assert.Equal((405, "GET,HEAD,OPTIONS"), (answer.Status, answer.Header("Allow")));
                var page = answer.Page();
                Assert.Equal(heading, page.QuerySelector("h1")?.TextContent);
                Nothing.In(PageRules.All(answer, page).Select(fault => $"{method} {answer.Address}: {fault.Rule}: {fault.Fault}"));
            }
    }

    [Fact]
    public async Task An_address_without_a_language_says_it_in_the_one_that_the_reader_prefers()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var address in new[] { "/", "/robots.txt", "/problem/405" })
        {
            var answer = await site.AskAsync(HttpMethod.Delete, address, ("Accept-Language", "ko"));
            Assert.Equal((405, "ko", "이 페이지는 읽기만 할 수 있습니다"), (answer.Status, answer.Page().DocumentElement.GetAttribute("lang"), answer.Page().QuerySelector("h1")?.TextContent));
        }
    }

    [Fact]
    public async Task Programs_that_send_something_are_told_in_problem_details()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var method in Sending)
            foreach (var address in Contract.Machines.Where(address => address != "/robots.txt" && !address.StartsWith("/api/v1/", StringComparison.Ordinal)))
            {
                var answer = await site.AskAsync(method, address);
                Assert.Equal((address, 405, "GET,HEAD,OPTIONS", "application/problem+json"), (address, answer.Status, answer.Header("Allow"), answer.Type));
                Assert.Equal("This address can only be read, with GET or HEAD.", (string?)JsonNode.Parse(answer.Body)!["detail"]);
            }
    }

    [Fact]
    public async Task Where_records_are_written_programs_are_told_what_they_may_send_and_that_it_takes_a_key()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var address in Contract.Machines.Where(address => address.StartsWith("/api/v1/", StringComparison.Ordinal)))
        {
            var allowed = address.Count(sign => sign == '/') == 3 ? "GET,HEAD,POST,OPTIONS" : "GET,HEAD,PUT,PATCH,DELETE,OPTIONS";
            foreach (var method in Sending)
            {
                var answer = await site.AskAsync(method, address);
                var isTaken = allowed.Split(',').Contains(method.Method);
                Assert.Equal((address, isTaken ? 401 : 405, isTaken ? null : allowed, "application/problem+json"), (address, answer.Status, answer.Header("Allow"), answer.Type));
            }
            Assert.Equal((204, allowed), ((await site.AskAsync(HttpMethod.Options, address)).Status, (await site.AskAsync(HttpMethod.Options, address)).Header("Allow")));
        }
    }

    [Theory]
    [InlineData("/nowhere", false)]
    [InlineData("/en/nowhere", false)]
    [InlineData("/zh/nowhere/at/all", false)]
    [InlineData("/_content/nowhere.css", false)]
    [InlineData("/api/v1/nowhere", true)]
    [InlineData("/api/v2", true)]
    [InlineData("/openapi/v2.json", true)]
    [InlineData("/nowhere.ics", true)]
    public async Task What_is_not_there_is_not_there_for_any_method(string address, bool isForPrograms)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var method in Sending.Append(HttpMethod.Get).Append(HttpMethod.Options))
        {
            var answer = await site.AskAsync(method, address);
            Assert.Equal((method, 404, isForPrograms ? "application/problem+json" : "text/html", null), (method, answer.Status, answer.Type, answer.Header("Allow")));
        }
        Assert.Equal(404, (await site.AskAsync(HttpMethod.Head, address)).Status);
    }

    [Theory]
    [InlineData("/EN/events")]
    [InlineData("/en/Events")]
    [InlineData("/en/Search")]
    [InlineData("/en/Thread/events/acecf_2018")]
    [InlineData("/en/events/acecf_2018/History")]
    [InlineData("/en/Feed.atom")]
    [InlineData("/api/v1/Events")]
    [InlineData("/API/v1/events")]
    [InlineData("/events.ICS")]
    [InlineData("/events/acecf_2018.Ics")]
    [InlineData("/Sitemap.xml")]
    [InlineData("/Healthz")]
    public async Task An_address_is_written_in_small_letters(string address)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        Assert.Equal((404, 404, 404), ((await site.GetAsync(address)).Status, (await site.AskAsync(HttpMethod.Options, address)).Status, (await site.AskAsync(HttpMethod.Delete, address)).Status));
        Assert.Equal(200, (await site.GetAsync(address.ToLowerInvariant())).Status);
    }

    [Fact]
    public async Task What_can_be_read_can_be_asked_for_its_head_and_for_its_methods()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var address in Contract.Machines.Append("/en").Append("/ru/events/acecf_2018"))
        {
            Assert.Equal((address, 200), (address, (await site.AskAsync(HttpMethod.Head, address)).Status));
            if (address.StartsWith("/api/v1/", StringComparison.Ordinal))
                continue;
            var methods = await site.AskAsync(HttpMethod.Options, address);
            Assert.Equal((address, 204, "GET,HEAD,OPTIONS"), (address, methods.Status, methods.Header("Allow")));
        }
    }

    [Fact]
    public async Task The_choice_of_colours_is_sent_and_leads_back()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        using var form = new FormUrlEncodedContent([new("theme", "dark"), new("to", "/ko/events")]);
        var answer = await site.AskAsync(HttpMethod.Post, "/theme", form);
        Assert.Equal((302, "/ko/events"), (answer.Status, answer.Headers.Location?.OriginalString));
        Assert.Contains("theme=dark", answer.Header("Set-Cookie"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_of_colours_that_is_no_form_is_refused_in_words()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        using var json = new StringContent("{\"theme\":\"dark\"}", System.Text.Encoding.UTF8, "application/json");
        foreach (var content in new[] { json, null })
        {
            var answer = await site.AskAsync(HttpMethod.Post, "/theme", content, ("Accept-Language", "en"));
            Assert.Equal((415, "What was sent is not a form"), (answer.Status, answer.Page().QuerySelector("h1")?.TextContent));
            Nothing.In(PageRules.All(answer, answer.Page()).Select(fault => $"{fault.Rule}: {fault.Fault}"));
        }
    }

    [Fact]
    public async Task The_choice_of_colours_has_no_page()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Put, HttpMethod.Delete })
        {
            var answer = await site.AskAsync(method, "/theme");
            Assert.Equal((method, 405, "POST,OPTIONS"), (method, answer.Status, answer.Header("Allow")));
        }
        var methods = await site.AskAsync(HttpMethod.Options, "/theme");
        Assert.Equal((204, "POST,OPTIONS"), (methods.Status, methods.Header("Allow")));
    }

    [Theory]
    [InlineData(400), InlineData(404), InlineData(405), InlineData(500)]
    public async Task The_page_of_a_fault_is_not_there_without_the_fault(int code)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var answer = await site.GetAsync("/problem/" + code.ToString(CultureInfo.InvariantCulture), ("Accept-Language", "ru"));
        Assert.Equal((404, "Такой страницы нет"), (answer.Status, answer.Page().QuerySelector("h1")?.TextContent));
        Nothing.In(PageRules.All(answer, answer.Page()).Select(fault => $"{fault.Rule}: {fault.Fault}"));
    }
}
