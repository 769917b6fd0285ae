using System.Text;
using System.Text.RegularExpressions;
using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Concord.Tests.Killing;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Commands;

/// <summary>What changes nothing leaves nothing behind, also where nothing was before.</summary>
public sealed partial class What_a_verb_leaves
{
    [Theory, OnBothStores]
    public async Task An_export_or_a_check_without_a_store_fails_and_makes_none(StoreKind store)
    {
        var location = await Stores.EmptyAsync(store);
        var target = await Stores.NewFolderAsync();
        var (code, said, complained) = await AVerb.RunAsync(location, "export", target);
        Assert.Equal((1, ""), (code, said));
        Assert.StartsWith("There is no store " + (store == StoreKind.Sqlite ? "at " + location.SqliteFile : "in the database"), complained, StringComparison.Ordinal);
        Assert.False(Directory.Exists(target));
        await HasNoStoreAsync(location);
    }

    [Theory, OnBothStores]
    public async Task A_dry_run_without_a_store_tells_what_would_be_added_and_makes_none(StoreKind store)
    {
        var location = await Stores.EmptyAsync(store);
        var (code, said, complained) = await AVerb.RunAsync(location, "import", Stores.Bundle, "--dry-run");
        Assert.Equal((0, ""), (code, complained));
        Assert.Contains("events: 157 added, 0 changed, 0 unchanged", said, StringComparison.Ordinal);
        await HasNoStoreAsync(location);
    }

    [Theory, OnBothStores]
    public async Task A_refused_bundle_makes_no_store(StoreKind store)
    {
        var location = await Stores.EmptyAsync(store);
        var folder = await Bundles.ChangedAsync((kind, record) => { if (kind == "cities") record["time_zone"] = "Asia/Nowhere"; });
        Assert.Equal(2, (await AVerb.RunAsync(location, "import", folder)).ExitCode);
        Assert.Equal(2, (await AVerb.RunAsync(location, "import", folder, "--dry-run")).ExitCode);
        await HasNoStoreAsync(location);
    }

    [Fact]
    public async Task A_bundle_that_is_not_there_or_no_folder_is_said_in_one_line()
    {
        var location = await Stores.EmptyAsync(StoreKind.Sqlite);
        var nowhere = await Stores.NewFolderAsync();
        Assert.Equal((1, "", $"There is no folder {nowhere}: name the folder that holds the ten files of the bundle.\n"), await AVerb.RunAsync(location, "import", nowhere));
        var file = Path.Combine(Stores.Bundle, "events.json");
        Assert.Equal((1, "", $"{file} is a file: name the folder that holds the ten files of the bundle.\n"), await AVerb.RunAsync(location, "import", file, "--dry-run"));
        await HasNoStoreAsync(location);
    }

    [Theory, OnBothStores]
    public async Task The_demonstration_does_not_mix_with_a_record(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var (code, said, complained) = await AVerb.RunAsync(location, "demo", "--urls", "http://127.0.0.1:0");
        Assert.Equal((1, ""), (code, said));
        Assert.Equal($"{(store == StoreKind.Sqlite ? location.SqliteFile : "The database")} holds a record already: name an empty store for the demonstration, or show this one with 'concord serve'.\n", complained);
    }

    [Theory, OnBothStores]
    public async Task The_demonstration_fills_an_empty_store_and_each_account_that_it_names_opens(StoreKind store)
    {
        var location = await Stores.EmptyAsync(store);
        Assert.Equal(0, (await AVerb.RunAsync(location, "migrate")).ExitCode);
        using var demo = AProcess.Start(location, "demo", "--urls", "http://127.0.0.1:0");
        try
        {
            // One that names fewer accounts than there are roles is waited for no longer.
            using var enough = new Timer(_ => demo.Kill(), state: null, dueTime: 300_000, Timeout.Infinite);
            var address = Shown().Match(await demo.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "").Groups["address"].Value;
            Assert.NotEqual("", address);
            var password = Password().Match(await demo.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "").Groups["password"].Value;
            Assert.NotEqual("", password);
            foreach (var role in Roles.All)
            {
                var email = await demo.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
                Assert.EndsWith("@example.org", email, StringComparison.Ordinal);
                using var client = new AClient { Server = new Uri(address) };
                await client.SignInAsync(email.Trim(), password);
                Assert.Contains(role.ToString(), (await client.OpenAsync("/en/account")).QuerySelector("#roles")!.TextContent.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            }
            await AProcess.StopAsync(demo);
            Assert.Equal((0, ""), (demo.ExitCode, await demo.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)));
        }
        finally
        {
            demo.Kill();
        }
        Assert.Equal(0, (await AVerb.RunAsync(location, "check")).ExitCode);
    }

    [Fact]
    public async Task A_server_writes_nothing_into_the_home_of_its_user_and_has_nothing_to_complain_of()
    {
        var location = await Stores.EmptyAsync(StoreKind.Sqlite);
        var home = await Stores.NewFolderAsync();
        Directory.CreateDirectory(home);
        using var demo = AProcess.Start(["demo", "--urls", "http://127.0.0.1:0", "--data", location.DataFolder], ("HOME", home), ("DOTNET_CLI_HOME", home));
        Assert.StartsWith("Concord shows", await demo.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await AProcess.StopAsync(demo);
        Assert.Equal("", await demo.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFileSystemEntries(home, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_demonstration_removes_what_killed_ones_left_and_nothing_else()
    {
        var temporary = await Stores.NewFolderAsync();
        var ofAnother = Path.Combine(temporary, "concord-of-another");
        Directory.CreateDirectory(ofAnother);
        var known = new List<string> { ofAnother };

        using var killed = await StartAsync();
        var abandoned = Assert.Single(Made());
        using var running = await StartAsync();
        var used = Assert.Single(Made());
        killed.Kill();
        await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(Directory.Exists(abandoned));

        using var next = await StartAsync();
        Assert.False(Directory.Exists(abandoned));
        Assert.True(Directory.Exists(ofAnother));
        Assert.True(File.Exists(new StoreLocation(used, null).SqliteFile));
        foreach (var process in new[] { running, next })
            await AProcess.StopAsync(process);
        Assert.Equal([ofAnother], Directory.EnumerateDirectories(temporary, "concord-*"));

        async Task<System.Diagnostics.Process> StartAsync()
        {
            var demo = AProcess.Start(["demo", "--urls", "http://127.0.0.1:0"], ("TMPDIR", temporary));
            Assert.StartsWith("Concord shows", await demo.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            return demo;
        }

        List<string> Made()
        {
            List<string> made = [.. Directory.EnumerateDirectories(temporary, "concord-*").Except(known)];
            known.AddRange(made);
            return made;
        }
    }

    [Theory, OnBothStores]
    public async Task An_export_that_fails_half_way_is_taken_back(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
            await site.WithDbAsync(db => db.Records.Where(record => record.Id == "kunming").ExecuteUpdateAsync(set => set.SetProperty(record => record.Body, Encoding.UTF8.GetBytes("{"))));
        var (target, empty) = (await Stores.NewFolderAsync(), await Stores.NewFolderAsync());
        Directory.CreateDirectory(empty);
        foreach (var folder in new[] { target, empty })
        {
            var (code, said, complained) = await AVerb.RunAsync(location, "export", folder);
            Assert.Equal((1, ""), (code, said));
            Assert.StartsWith("Something in the store cannot be read: ", Assert.Single(complained.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(target));
        Assert.Empty(Directory.EnumerateFileSystemEntries(empty));
    }

    internal static async Task HasNoStoreAsync(StoreLocation location)
    {
        Assert.False(Directory.Exists(location.DataFolder));
        var (code, _, complained) = await AVerb.RunAsync(location, "check");
        Assert.Equal(1, code);
        Assert.StartsWith("There is no store ", complained, StringComparison.Ordinal);
    }

    [GeneratedRegex("^Concord shows the demonstration record at (?<address>http://127\\.0\\.0\\.1:[0-9]+) \\(Ctrl\\+C ends it\\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shown();

    [GeneratedRegex("^Sign in at /en/sign-in with the password (?<password>[^ ]+) as one of$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Password();
}
