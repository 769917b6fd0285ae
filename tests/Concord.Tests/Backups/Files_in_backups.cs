using Concord.Kernel.Backups;
using Concord.Kernel.Data;
using Concord.Kernel.Files;
using Concord.Kernel.Files.Store;
using Concord.Tests.Files;
using Concord.Tests.House;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Testing;

namespace Concord.Tests.Backups;

/// <summary>Files of records go into a backup and come back with it, wherever the file store lies.</summary>
public sealed class Files_in_backups
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, OnBothStores]
    public async Task A_restored_house_sends_every_file_although_the_file_store_lies_elsewhere(StoreKind store)
    {
        var (from, to) = (await Stores.NewFolderAsync(), await Stores.NewFolderAsync());
        var backup = await Stores.NewFolderAsync() + ".tar";
        // The place of files is there before, as where a disk is mounted, and has a stray folder in it.
        Directory.CreateDirectory(Path.Combine(to, "lost+found"));
        (string Address, byte[] Content)[] sent;
        var house = await AHouse.OpenAsync(store, ("Files:Path", from));
        await using (house)
        {
            sent = [await PublishedAsync(house, "one.pdf", AFile.Pdf("one")), await PublishedAsync(house, "два.docx", AFile.Docx("два")), await PublishedAsync(house, "air.png", AFile.Png())];
            var made = await Backup.RunAsync(house.Site.Services, backup, progress: null, Cancel);
            Assert.Equal(3, made.Files);
        }
        var place = await Stores.EmptyAsync(store);
        Assert.Equal(3, (await RestoreAsync(place, backup, to))!.Files);
        Assert.False(Directory.Exists(Path.Combine(place.DataFolder, "files")));
        Assert.Equal(3, Directory.EnumerateFiles(to, "*", SearchOption.AllDirectories).Count());
        var restored = await ASite.OpenAsync(place, Stores.Usual, ("Files:Path", to));
        await using (restored)
        {
            foreach (var (address, content) in sent)
                Assert.Equal(content, await restored.Http.GetByteArrayAsync(new Uri(address, UriKind.Relative), Cancel));
            await foreach (var fault in FileStoreCheck.RunAsync(restored.Services.CreateScope().ServiceProvider, progress: null, Cancel))
                Assert.Fail(fault);
        }
        // What holds files is no place to restore into.
        var refused = await Assert.ThrowsAsync<UnfitStoreException>(async () => await RestoreAsync(await Stores.EmptyAsync(store), backup, to));
        Assert.Equal($"{to} holds files: name another folder with Files__Path.", refused.Message);
    }

    [Theory, OnBothStores]
    public async Task A_backup_that_is_made_while_people_upload_files_and_new_versions_is_whole(StoreKind store)
    {
        var backups = new List<string>();
        var files = new List<long>();
        // However long the backups take, nobody has uploaded too much.
        var house = await AHouse.OpenAsync(store, ("Files:MostUploadsPerHour", "100000"), ("Files:MostPerRecord", "100000"));
        await using (house)
        {
            var (first, _) = await house.UploadAsync(AHouse.Editor, "plan.txt", AFile.Utf8("version 0"));
            Assert.Equal(302, await house.ChangeAsync(AHouse.Officer, first));
            var document = await house.Site.WithDbAsync(db => db.Set<StoredFile>().Where(file => file.Id == first).Select(file => file.DocumentId).SingleAsync(Cancel));
            var uploaded = 1;
            using var enough = new CancellationTokenSource();
            // New documents and new versions of one, published in turn; each is acknowledged before the next.
            var uploading = Task.Run(async () =>
            {
                for (; !enough.IsCancellationRequested; Interlocked.Increment(ref uploaded))
                {
                    var (file, _) = await house.UploadAsync(AHouse.Editor, $"plan {uploaded}.txt", AFile.Utf8("version " + uploaded), document: uploaded % 2 == 0 ? document : null);
                    Assert.Equal(302, await house.ChangeAsync(AHouse.Officer, file));
                }
            }, Cancel);
            while (backups.Count < 3)
            {
                backups.Add(await Stores.NewFolderAsync() + ".tar");
                files.Add((await Backup.RunAsync(house.Site.Services, backups[^1], progress: null, Cancel)).Files);
                // One may have been under way as the backup looked; the next comes after it.
                for (var after = Volatile.Read(ref uploaded); Volatile.Read(ref uploaded) < after + 2 && !uploading.IsCompleted;)
                    await Task.Delay(5, Cancel);
            }
            await enough.CancelAsync();
            await uploading;
            backups.Add(await Stores.NewFolderAsync() + ".tar");
            files.Add((await Backup.RunAsync(house.Site.Services, backups[^1], progress: null, Cancel)).Files);
            Assert.Equal(uploaded, files[^1]);
        }
        // Each has more than the one before: people went on.
        Assert.Equal(files.Distinct().Order(), files);
        foreach (var backup in backups)
        {
            var place = await Stores.EmptyAsync(store);
            var (code, said, complained) = await AVerb.RunAsync(place, "restore", backup);
            Assert.Equal((0, ""), (code, complained));
            Assert.Contains("\nThe store is sound.\n", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_refused_restore_leaves_the_place_of_files_as_it_was()
    {
        var (from, to) = (await Stores.NewFolderAsync(), await Stores.NewFolderAsync());
        var backup = await Stores.NewFolderAsync() + ".tar";
        var house = await AHouse.OpenAsync(StoreKind.Sqlite, ("Files:Path", from));
        await using (house)
        {
            await PublishedAsync(house, "one.pdf", AFile.Pdf("one"));
            await PublishedAsync(house, "two.pdf", AFile.Pdf("two"));
            await Backup.RunAsync(house.Site.Services, backup, progress: null, Cancel);
        }
        var forged = await Archives.ForgedAsync(backup, parts => parts.Select(part => part.Name.StartsWith("files/", StringComparison.Ordinal) ? (part.Name, AFile.Pdf("six")) : part));
        var faults = new List<string>();
        Assert.Null(await RestoreAsync(await Stores.EmptyAsync(StoreKind.Sqlite), forged, to, faults.Add));
        Assert.Equal(2, faults.Count(fault => fault.StartsWith("files/", StringComparison.Ordinal) && fault.EndsWith(": its content is not the one that its name says: it was changed or damaged.", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(to));
    }

    [Fact]
    public async Task No_backup_is_made_of_a_house_that_has_lost_a_file()
    {
        var house = await AHouse.OpenAsync(StoreKind.Sqlite);
        await using (house)
        {
            await PublishedAsync(house, "one.pdf", AFile.Pdf("one"));
            var (store, backup) = (house.Site.Services.GetRequiredService<FileStore>(), await Stores.NewFolderAsync() + ".tar");
            var content = store.PathOf(store.Hashes().Single());
            await File.WriteAllBytesAsync(content, AFile.Pdf("six"), Cancel);
            var changed = await Assert.ThrowsAsync<UnfitStoreException>(() => Backup.RunAsync(house.Site.Services, backup, progress: null, Cancel));
            Assert.StartsWith($"{content} does not hold what its name says", changed.Message, StringComparison.Ordinal);
            File.Delete(content);
            var missing = await Assert.ThrowsAsync<UnfitStoreException>(() => Backup.RunAsync(house.Site.Services, backup, progress: null, Cancel));
            Assert.StartsWith($"{content} is missing", missing.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(backup)!, Path.GetFileName(backup) + "*"));
        }
    }

    private static async Task<(string Address, byte[] Content)> PublishedAsync(AHouse house, string name, byte[] content)
    {
        var (id, address) = await house.UploadAsync(AHouse.Editor, name, content);
        Assert.Equal(302, await house.ChangeAsync(AHouse.Officer, id));
        return (address, content);
    }

    private static async Task<RestoreSummary?> RestoreAsync(StoreLocation place, string backup, string files, Action<string>? report = null)
    {
        var app = Site.Build(new SiteSettings(place, new FakeClock(Stores.Usual))
        {
            IsQuiet = true,
            Configure = builder => builder.Configuration.AddInMemoryCollection([new("Files:Path", files)]),
        });
        await using (app)
            return await Restore.RunAsync(app.Services, backup, report ?? Assert.Fail, progress: null, Cancel);
    }
}
