using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Concord.Kernel.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace Concord.Tests.House;

/// <summary>The real host on a store, asked through HTTP without a socket; its clock stands still.</summary>
public sealed class ASite : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;

    private ASite(WebApplication app, FakeClock clock, StoreLocation store)
    {
        (this.app, Clock, Store) = (app, clock, store);
        http = app.GetTestClient();
    }

    public FakeClock Clock { get; }

    public StoreLocation Store { get; }

    /// <summary>For what the other questions cannot do.</summary>
    public HttpClient Http => http;

    public IServiceProvider Services => app.Services;

    /// <summary>Opens a site on a store that is there, or makes and migrates one.</summary>
    /// <param name="store">Where the store is.</param>
    /// <param name="now">What its clock shows.</param>
    /// <param name="settings">Settings as an operator would give them.</param>
    public static Task<ASite> OpenAsync(StoreLocation store, Instant now, params (string Name, string Value)[] settings) =>
        OpenAsync(store, now, builder => builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value)));

    /// <summary>Opens a site with a last word on how it is built.</summary>
    public static async Task<ASite> OpenAsync(StoreLocation store, Instant now, Action<WebApplicationBuilder> configure)
    {
        var clock = new FakeClock(now);
        var app = Site.Build(new SiteSettings(store, clock)
        {
            IsQuiet = true,
            Configure = builder =>
            {
                builder.WebHost.UseTestServer();
                builder.Services.AddSingleton<IStartupFilter, Networks>();
                builder.Services.HashPasswordsQuickly();
                configure(builder);
            },
        });
        await Kernel.Data.Store.MigrateAsync(app.Services);
        await app.StartAsync();
        return new ASite(app, clock, store);
    }

    /// <summary>A site of one's own on a copy of the demonstration record.</summary>
    public static async Task<ASite> CopyAsync(StoreKind store, Instant? now = null) => await OpenAsync(await Stores.CopyAsync(store), now ?? Stores.Usual);

    /// <summary>Asks for an address as a browser does, compressed unless the headers say otherwise.</summary>
    public Task<Answer> GetAsync(string address, params (string Name, string Value)[] headers) => AskAsync(HttpMethod.Get, address, headers);

    /// <summary>Asks with another method.</summary>
    public Task<Answer> AskAsync(HttpMethod method, string address, params (string Name, string Value)[] headers) => AskAsync(method, address, null, headers);

    /// <summary>Sends what a form holds.</summary>
    public async Task<Answer> AskAsync(HttpMethod method, string address, HttpContent? form, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.RelativeOrAbsolute)) { Content = form };
        if (!headers.Any(header => header.Name == "Accept-Encoding"))
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var sent = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var body = sent;
        if (response.Content.Headers.ContentEncoding.Contains("br"))
        {
            var packed = new BrotliStream(new MemoryStream(sent), CompressionMode.Decompress);
            await using (packed)
            {
                var open = new MemoryStream();
                await packed.CopyToAsync(open, TestContext.Current.CancellationToken);
                body = open.ToArray();
            }
        }
        return new Answer(address, (int)response.StatusCode, response.Headers, response.Content.Headers, sent.Length, System.Text.Encoding.UTF8.GetString(body)) { Bytes = body };
    }

    /// <summary>Runs with a context of the store.</summary>
    public async Task<T> WithDbAsync<T>(Func<ConcordDb, Task<T>> act)
    {
        var scope = app.Services.CreateAsyncScope();
        await using (scope)
            return await act(scope.ServiceProvider.GetRequiredService<ConcordDb>());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>Names the network address that a request is to come from, for without a socket there is none.</summary>
    public const string NetworkHeader = "X-Network";

    private sealed class Networks : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                if (IPAddress.TryParse(http.Request.Headers[NetworkHeader], out var address))
                    http.Connection.RemoteIpAddress = address;
                return rest(http);
            });
            next(app);
        };
    }
}

/// <summary>What the site answered.</summary>
/// <param name="Address">What was asked for.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Headers of the answer.</param>
/// <param name="ContentHeaders">Headers of its content.</param>
/// <param name="Weight">Bytes as sent, compressed.</param>
/// <param name="Body">Its text.</param>
public sealed record Answer(string Address, int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, int Weight, string Body)
{
    /// <summary>What was answered, for what is no text.</summary>
    public byte[] Bytes { get; init; } = [];

    public string? Type => ContentHeaders.ContentType?.MediaType;

    public bool IsPage => Type == "text/html";

    public string? Header(string name) => Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(',', values) : null;

    private (IHtmlDocument Page, IReadOnlyList<string> Errors)? read;

    /// <summary>The page as a browser reads it.</summary>
    public IHtmlDocument Page() => Read().Page;

    /// <summary>What an HTML5 parser finds wrong with the page.</summary>
    public IReadOnlyList<string> HtmlErrors() => Read().Errors;

    private (IHtmlDocument Page, IReadOnlyList<string> Errors) Read()
    {
        if (read is not { } known)
        {
            var errors = new List<string>();
            var parser = new HtmlParser();
            parser.Error += (_, fault) =>
            {
                if (fault is AngleSharp.Html.Dom.Events.HtmlErrorEvent error)
                    errors.Add($"{Address} line {error.Position.Line}: {error.Message}");
            };
            read = known = (parser.ParseDocument(Body), errors);
        }
        return known;
    }
}
