using Microsoft.Playwright;

namespace Concord.Browser.House;

/// <summary>Two windows that the tests of a class use one after the other, to look at two pages at once: a new window costs as much as looking at a page.</summary>
public sealed class TwoWindows(TheHouse house) : IAsyncDisposable
{
    private IPage? first;
    private IPage? second;

    public async Task<IPage> FirstAsync() => first ??= await house.OpenAsync();

    public async Task<IPage> SecondAsync() => second ??= await house.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var page in new[] { first, second })
            if (page is not null)
                await page.Context.CloseAsync();
    }
}
