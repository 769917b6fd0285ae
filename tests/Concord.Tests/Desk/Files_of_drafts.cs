using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Concord.Kernel.Access;
using Concord.Kernel.Files;
using Concord.Kernel.Files.Content;
using Concord.Kernel.Files.Uploads;
using Concord.Tests.Files;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Desk;

/// <summary>What is uploaded to a draft waits with it, and is published with it.</summary>
public sealed partial class Files_of_drafts
{
    [Theory, OnBothStores]
    public async Task The_files_of_a_draft_are_public_files_of_the_record_from_its_publication_on(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site, Role.Secretariat);
            var draft = await writer.NewEventAsync();
            var files = draft.Replace("/desk/drafts/", "/files/drafts/", StringComparison.Ordinal);
            Assert.NotNull((await writer.LookAsync(draft)).Page().QuerySelector($"a[href='{files}']"));
            await UploadAsync(writer.Visitor, files, "programme of wetlands.pdf", AFile.Pdf("cranes and reeds"));
            var address = FileAddress().Match((await writer.Visitor.GetAsync(files)).Body).Value;
            Assert.Equal(200, (await writer.Visitor.GetAsync(address)).Status);
            Assert.Equal(404, (await site.GetAsync(address)).Status);
            var other = await Visitor.AsAsync(site, Role.Secretariat, new Scope(Mechanism: "china_korea_env"));
            Assert.Equal(403, (await other.GetAsync(files)).Status);
            Assert.Equal(404, (await other.GetAsync(address)).Status);
            var record = await writer.PublishAsync(draft);
            Assert.Contains(address, (await site.GetAsync(record)).Body, StringComparison.Ordinal);
            Assert.Equal(200, (await site.GetAsync(address)).Status);
            Assert.Equal(404, (await writer.Visitor.GetAsync(files)).Status);
            Assert.Contains(address, (await writer.Visitor.GetAsync("/en/files" + record[3..])).Body, StringComparison.Ordinal);
        }
    }

    [Theory, OnBothStores]
    public async Task A_file_is_not_joined_to_a_draft_that_was_published_while_its_last_piece_came_in(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site, Role.Secretariat);
            var draft = await writer.NewEventAsync();
            var services = site.Services.CreateAsyncScope();
            await using (services)
            {
                var upload = services.ServiceProvider.GetRequiredService<Upload>();
                var bytes = AFile.Pdf();
                var owner = new FileOwner("drafts", draft.Split('/')[^1], Subject.House, IsPublic: false, new([new("en", "A draft")]), draft[3..]);
                var (begun, _) = await upload.BeginAsync(Guid.NewGuid(), new UploadRequest(owner, "late.pdf", bytes.Length, "en", null, null), Cancel);
                Assert.Equal(AppendOutcome.Taken, await upload.AppendAsync(begun!, 0, new MemoryStream(bytes), Cancel));
                await writer.PublishAsync(draft);
                var (file, refusal) = await upload.FinishAsync(begun!, Cancel);
                Assert.Null(file);
                Assert.Equal(FileFault.OwnerClosed, refusal!.Fault);
                Assert.Equal(FileFault.OwnerClosed, (await upload.FinishAsync(begun!, Cancel)).Refusal!.Fault);
            }
            Assert.Equal(0, await site.WithDbAsync(db => db.Set<Kernel.Files.Store.StoredFile>().CountAsync(Cancel)));
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_whoever_publishes_a_draft_may_not_publish_files_they_wait_with_the_record()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            var (editor, secretariat) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Secretariat));
            var draft = await editor.NewEventAsync();
            var files = draft.Replace("/desk/drafts/", "/files/drafts/", StringComparison.Ordinal);
            await UploadAsync(editor.Visitor, files, "programme.pdf", AFile.Pdf());
            var address = FileAddress().Match((await editor.Visitor.GetAsync(files)).Body).Value;
            var record = await editor.PublishAsync(draft);
            Assert.Equal(404, (await site.GetAsync(address)).Status);
            var here = "/en/files" + record[3..];
            Assert.Equal(302, (await secretariat.Visitor.FillInAsync(here, here + "?handler=Publish")).Status);
            Assert.Equal(200, (await site.GetAsync(address)).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task The_files_of_a_draft_that_is_given_up_go_with_it(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var writer = await AWriter.AsAsync(site);
            var draft = await writer.NewEventAsync();
            var files = draft.Replace("/desk/drafts/", "/files/drafts/", StringComparison.Ordinal);
            await UploadAsync(writer.Visitor, files, "programme.pdf", AFile.Pdf());
            var address = FileAddress().Match((await writer.Visitor.GetAsync(files)).Body).Value;
            Assert.Equal(302, (await writer.DoAsync(draft, "discard")).Status);
            Assert.Equal(404, (await writer.Visitor.GetAsync(address)).Status);
            Assert.Equal(404, (await writer.Visitor.GetAsync(files)).Status);
        }
    }

    [Theory, OnBothStores]
    public async Task Where_two_must_decide_nobody_publishes_a_file_that_they_uploaded(StoreKind store)
    {
        var site = await ASite.CopyAsync(store);
        await using (site)
        {
            var (writer, one, other) = (await AWriter.AsAsync(site), await AWriter.AsAsync(site, Role.Secretariat), await AWriter.AsAsync(site, Role.Secretariat));
            await one.Visitor.FillInAsync("/en/desk/rules", "/en/desk/rules", ("second", "sco_env"));
            var draft = await writer.NewEventAsync();
            var files = draft.Replace("/desk/drafts/", "/files/drafts/", StringComparison.Ordinal);
            await UploadAsync(one.Visitor, files, "of-the-publisher.pdf", AFile.Pdf("reeds"));
            await UploadAsync(writer.Visitor, files, "of-the-writer.pdf", AFile.Pdf("cranes"));
            var record = await one.PublishAsync(draft);
            var page = (await site.GetAsync(record)).Body;
            Assert.Contains("of-the-writer.pdf", page, StringComparison.Ordinal);
            Assert.DoesNotContain("of-the-publisher.pdf", page, StringComparison.Ordinal);
            var here = "/en/files" + record[3..];
            Assert.Equal(422, (await PublishAsync(one)).Status);
            Assert.DoesNotContain("of-the-publisher.pdf", (await site.GetAsync(record)).Body, StringComparison.Ordinal);
            Assert.Equal(302, (await PublishAsync(other)).Status);
            Assert.Contains("of-the-publisher.pdf", (await site.GetAsync(record)).Body, StringComparison.Ordinal);

            Task<Answer> PublishAsync(AWriter who) => who.Visitor.FillInAsync(here, here + "?handler=Publish");
        }
    }

    private static async Task UploadAsync(Visitor visitor, string files, string name, byte[] content)
    {
        var token = (await visitor.GetAsync(files)).Page().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent("en"), "language" }, { new StringContent(""), "title" }, { file, "file", name } };
        Assert.Equal(302, (await visitor.SendAsync(files + "/upload", form)).Status);
    }

    [GeneratedRegex("/files/[0-9a-f-]{36}/[^\"]+\\.pdf", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FileAddress();
}
