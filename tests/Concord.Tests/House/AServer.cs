using System.Net;
using System.Net.Sockets;
using System.Text;
using Concord.Kernel.Access;
using Concord.Parties.Accounts.Invitations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Testing;

namespace Concord.Tests.House;

/// <summary>The real host behind its real server, on a port of its own; spoken to word for word.</summary>
public sealed class AServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private AServer(WebApplication app) => this.app = app;

    public static async Task<AServer> OpenAsync()
    {
        var app = Site.Build(new SiteSettings(await Stores.CopyAsync(StoreKind.Sqlite), new FakeClock(Stores.Usual))
        {
            IsQuiet = true,
            Urls = "http://127.0.0.1:0",
            Configure = builder => builder.Services.HashPasswordsQuickly(),
        });
        await app.StartAsync();
        return new AServer(app);
    }

    public Uri Address => new(app.Urls.First());

    /// <summary>Makes an account with one role.</summary>
    public async Task JoinAsync(string email, Role role, Scope scope)
    {
        var services = app.Services.CreateAsyncScope();
        await using (services)
            await Inviting.ForDemonstrationAsync(services.ServiceProvider, [(email, role, scope)], Visitor.Password, TestContext.Current.CancellationToken);
    }

    /// <summary>Says a request and gives back the whole answer, head and body.</summary>
    public Task<string> SayAsync(string target, params string[] headers) =>
        SayRawAsync($"GET {target} HTTP/1.1\r\n" + string.Concat(headers.Append("Host: localhost").Append("Connection: close").Select(header => header + "\r\n")) + "\r\n");

    /// <summary>Says something word for word and gives back everything that is answered until the server hangs up.</summary>
    public async Task<string> SayRawAsync(string said)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPEndPoint.Parse(new Uri(app.Urls.First()).Authority), TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        await using (stream)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(said), TestContext.Current.CancellationToken);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
