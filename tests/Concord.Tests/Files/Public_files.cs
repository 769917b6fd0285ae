using System.Net;
using Concord.Kernel.Files.Store;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Files;

/// <summary>Who sees which file, how it is sent, and how its record is found by it.</summary>
public sealed class Public_files
{
    private const string Page = "/en/" + AHouse.Event;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [OnBothStores]
    public async Task A_file_is_public_from_its_publication_until_it_is_taken_back(StoreKind store)
    {
        var house = await AHouse.OpenAsync(store);
        await using (house)
        {
            var (id, address) = await house.UploadAsync(AHouse.Editor, "Programme.pdf", AFile.Pdf());
            Assert.Equal(404, await StatusAsync(house, address));
            Assert.DoesNotContain("Programme.pdf", await PageAsync(house), StringComparison.Ordinal);
            // Who writes does not publish; who runs another mechanism does neither.
            Assert.Equal(403, await house.ChangeAsync(AHouse.Editor, id));
            Assert.Equal(403, await house.ChangeAsync(AHouse.Stranger, id));
            Assert.Equal(302, await house.ChangeAsync(AHouse.Officer, id));
            Assert.Equal(200, await StatusAsync(house, address));
            Assert.Contains("Programme.pdf", await PageAsync(house), StringComparison.Ordinal);
            Assert.Equal(302, await house.ChangeAsync(AHouse.Officer, id, "Withdraw"));
            Assert.Equal(404, await StatusAsync(house, address));
            Assert.DoesNotContain("Programme.pdf", await PageAsync(house), StringComparison.Ordinal);
            using var own = await house.GetAsync(address, AHouse.Officer);
            Assert.Equal((HttpStatusCode.OK, true), (own.StatusCode, own.Headers.CacheControl?.NoStore));
            Assert.Equal(404, await StatusAsync(house, address, AHouse.Stranger));
        }
    }

    [Fact]
    public async Task A_file_of_one_record_is_not_published_through_another()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            var (id, _) = await house.UploadAsync(AHouse.Editor, "Programme.pdf", AFile.Pdf());
            Assert.Equal(404, await house.ChangeAsync(AHouse.Stranger, id, owner: "mechanisms/temm"));
            Assert.Equal(FileState.Held, (await house.Site.WithDbAsync(db => db.Set<StoredFile>().SingleAsync(Cancel))).State);
        }
    }

    [Theory]
    [OnBothStores]
    public async Task A_newer_version_replaces_the_older_one_which_staff_still_see(StoreKind store)
    {
        var house = await AHouse.OpenAsync(store);
        await using (house)
        {
            var (first, old) = await house.UploadAsync(AHouse.Editor, "Programme.pdf", AFile.Pdf("one"));
            await house.ChangeAsync(AHouse.Officer, first);
            var document = (await house.Site.WithDbAsync(db => db.Set<StoredFile>().SingleAsync(Cancel))).DocumentId;
            var (second, current) = await house.UploadAsync(AHouse.Editor, "Programme 2.pdf", AFile.Pdf("two"), document: document);
            Assert.Equal(200, await StatusAsync(house, old));
            await house.ChangeAsync(AHouse.Officer, second);
            using var led = await house.GetAsync(old);
            Assert.Equal((HttpStatusCode.Found, current), (led.StatusCode, led.Headers.Location?.ToString()));
            Assert.Equal(200, await StatusAsync(house, old, AHouse.Editor));
            var versions = await house.Site.WithDbAsync(db => db.Set<StoredFile>().OrderBy(file => file.Version).ToListAsync(Cancel));
            Assert.Equal([(1, FileState.Replaced, null), (2, FileState.Published, (Guid?)first)], versions.Select(file => (file.Version, file.State, file.ReplacesId)));
        }
    }

    [Fact]
    public async Task The_page_of_a_record_shows_a_document_in_the_readers_language_first()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            var (english, _) = await house.UploadAsync(AHouse.Editor, "Programme.pdf", AFile.Pdf("one"));
            var document = (await house.Site.WithDbAsync(db => db.Set<StoredFile>().SingleAsync(Cancel))).DocumentId;
            var (russian, _) = await house.UploadAsync(AHouse.Editor, "Программа.docx", AFile.Docx("два"), "ru", document: document);
            await house.ChangeAsync(AHouse.Officer, english);
            await house.ChangeAsync(AHouse.Officer, russian);
            var page = (await house.Site.GetAsync("/ru/" + AHouse.Event)).Page();
            var links = page.QuerySelectorAll("#files a").Select(link => (link.GetAttribute("hreflang"), link.TextContent.Trim())).ToList();
            Assert.Equal([("ru", "Программа"), ("en", "Английский")], links);
            page = (await house.Site.GetAsync("/ko/" + AHouse.Event)).Page();
            Assert.Equal("en", page.QuerySelector("#files .session a")!.GetAttribute("hreflang"));
            Assert.Equal("영어", page.QuerySelector("#files .session .fb-l")!.TextContent);
        }
    }

    [Fact]
    public async Task A_file_is_sent_to_be_saved_and_an_image_shown_both_where_nothing_of_them_runs()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            foreach (var (name, content, type, disposition) in new[] { ("行动计划.pdf", AFile.Pdf(), "application/pdf", "attachment"), ("air.png", AFile.Png(), "image/png", "inline"), ("t.csv", "a,b"u8.ToArray(), "text/csv", "attachment") })
            {
                var (_, address) = await house.UploadAsync(AHouse.Editor, name, content);
                using var answer = await house.GetAsync(address, AHouse.Editor, ("Accept-Encoding", "br, gzip"));
                Assert.Equal(content, await answer.Content.ReadAsByteArrayAsync(Cancel));
                Assert.Equal((type, disposition), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType));
                Assert.Equal(name, answer.Content.Headers.ContentDisposition!.FileNameStar);
                Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
                Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
                Assert.Empty(answer.Content.Headers.ContentEncoding);
            }
        }
    }

    [Fact]
    public async Task A_file_that_is_not_published_is_not_kept_by_a_browser()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            var (id, address) = await house.UploadAsync(AHouse.Editor, "draft.pdf", AFile.Pdf());
            using var draft = await house.GetAsync(address, AHouse.Editor);
            Assert.Equal("no-store", draft.Headers.CacheControl!.ToString());
            await house.ChangeAsync(AHouse.Officer, id);
            using var published = await house.GetAsync(address);
            Assert.True(published.Headers.CacheControl is { Public: true, NoCache: true, NoStore: false });
        }
    }

    [Fact]
    public async Task A_picture_does_not_say_where_and_by_whom_it_was_taken()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            var (_, address) = await house.UploadAsync(AHouse.Editor, "IMG_0001.JPG", AFile.Jpeg(4, 3, (0xE1, AFile.Exif(6))));
            using var answer = await house.GetAsync(address, AHouse.Editor);
            var sent = await answer.Content.ReadAsByteArrayAsync(Cancel);
            Assert.Equal(-1, sent.AsSpan().IndexOf("GPS"u8));
            Assert.Equal(answer.Headers.ETag!.Tag.Trim('"'), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(sent)));
        }
    }

    [Theory]
    [InlineData("bytes=0-3", 206, "0-3")]
    [InlineData("bytes=-4", 206, "-4")]
    [InlineData("bytes=5-", 206, "5-")]
    [InlineData("bytes=999999-", 416, "")]
    [InlineData("bytes=a-b", 200, "")]
    public async Task A_part_of_a_file_is_sent_where_it_is_asked_for(string range, int status, string part)
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            var content = AFile.Pdf();
            var (_, address) = await house.UploadAsync(AHouse.Editor, "a.pdf", content);
            using var answer = await house.GetAsync(address, AHouse.Editor, ("Range", range));
            Assert.Equal(status, (int)answer.StatusCode);
            if (status != 416)
                Assert.Equal(part switch { "0-3" => content[..4], "-4" => content[^4..], "5-" => content[5..], _ => content }, await answer.Content.ReadAsByteArrayAsync(Cancel));
        }
    }

    [Fact]
    public async Task A_file_that_one_has_is_not_sent_again()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            var (_, address) = await house.UploadAsync(AHouse.Editor, "a.pdf", AFile.Pdf());
            using var first = await house.GetAsync(address, AHouse.Editor);
            using var second = await house.GetAsync(address, AHouse.Editor, ("If-None-Match", first.Headers.ETag!.ToString()));
            Assert.Equal(304, (int)second.StatusCode);
            using var other = await house.GetAsync(address, AHouse.Editor, ("Range", "bytes=0-3"), ("If-Range", "\"another\""));
            Assert.Equal(200, (int)other.StatusCode);
            using var named = await house.GetAsync(address.Replace("a.pdf", "b.exe", StringComparison.Ordinal), AHouse.Editor);
            Assert.Equal((301, address), ((int)named.StatusCode, named.Headers.Location?.ToString()));
        }
    }

    [Theory]
    [OnBothStores]
    public async Task A_record_is_found_by_the_words_of_its_public_files(StoreKind store)
    {
        var house = await AHouse.OpenAsync(store);
        await using (house)
        {
            var keeping = house.Site.Services.GetRequiredService<FileKeeping>();
            var (id, _) = await house.UploadAsync(AHouse.Editor, "Доклад.docx", AFile.Docx("Трансграничный перенос гексахлорбензола 六氯苯"), "ru");
            await keeping.ReadWordsAsync(Cancel);
            Assert.DoesNotContain(AHouse.Event, await SearchAsync(house, "гексахлорбензол"), StringComparison.Ordinal);
            await house.ChangeAsync(AHouse.Officer, id);
            Assert.Contains(AHouse.Event, await SearchAsync(house, "гексахлорбензол"), StringComparison.Ordinal);
            Assert.Contains(AHouse.Event, await SearchAsync(house, "六氯苯"), StringComparison.Ordinal);
            await house.ChangeAsync(AHouse.Officer, id, "Withdraw");
            Assert.DoesNotContain(AHouse.Event, await SearchAsync(house, "гексахлорбензол"), StringComparison.Ordinal);
            // Published before its words are read, it is found once they are.
            var (late, _) = await house.UploadAsync(AHouse.Editor, "b.odt", AFile.Odt("пентахлорфенол"), "ru");
            await house.ChangeAsync(AHouse.Officer, late);
            await keeping.ReadWordsAsync(Cancel);
            Assert.Contains(AHouse.Event, await SearchAsync(house, "пентахлорфенола"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_record_is_found_by_the_words_of_its_PDF()
    {
        if (!File.Exists("/usr/bin/pdftotext") && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("pdftotext is not installed here (Debian: apt-get install poppler-utils).");
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            var (id, _) = await house.UploadAsync(AHouse.Editor, "a.pdf", AFile.Pdf("hexachlorobenzene in snow"));
            await house.ChangeAsync(AHouse.Officer, id);
            await house.Site.Services.GetRequiredService<FileKeeping>().ReadWordsAsync(Cancel);
            Assert.Contains(AHouse.Event, await SearchAsync(house, "hexachlorobenzene"), StringComparison.Ordinal);
        }
    }

    private static async Task<string> SearchAsync(AHouse house, string query) => (await house.Site.GetAsync("/ru/search?q=" + Uri.EscapeDataString(query))).Body;

    private static async Task<string> PageAsync(AHouse house) => (await house.Site.GetAsync(Page)).Body;

    private static async Task<int> StatusAsync(AHouse house, string address, Kernel.Access.Person? person = null)
    {
        using var answer = await house.GetAsync(address, person);
        return (int)answer.StatusCode;
    }
}
