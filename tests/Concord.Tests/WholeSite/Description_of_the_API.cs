using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Concord.Tests.House;

namespace Concord.Tests.WholeSite;

/// <summary>The description of the interfaces says what they do: each parameter with its type and an example that works, each answer that happens.</summary>
public sealed class Description_of_the_API
{
    [Theory, OnBothStores]
    public async Task Every_answer_that_happens_is_described(StoreKind store)
    {
        using var json = await ReadAsync(await Stores.SharedAsync(store));
        var faults = new List<string>();
        foreach (var path in json.RootElement.GetProperty("paths").EnumerateObject())
        {
            string[] expected = path.Name switch
            {
                "/api/v1/drafts/{draft}" => ["200", "401", "404", "429"],
                "/{lang}/feed.atom" => ["200", "404"],
                "/api/v1/record.zip" => ["200", "429"],
                "/events.ics" => ["200", "400", "429"],
                "/events/{id}.ics" => ["200", "304", "400", "404"],
                _ when path.Name.EndsWith("{id}", StringComparison.Ordinal) => ["200", "304", "404", "412", "429"],
                _ => ["200", "400", "429"],
            };
            foreach (var operation in path.Value.EnumerateObject())
            {
                string[] answers = operation.Name switch
                {
                    "get" => expected,
                    "post" => ["201", .. Writing],
                    _ => ["200", .. Writing, "404", "412", "428"],
                };
                var described = operation.Value.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order(StringComparer.Ordinal);
                if (!answers.Order(StringComparer.Ordinal).SequenceEqual(described))
                    faults.Add($"{operation.Name} {path.Name} describes {string.Join(' ', described)}");
                var isKeyed = operation.Name != "get" || path.Name.StartsWith("/api/v1/drafts/", StringComparison.Ordinal);
                if (operation.Value.TryGetProperty("security", out var security) != isKeyed || (isKeyed && !security[0].TryGetProperty("key", out _)))
                    faults.Add($"{operation.Name} {path.Name} does not say whether it takes a key");
            }
        }
        Nothing.In(faults);
        var problem = json.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("ProblemDetails").GetProperty("properties");
        Assert.All(["type", "title", "status", "detail", "errors", "current", "reference"], name => Assert.True(problem.TryGetProperty(name, out _), name));
    }

    private static readonly string[] Writing = ["202", "400", "401", "403", "409", "413", "415", "422", "429"];

    [Fact]
    public async Task What_is_written_is_described_with_its_body_its_conditions_and_the_key()
    {
        using var json = await ReadAsync(await Stores.SharedAsync(StoreKind.Sqlite));
        Assert.Equal("bearer", TheRecord.Text(json.RootElement, "components", "securitySchemes", "key", "scheme"));
        var written = 0;
        foreach (var path in json.RootElement.GetProperty("paths").EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject().Where(operation => operation.Name != "get"))
            {
                written++;
                var isPatch = operation.Name == "patch";
                Assert.Equal(operation.Name != "delete", operation.Value.TryGetProperty("requestBody", out _));
                if (operation.Name == "delete")
                    continue;
                var schema = operation.Value.GetProperty("requestBody").GetProperty("content").GetProperty(isPatch ? "application/merge-patch+json" : "application/json").GetProperty("schema");
                Assert.Equal(isPatch, schema.TryGetProperty("type", out _));
                if (!isPatch)
                    Assert.True(json.RootElement.GetProperty("components").GetProperty("schemas").TryGetProperty(schema.GetProperty("$ref").GetString()!.Split('/')[^1], out _), $"{operation.Name} {path.Name}");
                var headers = TheRecord.Objects(operation.Value, "parameters").Where(parameter => TheRecord.Text(parameter, "in") == "header").Select(parameter => TheRecord.Text(parameter, "name"));
                Assert.Equal(operation.Name == "post" ? ["Idempotency-Key"] : ["If-Match", "Idempotency-Key"], headers);
                Assert.All(operation.Value.GetProperty("responses").EnumerateObject(), answer => Assert.False(string.IsNullOrEmpty(TheRecord.Text(answer.Value, "description")), $"{operation.Name} {path.Name} {answer.Name}"));
            }
        Assert.Equal(Contract.Kinds.Length * 4, written);
    }

    [Theory, OnBothStores]
    public async Task It_is_of_the_record_as_it_stands_and_names_the_site_as_it_was_asked(StoreKind store)
    {
        var site = await ASite.OpenAsync(await Stores.BareAsync(store), Stores.Usual);
        await using (site)
        {
            const string Example = "\"example\": \"";
            for (var times = 0; times < 2; times++)
                Assert.DoesNotContain(Example + "acecf", (await site.GetAsync("/openapi/v1.json")).Body, StringComparison.Ordinal);
            Assert.Empty((await Importing.Bundles.ImportAsync(site, Stores.Bundle)).Faults);
            var first = TheRecord.Text(TheRecord.Of("mechanisms")[0], "id");
            foreach (var (address, origin) in new[] { ("/openapi/v1.json", "http://localhost"), ("/openapi/v1.json?again", "http://localhost"), ("https://record.example.org/openapi/v1.json", "https://record.example.org") })
            {
                var answer = await site.GetAsync(address);
                Assert.Equal((200, "application/json"), (answer.Status, answer.Type));
                Assert.Contains(Example + first, answer.Body, StringComparison.Ordinal);
                using var json = JsonDocument.Parse(answer.Body);
                Assert.Equal(origin, json.RootElement.GetProperty("servers")[0].GetProperty("url").GetString()!.TrimEnd('/'));
            }
        }
    }

    /// <summary>Each is provoked: what a program is told is whole, and the description has it.</summary>
    [Theory]
    [InlineData("en", "Data and interfaces", "Events")]
    [InlineData("zh", "数据与接口", "活动")]
    [InlineData("ru", "Данные и интерфейсы", "Мероприятия")]
    [InlineData("ko", "자료와 인터페이스", "행사")]
    public async Task The_page_that_browses_it_says_in_the_language_of_its_reader_where_everything_is(string lang, string heading, string events)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var link = (await site.GetAsync($"/{lang}/about")).Page().QuerySelector("main a[href^='/api']")!.GetAttribute("href")!;
        foreach (var answer in new[] { await site.GetAsync(link, ("Accept-Language", "fr")), await site.GetAsync("/api", ("Accept-Language", lang)) })
        {
            var page = answer.Page();
            Assert.Equal((lang, heading), (page.DocumentElement.GetAttribute("lang"), page.QuerySelector("h1")?.TextContent.Replace('\u00A0', ' ')));
            Assert.Equal(events, page.QuerySelector("a[href='/api/v1/events']")?.TextContent);
            foreach (var address in page.QuerySelectorAll("main a").Select(one => one.GetAttribute("href")!))
                Assert.Equal((address, 200), (address, (await site.GetAsync(address)).Status));
        }
    }

    [Fact]
    public async Task Every_refusal_says_what_kind_it_is_what_is_wrong_and_its_number()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("RateLimits:PerMinute", "3"));
        await using (site)
        {
            using var json = await ReadAsync(site);
            foreach (var (status, path, answer) in new (int, string, Answer)[]
            {
                (400, "/api/v1/events", await site.GetAsync("/api/v1/events?limit=0")),
                (404, "/api/v1/events/{id}", await site.GetAsync("/api/v1/events/nowhere")),
                (412, "/api/v1/events/{id}", await site.GetAsync("/api/v1/events/acecf_2018", ("If-Match", "\"x\""))),
                (429, "/api/v1/events", await site.GetAsync("/api/v1/events")),
                (400, "/events/{id}.ics", await site.GetAsync("/events/acecf_2018.ics?lang=xx")),
                (404, "/events/{id}.ics", await site.GetAsync("/events/nowhere.ics")),
            })
            {
                Assert.Equal((status, "application/problem+json"), (answer.Status, answer.Type));
                using var problem = JsonDocument.Parse(answer.Body);
                Assert.All(["type", "title", "detail", "reference"], name => Assert.False(string.IsNullOrEmpty(TheRecord.Text(problem.RootElement, name)), $"{answer.Address} {status} {name}"));
                Assert.True(json.RootElement.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses").TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out _), $"{path} {status}");
            }
        }
    }

    [Fact]
    public async Task Its_sentences_are_for_people()
    {
        using var json = await ReadAsync(await Stores.SharedAsync(StoreKind.Sqlite));
        Nothing.In(TheRecord.Texts(json.RootElement).Where(text => Regex.IsMatch(text, @"\w\? \w+\.\w+", RegexOptions.None, TimeSpan.FromSeconds(1))));
    }

    [Theory, OnBothStores]
    public async Task Every_parameter_says_what_it_takes_and_its_example_works(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        using var json = await ReadAsync(site);
        var faults = new List<string>();
        foreach (var path in json.RootElement.GetProperty("paths").EnumerateObject())
        {
            if (path.Value.GetProperty("get").TryGetProperty("security", out _))
                continue;
            var (address, query) = (path.Name, "?");
            foreach (var parameter in TheRecord.Objects(path.Value.GetProperty("get"), "parameters"))
            {
                var name = TheRecord.Text(parameter, "name")!;
                if (TheRecord.Text(parameter, "description") is null)
                    faults.Add($"{path.Name} {name} has no description");
                if (name == "cursor")
                    continue;
                if (!parameter.TryGetProperty("example", out var example) || !parameter.TryGetProperty("schema", out var schema))
                {
                    faults.Add($"{path.Name} {name} has no example");
                    continue;
                }
                var (value, one) = example.ValueKind == JsonValueKind.Array ? (example[0].ToString(), schema.GetProperty("items")) : (example.ToString(), schema);
                if (!IsTaken(one, value))
                    faults.Add($"{path.Name} {name} does not take its own example {value}");
                if (TheRecord.Text(parameter, "in") == "path")
                    address = address.Replace($"{{{name}}}", value, StringComparison.Ordinal);
                else if (TheRecord.Text(parameter, "in") == "query")
                    query += $"{name}={Uri.EscapeDataString(value)}&";
            }
            var answer = await site.GetAsync(address + query.TrimEnd('&', '?'));
            if (answer.Status != 200)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{address}{query} answers {answer.Status}"));
        }
        Nothing.In(faults);
    }

    private static bool IsTaken(JsonElement schema, string value) =>
        (!schema.TryGetProperty("pattern", out var pattern) || Regex.IsMatch(value, pattern.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)))
        && (!schema.TryGetProperty("enum", out var words) || words.EnumerateArray().Any(word => word.GetString() == value));

    private static async Task<JsonDocument> ReadAsync(ASite site) => JsonDocument.Parse((await site.GetAsync("/openapi/v1.json")).Body);
}
