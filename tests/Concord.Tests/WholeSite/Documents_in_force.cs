using AngleSharp.Dom;
using Concord.Tests.House;

namespace Concord.Tests.WholeSite;

/// <summary>What pages claim of a document's force: only what a recorded period says.</summary>
public sealed class Documents_in_force
{
    [Theory, OnBothStores]
    public async Task In_force_is_said_only_of_a_document_with_a_period_of_validity(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var claimed = 0;
        var faults = new List<string>();
        foreach (var record in TheRecord.Of("instruments"))
        {
            var id = TheRecord.Text(record, "id")!;
            var page = (await site.GetAsync($"/en/instruments/{id}?on=2022-09-15")).Page();
            var says = page.QuerySelector("#in-force [role=status]")!.TextContent.Contains(": in force.", StringComparison.Ordinal)
                || page.QuerySelectorAll("h1 ~ .tags .tag").Any(tag => tag.TextContent == "In force today");
            if (says && TheRecord.At(record, "period") is null)
                faults.Add(id);
            claimed += says ? 1 : 0;
        }
        Nothing.In(faults);
        Assert.NotEqual(0, claimed);
    }

    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task A_document_without_a_period_is_adopted_and_a_statement_nothing_more(StoreKind store, string lang)
    {
        var site = await Stores.SharedAsync(store);
        (string Agreement, string Statement) expected = lang switch
        {
            "zh" => ("2002年通过，未收录终止日期", "2003年通过"),
            "ru" => ("Принят: 2002 г., окончание не внесено", "Принят: 2003 г."),
            "ko" => ("2002년 채택, 종료일 기록 없음", "2003년 채택"),
            _ => ("Adopted 2002, no end recorded", "Adopted 2003"),
        };
        Assert.Equal(expected, (await TagAsync("sco_charter_2002"), await TagAsync("ac_jd_2003")));

        async Task<string> TagAsync(string id) =>
            Assert.Single((await site.GetAsync($"/{lang}/instruments/{id}")).Page().QuerySelectorAll("h1 ~ .tags .tag")).TextContent.Replace('\u00A0', ' ');
    }

    [Theory, OnBothStores]
    public async Task The_list_of_a_day_says_what_it_keeps(StoreKind store)
    {
        var page = (await (await Stores.SharedAsync(store)).GetAsync("/en/instruments?on=2022-09-15")).Page();
        Assert.Equal("in force on 15 September 2022, or no end recorded", page.QuerySelector(".chosen a")!.TextContent);
        Assert.Equal("f-on-note", page.QuerySelector("input[name=on]")!.GetAttribute("aria-describedby"));
        Assert.Contains(page.QuerySelectorAll("li.rec .meta span"), fact => fact.TextContent == "adopted 2002");
    }
}
