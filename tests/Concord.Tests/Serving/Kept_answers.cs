using Concord.Tests.House;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Serving;

/// <summary>A kept answer is given to whoever asked for it, and to nobody else; nobody waits for another reader.</summary>
public sealed class Kept_answers
{
    [Fact]
    public async Task A_reader_who_asks_while_another_waits_gets_the_page_also_when_that_one_hangs_up()
    {
        var gate = new Gate();
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, builder => builder.Services.Configure<MvcOptions>(options => options.Filters.Add(gate)));
        await using (site)
        {
            using var hangingUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/en/events/acecf_2018", UriKind.Relative));
            request.Headers.AcceptEncoding.ParseAdd("br"); // as the other asks: the same answer
            var first = site.Http.SendAsync(request, hangingUp.Token);
            await gate.Entered.Task;
            Assert.Equal(200, (await site.GetAsync("/en/events/acecf_2018").WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Status);
            await hangingUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
            Assert.Equal(200, (await site.GetAsync("/en/events/acecf_2018")).Status);
        }
    }

    [Theory]
    [InlineData("/en/search?q=SCO", "/en/search%1EQ%1EQ%3DSCO", 404)]
    [InlineData("/en/events?year=2018&when=past", "/en/events?when=past%1FYEAR%3D2018", 400)]
    [InlineData("/en/events?year=2018&when=past", "/en/events?when=past%1EYEAR%3D2018", 400)]
    [InlineData("/en/events?when=past", "/en/events%1EQ%1EWHEN%3Dpast", 404)]
    [InlineData("/en/events/acecf_2018", "/en/events/acecf_2018%1E", 404)]
    public async Task Marks_that_part_the_names_of_kept_answers_lead_to_none_of_them(string kept, string forged, int status)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        // Kept from the second time on.
        Assert.Equal(200, (await site.GetAsync(kept)).Status);
        Assert.Equal(200, (await site.GetAsync(kept)).Status);
        Assert.Equal(status, (await site.GetAsync(forged)).Status);
        Assert.Equal(200, (await site.GetAsync(kept)).Status);
    }

    [Theory]
    [InlineData("*", "br")]
    [InlineData("BR", "br")]
    [InlineData("GZIP", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("zstd", null)]
    public async Task What_one_reader_accepts_is_not_what_the_next_one_gets(string accepted, string? encoding)
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var address = "/en/events/acecf_2018";
        Assert.Equal(encoding, await EncodingAsync(site, address, accepted));
        for (var times = 0; times < 3; times++)
        {
            Assert.Null(await EncodingAsync(site, address, "identity"));
            Assert.Equal("br", await EncodingAsync(site, address, "br"));
            Assert.Equal(encoding, await EncodingAsync(site, address, accepted));
        }
    }

    [Fact]
    public async Task Asking_for_what_is_at_hand_only_is_no_fault()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/en/events?year=2016", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Cache-Control", "only-if-cached");
        using var answer = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private static async Task<string?> EncodingAsync(ASite site, string address, string accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var answer = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.Content.Headers.ContentEncoding.SingleOrDefault();
    }

    /// <summary>Holds the first page that is asked for until its reader is gone.</summary>
    private sealed class Gate : IAsyncResourceFilter
    {
        private int asked;

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                Entered.SetResult();
                await Task.Delay(Timeout.Infinite, context.HttpContext.RequestAborted);
            }
            await next();
        }
    }
}
