using System.Text.Json;
using Concord.Kernel.Data;
using Concord.Tests.House;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Concord.Tests.Serving;

/// <summary>While the store cannot be reached every address says so in words, and when it is back the house goes on by itself.</summary>
public sealed class A_store_that_is_away
{
    private static readonly (string Address, string Language, string Title)[] Pages =
    [
        ("/en", "en", "The record cannot be read at the moment"),
        ("/zh/events/acecf_2018", "zh", "档案暂时无法读取"),
        ("/ru/search?q=SCO", "ru", "Сейчас прочитать записи невозможно"),
        ("/ko/events?year=2018", "ko", "현재 기록을 읽을 수 없습니다"),
    ];

    [Theory, OnBothStores]
    public async Task It_is_said_so_everywhere_and_it_comes_back(StoreKind store)
    {
        var (location, leave, comeBack) = store == StoreKind.Sqlite ? await AFolderAsync() : await AServerAsync();
        var site = await ASite.OpenAsync(location, Stores.Usual);
        await using (site)
        {
            Assert.Equal(200, (await site.GetAsync("/en")).Status);
            for (var times = 0; times < 2; times++)
            {
                await leave();
                foreach (var (address, language, title) in Pages)
                {
                    var answer = await site.GetAsync(address);
                    Assert.Equal((503, "text/html", "30"), (answer.Status, answer.Type, answer.Header("Retry-After")));
                    Assert.Empty(answer.HtmlErrors());
                    var page = answer.Page();
                    Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
                    Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
                    Assert.False(string.IsNullOrEmpty(page.QuerySelector("main code")!.TextContent));
                }
                foreach (var address in new[] { "/api/v1/events", "/api/v1/events/acecf_2018", "/events.ics", "/events/acecf_2018.ics", "/en/feed.atom", "/sitemap.xml" })
                {
                    var answer = await site.GetAsync(address);
                    Assert.Equal((503, "application/problem+json", "30"), (answer.Status, answer.Type, answer.Header("Retry-After")));
                    using var problem = JsonDocument.Parse(answer.Body);
                    Assert.Equal(503, problem.RootElement.GetProperty("status").GetInt32());
                    Assert.All(["type", "title", "detail", "reference"], name => Assert.False(string.IsNullOrEmpty(TheRecord.Text(problem.RootElement, name)), name));
                }
                Assert.Equal(503, (await site.GetAsync("/readyz")).Status);
                Assert.Equal(200, (await site.GetAsync("/healthz")).Status);
                // What is not of the record is told apart from what cannot be read.
                var missing = await site.GetAsync("/en/nowhere");
                Assert.Equal((404, "text/html"), (missing.Status, missing.Type));
                await comeBack();
                foreach (var address in Pages.Select(page => page.Address).Append("/api/v1/events").Append("/readyz"))
                    Assert.Equal(200, (await site.GetAsync(address)).Status);
            }
        }
    }

    [Fact]
    public async Task A_file_that_is_gone_is_not_made_anew_by_a_reader()
    {
        var site = await ASite.CopyAsync(StoreKind.Sqlite);
        await using (site)
        {
            CloseAll(site.Store);
            File.Move(site.Store.SqliteFile, site.Store.SqliteFile + ".away");
            Assert.Equal(503, (await site.GetAsync("/en/events")).Status);
            Assert.False(File.Exists(site.Store.SqliteFile));
            File.Move(site.Store.SqliteFile + ".away", site.Store.SqliteFile);
            Assert.Equal(200, (await site.GetAsync("/en/events")).Status);
        }
    }

    /// <summary>The folder of a SQLite store, put aside and put back.</summary>
    private static async Task<(StoreLocation, Func<Task>, Func<Task>)> AFolderAsync()
    {
        var location = await Stores.CopyAsync(StoreKind.Sqlite);
        return (location,
            () =>
            {
                CloseAll(location);
                Directory.Move(location.DataFolder, location.DataFolder + "-away");
                return Task.CompletedTask;
            },
            () =>
            {
                Directory.Move(location.DataFolder + "-away", location.DataFolder);
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>An open connection goes on reading a file that was moved away; the test is about what a new one finds.</summary>
    private static void CloseAll(StoreLocation location)
    {
        using var connection = new SqliteConnection(location.SqliteConnection);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>A server that others use cannot be stopped: the way to its socket is, and whoever is connected is sent away.</summary>
    private static async Task<(StoreLocation, Func<Task>, Func<Task>)> AServerAsync()
    {
        var direct = await Stores.CopyAsync(StoreKind.Postgres);
        var connection = new NpgsqlConnectionStringBuilder(direct.PostgresConnection);
        var (socket, way) = (connection.Host!, await Stores.NewFolderAsync());
        connection.Host = way;
        Directory.CreateSymbolicLink(way, socket);
        return (direct with { PostgresConnection = connection.ConnectionString },
            async () =>
            {
                Directory.Delete(way);
                var admin = new NpgsqlConnection(direct.PostgresConnection + ";Pooling=false");
                await using (admin)
                {
                    await admin.OpenAsync(TestContext.Current.CancellationToken);
                    var command = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", admin);
                    await using (command)
                        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
                }
            },
            () =>
            {
                Directory.CreateSymbolicLink(way, socket);
                return Task.CompletedTask;
            }
        );
    }
}
