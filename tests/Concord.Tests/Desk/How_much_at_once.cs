using System.IO.Compression;
using System.Net;
using AngleSharp.Html.Parser;
using Concord.Kernel.Access;
using Concord.Tests.House;

namespace Concord.Tests.Desk;

/// <summary>Many drafts, many names, many texts, large files: what is taken is taken whole, and the rest is refused in words.</summary>
public sealed class How_much_at_once
{
    private const string Board = "/en/desk/languages?target=zh";
    private const string TakeOver = "/en/desk/languages/zh/take-over";
    private const string Forum = "/en/desk/languages/zh/events/acecf_2016";

    private static readonly Scope Zh = new(Mechanism: "asean_china_env", Languages: ["zh"]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Token(Answer page) => page.Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    [Theory, OnBothStores]
    public async Task A_page_far_behind_the_last_is_no_defect(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var translator = await Visitor.AsAsync(site, Role.Translator, Zh);
            foreach (var page in new[] { "2", "50000000", "2147483647" })
                Assert.Equal(200, (await translator.GetAsync(Board + "&page=" + page)).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task Drafts_of_another_mechanism_push_nothing_out(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (mine, editor, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Editor, new Scope(Mechanism: "china_korea_env")));
            await mine.NewEventAsync("A draft of ours");
            site.Clock.AdvanceMinutes(1);
            var form = (await other.OpenAsync("/en/desk/events/new")).Write("title.en", "Of the others").Sent();
            for (var i = 0; i < 301; i++)
                Assert.Equal(302, (await other.Visitor.SendAsync("/en/desk/events/new", [.. form, ("act", "save")])).Status);
            Assert.Contains("A draft of ours", (await mine.Visitor.GetAsync("/en/desk")).Page().QuerySelector("#mine")!.TextContent, StringComparison.Ordinal);
            var seen = (await editor.Visitor.GetAsync("/en/desk")).Page();
            Assert.Contains("A draft of ours", seen.QuerySelector("#others")!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("Of the others", seen.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_of_very_many_names_is_refused_in_words()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site);
            var form = (await writer.OpenAsync("/en/desk/events/new")).Write("title.en", "Very many hosts");
            var refused = await form.Write("hosts:find", string.Join("; ", Enumerable.Range(0, 400).Select(i => "Host " + i))).SendAsync();
            Assert.Equal(400, refused.Answer.Status);
            Assert.Contains("At most 300 names are looked for at once", refused.Answer.Body, StringComparison.Ordinal);
            Assert.Equal(302, (await form.Write("hosts:find", string.Join("; ", Enumerable.Range(0, 200).Select(i => "Host " + i))).SendAsync()).Answer.Status);
        }
    }

    [Fact]
    public async Task A_form_of_more_than_1024_texts_is_taken_whole()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var translator = await Visitor.AsAsync(site, Role.Translator, Zh);
            var page = await translator.GetAsync(Forum);
            var title = page.Page().QuerySelector("input[name='was:title']")!.GetAttribute("value")!;
            var many = Enumerable.Range(0, 1_100).SelectMany(i => new[] { ($"was:none.{i}", ""), ($"text:none.{i}", "") });
            var saved = await translator.SendAsync(Forum, [("__RequestVerificationToken", Token(page)), .. many, ("was:title", title), ("text:title", "2016年论坛")]);
            Assert.Equal(200, saved.Status);
            Assert.Equal("2016年论坛", saved.Page().QuerySelector("textarea[name='text:title']")!.TextContent);
            var chosen = $$"""{"kind":"events","id":"acecf_2016","key":"title","shown":"2016年论坛","text":"另一个论坛"}""";
            var taken = await translator.SendAsync(TakeOver + "?handler=take", [("__RequestVerificationToken", Token(page)), .. Enumerable.Range(0, 1_100).Select(_ => ("take", "{}")), ("take", chosen)]);
            Assert.Contains("1 text was taken over into drafts.", taken.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_workbook_of_nearly_20_MB_is_read_through_the_real_server()
    {
        var server = await AServer.OpenAsync();
        await using (server)
        {
            await server.JoinAsync("translator@example.org", Role.Translator, Zh);
            using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server.Address };
            await SendAsync(browser, "/en/sign-in", ("email", "translator@example.org"), ("password", Visitor.Password));
            var workbook = new MemoryStream();
            await workbook.WriteAsync(await browser.GetByteArrayAsync(new Uri(Forum + "/file.xlsx", UriKind.Relative), Cancel), Cancel);
            var archive = new ZipArchive(workbook, ZipArchiveMode.Update, leaveOpen: true);
            await using (archive)
            {
                // A picture that the translator's office puts into everything.
                var picture = await archive.CreateEntry("xl/media/image1.png", CompressionLevel.NoCompression).OpenAsync(Cancel);
                await using (picture)
                    await picture.WriteAsync(new byte[19 << 20], Cancel);
            }
            var preview = await SendAsync(browser, TakeOver, workbook.ToArray());
            Assert.Contains("Nothing of the file would change anything.", preview, StringComparison.Ordinal);
        }
    }

    private static async Task<string> SendAsync(HttpClient browser, string address, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), KeyValuePair.Create("__RequestVerificationToken", await TokenAsync(browser, address))]);
        using var answer = await browser.PostAsync(new Uri(address, UriKind.Relative), form, Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static async Task<string> SendAsync(HttpClient browser, string address, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await TokenAsync(browser, address)), "__RequestVerificationToken" }, { new ByteArrayContent(file), "file", "back.xlsx" } };
        using var answer = await browser.PostAsync(new Uri(address, UriKind.Relative), form, Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static async Task<string> TokenAsync(HttpClient browser, string address) =>
        new HtmlParser().ParseDocument(await browser.GetStringAsync(new Uri(address, UriKind.Relative), Cancel)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
