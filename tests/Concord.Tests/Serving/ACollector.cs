using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Concord.Tests.Serving;

/// <summary>Takes what is sent to an OpenTelemetry collector over HTTP (OTLP, protobuf), and keeps it.</summary>
internal sealed class ACollector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, string? Type, byte[] Body)> taken = new();

    private ACollector(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public static async Task<ACollector> OpenAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new ACollector(app);
        app.Run(async http =>
        {
            var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            collector.taken.Enqueue((http.Request.Path.Value!, http.Request.ContentType, body.ToArray()));
            // An empty message says that all was taken.
            http.Response.ContentType = http.Request.ContentType;
        });
        await app.StartAsync();
        return collector;
    }

    /// <summary>All that came to an address, as text: names and values stand in the messages as they are.</summary>
    public string Taken(string path) => string.Concat(taken.Where(one => one.Path == path && one.Type == "application/x-protobuf").Select(one => Encoding.UTF8.GetString(one.Body)));

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
