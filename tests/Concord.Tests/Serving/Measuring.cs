using Concord.Tests.House;

namespace Concord.Tests.Serving;

/// <summary>What monitoring is told.</summary>
public sealed class Measuring
{
    [Fact]
    public async Task Metrics_are_not_there_unless_the_setting_says_so()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        var answer = await site.GetAsync("/metrics");
        Assert.Equal((404, "application/problem+json"), (answer.Status, answer.Type));
    }

    [Fact]
    public async Task Metrics_tell_of_requests_of_the_runtime_and_of_kept_answers_and_are_never_kept_themselves()
    {
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, ("Metrics:Enabled", "true"));
        await using (site)
        {
            // Made, made and kept, given.
            for (var times = 0; times < 3; times++)
                await site.GetAsync("/en/events");
            var answer = await FetchAsync(site);
            Assert.Equal("text/plain", answer.Type);
            Assert.Contains("http_server_request_duration_seconds_count", answer.Body, StringComparison.Ordinal);
            Assert.Contains("dotnet_process_memory_working_set", answer.Body, StringComparison.Ordinal);
            Assert.Matches("concord_answers_total\\{[^}]*concord_answer=\"kept\"", answer.Body);
            Assert.Matches("concord_answers_total\\{[^}]*concord_answer=\"made\"", answer.Body);
            Nothing.In(PageRules.Headers(answer));

            await site.GetAsync("/en/nowhere");
            // A request is counted a moment after it has been answered.
            for (var times = 0; times < 200 && !answer.Body.Contains("http_response_status_code=\"404\"", StringComparison.Ordinal); times++)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
                answer = await FetchAsync(site);
            }
            Assert.Contains("http_response_status_code=\"404\"", answer.Body, StringComparison.Ordinal);
        }
    }

    private static async Task<Answer> FetchAsync(ASite site)
    {
        var answer = await site.GetAsync("/metrics");
        Assert.Equal(200, answer.Status);
        return answer;
    }
}
