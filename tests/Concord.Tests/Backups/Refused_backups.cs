using Concord.Kernel.Data;
using Concord.Tests.Commands;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Backups;

/// <summary>What keeps a backup from being made, or from being taken for one.</summary>
public sealed class Refused_backups
{
    [Fact]
    public async Task A_backup_is_refused_where_a_file_stands()
    {
        var location = await Stores.CopyAsync(StoreKind.Sqlite);
        var file = await Stores.NewFolderAsync();
        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);
        Assert.Equal((1, "", $"{file} is there already, and no backup is written over: name a new file.\n"), await AVerb.RunAsync(location, "backup", file));
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(1, (await AVerb.RunAsync(location, "backup", Path.GetDirectoryName(file)!)).ExitCode);
        var nowhere = Path.Combine(await Stores.NewFolderAsync(), "a.tar");
        Assert.Equal((1, "", $"There is no folder {Path.GetDirectoryName(nowhere)}: make it first.\n"), await AVerb.RunAsync(location, "backup", nowhere));
    }

    [Theory, OnBothStores]
    public async Task A_place_without_a_store_gives_no_backup_and_gets_no_store(StoreKind store)
    {
        var location = await Stores.EmptyAsync(store);
        var file = await Stores.NewFolderAsync();
        var (code, said, complained) = await AVerb.RunAsync(location, "backup", file);
        Assert.Equal((1, ""), (code, said));
        Assert.StartsWith("There is no store ", complained, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        await What_a_verb_leaves.HasNoStoreAsync(location);
    }

    [Fact]
    public async Task A_backup_is_for_the_eyes_of_its_owner_alone()
    {
        var file = await Archives.OfAsync(await Stores.CopyAsync(StoreKind.Sqlite));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Theory, OnBothStores]
    public async Task A_backup_that_does_not_fit_on_the_disk_is_said_in_one_line_and_leaves_nothing(StoreKind store)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no such limit here.");
        var location = await Stores.CopyAsync(store);
        var folder = await Stores.NewFolderAsync();
        Directory.CreateDirectory(folder);
        // A file of this process may have a megabyte; to the program that is a disk without room.
        var (code, said, complained) = await AProcess.RunLimitedAsync(1024, location, "backup", Path.Combine(folder, "a.tar"));
        Assert.Equal((1, ""), (code, said));
        Assert.Contains("free space", Assert.Single(complained.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Theory, OnBothStores(0, 60)]
    public async Task A_backup_that_is_killed_leaves_none_and_the_next_one_is_made(StoreKind store, int milliseconds)
    {
        var location = await Stores.CopyAsync(store);
        var folder = await Stores.NewFolderAsync();
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "a.tar");
        using (var process = AProcess.Start(location, "backup", file))
        {
            while (!process.HasExited && !Directory.EnumerateFileSystemEntries(folder).Any())
                await Task.Delay(1, TestContext.Current.CancellationToken);
            await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        if (!File.Exists(file))
            Assert.Equal(0, (await AVerb.RunAsync(location, "backup", file)).ExitCode);
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(folder));
        Assert.Equal(0, (await AVerb.RunAsync(await Stores.EmptyAsync(store), "restore", file)).ExitCode);
    }

    [Theory, OnBothStores]
    public async Task A_backup_that_is_stopped_leaves_nothing_and_says_so(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        for (var tries = 0; ; tries++)
        {
            var folder = await Stores.NewFolderAsync();
            Directory.CreateDirectory(folder);
            using var process = AProcess.Start(location, "backup", Path.Combine(folder, "a.tar"));
            while (!process.HasExited && !Directory.EnumerateFileSystemEntries(folder).Any())
                await Task.Delay(1, TestContext.Current.CancellationToken);
            await AProcess.StopAsync(process);
            // One that was over before it was told to stop is begun anew.
            if (process.ExitCode == 0 && tries < 20)
                continue;
            Assert.Equal((1, "Stopped on request; what was begun was taken back.\n"), (process.ExitCode, await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
            break;
        }
    }

    [Fact]
    public async Task A_damaged_SQLite_file_gives_no_backup_where_the_damage_shows()
    {
        var location = await Stores.CopyAsync(StoreKind.Sqlite);
        var file = new FileStream(location.SqliteFile, FileMode.Open, FileAccess.ReadWrite);
        await using (file)
        {
            file.Position = 8192;
            await file.WriteAsync(new byte[64 << 10], TestContext.Current.CancellationToken);
        }
        var target = await Stores.NewFolderAsync();
        var (code, said, complained) = await AVerb.RunAsync(location, "backup", target);
        Assert.Equal((1, ""), (code, said));
        Assert.Contains("malformed", Assert.Single(complained.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.False(File.Exists(target));
    }

    [Theory, OnBothStores]
    public async Task That_a_backup_was_made_stands_in_the_trail_and_in_the_backup_itself(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var (code, said, complained) = await AVerb.RunAsync(location, "backup", await Stores.NewFolderAsync());
        Assert.Equal((0, ""), (code, complained));
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
        {
            var last = (await Audit.Trails.EntriesAsync(site))[^1];
            Assert.Equal(("house.backup", "command line", "house/store"), (last.Act, last.By, last.Subject));
            Assert.Contains($"The audit trail ends at {await Audit.Trails.EndAsync(site)}\n", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_that_takes_no_writes_has_its_backup_and_says_that_the_trail_does_not_tell_of_it()
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        var location = await Stores.CopyAsync(StoreKind.Postgres);
        var file = await Stores.NewFolderAsync();
        var (code, said, complained) = await AVerb.RunAsync(location with { PostgresConnection = location.PostgresConnection + ";Options=-c default_transaction_read_only=on" }, "backup", file);
        Assert.Equal(0, code);
        Assert.StartsWith(file + ": ", said, StringComparison.Ordinal);
        Assert.StartsWith("The store takes no writes (25006: cannot execute ", complained, StringComparison.Ordinal);
    }

    [Theory, OnBothStores("serve", "check")]
    public async Task A_store_of_a_newer_program_is_left_alone_and_said_to_be_one(StoreKind store, string verb)
    {
        var location = await Stores.CopyAsync(store);
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
            await site.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('20990101000000_Future', '20.0.0')"));
        string[] arguments = verb == "serve" ? [verb, "--urls", "http://127.0.0.1:0"] : [verb];
        var (code, said, complained) = await AVerb.RunAsync(location, arguments);
        Assert.Equal((1, ""), (code, said));
        Assert.StartsWith("The store is of a newer version of the program than this one, ", Assert.Single(complained.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
