using System.Text.Json.Nodes;
using Concord.Desk.Finding;
using Concord.Desk.Forms;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;

namespace Concord.Desk.Tests.Forms;

public sealed class Filling_in_a_form(TheRecord record)
{
    [Theory]
    [InlineData("31.10.2022", "2022-10-31")]
    [InlineData("2022年10月31日", "2022-10-31")]
    [InlineData("Oct 2022", "2022-10")]
    [InlineData("03/04/2022", "03/04/2022")]
    public async Task A_date_is_read_as_it_was_pasted_and_kept_as_it_was_typed_where_it_is_none(string typed, string kept)
    {
        var form = await AForm.OfAsync(await record.ReaderAsync("en"), RecordKind.Event, []);
        Assert.Equal(kept, (string?)form.Write("start", typed).Press().Document["start"]);
    }

    [Theory]
    [InlineData("en", "“03/04/2022” may be 3 April 2022 or 4 March 2022: write the month as a word, or the year first.")]
    [InlineData("ru", "3 апреля 2022")]
    public async Task What_may_be_two_days_is_said_to_be_so(string language, string said)
    {
        var reader = await record.ReaderAsync(language);
        var document = new JsonObject { ["id"] = "an_event", ["start"] = "03/04/2022", ["sources"] = new JsonArray("A source") };
        var form = await AForm.OfAsync(reader, RecordKind.Event, document, faults: await record.CheckAsync(RecordKind.Event, document, isNew: true));
        var fault = form.Page.QuerySelector("#f-start-e .err")!.TextContent.Replace('\u00A0', ' ');
        Assert.Contains(said, fault, StringComparison.Ordinal);
        Assert.Equal("03/04/2022", form.Page.QuerySelector("#f-start")!.GetAttribute("value"));
        Assert.Equal("true", form.Page.QuerySelector("#f-start")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task All_faults_are_told_at_once_each_at_its_field()
    {
        var reader = await record.ReaderAsync("en");
        var document = new JsonObject
        {
            ["id"] = "an_event",
            ["end"] = "2022-10-30",
            ["start"] = "2022-10-31",
            ["hosts"] = new JsonArray("mee_cn", "nobody_knows"),
            ["attendance"] = new JsonObject { ["count"] = "many" },
            ["sessions"] = new JsonArray(new JsonObject { ["start"] = "noon" }),
            ["edition"] = -1,
        };
        var faults = new FormFaults(reader, reader.Models[RecordKind.Event], document).Of(await record.CheckAsync(RecordKind.Event, document, isNew: true));
        Assert.Equal(["attendance.count", "edition", "end", "hosts.1", "kind", "sessions.0.start", "sources", "title"], faults.Select(fault => fault.Path).Order(StringComparer.Ordinal));
        Assert.Equal("Nothing is recorded as “nobody_knows”: choose one that is found, or record it first.", faults.Single(fault => fault.Path == "hosts.1").Text);
        Assert.Equal("Sessions 1 · Beginning", faults.Single(fault => fault.Path == "sessions.0.start").Place);
        var form = await AForm.OfAsync(reader, RecordKind.Event, document, faults: await record.CheckAsync(RecordKind.Event, document, isNew: true));
        Assert.All(faults, fault => Assert.NotNull(form.Page.GetElementById(fault.Anchor)));
        foreach (var fault in faults)
            Assert.Contains(form.Page.QuerySelectorAll(".err"), shown => shown.TextContent.EndsWith(fault.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Entries_are_added_moved_and_removed_with_their_marks_of_translation()
    {
        var reader = await record.ReaderAsync("en");
        var document = TheRecord.One(RecordKind.Event, "acecf_2017");
        var first = document["sessions"]![0]!.DeepClone();
        var moved = (await AForm.OfAsync(reader, RecordKind.Event, document)).Press("down:sessions.0").Document;
        Assert.True(JsonNode.DeepEquals(first, moved["sessions"]![1]));
        var removed = (await AForm.OfAsync(reader, RecordKind.Event, document)).Press("remove:sessions.7").Document;
        Assert.Equal(7, removed["sessions"]!.AsArray().Count);
        Assert.DoesNotContain("sessions.7.title", removed["translated"]!["ko"]!.AsArray().Select(path => (string)path!));
        Assert.Contains("sessions.6.title", removed["translated"]!["ko"]!.AsArray().Select(path => (string)path!));
        var added = (await AForm.OfAsync(reader, RecordKind.Event, document)).Press("add:sessions").Document;
        Assert.Equal(9, added["sessions"]!.AsArray().Count);
        Assert.True(JsonNode.DeepEquals(document["sessions"], FormTidy.Of(RecordShape.Of(reader.Models[RecordKind.Event].DocumentType), added)["sessions"]));
    }

    [Fact]
    public async Task An_entry_left_empty_in_the_middle_goes_and_the_marks_follow_their_texts()
    {
        var reader = await record.ReaderAsync("en");
        var form = await AForm.OfAsync(reader, RecordKind.Event, TheRecord.One(RecordKind.Event, "acecf_2017"));
        foreach (var language in new[] { "en", "zh", "ru", "ko" })
            form.Write($"sessions.1.title.{language}", "");
        var tidied = FormTidy.Of(RecordShape.Of(reader.Models[RecordKind.Event].DocumentType), form.Write("sessions.1.kind", "").Write("sessions.2.title.ru:ours", "").Press().Document);
        Assert.Equal(7, tidied["sessions"]!.AsArray().Count);
        Assert.Equal(["sessions.0.title", "sessions.1.title", "sessions.2.title", "sessions.3.title", "sessions.4.title", "sessions.5.title", "sessions.6.title", "title"],
            tidied["translated"]!["ko"]!.AsArray().Select(path => (string)path!));
    }

    [Fact]
    public async Task A_pasted_list_becomes_entries_one_a_line()
    {
        var form = await AForm.OfAsync(await record.ReaderAsync("ru"), RecordKind.Event, new JsonObject { ["objectives"] = new JsonArray(new JsonObject { ["en"] = "Share" }) });
        var document = form.Write("objectives:lines", "Первая\n\n  Вторая  \n").Press("lines:objectives").Document;
        Assert.Equal("""[{"en":"Share"},{"ru":"Первая"},{"ru":"Вторая"}]""", document["objectives"]!.ToJsonString(RecordJson.Options));
        var outcomes = (await AForm.OfAsync(await record.ReaderAsync("zh"), RecordKind.Event, [])).Write("outcomes:lines", "通过声明").Press("lines:outcomes").Document;
        Assert.Equal("""[{"text":{"zh":"通过声明"}}]""", outcomes["outcomes"]!.ToJsonString(RecordJson.Options));
    }

    [Theory]
    [InlineData("venue.place", "南宁", "pl_nanning")]
    [InlineData("venue.place", "nanning", "pl_nanning")]
    [InlineData("venue.place", "pl_nanning", "pl_nanning")]
    [InlineData("time_zone", "Asia/Shanghai", "Asia/Shanghai")]
    [InlineData("parent_event", "acecf_2016", "acecf_2016")]
    [InlineData("parent_event", "ASEAN-China Environmental Cooperation Forum 2016", "acecf_2016")]
    [InlineData("parent_event", "mee_cn", "mee_cn")]
    [InlineData("parent_event", "no such thing", "no such thing")]
    public async Task What_is_typed_exactly_need_not_be_chosen(string field, string typed, string kept)
    {
        var reader = await record.ReaderAsync("en");
        var post = (await AForm.OfAsync(reader, RecordKind.Event, [])).Write(field + ":find", typed).Press();
        await Finder.ResolveAsync(reader, post.Typed, TestContext.Current.CancellationToken);
        var value = field.Split('.').Aggregate((JsonNode?)post.Document, (at, step) => at![step]);
        Assert.Equal(kept, (string?)value);
    }

    [Fact]
    public async Task Several_names_in_one_line_are_taken_apart()
    {
        var reader = await record.ReaderAsync("en");
        var post = (await AForm.OfAsync(reader, RecordKind.Event, new JsonObject { ["participant_countries"] = new JsonArray("KZ") }))
            .Write("participant_countries:find", "China; 대한민국; Кыргызстан; kazakhstan").Press();
        await Finder.ResolveAsync(reader, post.Typed, TestContext.Current.CancellationToken);
        var codes = post.Document["participant_countries"]!.AsArray().Select(code => (string)code!).ToList();
        Assert.Equal(["KZ", "CN", "KR", "KG"], codes);
    }

    [Fact]
    public async Task A_part_of_a_name_is_offered_with_what_it_may_mean_and_choosing_one_is_enough()
    {
        var reader = await record.ReaderAsync("en");
        var typed = (await AForm.OfAsync(reader, RecordKind.Event, [])).Write("venue.place:find", "nann").Press("find:venue.place").Document;
        var form = await AForm.OfAsync(reader, RecordKind.Event, typed);
        Assert.Equal("nann", form.Page.QuerySelector("[name='venue.place:find']")!.GetAttribute("value"));
        Assert.NotNull(form.Page.QuerySelector("input[type=radio][name='venue.place'][value=pl_nanning]"));
        var chosen = form.Write("venue.place", "pl_nanning").Press().Document;
        Assert.Equal("pl_nanning", (string?)chosen["venue"]!["place"]);
    }

    [Fact]
    public async Task Nothing_but_the_fields_of_the_kind_comes_in()
    {
        var reader = await record.ReaderAsync("en");
        var sent = (await AForm.OfAsync(reader, RecordKind.Event, [])).Sent().ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
        foreach (var name in new[] { "id", "record_id", "state", "translated", "translated.en", "by", "version", "title.__proto__", "title.en.x", "venue.lat", "Title.en", "population.value" })
            sent[name] = "forged";
        sent["title.en"] = "A title";
        sent["form:language"] = new(["en", "en", "<script>", "xx-yyyyyyyyyyyyyyy", "../.."]);
        sent["sessions"] = new(["0", "-1", "1e9", "99999999999999999999", "0"]);
        var document = FormPost.Read(RecordShape.Of(reader.Models[RecordKind.Event].DocumentType), new Microsoft.AspNetCore.Http.FormCollection(sent), reader.Language).Document;
        Assert.Equal("""{"title":{"en":"A title"},"sessions":[{}]}""", document.ToJsonString(RecordJson.Options));
    }

    [Fact]
    public async Task What_is_typed_is_shown_as_text()
    {
        const string Script = "</textarea><script>alert(1)</script>\"' onfocus=alert(1) x=";
        var reader = await record.ReaderAsync("en");
        foreach (var kind in RecordKinds.All)
        {
            var document = Filled(RecordShape.Of(reader.Models[kind].DocumentType), Script);
            var form = await AForm.OfAsync(reader, kind, document, faults: await record.CheckAsync(kind, document, isNew: true));
            Assert.Empty(form.Page.QuerySelectorAll("script, [onfocus], [x]"));
            Assert.Equal(Script, form.Page.QuerySelector("textarea[lang=zh]")!.TextContent);
        }
    }

    private static JsonObject Filled(RecordShape shape, string text)
    {
        var filled = new JsonObject();
        foreach (var field in shape.Fields)
            filled[field.Name] = One(field, text);
        return filled;
    }

    private static JsonNode One(FieldShape field, string text) => field.Form switch
    {
        FieldForm.Words => new JsonObject { ["en"] = text, ["zh"] = text, ["ru"] = text, ["ko"] = text, ["xx"] = text },
        FieldForm.List => new JsonArray(One(field.Item!, text), One(field.Item!, text)),
        FieldForm.Object => Filled(field.Inner!, text),
        FieldForm.Counts => new JsonObject { [text] = text },
        FieldForm.ListsByLanguage => new JsonObject { ["ru"] = new JsonArray(text) },
        _ => JsonValue.Create(text),
    };
}
