using System.Diagnostics;
using Concord.Kernel.Data;
using Concord.Tests.House;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Concord.Tests.Importing;

/// <summary>The program is killed while it imports.</summary>
public sealed class Killed_imports
{
    [Theory, OnBothStores(0, 50, 200, 500)]
    public async Task An_import_that_is_killed_while_it_writes_leaves_the_store_as_before(StoreKind store, int milliseconds)
    {
        var location = await Stores.CopyAsync(store);
        var bundle = await Bundles.AllChangedAsync("killed");
        var before = await StateAsync(location);
        using var process = AProcess.Start(location, "import", bundle);
        await WritesAsync(process, location);
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        var ended = process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var after = await StateAsync(location);
        // Late kills may come after the end; then all of the import is there.
        if (!ended && after == before)
            return;
        Assert.True(milliseconds > 0 || ended, "The import was killed as it began to write, and yet the store changed.");
        Assert.StartsWith("change 2,", after, StringComparison.Ordinal);
    }

    [Theory, OnBothStores]
    public async Task An_import_that_is_stopped_while_it_writes_takes_back_what_it_wrote_and_says_so(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var bundle = await Bundles.AllChangedAsync("stopped");
        var before = await StateAsync(location);
        using var process = AProcess.Start(location, "import", bundle);
        await WritesAsync(process, location);
        await AProcess.StopAsync(process);
        Assert.Equal((1, "Stopped on request; what was begun was taken back.\n"), (process.ExitCode, await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(before, await StateAsync(location));
    }

    // Within the first third of a second it makes the tables.
    [Theory, OnBothStores(0, 80, 160, 240, 320, 600)]
    public async Task A_first_import_that_is_stopped_leaves_no_store(StoreKind store, int milliseconds)
    {
        for (var tries = 0; ; tries++)
        {
            var location = await Stores.EmptyAsync(store);
            using var process = AProcess.Start(location, "import", Stores.Bundle);
            await WritesAsync(process, location);
            await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
            await AProcess.StopAsync(process);
            // One that was over before it was told to stop is begun anew.
            if (process.ExitCode == 0 && tries < 10)
                continue;
            Assert.Equal((1, "Stopped on request; what was begun was taken back.\n"), (process.ExitCode, await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
            await Commands.What_a_verb_leaves.HasNoStoreAsync(location);
            break;
        }
    }

    [Theory, OnBothStores]
    public async Task An_import_says_what_it_did_and_one_of_nonsense_says_every_fault(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var (code, said, complained) = await AVerb.RunAsync(location, "import", Stores.Bundle);
        Assert.Equal((0, ""), (code, complained));
        Assert.Contains("events: 0 added, 0 changed, 157 unchanged", said, StringComparison.Ordinal);
        (code, _, complained) = await AVerb.RunAsync(location, "import", await Bundles.ChangedAsync((kind, record) => { if (kind == "cities") record["time_zone"] = "Asia/Nowhere"; }));
        Assert.Equal(2, code);
        Assert.Equal(TheRecord.Of("cities").Count, complained.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        (code, _, complained) = await AVerb.RunAsync(location, "import");
        Assert.Equal(64, code);
        Assert.NotEmpty(complained);
        Assert.Equal(0, (await AVerb.RunAsync(location, "check")).ExitCode);
    }

    internal static async Task<string> StateAsync(StoreLocation location)
    {
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
        {
            Assert.Empty(await Bundles.CheckAsync(site));
            return await Bundles.StateAsync(site);
        }
    }

    /// <summary>Waits until somebody writes into the store, or the process has ended.</summary>
    private static async Task WritesAsync(Process process, StoreLocation location)
    {
        if (location.PostgresConnection is { } server)
        {
            // The server starts a process for each connection, so one asks again and again.
            var connection = new NpgsqlConnection(server + ";Pooling=false");
            await using (connection)
            {
                await connection.OpenAsync();
                var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL", connection);
                await using (command)
                    while (!process.HasExited && await command.ExecuteScalarAsync() is not > 0L)
                        await Task.Delay(2, TestContext.Current.CancellationToken);
            }
        }
        else
            while (!process.HasExited && !(File.Exists(location.SqliteFile) && await IsHeldAsync(location)))
                await Task.Delay(2, TestContext.Current.CancellationToken);
    }

    /// <summary>Whether somebody holds the file of a SQLite store to write.</summary>
    private static async Task<bool> IsHeldAsync(StoreLocation location)
    {
        var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = location.SqliteFile, Pooling = false, DefaultTimeout = 1 }.ToString());
        await using (file)
        {
            await file.OpenAsync();
            var command = file.CreateCommand();
            await using (command)
            {
                // Straight to the database: the driver would wait for the other writer.
                command.CommandText = "PRAGMA busy_timeout = 0";
                await command.ExecuteNonQueryAsync();
                return SQLitePCL.raw.sqlite3_exec(file.Handle!, "BEGIN IMMEDIATE; ROLLBACK") == SQLitePCL.raw.SQLITE_BUSY;
            }
        }
    }
}
