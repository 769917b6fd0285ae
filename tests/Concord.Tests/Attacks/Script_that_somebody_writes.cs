using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Concord.Kernel.Access;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Tests.Desk;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Microsoft.Extensions.DependencyInjection;

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
            var (models, changed, plain) = (site.Services.GetRequiredService<RecordModels>(), 0, new SortedSet<string>(StringComparer.Ordinal));
            var (_, faults) = await Bundles.ImportAsync(site, await Bundles.ChangedAsync((kind, record) => changed += Spoil(RecordShape.Of(models[RecordKinds.FromPlural(kind)!.Value].DocumentType), record, plain)));
            Assert.Empty(faults);
            Assert.True(changed > 4_000, $"only {changed} texts were spoiled");
            // The texts that are in no language too.
            Assert.Superset(new HashSet<string> { "acronym", "external_id", "sites" }, plain);
            var (worker, atWork) = await WorkAsync(site);
            var wrong = new List<string>();
            foreach (var address in Contract.Languages.SelectMany(Contract.PagesIn).Concat(Contract.Machines).Append("/api/v1/events?q=evil").Append("/en/search?q=evil").Append("/en/events?q=evil"))
                wrong.AddRange(Wrong(await site.GetAsync(address), isSpoiled: true));
            foreach (var address in atWork)
            {
                var answer = await worker.GetAsync(address);
                if (answer.Status != 200 || !answer.Body.Contains("class=evil", StringComparison.Ordinal))
                    wrong.Add($"{address} answers {answer.Status} and shows nothing of what was written");
                wrong.AddRange(Wrong(answer, isSpoiled: true));
            }
            Nothing.In(wrong);
        }
    }

    /// <summary>Somebody of that name works on the spoiled records: a draft that two changed, a comment, a file; and the pages on which that is seen.</summary>
    private static async Task<(Visitor Worker, string[] Addresses)> WorkAsync(ASite site)
    {
        var (one, other) = (await AWriter.AsAsync(site, Role.Administrator), await AWriter.AsAsync(site, Role.Administrator));
        Assert.Equal(200, (await one.Visitor.FillInAsync("/en/account", "/en/account?handler=person", ("name", Script), ("language", "en"))).Status);
        var draft = (await (await one.OpenAsync("/en/desk/projects/p_aral_centre")).Write("acronym", Script + "1").SendAsync()).Draft;
        Assert.Equal(302, (await one.DoAsync(draft, "comment", ("comment", Script))).Status);
        var late = await one.OpenAsync(draft + "/form");
        await (await other.OpenAsync(draft + "/form")).Write("title.ru", Script + "2").Write("acronym", Script + "3").SendAsync();
        var conflict = (await late.Write("title.ru", Script + "4").SendAsync()).Answer.Header("Location")!;
        var token = await one.Visitor.TokenAsync("/en/account");
        using var announced = new StringContent(JsonSerializer.Serialize(new { owner = "projects/p_aral_centre", name = "<b class=evil>.pdf", title = Script, length = AFile.Pdf().Length, language = "en" }), Encoding.UTF8, "application/json");
        var begun = await one.Visitor.AskAsync(HttpMethod.Post, "/api/v1/uploads", announced, ("RequestVerificationToken", token));
        using var piece = new ByteArrayContent(AFile.Pdf());
        piece.Headers.ContentType = new MediaTypeHeaderValue("application/partial-upload");
        var file = (string)JsonNode.Parse((await one.Visitor.AskAsync(HttpMethod.Patch, begun.Header("Location")!, piece, ("RequestVerificationToken", token), ("Upload-Offset", "0"), ("Upload-Complete", "?1"))).Body)!["file"]!;
        Assert.Equal(302, (await one.Visitor.SendAsync("/en/files/projects/p_aral_centre?handler=publish", ("file", file), ("__RequestVerificationToken", token))).Status);
        return (one.Visitor, ["/en/desk", draft, draft + "/form", conflict, "/en/desk/projects/p_sco_eisp", "/ru/desk/languages?target=ko", "/en/desk/languages/ru/projects/p_aral_centre", "/en/desk/languages/ru/projects/p_sco_eisp", "/zh/desk/trail",
            "/en/projects/p_aral_centre", "/en/projects/p_aral_centre/history", "/en/files/projects/p_aral_centre", "/en/people", "/en/account", "/en/desk/projects/p_sco_eisp/archive", "/desk/find?kind=projects&q=evil"]);
    }

    [Fact]
    public async Task Script_in_any_parameter_of_any_address_is_not_run()
    {
        var wrong = new List<string>();
        foreach (var (known, path) in attacked.Addresses("ru").Where(one => one.Known is { Method: "GET", Handler: null }))
        {
            foreach (var parameter in KnownParameters.All)
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
            wrong.AddRange(Wrong(await attacked.Administrator.SendAsync(path + known.Query, [.. fields.Select(field => (field, Script)), ("form:end", "1"), token]), isSpoiled: false));
        Nothing.In(wrong);
    }

    /// <summary>Puts the script before every text that is not bound to be something else, in whatever language or in none; returns how many, and remembers the names of the latter.</summary>
    private static int Spoil(RecordShape shape, JsonObject record, ISet<string> plain)
    {
        var count = 0;
        foreach (var field in shape.Fields)
            if (record[field.Name] is { } value)
                record[field.Name] = Spoil(field, value);
        return count;

        JsonNode Spoil(FieldShape field, JsonNode value)
        {
            switch (field.Form)
            {
                case FieldForm.Words:
                    return new JsonObject(value.AsObject().Select(text => KeyValuePair.Create(text.Key, Spoiled(text.Value!))));
                case FieldForm.ListsByLanguage:
                    return new JsonObject(value.AsObject().Select(list => KeyValuePair.Create(list.Key, (JsonNode?)new JsonArray([.. list.Value!.AsArray().Select(text => Spoiled(text!))]))));
                case FieldForm.Text when field.IsSource:
                    return Spoiled("A report ")!;
                case FieldForm.Text when IsFree(field):
                    plain.Add(field.Name);
                    return Spoiled(value)!;
                case FieldForm.List:
                    if (field.Item!.Form == FieldForm.Text && IsFree(field.Item))
                        plain.Add(field.Name);
                    return new JsonArray([.. value.AsArray().Select(one => Spoil(field.Item, one!))]);
                case FieldForm.Object:
                    count += Script_that_somebody_writes.Spoil(field.Inner!, value.AsObject(), plain);
                    return value.DeepClone();
                default:
                    return value.DeepClone();
            }
        }

        JsonNode? Spoiled(JsonNode text)
        {
            count++;
            return JsonValue.Create(Script + (string)text!);
        }
    }

    /// <summary>Whether a text may be anything: it names nothing else, and has no shape of its own.</summary>
    private static bool IsFree(FieldShape field) =>
        field is { Coded: null, Refers: null, IsPlace: false, IsTopic: false, IsTimeZone: false, IsLocalId: false, IsWebAddress: false, PublicationNumber: null, StableId: null, Among: null } && field.Name is not ("id" or "translated");

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
