using System.Diagnostics;
using Concord.Kernel.Data;
using Concord.Tests.House;

namespace Concord.Tests.Importing;

/// <summary>An export that does not come to its end leaves nothing that could be taken for a bundle.</summary>
public sealed class Stopped_exports
{
    [Theory, OnBothStores(0, 10, 40, 100)]
    public async Task An_export_that_is_killed_leaves_no_part_of_a_bundle(StoreKind store, int milliseconds)
    {
        var location = await Stores.CopyAsync(store);
        foreach (var isThere in new[] { false, true })
        {
            var (target, process) = await BegunAsync(location, isThere);
            using (process)
            {
                await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
                process.Kill();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
            var files = Directory.EnumerateFiles(target, "*.json").Count();
            Assert.True(files == 0 || files == TheRecord.FilesOfTheBundle, FormattableString.Invariant($"{files} of {TheRecord.FilesOfTheBundle} files stand in the folder."));
        }
    }

    [Theory, OnBothStores]
    public async Task An_export_that_is_stopped_takes_its_files_back_and_says_so(StoreKind store)
    {
        var location = await Stores.CopyAsync(store);
        foreach (var isThere in new[] { false, true })
        {
            // An export that was over before it was told to stop is told again.
            for (var tries = 0; ; tries++)
            {
                var (target, process) = await BegunAsync(location, isThere);
                using (process)
                {
                    await AProcess.StopAsync(process);
                    if (process.ExitCode == 0 && tries < 20)
                        continue;
                    Assert.Equal((1, "Stopped on request; what was begun was taken back.\n"), (process.ExitCode, await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
                }
                Assert.Equal(isThere, Directory.Exists(target));
                Assert.True(!isThere || !Directory.EnumerateFileSystemEntries(target).Any());
                break;
            }
        }
    }

    /// <summary>An export that has begun to write.</summary>
    private static async Task<(string Target, Process Process)> BegunAsync(StoreLocation location, bool isThere)
    {
        var target = await Stores.NewFolderAsync();
        if (isThere)
            Directory.CreateDirectory(target);
        var process = AProcess.Start(location, "export", target);
        while (!process.HasExited && !(Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            await Task.Delay(1, TestContext.Current.CancellationToken);
        return (target, process);
    }
}
