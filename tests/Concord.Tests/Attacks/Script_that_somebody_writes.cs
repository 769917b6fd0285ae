using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Concord.Tests.House;
using Concord.Tests.Importing;

namespace Concord.Tests.Attacks;

/// <summary>Stored and reflected script: whatever somebody writes, in whatever field and language, is shown as what it is.</summary>
public sealed class Script_that_somebody_writes(AnAttackedSite attacked) : IClassFixture<AnAttackedSite>
{
    /// <summary>Ends an element, an attribute in either kind of quotes, a script and a comment, and would then be an element of its own.</summary>
    private const string Script = "</script></title></textarea>--><b class=evil onmouseover=alert(1)>&#60;b class=evil>'\"><b class=evil>";

    [Fact]
    public async Task Script_in_every_text_of_every_record_in_every_language_is_shown_as_text()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("Mail:Deliver", "false"));
        await using (site)
        {
            var changed = 0;
            var (_, faults) = await Bundles.ImportAsync(site, await Bundles.ChangedAsync((_, record) => changed += Spoil(record)));
            Assert.Empty(faults);
            Assert.True(changed > 4_000, $"only {changed} texts were spoiled");
            var wrong = new List<string>();
            foreach (var address in Contract.Languages.SelectMany(Contract.PagesIn).Concat(Contract.Machines).Append("/api/v1/events?q=evil").Append("/en/search?q=evil").Append("/en/events?q=evil"))
                wrong.AddRange(Wrong(await site.GetAsync(address), isSpoiled: true));
            Nothing.In(wrong);
        }
    }

    [Fact]
    public async Task Script_in_any_parameter_of_any_address_is_not_run()
    {
        string[] parameters = ["mechanism", "kind", "country", "year", "topic", "status", "q", "when", "format", "interpretation", "sort", "page", "on", "zone", "from", "to", "theme", "email", "fault", "upload", "target", "state", "language", "record", "cursor", "limit", "lang"];
        var wrong = new List<string>();
        foreach (var (known, path) in attacked.Addresses("ru").Where(one => one.Known is { Method: "GET", Handler: null }))
        {
            foreach (var parameter in parameters)
                wrong.AddRange(Wrong(await attacked.Administrator.GetAsync($"{path}?{parameter}={Uri.EscapeDataString(Script)}"), isSpoiled: false));
            var last = known.Path((name, before) => name is "lang" ? "en" : name is "kind" ? "events" : name is "guid" ? Guid.Empty.ToString() : Uri.EscapeDataString(Script.Replace("/", "", StringComparison.Ordinal)));
            wrong.AddRange(Wrong(await attacked.Nobody.GetAsync(last), isSpoiled: false));
        }
        Nothing.In(wrong);
    }

    [Fact]
    public async Task Script_in_a_form_that_is_shown_again_is_not_run()
    {
        var (wrong, token) = (new List<string>(), await attacked.TokenAsync());
        string[] fields = ["email", "name", "password", "current", "again", "language", "role", "mechanism", "party", "organization", "projects", "languages", "until", "rhythm", "title.en", "title.ko", "start", "sources", "comment", "record", "due", "zone", "file", "document", "act", "form:revision", "form:language", "to", "theme"];
        foreach (var (known, path) in attacked.Addresses().Where(one => one.Known.Method == "POST"))
            wrong.AddRange(Wrong(await attacked.Administrator.SendAsync(path + (known.Handler is null ? "" : "?handler=" + known.Handler), [.. fields.Select(field => (field, Script)), ("form:end", "1"), token]), isSpoiled: false));
        Nothing.In(wrong);
    }

    /// <summary>Puts the script before every text in a language and every source; returns how many.</summary>
    private static int Spoil(JsonNode? node)
    {
        var count = 0;
        switch (node)
        {
            case JsonObject { Count: > 0 } text when text.All(part => part.Key is "en" or "zh" or "ru" or "ko" && part.Value is JsonValue):
                foreach (var language in text.Select(part => part.Key).ToList())
                {
                    text[language] = Script + (string)text[language]!;
                    count++;
                }
                break;
            case JsonObject parts:
                foreach (var (name, part) in parts)
                    if (name == "sources")
                    {
                        part!.AsArray().Add("A report " + Script);
                        count++;
                    }
                    else if (name != "translated")
                        count += Spoil(part);
                break;
            case JsonArray list:
                count += list.Sum(Spoil);
                break;
        }
        return count;
    }

    /// <summary>What of the script has become something else than text in an answer.</summary>
    private static IEnumerable<string> Wrong(Answer answer, bool isSpoiled)
    {
        if (answer.Status >= 500)
            yield return $"{answer.Address} answers {answer.Status}";
        // What stands in an answer letter for letter might be read as markup: only then is it worth reading it as a browser does.
        if (answer.IsPage && (isSpoiled || answer.Body.Contains("class=evil", StringComparison.Ordinal)))
        {
            var page = answer.Page();
            if (page.QuerySelector(".evil") is { } element)
                yield return $"{answer.Address} ({answer.Status}) has an element of the script in {element.ParentElement?.OuterHtml[..Math.Min(200, element.ParentElement.OuterHtml.Length)]}";
            foreach (var attribute in page.All.SelectMany(one => one.Attributes).Where(one => one.Name.StartsWith("on", StringComparison.Ordinal) || (one.Name is "href" or "src" or "action" && one.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase))))
                yield return $"{answer.Address} ({answer.Status}) has the attribute {attribute.Name}";
            foreach (var data in page.QuerySelectorAll("script[type='application/ld+json']"))
                using (JsonDocument.Parse(data.TextContent))
                {
                }
        }
        else if (answer.Type is { } type && (type.EndsWith("/xml", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal)))
        {
            if (XDocument.Parse(answer.Body).Descendants().Any(one => one.Name.LocalName == "b"))
                yield return $"{answer.Address} has an element of the script";
        }
        else if (answer.Type?.EndsWith("json", StringComparison.Ordinal) == true)
            using (JsonDocument.Parse(answer.Body))
            {
            }
    }
}
