using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Concord.Tests.Killing;

/// <summary>Somebody who sends one file after the other, in pieces, and goes on where the program stopped.</summary>
internal sealed class AnUploader(AClient client, string record, Random random)
{
    private const int Length = 300_000, Piece = 100_000;

    private readonly List<(string Address, byte[] Content)> done = [];
    private string? upload;
    private string? token;
    private byte[] content = [];
    private long sent;

    /// <summary>How many pieces and files the program acknowledged.</summary>
    public int Acknowledged { get; private set; }

    public int Files { get; private set; }

    /// <summary>Looks whether the files that were acknowledged since the last look are there as they were sent, and no byte of an upload is lost.</summary>
    public async Task LookAsync(string where)
    {
        foreach (var (address, was) in done)
        {
            using var file = await client.AskAsync(HttpMethod.Get, address);
            Assert.True(file.StatusCode == HttpStatusCode.OK && (await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).AsSpan().SequenceEqual(was), $"{where}{address} is not what was sent.");
        }
        done.Clear();
        if (upload is null)
            return;
        using var stands = await client.AskAsync(HttpMethod.Head, upload);
        Assert.True(stands.StatusCode == HttpStatusCode.NoContent, $"{where}the upload is gone: {stands.StatusCode}.");
        var offset = Offset(stands);
        Assert.True(offset >= sent, $"{where}of an upload {sent} bytes were acknowledged, and {offset} are there.");
        sent = offset;
    }

    /// <summary>Sends until the program is gone.</summary>
    public async Task WorkAsync()
    {
        token ??= (await client.OpenAsync("/en/files/events/" + record)).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        while (true)
        {
            if (upload is null)
                await BeginAsync();
            else
                await SendAsync();
        }
    }

    private async Task BeginAsync()
    {
        content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, Length / 10).Select(_ => random.Next(1_000_000_000).ToString("D9", CultureInfo.InvariantCulture) + "\n")));
        using var announced = new StringContent(JsonSerializer.Serialize(new { owner = "events/" + record, name = "figures.txt", length = Length, language = "en" }), Encoding.UTF8, "application/json");
        using var begun = await client.AskAsync(HttpMethod.Post, "/api/v1/uploads", announced, ("RequestVerificationToken", token!));
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        (upload, sent) = (begun.Headers.Location!.ToString(), 0);
    }

    private async Task SendAsync()
    {
        var piece = content.AsMemory((int)sent, (int)Math.Min(Piece, Length - sent));
        var isLast = sent + piece.Length == Length;
        using var body = new ReadOnlyMemoryContent(piece);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/partial-upload");
        using var answer = await client.AskAsync(HttpMethod.Patch, upload!, body, ("Upload-Offset", sent.ToString(CultureInfo.InvariantCulture)), ("Upload-Complete", isLast ? "?1" : "?0"), ("RequestVerificationToken", token!));
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, said);
        sent = Offset(answer);
        Acknowledged++;
        if (!isLast)
            return;
        using var json = JsonDocument.Parse(said);
        done.Add((json.RootElement.GetProperty("address").GetString()!, content));
        upload = null;
        Files++;
    }

    private static long Offset(HttpResponseMessage answer) => long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
}
