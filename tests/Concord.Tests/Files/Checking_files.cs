using Concord.Kernel.Files.Store;
using Concord.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Files;

/// <summary>What <c>concord check</c> says of files.</summary>
public sealed class Checking_files
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [OnBothStores]
    public async Task A_content_that_changed_is_gone_or_unknown_is_told_of(StoreKind store)
    {
        var house = await AHouse.OpenAsync(store);
        await using (house)
        {
            var files = house.Site.Services.GetRequiredService<FileStore>();
            foreach (var text in new[] { "changed", "cut off", "gone", "sound" })
                await house.UploadAsync(AHouse.Editor, text + ".txt", AFile.Utf8(text));
            Assert.Empty(await FaultsAsync(house));
            File.WriteAllText(PathOf(files, "changed"), "CHANGED");
            File.WriteAllText(PathOf(files, "cut off"), "cut");
            File.Delete(PathOf(files, "gone"));
            var unknown = files.PathOf(new string('b', 64));
            Directory.CreateDirectory(Path.GetDirectoryName(unknown)!);
            File.WriteAllText(unknown, "unknown");
            File.SetLastWriteTimeUtc(unknown, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            var faults = await FaultsAsync(house);
            Assert.Equal(4, faults.Count);
            Assert.Single(faults, fault => fault.Contains(Hash("changed") + " holds something else", StringComparison.Ordinal));
            Assert.Single(faults, fault => fault.Contains(Hash("cut off") + " has 3 bytes, not 7", StringComparison.Ordinal));
            Assert.Single(faults, fault => fault.Contains(Hash("gone") + " is missing", StringComparison.Ordinal));
            Assert.Single(faults, fault => fault.Contains("no row knows it", StringComparison.Ordinal));
        }
    }

    private static async Task<List<string>> FaultsAsync(AHouse house)
    {
        var scope = house.Site.Services.CreateAsyncScope();
        await using (scope)
            return await FileStoreCheck.RunAsync(scope.ServiceProvider, progress: null, Cancel).ToListAsync(Cancel);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(AFile.Utf8(text)));

    private static string PathOf(FileStore files, string text) => files.PathOf(Hash(text));
}
