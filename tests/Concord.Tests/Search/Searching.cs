using System.Globalization;
using AngleSharp.Dom;
using Concord.Tests.House;

namespace Concord.Tests.Search;

/// <summary>Search as the outside sees it: who stands first, in which language, and what nonsense is answered with.</summary>
public sealed class Searching
{
    /// <summary>Addresses of the records of a page of results, in their order.</summary>
    private static async Task<List<string>> FoundAsync(ASite site, string query, string lang = "en", string rest = "")
    {
        var answer = await site.GetAsync($"/{lang}/search?q={Uri.EscapeDataString(query)}{rest}");
        Assert.Equal(200, answer.Status);
        return [.. answer.Page().QuerySelectorAll("li.rec.hit").Select(hit => hit.QuerySelector("a")!.GetAttribute("href")!)];
    }

    [Theory, OnBothStores("TEMM", "temm", "NOWPAP", "nowpap", "NEASPEC", "SCO", "ACEC")]
    public async Task What_has_the_acronym_that_was_typed_stands_first(StoreKind store, string acronym)
    {
        var site = await Stores.SharedAsync(store);
        var called = TheRecord.Kinds.SelectMany(kind => TheRecord.Of(kind).Select(record => (Kind: kind, Record: record)))
            .Where(one => string.Equals(TheRecord.Text(one.Record, "acronym"), acronym, StringComparison.OrdinalIgnoreCase))
            .Select(one => $"/en/{one.Kind}/{TheRecord.Text(one.Record, "id")}").ToList();
        var found = await FoundAsync(site, acronym);
        if (called.Count > 0)
            Assert.Contains(found[0], called);
        else
            Assert.NotEmpty(found);
    }

    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task What_has_the_name_that_was_typed_stands_first(StoreKind store, string lang)
    {
        var site = await Stores.SharedAsync(store);
        var faults = new List<string>();
        foreach (var kind in new[] { "mechanisms", "organizations", "instruments" })
        {
            foreach (var record in TheRecord.Of(kind).Take(25))
            {
                var name = TheRecord.Text(record, "name", lang)!;
                // Two records may be called the same.
                var called = TheRecord.Kinds.SelectMany(other => TheRecord.Of(other).Where(one => (TheRecord.Text(one, "name", lang) ?? TheRecord.Text(one, "title", lang)) == name).Select(one => $"/en/{other}/{TheRecord.Text(one, "id")}"));
                if (!called.Contains((await FoundAsync(site, name)).FirstOrDefault()))
                    faults.Add(name);
            }
        }
        Nothing.In(faults);
    }

    [Theory, OnBothStores("mechanisms/carec_ca", "mechanisms/brigc_mech", "events/ac_aqm_workshop_2019")]
    public async Task Among_namesakes_the_mechanism_stands_before_the_organization_and_the_event_before_the_project(StoreKind store, string first)
    {
        var site = await Stores.SharedAsync(store);
        var record = TheRecord.Of(first.Split('/')[0]).First(record => TheRecord.Text(record, "id") == first.Split('/')[1]);
        foreach (var lang in Contract.Languages)
            Assert.Equal($"/{lang}/{first}", (await FoundAsync(site, (TheRecord.Text(record, "name", lang) ?? TheRecord.Text(record, "title", lang))!, lang))[0]);
        if (TheRecord.Text(record, "acronym") is { } acronym)
            Assert.Equal($"/en/{first}", (await FoundAsync(site, acronym))[0]);
    }

    [Theory, OnBothStores("空气", "오염", "загрязнения", "pollution")]
    public async Task A_word_of_any_language_finds_records_on_a_page_of_any_language(StoreKind store, string word)
    {
        var site = await Stores.SharedAsync(store);
        var inEnglish = await FoundAsync(site, word);
        Assert.True(inEnglish.Count >= 10);
        foreach (var lang in new[] { "zh", "ru", "ko" })
            Assert.Equal(inEnglish.Select(href => href[3..]), (await FoundAsync(site, word, lang)).Select(href => href[3..]));
    }

    [Theory, OnBothStores]
    public async Task Cases_of_a_russian_word_and_particles_of_a_korean_one_find_the_same(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        Assert.Equal(await FoundAsync(site, "загрязнение"), await FoundAsync(site, "загрязнением"));
        Assert.NotEmpty(await FoundAsync(site, "오염"));
        Assert.Equal(await FoundAsync(site, "모니터링"), await FoundAsync(site, "모니터링를"));
    }

    [Theory, OnBothStores]
    public async Task A_dash_or_space_in_a_chinese_name_need_not_be_typed(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        Assert.Equal("/en/mechanisms/", (await FoundAsync(site, "中国东盟环境合作"))[0][..15]);
        Assert.Equal(await FoundAsync(site, "中国—东盟环境合作"), await FoundAsync(site, "中国东盟环境合作"));
    }

    [Theory, OnBothStores]
    public async Task Each_result_links_its_record_first_and_no_other(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var page = (await site.GetAsync("/ru/search?q=" + Uri.EscapeDataString("вода"))).Page();
        var hits = page.QuerySelectorAll("li.rec.hit");
        Assert.NotEmpty(hits);
        Assert.All(hits, hit => Assert.Single(hit.QuerySelectorAll("a")));
        Assert.NotEmpty(page.QuerySelectorAll("li.rec.hit mark"));
    }

    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task A_found_event_says_its_day_or_its_days(StoreKind store, string lang)
    {
        var site = await Stores.SharedAsync(store);
        var dates = new Dictionary<string, string[]>
        {
            ["acecf_2021"] = ["25 October 2021", "2021年10月25日", "25 октября 2021 г.", "2021년 10월 25일"],
            ["acecf_2019"] = ["17–18 September 2019", "2019年9月17日至18日", "17–18 сентября 2019 г.", "2019년 9월 17~18일"],
            ["ac_aqm_workshop_2019"] = ["April 2019", "2019年4月", "апрель 2019 г.", "2019년 4월"],
            ["sco_summit_2018"] = ["2018", "2018年", "2018 г.", "2018년"],
        };
        foreach (var (id, written) in dates)
        {
            var record = TheRecord.Of("events").First(record => TheRecord.Text(record, "id") == id);
            var page = (await site.GetAsync($"/{lang}/search?kind=events&q=" + Uri.EscapeDataString(TheRecord.Text(record, "title", lang)!))).Page();
            var hit = page.QuerySelectorAll("li.rec.hit").First(hit => hit.QuerySelector("a")!.GetAttribute("href") == $"/{lang}/events/{id}");
            var facts = hit.QuerySelectorAll(".meta > span").Select(fact => fact.TextContent.Replace('\u00A0', ' ').Replace("\u2060", "", StringComparison.Ordinal)).ToList();
            Assert.Contains(written[Array.IndexOf(Contract.Languages, lang)], facts);
        }
    }

    [Theory, OnBothStores]
    public async Task Kinds_add_up_and_each_lists_its_own(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var page = (await site.GetAsync("/en/search?q=water")).Page();
        var counts = page.QuerySelectorAll(".facets li").Select(item => (Link: item.QuerySelector("a")!, Count: int.Parse(item.QuerySelector(".n")!.TextContent, CultureInfo.InvariantCulture))).ToList();
        Assert.Equal(counts[0].Count, counts.Skip(1).Sum(kind => kind.Count));
        foreach (var (link, count) in counts.Skip(1))
        {
            var kind = link.GetAttribute("href")!.Split("kind=")[1];
            var found = await FoundAsync(site, "water", "en", "&kind=" + kind);
            Assert.Equal(Math.Min(count, 25), found.Count);
            Assert.All(found, href => Assert.StartsWith($"/en/{kind}/", href, StringComparison.Ordinal));
        }
    }

    [Theory, OnBothStores]
    public async Task Pages_of_a_search_hold_each_record_once(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var all = new List<string>();
        for (var page = 1; page <= 20 && await FoundAsync(site, "environment", "en", string.Create(CultureInfo.InvariantCulture, $"&page={page}")) is { Count: > 0 } found; page++)
            all.AddRange(found);
        Assert.True(all.Count > 100);
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Empty(await FoundAsync(site, "environment", "en", "&page=2147483647"));
    }

    [Theory, OnBothStores("polution|pollution", "опустыневание|опустынивание", "空气污柒|空气污染", "water elephants|water")]
    public async Task A_search_without_result_says_what_would_find_something(StoreKind store, string asked)
    {
        var site = await Stores.SharedAsync(store);
        var (query, better) = (asked.Split('|')[0], asked.Split('|')[1]);
        var answer = await site.GetAsync("/en/search?q=" + Uri.EscapeDataString(query));
        Assert.Equal(200, answer.Status);
        var offered = answer.Page().QuerySelectorAll(".others a").Select(link => link.TextContent).ToList();
        Assert.Contains(better, offered);
        foreach (var other in offered)
            Assert.NotEmpty(await FoundAsync(site, other));
    }

    [Theory, OnBothStores]
    public async Task Nothing_typed_shows_the_field_and_what_there_is(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        foreach (var address in new[] { "/en/search", "/zh/search?q=", "/ko/search?q=%20%20" })
        {
            var answer = await site.GetAsync(address);
            Assert.Equal(200, answer.Status);
            Assert.Equal(Contract.Kinds.Length, answer.Page().QuerySelectorAll(".kinds li").Length);
        }
    }

    [Theory, OnBothStores("q=water&page=0", "q=water&page=-1", "q=water&page=1.5", "q=water&page=99999999999", "q=water&kind=event", "q=water&kind=nonsense", "q=a%00b", "q=%FF", "unknown=%E4%B8", "q=a%0Ab", "q=LONG")]
    public async Task What_is_malformed_is_a_400_page_that_says_so(StoreKind store, string query)
    {
        var site = await Stores.SharedAsync(store);
        var answer = await site.GetAsync("/ru/search?" + query.Replace("LONG", new string('a', 501), StringComparison.Ordinal));
        Assert.Equal(400, answer.Status);
        Assert.True(answer.IsPage);
    }

    public static readonly string[] Hostile =
    [
        "\"", "'", "''", "\"\"", "' OR 1=1 --", "water AND NOT air", "NEAR(a b)", "name:water", "{name} : x", "water*", "*", "^water", "-water", "(", "a)b", "a & | !b", "a:*", "<->", "\\", "%", "_", ";DROP TABLE records_record",
        "😀", "👩‍👩‍👧 water", "مياه نظيفة", "\u202Ewater\u202C", "ﷺ", "\uE000", "\uE0004", "water\uE0004", "İstanbul", "ß", "ﬁ", "<script>alert(1)</script>", "&amp;", "{0}", "環境", "e\u0301", "水", "가", "に", "1", "and", "и", "A",
        new('水', 500), new('a', 500), string.Concat(Enumerable.Repeat("a ", 250)), string.Concat(Enumerable.Repeat("😀", 250)), string.Concat(Enumerable.Repeat("e\u0301", 250)),
    ];

    [Fact]
    public async Task Both_databases_answer_alike_whatever_is_asked()
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        var sqlite = await Stores.SharedAsync(StoreKind.Sqlite);
        var postgres = await Stores.SharedAsync(StoreKind.Postgres);
        string[] plain = ["water", "environment", "forum", "2019", "water pollution", "环境合作", "환경", "сотрудничество", "Ministry of Environment", "Республика Корея", "marine litter", "北京"];
        var faults = new List<string>();
        foreach (var query in Hostile.Concat(plain))
        {
            var address = "/en/search?q=" + Uri.EscapeDataString(query);
            var (one, other) = (await sqlite.GetAsync(address), await postgres.GetAsync(address));
            if (one.Status != 200 || other.Status != 200)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{query}: {one.Status}, {other.Status}"));
            else if (Results(one) != Results(other))
                faults.Add($"{query}: {Results(one)} / {Results(other)}");
        }
        Nothing.In(faults);
    }

    [Theory, OnBothStores]
    public async Task Signs_between_words_are_no_operators(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        foreach (var words in new[] { "air pollution", "大气 污染", "загрязнение воздуха" })
        {
            var (one, other) = (words.Split(' ')[0], words.Split(' ')[1]);
            var (found, listed) = (await FoundAsync(site, words), (await Filters.ListAsSeen.AskAsync(site, "/en/events?q=" + Uri.EscapeDataString(words))).Total);
            Assert.NotEmpty(found);
            Assert.NotEqual(0, listed);
            foreach (var signs in new[] { $"{one};{other}", $"{one}; {other};--", $"\"{one}\" & \"{other}\"", $"{one} | !{other}", $"({one}) <-> {other}:*", $"{one}* -{other} ^", $"{one}', '{other}')", $"{one}+{other}", $"%{one}%_{other}\\" })
            {
                Assert.Equal((signs, listed), (signs, (await Filters.ListAsSeen.AskAsync(site, "/en/events?q=" + Uri.EscapeDataString(signs))).Total));
                Assert.Equal(found, await FoundAsync(site, signs));
            }
        }
    }

    [Theory, OnBothStores]
    public async Task Hostile_queries_are_answered(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        foreach (var query in Hostile)
        {
            var answer = await site.GetAsync("/ko/search?q=" + Uri.EscapeDataString(query));
            Assert.True(answer.Status == 200, query);
            Assert.DoesNotContain("<script>alert", answer.Body, StringComparison.Ordinal);
        }
    }

    private static string Results(Answer answer) => string.Join(' ', answer.Page().QuerySelectorAll("main a").Select(link => link.GetAttribute("href")));
}
