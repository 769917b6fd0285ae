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

    /// <summary>In a process of its own: the meters of a process are shared, and with any host that ends there some are taken from all.</summary>
    [Fact]
    public async Task Metrics_tell_of_requests_of_the_runtime_and_of_kept_answers_and_are_never_kept_themselves()
    {
        var location = await Stores.CopyAsync(StoreKind.Sqlite);
        using var process = AProcess.Start(["serve", "--urls", "http://127.0.0.1:0", "--data", location.DataFolder], ("Metrics__Enabled", "true"));
        try
        {
            var welcome = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
            using var http = new HttpClient { BaseAddress = new Uri(welcome[welcome.IndexOf("http", StringComparison.Ordinal)..]) };
            // Made, made and kept, given.
            for (var times = 0; times < 3; times++)
                await AskAsync(http, "/en/events");
            var answer = await FetchAsync(http);
            Assert.Equal("text/plain", answer.Type);
            Assert.Contains("http_server_request_duration_seconds_count", answer.Body, StringComparison.Ordinal);
            Assert.Contains("dotnet_process_memory_working_set", answer.Body, StringComparison.Ordinal);
            Assert.Matches("concord_answers_total\\{[^}]*concord_answer=\"kept\"", answer.Body);
            Assert.Matches("concord_answers_total\\{[^}]*concord_answer=\"made\"", answer.Body);
            Nothing.In(PageRules.Headers(answer));

            await AskAsync(http, "/en/nowhere");
            // A request is counted a moment after it has been answered.
            for (var times = 0; times < 200 && !answer.Body.Contains("http_response_status_code=\"404\"", StringComparison.Ordinal); times++)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
                answer = await FetchAsync(http);
            }
            Assert.Contains("http_response_status_code=\"404\"", answer.Body, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task A_collector_is_sent_traces_and_metrics()
    {
        var location = await Stores.CopyAsync(StoreKind.Sqlite);
        var collector = await ACollector.OpenAsync();
        await using (collector)
        {
            using var process = AProcess.Start(["serve", "--urls", "http://127.0.0.1:0", "--data", location.DataFolder],
                ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "concord-of-a-test"));
            var welcome = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
            using (var http = new HttpClient { BaseAddress = new Uri(welcome[welcome.IndexOf("http", StringComparison.Ordinal)..]) })
                for (var times = 0; times < 3; times++)
                    Assert.Equal(200, (await AskAsync(http, "/ru/events/acecf_2018")).Status);
            // What has not been sent yet is sent at the end.
            await AProcess.StopAsync(process);
            Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
            var (traces, metrics) = (collector.Taken("/v1/traces"), collector.Taken("/v1/metrics"));
            foreach (var said in new[] { "concord-of-a-test", "url.path", "/ru/events/acecf_2018", "http.response.status_code" })
                Assert.Contains(said, traces, StringComparison.Ordinal);
            foreach (var said in new[] { "concord-of-a-test", "http.server.request.duration", "dotnet.process.memory.working_set", "concord.answers" })
                Assert.Contains(said, metrics, StringComparison.Ordinal);
            Assert.Equal("", collector.Taken("/v1/logs"));
        }
    }

    private static async Task<Answer> FetchAsync(HttpClient http)
    {
        var answer = await AskAsync(http, "/metrics");
        Assert.Equal(200, answer.Status);
        return answer;
    }

    private static async Task<Answer> AskAsync(HttpClient http, string address)
    {
        using var response = await http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(address, (int)response.StatusCode, response.Headers, response.Content.Headers, body.Length, body);
    }
}
