using System.Text.RegularExpressions;
using Concord.Tests.House;

namespace Concord.Tests.Serving;

/// <summary>What the server says to requests that are too long or cannot be read, before and behind the door.</summary>
public sealed class Over_the_wire
{
    [Fact]
    public async Task Too_long_an_address_is_refused_in_words()
    {
        var server = await AServer.OpenAsync();
        await using (server)
        {
            var query = "?q=" + new string('a', 9_000);
            Says("414", "주소가 너무 깁니다", await server.SayAsync("/ko/search" + query));
            Says("414", "Адрес слишком длинный", await server.SayAsync("/nowhere" + query, "Accept-Language: ru"));
            Says("414", "application/problem\\+json", await server.SayAsync("/api/v1/events" + query));
        }
    }

    [Fact]
    public async Task Too_many_headers_are_refused_in_words()
    {
        var server = await AServer.OpenAsync();
        await using (server)
        {
            var cookies = Enumerable.Range(0, 5).Select(no => $"Cookie: c{no}=" + new string('a', 7_000)).ToArray();
            Says("431", "浏览器随请求发送的内容过多", await server.SayAsync("/zh", cookies));
            Says("431", "application/problem\\+json", await server.SayAsync("/api/v1/events", cookies));
        }
    }

    /// <remarks>The server answers these before anything of ours is asked: with the number, and without words.</remarks>
    [Fact]
    public async Task What_the_server_cannot_read_at_all_it_refuses_by_itself()
    {
        var server = await AServer.OpenAsync();
        await using (server)
        {
            foreach (var (status, target) in new[] { ("400", "/en/events/%00"), ("400", "/en/ev ents"), ("414", "/en/search?q=" + new string('a', 40_000)) })
                Assert.Matches($"^HTTP/1.1 {status} [^\n]*\r\nContent-Length: 0\r\n", await server.SayAsync(target));
            Says("200", "<h1", await server.SayAsync("/en/events"));
        }
    }

    /// <remarks>Where a proxy in front takes the one and the server the other, a request can be hidden in the body of another (request smuggling).</remarks>
    [Fact]
    public async Task A_body_whose_length_is_said_in_two_ways_hides_no_request()
    {
        const string Hidden = "GET /en/about HTTP/1.1\r\nHost: localhost\r\n\r\n", Last = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        var server = await AServer.OpenAsync();
        await using (server)
        {
            var inChunk = $"{Hidden.Length:x}\r\n{Hidden}\r\n0\r\n\r\n";
            // The length reaches to before the hidden request, the chunk holds it.
            Assert.DoesNotContain("HTTP/1.1 200", await server.SayRawAsync(Post($"Content-Length: {inChunk.IndexOf("GET", StringComparison.Ordinal)}\r\nTransfer-Encoding: chunked") + inChunk + Last), StringComparison.Ordinal);
            foreach (var lengths in new[] { "Content-Length: 0\r\nContent-Length: 60", "Content-Length: 0, 60", "Content-Length: -1", "Content-Length: 0x0", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: xchunked", "Transfer-Encoding : chunked" })
            {
                var answer = await server.SayRawAsync(Post(lengths) + Hidden);
                Assert.Equal((lengths, true, 1), (lengths, answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal), answer.Split("HTTP/1.1 ").Length - 1));
            }
        }

        static string Post(string lengths) => $"POST /theme HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n{lengths}\r\n\r\n";
    }

    private static void Says(string status, string words, string answer)
    {
        Assert.Equal("HTTP/1.1 " + status, answer[..12]);
        Assert.Matches(new Regex(words, RegexOptions.None, TimeSpan.FromSeconds(1)), answer);
    }
}
