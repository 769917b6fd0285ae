using System.Text.Json.Nodes;
using Concord.Interop.Bundle;

namespace Concord.Interop.Tests.Bundle;

/// <summary>One value of the demonstration record is spoilt; exactly that is reported.</summary>
public sealed class BrokenRecordTests
{
    private const string Webinar = "sco_webinar_2020";
    private const string Plan = "ac_plan_2016_2020";

    /// <summary>File, id, where in the record, the value put there as JSON (empty takes the field out), a piece of the message.</summary>
    public static TheoryData<string, string, string, string, string> Spoilt { get; } = new()
    {
        // Fields and types
        { "events.json", Webinar, "/titel", "{\"en\": \"x\"}", "\"titel\" is not a field of an event; the nearest is \"title\"." },
        { "events.json", Webinar, "/completely_else", "1", "\"completely_else\" is not a field of an event; take it out." },
        { "events.json", Webinar, "/venue", "{\"room\": {\"en\": \"5\"}}", "/venue/room: \"room\" is not a field of a venue" },
        { "events.json", Webinar, "/kind", "", "\"kind\" is missing" },
        { "events.json", Webinar, "/sources", "", "\"sources\" is missing" },
        { "instruments.json", Plan, "/actions/0", "{\"id\": \"a1\", \"text\": {\"en\": \"x\", \"zh\": \"x\", \"ru\": \"x\", \"ko\": \"x\"}, \"areas\": []}", "/actions/0/areas: \"areas\" is not a field of a planned action; the nearest is \"area\"." },
        { "organizations.json", "mee_cn", "/former_names", "[{}]", "/former_names/0/name: \"name\" is missing; a former name needs it." },
        { "cities.json", "phnom_penh", "/population", "{\"year\": 2014}", "/population/value: \"value\" is missing" },
        { "events.json", Webinar, "/note", "null", "null is refused" },
        { "events.json", Webinar, "/hosts", "[null]", "/hosts/0: null is refused" },
        { "events.json", Webinar, "/note", "{\"en\": null}", "/note/en: null is refused" },
        { "events.json", Webinar, "/session_count", "{\"session\": null}", "/session_count/session: null is refused" },
        { "events.json", Webinar, "/hosts", "\"mee_cn\"", "\"mee_cn\" is a text; write a list" },
        { "events.json", Webinar, "/kind", "5", "5 is a number; write a text" },
        { "events.json", Webinar, "/edition", "\"5\"", "\"5\" is a text; write a whole number" },
        { "events.json", Webinar, "/edition", "1.5", "1.5 is not a whole number" },
        { "events.json", Webinar, "/edition", "99999999999", "99999999999 is not a whole number such as 12, or it is too large." },
        { "events.json", Webinar, "/venue", "[]", "[] is a list; write an object" },
        { "events.json", Webinar, "/note", "\"words\"", "\"words\" is a text; write an object of texts by language" },
        { "events.json", Webinar, "/sessions", "[true]", "/sessions/0: true is a truth value; write an object with the fields of a session" },
        { "events.json", Webinar, "/start", "20200818", "20200818 is a number; write a date" },
        { "projects.json", "p_scs", "/budget/amount", "1e999999999", "1e999999999 is too large" },
        { "projects.json", "p_scs", "/budget/amount", "\"5\"", "\"5\" is a text; write a number" },
        // Texts
        { "events.json", Webinar, "/title/ko", "\" \\t\"", "is blank" },
        { "organizations.json", "mee_cn", "/acronym", "\"\"", "\"\" is blank" },
        { "events.json", Webinar, "/note", "{}", "{} has no language" },
        { "events.json", Webinar, "/note", "{\"xx\": \"words\"}", "/note/xx: \"xx\" is not a language" },
        { "events.json", Webinar, "/note", "{\"en\": \"a\\u0000b\"}", "/note/en: \"a b\" holds the character U+0000" },
        { "events.json", Webinar, "/note", "{\"en\": \"paid to \u202Emoc.live\"}", "/note/en: \"paid to  moc.live\" holds the character U+202E" },
        { "events.json", Webinar, "/note", "{\"en\": \"paid to \\u202Dmoc.live\"}", "/note/en: \"paid to  moc.live\" holds the character U+202D" },
        { "topics.json", "air", "/note/zh", "\"只用英文\"", "is written in \"en\" only" },
        // Dates, times, zones
        { "events.json", Webinar, "/start", "\"2021-02-30\"", "\"2021-02-30\" is not a date that exists" },
        { "events.json", Webinar, "/start", "\"20-8-2020\"", "is not a date that exists" },
        { "events.json", Webinar, "/start", "\"0000\"", "is not a date that exists" },
        { "events.json", Webinar, "/end", "\"2019\"", "\"2019\" lies before the start, \"2020-08-" },
        { "events.json", Webinar, "/start_time", "\"24:00\"", "\"24:00\" is not a time of day" },
        { "events.json", Webinar, "/time_zone", "\"Asia/Pekin\"", "\"Asia/Pekin\" is not a time zone" },
        { "events.json", Webinar, "/time_zone", "\"UTC+08\"", "is not a time zone" },
        { "events.json", Webinar, "/sessions", "[{\"start\": \"2020-08-18T10:00+08:00\"}]", "/sessions/0/start: \"2020-08-18T10:00+08:00\" is not a local time" },
        { "events.json", Webinar, "/sessions", "[{\"start\": \"2020-08-18T10:00\", \"end\": \"2020-08-18T09:59\"}]", "/sessions/0/end: \"2020-08-18T09:59\" lies before the start" },
        { "instruments.json", Plan, "/period/end", "\"2015-12\"", "\"2015-12\" lies before the start, \"2016\"" },
        // Codes
        { "events.json", Webinar, "/kind", "\"party\"", "\"party\" has no label under \"events.kind\"" },
        { "events.json", Webinar, "/session_count", "{\"tea\": 3}", "/session_count/tea: \"tea\" has no label under \"events.session_count\"" },
        { "events.json", Webinar, "/venue", "{\"country\": \"XX\"}", "/venue/country: \"XX\" has no label under \"countries\"" },
        { "events.json", Webinar, "/working_languages", "[\"en\", \"tlh\"]", "/working_languages/1: \"tlh\" has no label under \"languages\"" },
        { "projects.json", "p_scs", "/budget/currency", "\"usd\"", "\"usd\" has no label under \"currencies\"" },
        // References
        { "events.json", Webinar, "/hosts", "[\"nobody\"]", "/hosts/0: \"nobody\" is not an organization of organizations.json" },
        { "events.json", Webinar, "/hosts", "[\"temm\"]", "/hosts/0: \"temm\" is a mechanism; name an organization." },
        { "events.json", Webinar, "/hosts", "[\"pl_almaty\"]", "/hosts/0: \"pl_almaty\" is a place; name an organization." },
        { "events.json", Webinar, "/addresses/0/author/organization", "\"nobody\"", "\"nobody\" is not an organization" },
        { "projects.json", "p_scs", "/budget/parts/0/funder", "\"nobody\"", "\"nobody\" is not an organization" },
        { "events.json", Webinar, "/venue", "{\"place\": \"pl_nowhere\"}", "/venue/place: \"pl_nowhere\" is not a place of places.json" },
        { "cities.json", "phnom_penh", "/place", "\"temm\"", "\"temm\" is a mechanism; name a place." },
        { "events.json", Webinar, "/topics/0", "\"gossip\"", "\"gossip\" is not a topic" },
        { "events.json", Webinar, "/hosts", "[\"mee_cn\", \"feco\", \"mee_cn\"]", "/hosts/2: \"mee_cn\" stands in this list already; name it once." },
        { "events.json", Webinar, "/topics", "[\"air\", \"\\u0061ir\"]", "/topics/1: \"air\" stands in this list already; name it once." },
        { "events.json", Webinar, "/working_languages", "[\"en\", \"zh\", \"en\"]", "/working_languages/2: \"en\" stands in this list already; name it once." },
        { "topics.json", "one_health", "/broader", "[\"air\", \"air\"]", "/broader/1: \"air\" stands in this list already; name it once." },
        // Areas and local ids
        { "projects.json", "p_ac_eisp", "/priority_area", "\"three_r\"", "\"three_r\" is not an id of the \"priority_areas\" of \"ac_strategy_2016_2020\"" },
        { "projects.json", "p_ac_eisp", "/instrument", "", "/priority_area: \"data_sharing\" needs \"instrument\" beside it" },
        { "instruments.json", Plan, "/actions/0/area", "\"nothing\"", "\"nothing\" is not an id of this record's \"priority_areas\"" },
        { "instruments.json", Plan, "/actions/1/id", "\"a1\"", "\"a1\" is the id of an earlier entry" },
        { "instruments.json", Plan, "/actions/0/id", "\"A 1\"", "\"A 1\" is not an id" },
        // Sources and addresses
        { "events.json", Webinar, "/sources", "[]", "[] names no source" },
        { "events.json", Webinar, "/sources/0", "\"javascript:alert(1)\"", "neither an http(s) address nor a plain citation" },
        { "events.json", Webinar, "/sources/0", "\" JavaScript: alert(1)\"", "neither an http(s) address nor a plain citation" },
        { "events.json", Webinar, "/sources/0", "\"ftp://example.org/a\"", "neither an http(s) address nor a plain citation" },
        { "events.json", Webinar, "/sources/0", "\"https://\"", "neither an http(s) address nor a plain citation" },
        { "events.json", Webinar, "/sources/0", "\"http://a b\"", "neither an http(s) address nor a plain citation" },
        { "events.json", Webinar, "/sources/0", "\"//example.org/a\"", "neither an http(s) address nor a plain citation" },
        { "organizations.json", "mee_cn", "/website", "\"www.mee.gov.cn\"", "\"www.mee.gov.cn\" is not an address" },
        // Numbers
        { "events.json", Webinar, "/attendance", "{\"count\": -1}", "/attendance/count: -1 is negative" },
        { "events.json", Webinar, "/session_count/session", "-3", "-3 is negative" },
        { "mechanisms.json", "temm", "/founded", "0", "0 is not a year" },
        { "mechanisms.json", "temm", "/founded", "10000", "10000 is not a year" },
        { "practices.json", "pr_td_guangzhou", "/results", "[{\"range\": [5, 3]}]", "/results/0/range: [5,3] falls" },
        { "practices.json", "pr_td_guangzhou", "/results", "[{\"range\": [5]}]", "/results/0/range: [5] is not a range" },
        { "practices.json", "pr_td_guangzhou", "/results", "[{\"value\": 1E-400000000000}]", "/results/0/value: 1E-400000000000 is too small" },
        { "practices.json", "pr_td_guangzhou", "/results", "[{\"value\": 1e1000000000000000000000}]", "/results/0/value: 1e1000000000000000000000 is too large" },
        { "places.json", "pl_almaty", "/lat", "91", "91 is out of range; it lies from -90 to 90." },
        { "places.json", "pl_almaty", "/lon", "1e400", "1e400 is too large" },
        // Translations
        { "events.json", Webinar, "/translated/xx", "[]", "\"xx\" is not a language" },
        // Topics
        { "topics.json", "one_health", "/broader", "[\"air\", \"water\", \"waste\"]", "has 3 entries; at most 2 are allowed" },
        { "topics.json", "water", "/alt/en", "[\"one\", \"one\"]", "/alt/en/1: \"one\" stands at the topic \"water\" already" },
        // Labels
        { "labels.json", "events.kind", "/forum/ko", "\"\"", "\"\" is blank" },
        { "labels.json", "events.kind", "/forum", "\"Forum\"", "\"Forum\" is a text; write an object" },
        { "labels.json", "countries", "/CN/note", "5", "5 is a number; write a text" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void A_spoilt_value_is_told_with_its_place_and_what_would_be_right(string file, string id, string pointer, string value, string message)
    {
        using var bundle = new ABundle();
        var index = bundle.Edit(file, id, record => Put(record, pointer, value));

        var fault = bundle.OnlyFault().ToString();

        var root = index < 0 ? $"{file}:-:/{id}" : $"{file}:{id}:/{index}";
        var expected = message.StartsWith('/') ? $"{root}{message}" : $"{root}{pointer}: ";
        Assert.StartsWith(expected, fault, StringComparison.Ordinal);
        Assert.Contains(message, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Xinhua: news of 18 August 2020")]
    [InlineData("UrduPoint / Pakistan Point News, 18 August 2020: webinar")]
    [InlineData("HTTP://example.org/%E4%B8%AD?a=b#c")]
    public void A_citation_or_an_address_is_a_source(string source)
    {
        using var bundle = new ABundle();
        bundle.Edit("events.json", Webinar, record => record["sources"]![0] = source);

        Assert.Empty(bundle.Faults());
    }

    [Fact]
    public void A_text_of_20000_characters_is_taken_and_one_more_is_refused()
    {
        using var bundle = new ABundle();
        var index = bundle.Edit("events.json", Webinar, record => record["note"] = new JsonObject { ["zh"] = new string('水', 20_000), ["en"] = new string('w', 20_001) });

        var fault = bundle.OnlyFault();

        Assert.Equal(($"/{index}/note/en", "has 20,001 characters; at most 20,000 are allowed."), (fault.Pointer, fault.Message[^50..]));
    }

    [Fact]
    public void A_message_quotes_at_most_80_characters_on_one_line()
    {
        using var bundle = new ABundle();
        bundle.Edit("events.json", Webinar, record => record["kind"] = "line\nline" + new string('x', 200));

        var fault = bundle.OnlyFault();

        Assert.StartsWith($"\"line line{new string('x', 70)}…\" has no label", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.ToString());
    }

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_files()
    {
        using var bundle = new ABundle();
        bundle.Edit("cities.json", "phnom_penh", city => city["country"] = "ZZ");
        bundle.Edit("events.json", Webinar, record =>
        {
            record["start"] = "2021-02-30";
            record["hosts"] = new JsonArray("nobody", "temm");
            record["colour"] = "green";
        });
        bundle.Edit("mechanisms.json", "temm", record => record.Remove("kind"));

        Assert.Equal(
            ["mechanisms.json kind", "events.json start", "events.json 0", "events.json 1", "events.json colour", "cities.json country"],
            bundle.Faults().Select(fault => $"{fault.File} {fault.Pointer!.Split('/')[^1]}"));
    }

    [Fact]
    public void A_record_without_an_id_is_told_by_its_place()
    {
        using var bundle = new ABundle();
        bundle.EditFile("practices.json", records => records[3]!.AsObject().Remove("id"));

        Assert.Equal("practices.json:-:/3/id: \"id\" is missing; a practice needs it.", bundle.OnlyFault().ToString());
    }

    [Theory]
    [InlineData("\"Big-Id\"", "Big-Id")]
    [InlineData("\"a:b c\"", "a%3Ab c")]
    [InlineData("\"two\\nlines\"", "two lines")]
    [InlineData("\"\\ud800\"", "\\ud800")]
    [InlineData("7", "7")]
    [InlineData("\" \"", "-")]
    [InlineData("[\"pr_drip_tashkent\"]", "-")]
    public void An_id_that_is_none_is_refused_and_names_its_record(string id, string shown)
    {
        using var bundle = new ABundle();
        bundle.Replace("practices.json", "\"pr_drip_tashkent\"", id);

        var fault = bundle.OnlyFault().ToString();

        Assert.StartsWith($"practices.json:{shown}:/", fault, StringComparison.Ordinal);
        Assert.Contains("/id: ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_is_no_object_is_refused()
    {
        using var bundle = new ABundle();
        bundle.EditFile("practices.json", records => records.Add(7));

        Assert.Equal("practices.json:-:/40: 7 is a number; write an object with the fields of a practice.", bundle.OnlyFault().ToString());
    }

    private static void Put(JsonObject record, string pointer, string value)
    {
        JsonNode at = record;
        var parts = pointer.Split('/')[1..];
        foreach (var part in parts[..^1])
            at = at is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : at[part]!;
        var last = parts[^1];
        if (at is JsonArray array)
            array[int.Parse(last, System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(value);
        else if (value.Length == 0)
            at.AsObject().Remove(last);
        else
            at.AsObject()[last] = JsonNode.Parse(value);
    }
}
