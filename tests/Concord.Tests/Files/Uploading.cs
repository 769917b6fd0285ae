using System.Net.Http.Headers;
using System.Text;
using Concord.Kernel.Files;
using Concord.Kernel.Files.Store;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Files;

/// <summary>Files come in piece by piece or by a plain form, from those who may, within bounds; what is broken off goes on.</summary>
public sealed class Uploading
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [OnBothStores]
    public async Task An_upload_becomes_a_file_of_its_record_under_its_hash(StoreKind store)
    {
        var house = await AHouse.OpenAsync(store);
        await using (house)
        {
            var content = AFile.Pdf();
            var (id, address) = await house.UploadAsync(AHouse.Editor, "Программа вебинара.pdf", content, "ru");
            var file = await house.Site.WithDbAsync(db => db.Set<StoredFile>().SingleAsync(Cancel));
            Assert.Equal((id, "events", "sco_webinar_2020", "ru", 1, FileState.Held, "Программа вебинара"), (file.Id, file.OwnerKind, file.OwnerId, file.Language, file.Version, file.State, file.Title));
            Assert.Equal(AHouse.Editor.Account, file.UploadedBy);
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
            Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(house.Folder, hash[..2], hash[2..4], hash), Cancel));
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(house.Folder, "incoming")));
            Assert.Contains(Uri.EscapeDataString("Программа вебинара.pdf"), address, StringComparison.Ordinal);
            // The trail tells of it, by number and never by name.
            var noted = await house.Site.WithDbAsync(db => db.Set<Kernel.Audit.AuditEntry>().SingleAsync(entry => entry.Subject == "files/" + id, Cancel));
            Assert.Equal((FilesAccess.Upload, AHouse.Editor.Account), (noted.Act, noted.AccountId));
        }
    }

    [Theory]
    [OnBothStores]
    public async Task An_upload_goes_on_after_the_server_was_stopped(StoreKind store)
    {
        var place = await Stores.CopyAsync(store);
        var content = AFile.Pdf(string.Concat(Enumerable.Repeat("clean air ", 3000)));
        string upload;
        var house = await AHouse.OpenAsync(place);
        await using (house)
        {
            upload = await house.BegunAsync(AHouse.Editor, "report.pdf", content.Length);
            using var first = await house.SendAsync(AHouse.Editor, upload, content[..10_000], 0, isLast: false);
            Assert.Equal(204, (int)first.StatusCode);
        }
        // What came right before a crash and was not noted stands behind what was: it is written over.
        var incoming = Directory.EnumerateFiles(Path.Combine(place.DataFolder, "files", "incoming")).Single();
        await File.AppendAllTextAsync(incoming, "torn", Cancel);
        house = await AHouse.OpenAsync(place);
        await using (house)
        {
            Assert.Equal(10_000, await house.OffsetAsync(AHouse.Editor, upload));
            using var rest = await house.SendAsync(AHouse.Editor, upload, content[10_000..], 10_000, isLast: true);
            Assert.Equal(200, (int)rest.StatusCode);
            var hash = (await house.Site.WithDbAsync(db => db.Set<StoredFile>().SingleAsync(Cancel))).Hash;
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), hash);
            // The last answer was lost: asked again, it is the same file.
            using var again = await house.SendAsync(AHouse.Editor, upload, [], content.Length, isLast: true);
            Assert.Equal(await rest.Content.ReadAsStringAsync(Cancel), await again.Content.ReadAsStringAsync(Cancel));
        }
    }

    [Fact]
    public async Task An_upload_that_was_put_under_its_hash_before_a_crash_is_finished_after_it()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            var content = AFile.Pdf();
            var upload = await house.BegunAsync(AHouse.Editor, "report.pdf", content.Length);
            using (await house.SendAsync(AHouse.Editor, upload, content, 0, isLast: false))
            {
            }
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
            var store = house.Site.Services.GetRequiredService<FileStore>();
            store.Put(Directory.EnumerateFiles(Path.Combine(house.Folder, "incoming")).Single(), hash, Stores.Usual);
            await house.Site.WithDbAsync(db => db.Set<OpenUpload>().ExecuteUpdateAsync(set => set.SetProperty(open => open.Hash, hash).SetProperty(open => open.MediaType, "application/pdf"), Cancel));
            using var last = await house.SendAsync(AHouse.Editor, upload, [], content.Length, isLast: true);
            Assert.Equal(200, (int)last.StatusCode);
            Assert.Equal(hash, (await house.Site.WithDbAsync(db => db.Set<StoredFile>().SingleAsync(Cancel))).Hash);
        }
    }

    [Fact]
    public async Task A_piece_that_does_not_follow_is_refused_and_told_where_to_go_on()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            var upload = await house.BegunAsync(AHouse.Editor, "a.txt", 10);
            using var early = await house.SendAsync(AHouse.Editor, upload, "later"u8.ToArray(), 5, isLast: false);
            Assert.Equal((409, "0"), ((int)early.StatusCode, early.Headers.GetValues("Upload-Offset").Single()));
            using var first = await house.SendAsync(AHouse.Editor, upload, "first"u8.ToArray(), 0, isLast: true);
            Assert.Equal((409, "5"), ((int)first.StatusCode, first.Headers.GetValues("Upload-Offset").Single()));
            using var much = await house.SendAsync(AHouse.Editor, upload, "more than ten"u8.ToArray(), 5, isLast: true);
            Assert.Equal(400, (int)much.StatusCode);
        }
    }

    [Theory]
    [InlineData("page.txt", "<script>alert(1)</script>")]
    [InlineData("photo.jpg", "%PDF-1.4\nstartxref\n0\n%%EOF")]
    public async Task Content_that_is_refused_leaves_nothing(string name, string content)
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            var bytes = Encoding.UTF8.GetBytes(content);
            using var answer = await house.SendAsync(AHouse.Editor, await house.BegunAsync(AHouse.Editor, name, bytes.Length), bytes, 0, isLast: true);
            Assert.Equal(422, (int)answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Empty(Directory.EnumerateFiles(house.Folder, "*", SearchOption.AllDirectories));
            Assert.Equal(0, await house.Site.WithDbAsync(db => db.Set<StoredFile>().CountAsync(Cancel)));
        }
    }

    [Fact]
    public async Task Only_those_who_may_write_the_record_upload_to_it()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            using var reader = await house.AskAsync(null, HttpMethod.Post, "/api/v1/uploads", AHouse.Json(new { owner = AHouse.Event, name = "a.pdf", length = 1, language = "en" }));
            Assert.Equal(401, (int)reader.StatusCode);
            using var stranger = await house.BeginAsync(AHouse.Stranger, "a.pdf", 10);
            Assert.Equal(403, (int)stranger.StatusCode);
            using var page = await house.GetAsync("/en/files/" + AHouse.Event, AHouse.Stranger);
            Assert.Equal(403, (int)page.StatusCode);
            using var nothing = await house.BeginAsync(AHouse.Editor, "a.pdf", 10, owner: "events/none");
            Assert.Equal(404, (int)nothing.StatusCode);
            // An upload is seen by who began it, not even by a colleague.
            var upload = await house.BegunAsync(AHouse.Editor, "a.pdf", 10);
            foreach (var method in new[] { HttpMethod.Head, HttpMethod.Delete })
            {
                using var colleague = await house.AskAsync(AHouse.Officer, method, upload);
                Assert.Equal(404, (int)colleague.StatusCode);
            }
            using var piece = await house.SendAsync(AHouse.Officer, upload, [1], 0, isLast: false);
            Assert.Equal(404, (int)piece.StatusCode);
        }
    }

    [Fact]
    public async Task An_upload_is_not_finished_by_whom_the_record_is_no_longer_open_to()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            var content = AFile.Pdf();
            var upload = await house.BegunAsync(AHouse.Editor, "report.pdf", content.Length);
            using (var first = await house.SendAsync(AHouse.Editor, upload, content[..100], 0, isLast: false))
                Assert.Equal(204, (int)first.StatusCode);
            // Another mechanism's secretariat comes in by the same door, and to other records.
            house.GivesRoleOf(AHouse.Stranger, AHouse.Editor);
            using var piece = await house.SendAsync(AHouse.Editor, upload, content[100..], 100, isLast: false);
            Assert.Equal(403, (int)piece.StatusCode);
            using var last = await house.SendAsync(AHouse.Editor, upload, content[100..], 100, isLast: true);
            Assert.Equal(403, (int)last.StatusCode);
            Assert.Equal(0, await house.Site.WithDbAsync(db => db.Set<StoredFile>().CountAsync(Cancel)));
        }
    }

    [Fact]
    public async Task An_upload_without_the_token_of_a_page_is_refused()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            using var json = await house.AskAsync(AHouse.Editor, HttpMethod.Post, "/api/v1/uploads", AHouse.Json(new { owner = AHouse.Event, name = "a.pdf", length = 1, language = "en" }), ("RequestVerificationToken", "forged"));
            Assert.Equal(400, (int)json.StatusCode);
            using var form = Form(AFile.Pdf(), "a.pdf", token: "forged");
            using var answer = await house.AskAsync(null, HttpMethod.Post, $"/en/files/{AHouse.Event}/upload", form, ("X-Test-Person", AHouse.Editor.Account!.Value.ToString()));
            Assert.Equal(400, (int)answer.StatusCode);
            Assert.False(Directory.Exists(house.Folder));
        }
    }

    [Theory]
    [OnBothStores]
    public async Task A_plain_form_uploads_without_script(StoreKind store)
    {
        var house = await AHouse.OpenAsync(store);
        await using (house)
        {
            var (cookie, token) = await house.TokenAsync(AHouse.Editor);
            using var form = Form(AFile.Docx("Чистый воздух"), "Доклад.docx", token);
            using var answer = await house.AskAsync(null, HttpMethod.Post, $"/ru/files/{AHouse.Event}/upload", form, ("X-Test-Person", AHouse.Editor.Account!.Value.ToString()), ("Cookie", cookie));
            Assert.Equal(302, (int)answer.StatusCode);
            using var page = await house.GetAsync(answer.Headers.Location!.ToString(), AHouse.Editor);
            var text = await page.Content.ReadAsStringAsync(Cancel);
            Assert.Contains("Доклад.docx", text, StringComparison.Ordinal);
            Assert.Contains("role=\"status\"", text, StringComparison.Ordinal);
            Assert.Equal("Отчет о воздухе", (await house.Site.WithDbAsync(db => db.Set<StoredFile>().SingleAsync(Cancel))).Title);

            using var wrong = Form(AFile.Png(60_000, 60_000), "a.png", token);
            using var refused = await house.AskAsync(null, HttpMethod.Post, $"/ru/files/{AHouse.Event}/upload", wrong, ("X-Test-Person", AHouse.Editor.Account!.Value.ToString()), ("Cookie", cookie));
            using var again = await house.GetAsync(refused.Headers.Location!.ToString(), AHouse.Editor);
            Assert.Contains("60000 × 60000", await again.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Files:MostOpenUploads", 429)]
    [InlineData("Files:MostUploadsPerHour", 429)]
    [InlineData("Files:LargestMegabytes", 413)]
    public async Task Uploads_have_bounds(string setting, int status)
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite, (setting, "1"));
        await using (house)
        {
            await house.BegunAsync(AHouse.Editor, "a.pdf", 1 << 20);
            using var second = await house.BeginAsync(AHouse.Editor, "b.pdf", (1 << 20) + 1);
            Assert.Equal(status, (int)second.StatusCode);
            // An hour and a day later there is room again.
            house.Site.Clock.AdvanceHours(25);
            await house.BegunAsync(AHouse.Editor, "b.pdf", 1 << 20);
        }
    }

    [Theory]
    [InlineData("../../../etc/passwd.txt", "passwd.txt")]
    [InlineData("C:\\temp\\plan.txt", "plan.txt")]
    [InlineData("plan\r\nX-Evil: 1.txt", "planX-Evil 1.txt")]
    [InlineData("..%2f..%2fplan.txt", "..%2f..%2fplan.txt")]
    public async Task A_name_with_a_path_leads_nowhere(string given, string kept)
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            var (id, address) = await house.UploadAsync(AHouse.Editor, given, "text"u8.ToArray());
            Assert.Equal(kept.TrimStart('.'), (await house.Site.WithDbAsync(db => db.Set<StoredFile>().SingleAsync(Cancel))).Name);
            Assert.Single(Directory.EnumerateFiles(house.Site.Store.DataFolder, "*", SearchOption.AllDirectories), file => Path.GetFileName(file).Length == 64);
            using var fetched = await house.GetAsync(address, AHouse.Editor);
            Assert.Equal("text", await fetched.Content.ReadAsStringAsync(Cancel));
            Assert.False(fetched.Headers.Contains("X-Evil"));
            using var tricked = await house.GetAsync($"/files/{id}/..%2f..%2f..%2fconcord.db", AHouse.Editor);
            Assert.NotEqual(200, (int)tricked.StatusCode);
        }
    }

    [Theory]
    [OnBothStores]
    public async Task What_nobody_goes_on_with_expires_and_what_nothing_refers_to_is_swept(StoreKind store)
    {
        var house = await AHouse.OpenAsync(store);
        await using (house)
        {
            var keeping = house.Site.Services.GetRequiredService<FileKeeping>();
            var (_, address) = await house.UploadAsync(AHouse.Editor, "kept.pdf", AFile.Pdf("kept"));
            var upload = await house.BegunAsync(AHouse.Editor, "left.pdf", 100);
            using (await house.SendAsync(AHouse.Editor, upload, [1, 2, 3], 0, isLast: false))
            {
            }
            // A crash between the disk and the row leaves a content that no row knows.
            var files = house.Site.Services.GetRequiredService<FileStore>();
            var orphan = new string('a', 64);
            var aside = files.IncomingPath(Guid.NewGuid());
            await File.WriteAllTextAsync(aside, "orphan", Cancel);
            files.Put(aside, orphan, house.Site.Clock.GetCurrentInstant());
            foreach (var file in Directory.EnumerateFiles(Path.Combine(house.Folder, "incoming")))
                File.SetLastWriteTimeUtc(file, house.Site.Clock.GetCurrentInstant().ToDateTimeUtc());

            house.Site.Clock.AdvanceHours(1);
            Assert.Equal(0, await keeping.SweepAsync(Cancel));
            house.Site.Clock.AdvanceHours(48);
            Assert.Equal(1, await keeping.SweepAsync(Cancel));
            Assert.False(File.Exists(files.PathOf(orphan)));
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(house.Folder, "incoming")));
            using var gone = await house.AskAsync(AHouse.Editor, HttpMethod.Head, upload);
            Assert.Equal(404, (int)gone.StatusCode);
            using var kept = await house.GetAsync(address, AHouse.Editor);
            Assert.Equal(200, (int)kept.StatusCode);
        }
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "garbage")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"language\"\r\n\r\nru")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nno header\r\n\r\n--b--\r\n")]
    [InlineData("multipart/form-data", "x")]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "")]
    public async Task What_is_no_form_is_refused_and_leaves_nothing(string type, string body)
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            using var content = new StringContent(body);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var answer = await house.AskAsync(AHouse.Editor, HttpMethod.Post, $"/en/files/{AHouse.Event}/upload", content);
            Assert.InRange((int)answer.StatusCode, 400, 415);
            Assert.Equal(0, await house.Site.WithDbAsync(db => db.Set<OpenUpload>().CountAsync(Cancel)));
        }
    }

    [Fact]
    public async Task A_piece_that_breaks_off_stays_as_far_as_it_came()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            var upload = await house.BegunAsync(AHouse.Editor, "a.txt", 10);
            using var line = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            using var content = new Broken("first"u8.ToArray(), line);
            await Assert.ThrowsAnyAsync<Exception>(async () => (await house.AskAsync(AHouse.Editor, HttpMethod.Patch, upload, content, line.Token, ("Upload-Offset", "0"))).Dispose());
            // The server may notice a little later than we do.
            while (await house.OffsetAsync(AHouse.Editor, upload) == 0)
                await Task.Delay(20, Cancel);
            Assert.Equal(5, await house.OffsetAsync(AHouse.Editor, upload));
            using var rest = await house.SendAsync(AHouse.Editor, upload, " last"u8.ToArray(), 5, isLast: true);
            Assert.Equal(200, (int)rest.StatusCode);
        }
    }

    /// <summary>A connection that is lost after some bytes.</summary>
    private sealed class Broken : HttpContent
    {
        private readonly byte[] bytes;

        private readonly CancellationTokenSource line;

        public Broken(byte[] bytes, CancellationTokenSource line)
        {
            (this.bytes, this.line) = (bytes, line);
            Headers.ContentType = new MediaTypeHeaderValue("application/partial-upload");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(bytes, Cancel);
            await stream.FlushAsync(Cancel);
            await Task.Delay(200, Cancel);
            // Without this the client would wait for an answer, for it does not know of the loss.
            await line.CancelAsync();
            throw new IOException("The connection is lost.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private static MultipartFormDataContent Form(byte[] file, string name, string token)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/svg+xml");
        return new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent("ru"), "language" },
            { new StringContent("Отчет о воздухе"), "title" },
            { content, "file", name },
        };
    }
}
