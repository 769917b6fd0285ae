using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Concord.Tests.House;

namespace Concord.Tests.Filters;

/// <summary>A list as a reader of the English site sees it.</summary>
/// <param name="Total">How many records it says there are.</param>
/// <param name="Ids">Ids of the rows of this page.</param>
/// <param name="Page">The page.</param>
internal sealed record ListAsSeen(int Total, IReadOnlyList<string> Ids, IHtmlDocument Page)
{
    public static async Task<ListAsSeen> AskAsync(ASite site, string address)
    {
        var answer = await site.GetAsync(address);
        Assert.True(answer.Status == 200, string.Create(CultureInfo.InvariantCulture, $"{address} answers {answer.Status}"));
        var page = answer.Page();
        var kind = address.Split('/', '?')[2];
        var words = page.QuerySelector(".list-head p")!.TextContent;
        var total = int.Parse(string.Concat(words.TrimStart().TakeWhile(c => char.IsAsciiDigit(c) || c == ',')).Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return new ListAsSeen(total, [.. page.QuerySelectorAll("main li h3 a").Select(link => link.GetAttribute("href")!).Where(href => href.StartsWith($"/en/{kind}/", StringComparison.Ordinal)).Select(href => href.Split('/')[3])], page);
    }

    /// <summary>The values that the form offers, each with the number beside it: (filter, value, number).</summary>
    public IEnumerable<(string Filter, string Value, int Count)> Offers()
    {
        foreach (var box in Page.QuerySelectorAll<IHtmlInputElement>("form.filters input[type=checkbox], form.filters input[type=radio]"))
            if (box.ParentElement?.QuerySelector(".n") is { } number)
                yield return (box.Name!, box.Value, Number(number.TextContent));
        foreach (var select in Page.QuerySelectorAll<IHtmlSelectElement>("form.filters select"))
            foreach (var option in select.Options.Where(option => option.Value.Length > 0 && option.Text.EndsWith(')')))
                yield return (select.Name!, option.Value, Number(option.Text[option.Text.LastIndexOf('(')..]));
    }

    /// <summary>What a browser sends when the form is sent as it stands.</summary>
    public IReadOnlyList<string> Sent()
    {
        var form = Page.QuerySelector<IHtmlFormElement>("form.filters")!;
        var boxes = form.QuerySelectorAll<IHtmlInputElement>("input[name]").Where(input => input.Type is not ("checkbox" or "radio") || input.IsChecked).Select(input => (Name: input.Name!, input.Value));
        var selects = form.QuerySelectorAll<IHtmlSelectElement>("select[name]").Select(select => (Name: select.Name!, select.Options.LastOrDefault(option => option.IsSelected)?.Value ?? ""));
        return [.. boxes.Concat(selects).Where(field => field.Item2.Length > 0).Select(field => field.Name + "=" + field.Item2)];
    }

    private static int Number(string text) => int.Parse(string.Concat(text.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
}
