using System.Globalization;
using System.Text;
using Concord.Kernel.Data;
using Concord.Tests.House;
using Concord.Tests.Partners;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Killing;

/// <summary>
/// A partner's program sends a record, and the house is killed with signal 9 at a random moment of it. Sent again to the next process, the request has been done
/// once: what was acknowledged has the same answer, what was not is done now.
/// </summary>
public sealed class A_program_whose_house_is_killed
{
    private static readonly int Times = int.Parse(Environment.GetEnvironmentVariable("CONCORD_KILLS") is { Length: > 0 } times ? times : "3", CultureInfo.InvariantCulture);

    [Theory, OnBothStores]
    public async Task Has_each_request_done_once_when_it_sends_it_again(StoreKind store)
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        var location = await Stores.CopyAsync(store);
        string key;
        var maker = await ASite.OpenAsync(location, now);
        await using (maker)
            key = (await APartner.WithKeyAsync(maker)).Key;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var time = 1; time <= Times; time++)
        {
            var name = FormattableString.Invariant($"kill-{time}");
            var body = APartner.Event.Replace("wetlands", name.Replace('-', ' '), StringComparison.Ordinal);
            var acknowledged = await SendAndKillAsync(location, key, name, body, TimeSpan.FromMilliseconds(random.Next(1500)));
            var site = await ASite.OpenAsync(location, now);
            await using (site)
            {
                var where = FormattableString.Invariant($"Kill {time} with seed {seed}, acknowledged: {acknowledged is not null}");
                var again = await new APartner(site, key, null!, "").AddAsync(body, ("Idempotency-Key", name));
                Assert.Equal((where, 201), (where, again.Status));
                if (acknowledged is not null)
                    Assert.Equal((where, acknowledged), (where, again.Body));
                var id = "seminar_on_" + name.Replace('-', '_');
                Assert.Equal((where, 1), (where, await site.WithDbAsync(db => db.Records.CountAsync(record => record.Id.StartsWith(id)))));
            }
        }
    }

    /// <summary>What the house answered before it was killed; null where it did not.</summary>
    private static async Task<string?> SendAndKillAsync(StoreLocation location, string key, string name, string body, TimeSpan until)
    {
        using var server = AProcess.Start(location, "serve", "--urls", "http://127.0.0.1:0");
        var said = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(said!.Split(' ')[^1]) };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/events", UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", name);
        var sending = AnswerAsync(http, request);
        await Task.Delay(until, TestContext.Current.CancellationToken);
        server.Kill();
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await sending;
    }

    private static async Task<string?> AnswerAsync(HttpClient http, HttpRequestMessage request)
    {
        try
        {
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
