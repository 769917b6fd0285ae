using System.Globalization;
using Concord.Tests.House;

namespace Concord.Tests.WholeSite;

/// <summary>What the outside relies on is there, on both databases.</summary>
public sealed class Contract_addresses
{
    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task Every_page_answers_and_keeps_the_rules_of_pages(StoreKind store, string lang)
    {
        var site = await Stores.SharedAsync(store);
        var faults = new List<string>();
        foreach (var address in Contract.PagesIn(lang))
        {
            var answer = await site.GetAsync(address);
            if (answer.Status != 200 || !answer.IsPage)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{address} answers {answer.Status} {answer.Type}"));
            else
                faults.AddRange(PageRules.All(answer, answer.Page()).Select(fault => $"{address}: {fault.Rule}: {fault.Fault}"));
        }
        Nothing.In(faults);
    }

    [Theory, OnBothStores]
    public async Task Every_address_for_programs_answers(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        var faults = new List<string>();
        foreach (var address in Contract.Machines)
        {
            var answer = await site.GetAsync(address);
            if (answer.Status != 200 || answer.Body.Length == 0)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{address} answers {answer.Status} {answer.Type}"));
            faults.AddRange(PageRules.Headers(answer).Select(fault => $"{address} {fault}"));
        }
        Nothing.In(faults);
    }

    [Theory, OnBothStores]
    public async Task An_address_without_a_language_leads_to_the_one_that_the_reader_prefers(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        foreach (var (accepted, expected) in new[] { ("ru-RU,ru;q=0.9,en;q=0.8", "/ru"), ("ko", "/ko"), ("zh-CN,zh;q=0.9", "/zh"), ("fr", "/en"), ("", "/en"), ("en;q=0.1,zh-TW", "/zh"), (";;;,q=1", "/en") })
        {
            var answer = await site.GetAsync("/", ("Accept-Language", accepted));
            Assert.InRange(answer.Status, 301, 308);
            Assert.Equal(expected, answer.Headers.Location?.OriginalString);
        }
    }

    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task What_is_not_there_is_a_404_page_in_the_language_of_the_address(StoreKind store, string lang)
    {
        var site = await Stores.SharedAsync(store);
        var faults = new List<string>();
        string[] addresses = ["/nowhere", "/thread/events/nowhere", "/thread/nowhere/acecf_2018", "/series/nowhere", "/library", .. Contract.Kinds.Select(kind => $"/{kind}/nowhere"), .. Contract.Kinds.Select(kind => $"/{kind}/nowhere/history")];
        foreach (var address in addresses)
        {
            var answer = await site.GetAsync("/" + lang + address);
            if (answer.Status != 404 || !answer.IsPage)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{address} answers {answer.Status} {answer.Type}"));
            else
                faults.AddRange(PageRules.All(answer, answer.Page()).Select(fault => $"{address}: {fault.Rule}: {fault.Fault}"));
        }
        Nothing.In(faults);
    }
}
