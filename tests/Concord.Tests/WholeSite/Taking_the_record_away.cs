using System.IO.Compression;
using Concord.Tests.House;
using Concord.Tests.Importing;

namespace Concord.Tests.WholeSite;

/// <summary>Anyone may take the whole record away, and finds where.</summary>
public sealed class Taking_the_record_away
{
    private const string Address = "/api/v1/record.zip";

    [Theory, OnBothStores]
    public async Task One_file_holds_all_of_it_value_for_value(StoreKind store)
    {
        var site = await Stores.SharedAsync(store);
        using var response = await site.Http.GetAsync(new Uri(Address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        var folder = await Stores.NewFolderAsync();
        await ZipFile.ExtractToDirectoryAsync(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), folder, TestContext.Current.CancellationToken);
        Assert.Equal(TheRecord.FilesOfTheBundle + 1, Directory.EnumerateFiles(folder).Count());
        Nothing.In(Bundles.Differences(Stores.Bundle, folder));
        var readme = await File.ReadAllTextAsync(Path.Combine(folder, "README.txt"), TestContext.Current.CancellationToken);
        Assert.Contains("http://localhost/", readme, StringComparison.Ordinal);
        Assert.Contains("CC BY 4.0", readme, StringComparison.Ordinal);
        var (outcome, faults) = await Bundles.ImportAsync(site, folder, dryRun: true);
        Assert.Empty(faults);
        Assert.Empty(outcome.Written);
    }

    [Fact]
    public async Task It_is_named_where_readers_and_programs_look()
    {
        var site = await Stores.SharedAsync(StoreKind.Sqlite);
        foreach (var language in Contract.Languages)
            Assert.Single((await site.GetAsync($"/{language}/about")).Page().QuerySelectorAll($"a[href='{Address}']"));
        Assert.Single((await site.GetAsync("/api?lang=en")).Page().QuerySelectorAll($"a[href='{Address}']"));
        Assert.Contains($"\"contentUrl\":\"http://localhost{Address}\"", (await site.GetAsync("/en")).Body, StringComparison.Ordinal);
        Assert.Contains($"Allow: {Address}\n", (await site.GetAsync("/robots.txt")).Body, StringComparison.Ordinal);
    }
}
