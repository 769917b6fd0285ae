using System.Net;
using Concord.Tests.House;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Concord.Tests.Serving;

/// <summary>Only a named proxy says who asks; anybody else who claims to ask for another is taken for the reader.</summary>
public sealed class Proxies_that_are_named
{
    [Theory]
    [InlineData("10.0.0.0/24 2001:db8::1", null, "10.0.0.7", true)]
    [InlineData("10.0.0.0/24, 2001:db8::1", null, "2001:db8::1", true)]
    [InlineData("10.0.0.0/24", null, "10.0.1.7", false)]
    [InlineData("10.0.0.0/24", null, "127.0.0.1", false)]
    [InlineData("10.0.0.0/24", "true", "203.0.113.9", false)]
    [InlineData("10.0.0.0/24", "true", "10.0.0.7", true)]
    [InlineData(null, "true", "203.0.113.9", false)]
    [InlineData(null, "true", "127.0.0.1", true)]
    [InlineData(null, null, "127.0.0.1", false)]
    public async Task Only_a_named_proxy_says_who_asks(string? trusted, string? enabled, string neighbour, bool isBelieved)
    {
        var site = await OpenAsync(neighbour, ("Proxies:Trusted", trusted), ("ForwardedHeaders_Enabled", enabled), ("Keys:FailuresPerAddress", "1"));
        await using (site)
        {
            Assert.Equal(401, await TryAsync(site, "198.51.100.1"));
            Assert.Equal(429, await TryAsync(site, "198.51.100.1"));
            Assert.Equal(isBelieved ? 401 : 429, await TryAsync(site, "198.51.100.2"));
            // What stands in front of a named proxy's word is the reader's own invention.
            Assert.Equal(429, await TryAsync(site, "198.51.100.77, 198.51.100.1"));
        }
    }

    [Fact]
    public async Task A_setting_that_is_no_network_is_told_at_the_start()
    {
        var (exit, _, complained) = await AProcess.RunAsync(["serve", "--data", await Stores.NewFolderAsync(), "--urls", "http://127.0.0.1:0"], ("Proxies__Trusted", "10.0.0.0/24 proxy.local"));
        Assert.Equal(1, exit);
        Assert.Contains("Proxies__Trusted names \"proxy.local\": write addresses such as 10.0.0.5", complained, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://record.example.org", null, null, true)]
    [InlineData("https://record.example.org", "10.0.0.5", null, false)]
    [InlineData("https://record.example.org", null, "true", false)]
    [InlineData("http://record.example.org", null, null, false)]
    public async Task A_house_that_is_known_by_TLS_and_names_no_proxy_warns_at_the_start(string url, string? trusted, string? enabled, bool warns)
    {
        var said = new Said();
        var site = await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["PublicUrl"] = url, ["Proxies:Trusted"] = trusted, ["ForwardedHeaders_Enabled"] = enabled });
            builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(said);
        });
        await using (site)
            Assert.Equal(warns, said.Lines.Any(line => line.Contains("no proxy is named in Proxies__Trusted", StringComparison.Ordinal)));
    }

    private static async Task<int> TryAsync(ASite site, string asked) =>
        (await site.GetAsync("/api/v1/events", ("Authorization", "Bearer x"), ("X-Forwarded-For", asked))).Status;

    private static async Task<ASite> OpenAsync(string neighbour, params (string Name, string? Value)[] settings) => await ASite.OpenAsync(await Stores.CopyAsync(StoreKind.Sqlite), Stores.Usual, builder =>
    {
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new From(IPAddress.Parse(neighbour))));
    });

    /// <summary>The machine at the other end of the wire.</summary>
    private sealed class From(IPAddress neighbour) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                http.Connection.RemoteIpAddress = neighbour;
                return rest(http);
            });
            next(app);
        };
    }

    private sealed class Said : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
                Lines.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
