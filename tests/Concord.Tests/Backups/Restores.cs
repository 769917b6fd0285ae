using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Concord.Kernel.Data;
using Concord.Tests.Commands;
using Concord.Tests.House;
using Concord.Tests.Importing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Testing;
using Npgsql;

namespace Concord.Tests.Backups;

/// <summary>Where a backup may be restored, and what becomes of a restore that does not come to its end.</summary>
public sealed class Restores
{
    [Theory, OnBothStores]
    public async Task A_store_that_holds_something_is_not_written_over(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        var before = await Killed_imports.StateAsync(location);
        var (code, said, complained) = await AVerb.RunAsync(location, "restore", await Archives.OfTheRecordAsync(store));
        Assert.Equal((1, ""), (code, said));
        Assert.Equal($"{(store == StoreKind.Sqlite ? location.SqliteFile : "The database")} holds a store: a backup is restored into an empty place only. Name another with {(store == StoreKind.Sqlite ? "--data" : "--db")}.\n", complained);
        Assert.Equal(before, await Killed_imports.StateAsync(location));
    }

    [Theory, OnBothStores]
    public async Task Files_without_a_store_are_not_written_over(StoreKind store)
    {
        var location = await Stores.EmptyAsync(store);
        var kept = Path.Combine(location.DataFolder, "files", "ab", "cd", new string('a', 64));
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        await File.WriteAllTextAsync(kept, "kept", TestContext.Current.CancellationToken);
        var (code, said, complained) = await AVerb.RunAsync(location, "restore", await Archives.OfTheRecordAsync(store));
        Assert.Equal((1, "", $"{Path.Combine(location.DataFolder, "files")} holds files: name another folder with --data.\n"), (code, said, complained));
        Assert.Equal("kept", await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken));
    }

    [Theory, OnBothStores]
    public async Task A_store_that_holds_nothing_makes_room(StoreKind store)
    {
        var location = await Stores.EmptyAsync(store);
        Assert.Equal(0, (await AVerb.RunAsync(location, "migrate")).ExitCode);
        // A server that ran on it has left its keys.
        using (var server = AProcess.Start(location, "serve", "--urls", "http://127.0.0.1:0"))
        {
            await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            await AProcess.StopAsync(server);
        }
        var (code, said, complained) = await AVerb.RunAsync(location, "restore", await Archives.OfTheRecordAsync(store));
        Assert.Equal((0, ""), (code, complained));
        Assert.Contains("\nThe store is sound.\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_a_server_holds_open_is_not_replaced_under_it()
    {
        var location = await Stores.EmptyAsync(StoreKind.Sqlite);
        var backup = await Archives.OfTheRecordAsync(StoreKind.Sqlite);
        using var server = AProcess.Start(location, "serve", "--urls", "http://127.0.0.1:0");
        var address = (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ')[^1];
        using (var client = new HttpClient())
            Assert.True((await client.GetAsync(new Uri(address + "/en/events"), TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        var (code, said, complained) = await AVerb.RunAsync(location, "restore", backup);
        await AProcess.StopAsync(server);
        Assert.Equal((1, "", $"{location.SqliteFile} is open somewhere else: stop the server that uses it.\n"), (code, said, complained));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said_in_one_line()
    {
        var location = await Stores.EmptyAsync(StoreKind.Sqlite);
        var nowhere = await Stores.NewFolderAsync();
        Assert.Equal((1, "", $"There is no file {nowhere}: name a file that 'concord backup' made.\n"), await AVerb.RunAsync(location, "restore", nowhere));
        Assert.Equal(1, (await AVerb.RunAsync(location, "restore", Stores.Bundle)).ExitCode);
        await What_a_verb_leaves.HasNoStoreAsync(location);
    }

    [Theory, OnBothStores]
    public async Task A_backup_of_an_older_version_is_brought_up_to_date(StoreKind store)
    {
        var older = await OlderAsync(store);
        var restored = await Stores.EmptyAsync(store);
        var (code, said, complained) = await AVerb.RunAsync(restored, "restore", older);
        Assert.Equal((0, ""), (code, complained));
        Assert.Contains("\nThe store is sound.\n", said, StringComparison.Ordinal);
        var site = await ASite.OpenAsync(restored, Stores.Usual);
        await using (site)
            Assert.Equal(TheRecord.Of("events").Count, await site.WithDbAsync(db => db.Records.CountAsync(record => record.Kind == Kernel.Records.RecordKind.Event)));
    }

    [Theory, OnBothStores(0, 30, 150)]
    public async Task A_restore_that_is_killed_leaves_a_store_or_a_place_that_is_known_to_be_unfinished(StoreKind store, int milliseconds)
    {
        var backup = await Archives.OfTheRecordAsync(store);
        for (var tries = 0; ; tries++)
        {
            var location = await Stores.EmptyAsync(store);
            var stage = Path.Combine(location.DataFolder, "restoring");
            using (var process = AProcess.Start(location, "restore", backup))
            {
                while (!process.HasExited && !Directory.Exists(stage))
                    await Task.Delay(1, TestContext.Current.CancellationToken);
                await Task.Delay(milliseconds >> tries, TestContext.Current.CancellationToken);
                process.Kill();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
            var (code, _, complained) = await AVerb.RunAsync(location, "check");
            // One that had made its store before it was killed is begun anew, and killed sooner.
            if (code == 0 && tries < 10)
                continue;
            Assert.Equal(1, code);
            Assert.Equal($"A restore into {location.DataFolder} has not come to its end: run 'concord restore' again, or remove {stage} to begin with an empty store.\n", complained);
            // Nothing makes a store there, as if nothing had been lost.
            Assert.Equal((1, "", complained), await AVerb.RunAsync(location, "serve", "--urls", "http://127.0.0.1:0"));
            var again = await AVerb.RunAsync(location, "restore", backup);
            Assert.Equal((0, ""), (again.ExitCode, again.Complained));
            Assert.False(Directory.Exists(stage));
            break;
        }
    }

    [Theory, OnBothStores]
    public async Task Two_restores_into_one_place_do_not_meet(StoreKind store)
    {
        var location = await Stores.EmptyAsync(store);
        var stage = Path.Combine(location.DataFolder, "restoring");
        Directory.CreateDirectory(stage);
        var backup = await Archives.OfTheRecordAsync(store);
        var held = new FileStream(Path.Combine(stage, "in-use"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        await using (held)
        {
            var (code, said, complained) = await AVerb.RunAsync(location, "restore", backup);
            Assert.Equal((1, "", $"Another restore is at work in {location.DataFolder}: wait for its end.\n"), (code, said, complained));
        }
        Assert.Equal(0, (await AVerb.RunAsync(location, "restore", backup)).ExitCode);
    }

    /// <summary>A backup as the program made it when it had but one migration.</summary>
    private static async Task<string> OlderAsync(StoreKind store)
    {
        var tables = new Dictionary<string, (string[] Columns, byte[] Rows)>();
        var copy = await Stores.CopyAsync(store);
        var location = store == StoreKind.Sqlite ? await Stores.EmptyAsync(store) : copy;
        var app = Site.Build(new SiteSettings(location, new FakeClock(Stores.Usual)) { IsQuiet = true });
        await using (app)
        {
            var scope = app.Services.CreateAsyncScope();
            await using (scope)
            {
                var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
                if (store == StoreKind.Sqlite)
                    await MakeAsync(location);
                await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
                if (store == StoreKind.Sqlite)
                    await FillAsync(location, copy.SqliteFile);
                if (db.Database.GetDbConnection() is NpgsqlConnection connection)
                    foreach (var table in (string[])[.. Kept, "search_index"])
                        tables[table] = await RowsAsync(connection, table);
            }
        }
        SqliteConnection.ClearAllPools();
        return await Archives.ForgedAsync(await Archives.OfTheRecordAsync(store), parts => Archives.WithJson(
            from part in parts
            where !part.Name.StartsWith("store/", StringComparison.Ordinal) || tables.ContainsKey(part.Name.Split('/')[1])
            select part.Name == "concord.db" ? (part.Name, File.ReadAllBytes(location.SqliteFile))
                : part.Name.StartsWith("store/", StringComparison.Ordinal) ? (part.Name, tables[part.Name.Split('/')[1]].Rows) : part,
            "backup.json", head =>
            {
                head["migrations"] = new JsonArray(head["migrations"]![0]!.GetValue<string>());
                if (head["tables"] is JsonArray all)
                    head["tables"] = new JsonArray([.. all.Select(table => table!["name"]!.GetValue<string>()).Where(tables.ContainsKey)
                        .Select(name => new JsonObject { ["name"] = name, ["columns"] = new JsonArray([.. tables[name].Columns.Select(column => (JsonNode)column)]) })]);
            }), manifest =>
            {
                foreach (var table in manifest["rows"]!.AsObject().Select(row => row.Key).Except(Kept).ToList())
                    manifest["rows"]!.AsObject().Remove(table);
                manifest.Remove("next_numbers");
                manifest.Remove("audit_end");
            });
    }

    /// <summary>The tables of the first migration.</summary>
    private static readonly string[] Kept = ["records_link", "records_record", "records_state", "records_version", "vocabulary_entry"];

    private static Task MakeAsync(StoreLocation location)
    {
        Directory.CreateDirectory(location.DataFolder);
        return ExecuteAsync(location, "PRAGMA journal_mode = WAL", SqliteOpenMode.ReadWriteCreate);
    }

    /// <summary>Copies the rows of a newer store; the word index is four tables.</summary>
    private static async Task FillAsync(StoreLocation location, string newer)
    {
        var sql = new StringBuilder($"ATTACH '{newer}' AS newer;");
        foreach (var table in (string[])[.. Kept.Order(StringComparer.Ordinal), "search_index_data", "search_index_idx", "search_index_docsize", "search_index_config"])
        {
            var columns = new List<string>();
            var file = new SqliteConnection(location.SqliteConnection);
            await using (file)
            {
                await file.OpenAsync();
                var command = file.CreateCommand();
                await using (command)
                {
                    command.CommandText = $"SELECT name FROM pragma_table_info('{table}')";
                    var reader = await command.ExecuteReaderAsync();
                    await using (reader)
                        while (await reader.ReadAsync())
                            columns.Add($"\"{reader.GetString(0)}\"");
                }
            }
            sql.Append(CultureInfo.InvariantCulture, $"DELETE FROM main.{table}; INSERT INTO main.{table} ({string.Join(',', columns)}) SELECT {string.Join(',', columns)} FROM newer.{table};");
        }
        await ExecuteAsync(location, sql.ToString(), SqliteOpenMode.ReadWrite);
    }

    private static async Task ExecuteAsync(StoreLocation location, string sql, SqliteOpenMode mode)
    {
        var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = location.SqliteFile, Pooling = false, Mode = mode }.ToString());
        await using (file)
        {
            await file.OpenAsync();
            var command = file.CreateCommand();
            await using (command)
            {
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync();
            }
        }
    }

    private static async Task<(string[] Columns, byte[] Rows)> RowsAsync(NpgsqlConnection connection, string table)
    {
        if (connection.State != System.Data.ConnectionState.Open)
            await connection.OpenAsync();
        var columns = new List<string>();
        var command = new NpgsqlCommand("SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @table ORDER BY ordinal_position", connection);
        await using (command)
        {
            command.Parameters.AddWithValue("table", table);
            var reader = await command.ExecuteReaderAsync();
            await using (reader)
                while (await reader.ReadAsync())
                    columns.Add(reader.GetString(0));
        }
        var rows = new MemoryStream();
        var copy = await connection.BeginRawBinaryCopyAsync($"COPY {table} ({string.Join(',', columns.Select(column => $"\"{column}\""))}) TO STDOUT (FORMAT BINARY)");
        await using (copy)
            await copy.CopyToAsync(rows);
        return ([.. columns], rows.ToArray());
    }
}
