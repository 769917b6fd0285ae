using Concord.Tests.House;

namespace Concord.Tests.WholeSite;

/// <summary>The page that says what the record is says how much it holds.</summary>
public sealed class What_the_page_about_the_record_says
{
    [Theory, OnBothStores("en", "zh", "ru", "ko")]
    public async Task Its_numbers_are_those_of_the_record(StoreKind store, string lang)
    {
        var page = (await (await Stores.SharedAsync(store)).GetAsync($"/{lang}/about")).Page();
        var said = page.QuerySelectorAll("#what dl dt a").Select(link => (Kind: link.GetAttribute("href")!.Split('/')[2], Number: string.Concat(link.TextContent.Where(char.IsAsciiDigit))));
        Assert.Equal(TheRecord.Kinds.Select(kind => (kind, FormattableString.Invariant($"{TheRecord.Of(kind).Count}"))).Order(), said.Order());
    }
}
