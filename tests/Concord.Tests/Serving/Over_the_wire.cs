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

    private static void Says(string status, string words, string answer)
    {
        Assert.Equal("HTTP/1.1 " + status, answer[..12]);
        Assert.Matches(new Regex(words, RegexOptions.None, TimeSpan.FromSeconds(1)), answer);
    }
}
