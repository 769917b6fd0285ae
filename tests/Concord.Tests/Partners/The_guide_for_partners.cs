using System.Diagnostics;
using System.Text.RegularExpressions;
using Concord.Tests.House;
using Microsoft.AspNetCore.Builder;
using NodaTime.Testing;

namespace Concord.Tests.Partners;

/// <summary>The examples of docs/guide/partners.md do what stands below them, against the real server.</summary>
public sealed partial class The_guide_for_partners
{
    [Fact]
    public async Task Its_examples_do_what_it_says()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl") && File.Exists("/usr/bin/jq") || Environment.GetEnvironmentVariable("CI") == "true", "curl or jq is not installed here (Debian: apt-get install curl jq).");
        var examples = Example().Matches(await File.ReadAllTextAsync(Guide(), TestContext.Current.CancellationToken));
        Assert.True(examples.Count >= 5, "the examples were not found");
        var store = await Stores.CopyAsync(StoreKind.Sqlite);
        string key;
        var site = await ASite.OpenAsync(store, Stores.Usual);
        await using (site)
            key = (await APartner.WithKeyAsync(site, archives: true)).Key;
        var app = Site.Build(new SiteSettings(store, new FakeClock(Stores.Usual)) { IsQuiet = true, Urls = "http://127.0.0.1:0" });
        await using (app)
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            var script = string.Concat(examples.Select((example, place) => example.Groups["does"].Value + $"echo ---- {place}\n"));
            var said = await RunAsync("set -euo pipefail\n" + script, ("CONCORD", app.Urls.First()), ("KEY", key));
            var expected = string.Concat(examples.Select((example, place) => example.Groups["says"].Value + $"---- {place}\n"));
            Assert.Equal(expected, said);
        }
    }

    private static async Task<string> RunAsync(string script, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Directory.CreateDirectory(await Stores.NewFolderAsync()).FullName };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await said + await complained;
    }

    private static string Guide([System.Runtime.CompilerServices.CallerFilePath] string test = "") => Path.Combine(Path.GetDirectoryName(test)!, "../../../docs/guide/partners.md");

    [GeneratedRegex(@"```sh\n(?<does>.*?)```\n```text\n(?<says>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Example();
}
