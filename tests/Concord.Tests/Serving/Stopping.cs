using System.Net;
using System.Net.Sockets;
using System.Text;
using AngleSharp.Html.Parser;
using Concord.Tests.House;

namespace Concord.Tests.Serving;

/// <summary>What a server that is asked to end does with those who are being answered.</summary>
public sealed class Stopping
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, OnBothStores]
    public async Task A_server_that_is_asked_to_end_finishes_the_answer_that_it_has_begun(StoreKind store)
    {
        using var server = AProcess.Start(await Stores.CopyAsync(store), "serve", "--urls", "http://127.0.0.1:0");
        var welcome = await server.StandardOutput.ReadLineAsync(Cancel) ?? "";
        var address = new Uri(welcome[welcome.IndexOf("http", StringComparison.Ordinal)..]);
        var (cookie, token) = await FormAsync(address);
        var form = Encoding.UTF8.GetBytes($"email=reader%40example.org&rhythm=daily&language=ko&__RequestVerificationToken={Uri.EscapeDataString(token)}");
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, address.Port, Cancel);
        var stream = connection.GetStream();
        await using (stream)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /ko/subscribe?mechanism=temm HTTP/1.1\r\nHost: {address.Authority}\r\nCookie: {cookie}\r\n"
                + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {form.Length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"), Cancel);
            using var answer = new StreamReader(stream, Encoding.UTF8);
            // Says the server once the page asks for the form, and not before: the answer is begun.
            Assert.Equal("HTTP/1.1 100 Continue", await answer.ReadLineAsync(Cancel));
            var stopped = AProcess.StopAsync(server);
            await NobodyIsLetInAsync(address.Port);
            Assert.False(stopped.IsCompleted);
            await stream.WriteAsync(form, Cancel);
            var said = await answer.ReadToEndAsync(Cancel);
            Assert.StartsWith("\r\nHTTP/1.1 200 OK\r\n", said, StringComparison.Ordinal);
            Assert.EndsWith("</html>", said.TrimEnd('\r', '\n', '0'), StringComparison.Ordinal);
            await stopped;
        }
        Assert.Equal((0, ""), (server.ExitCode, await server.StandardError.ReadToEndAsync(Cancel)));
    }

    /// <summary>The cookie and the token of the form.</summary>
    private static async Task<(string Cookie, string Token)> FormAsync(Uri address)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var page = await http.GetAsync(new Uri(address, "/ko/subscribe?mechanism=temm"), Cancel);
        var token = new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync(Cancel)).QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return (string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])), token);
    }

    /// <summary>Waits until the server takes nobody any more.</summary>
    private static async Task NobodyIsLetInAsync(int port)
    {
        while (true)
        {
            using var other = new TcpClient();
            try
            {
                await other.ConnectAsync(IPAddress.Loopback, port, Cancel);
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return;
            }
            await Task.Delay(20, Cancel);
        }
    }
}
