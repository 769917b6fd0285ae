using Concord.Kernel.Time;
using Concord.Tests.House;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace Concord.Tests.WholeSite;

/// <summary>The demonstration with another clock: the record may state what is still to come by that clock, and the pages say why.</summary>
public sealed class A_clock_that_was_set
{
    [Theory]
    [InlineData("/en/events/acecf_2024")]
    [InlineData("/en")]
    public async Task Every_page_says_where_the_clock_stands(string address)
    {
        var start = Instant.FromUtc(2022, 10, 1, 1, 0);
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), start, builder => builder.Services.AddSingleton<IClock>(new SetClock(new FakeClock(Instant.FromUtc(2026, 11, 23, 0, 0)), start)));
        await using (site)
            Assert.Equal("The clock of this demonstration stands at 1 October 2022. The record is of a later day, so it also states what came after.", (await site.GetAsync(address)).Page().QuerySelector("#clock")!.TextContent.Replace('\u00A0', ' '));
        Assert.Null((await (await Stores.SharedAsync(StoreKind.Sqlite)).GetAsync(address)).Page().QuerySelector("#clock"));
    }
}
