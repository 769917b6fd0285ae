using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Concord.Kernel.Data;
using Concord.Tests.House;

namespace Concord.Tests.Commands;

/// <summary>
/// The program as docs/operations.md has it installed: published into a folder, and started from another. What was only built finds its styles in the sources;
/// a published one has to bring all that it needs.
/// </summary>
public sealed class The_published_program
{
    [Fact]
    public async Task Finds_its_own_files_beside_itself_and_those_of_its_caller_where_the_caller_stands()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (home, caller) = (await PublishedAsync(), await Stores.NewFolderAsync());
        Directory.CreateDirectory(caller);
        var program = Path.Combine(home, "concord");
        // Where the runtime is that runs the tests.
        var root = ("DOTNET_ROOT", Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")));

        var version = await AProcess.RunInAsync(caller, program, ["--version"], root);
        Assert.Equal((0, ""), (version.ExitCode, version.Complained));
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+", version.Said);

        var (code, said, complained) = await AProcess.RunInAsync(caller, program, ["import", Path.Combine(home, "data", "cooperation"), "--data", "record"], root);
        Assert.Equal((0, ""), (code, complained));
        Assert.Contains($"events: {TheRecord.Of("events").Count} added, 0 changed, 0 unchanged", said, StringComparison.Ordinal);
        Assert.True(File.Exists(new StoreLocation(Path.Combine(caller, "record"), null).SqliteFile));

        using var server = AProcess.StartIn(caller, program, ["serve", "--data", "record", "--urls", "http://127.0.0.1:0"], root);
        try
        {
            var welcome = await server.StandardOutput.ReadLineAsync(cancel) ?? "";
            Assert.StartsWith("Concord answers at http://127.0.0.1:", welcome, StringComparison.Ordinal);
            using (var http = new HttpClient { BaseAddress = new Uri(welcome[welcome.IndexOf("http", StringComparison.Ordinal)..]) })
            {
                var parts = new List<string>();
                foreach (var address in new[] { "/ru/events/acecf_2018", "/en/sign-in" })
                    parts.AddRange(PageRules.Parts(new HtmlParser().ParseDocument(await http.GetStringAsync(new Uri(address, UriKind.Relative), cancel))));
                foreach (var part in parts.Distinct())
                    Assert.False(string.IsNullOrWhiteSpace(await http.GetStringAsync(new Uri(part, UriKind.Relative), cancel)), part + " has no content.");
                Assert.Contains(parts, part => part.Contains(".css", StringComparison.Ordinal));
                Assert.Contains(parts, part => part.Contains(".js", StringComparison.Ordinal));
                // The outlines lie beside the program too.
                Assert.NotEmpty(new HtmlParser().ParseDocument(await http.GetStringAsync(new Uri("/en/map", UriKind.Relative), cancel)).QuerySelectorAll("main svg path"));
                using var events = JsonDocument.Parse(await http.GetStringAsync(new Uri("/api/v1/events/acecf_2018", UriKind.Relative), cancel));
                Assert.Equal("acecf_2018", events.RootElement.GetProperty("id").GetString());
            }
            await AProcess.StopAsync(server);
            Assert.Equal((0, ""), (server.ExitCode, await server.StandardError.ReadToEndAsync(cancel)));
        }
        finally
        {
            server.Kill();
        }
        Assert.Equal([Path.Combine(caller, "record")], Directory.EnumerateFileSystemEntries(caller));
    }

    /// <summary>Publishes what was built with these tests; the folder.</summary>
    private static async Task<string> PublishedAsync([CallerFilePath] string test = "")
    {
        var sources = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(test)!, "..", "..", "..", "src", "Concord"));
        var folder = await Stores.NewFolderAsync();
        // .../bin/Release/net10.0/
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var (code, said, complained) = await AProcess.RunInAsync(sources, "dotnet", ["publish", "--no-build", "-c", configuration, "-o", folder, "--nologo", "-v", "q", "-m:1", "-nodeReuse:false"]);
        Assert.True(code == 0, said + complained);
        return folder;
    }
}
