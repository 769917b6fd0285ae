using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Interop.Bundle;
using Concord.Kernel.Data;
using Concord.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Importing;

/// <summary>Bundles made from the demonstration record, and what a store holds after them.</summary>
internal static class Bundles
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A copy of the demonstration record; <paramref name="edit"/> changes each record of the kinds: (kind, record).</summary>
    public static async Task<string> ChangedAsync(Action<string, JsonObject> edit)
    {
        var folder = await Stores.NewFolderAsync();
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Stores.Bundle, "*.json"))
        {
            var kind = Path.GetFileNameWithoutExtension(file);
            var target = Path.Combine(folder, Path.GetFileName(file));
            if (!TheRecord.Kinds.Contains(kind))
            {
                File.Copy(file, target);
                continue;
            }
            var records = JsonNode.Parse(await File.ReadAllBytesAsync(file))!.AsArray();
            foreach (var record in records)
                edit(kind, record!.AsObject());
            await File.WriteAllTextAsync(target, records.ToJsonString(Readable));
        }
        return folder;
    }

    /// <summary>Every record says something else, marked with a word.</summary>
    public static Task<string> AllChangedAsync(string word) => ChangedAsync((_, record) => record["sources"]!.AsArray().Add("Seen again: " + word));

    public static async Task<(ImportOutcome Outcome, List<string> Faults)> ImportAsync(ASite site, string folder, bool dryRun = false)
    {
        var faults = new List<string>();
        var outcome = await BundleImport.RunAsync(site.Services, folder, dryRun, fault => faults.Add(fault.ToString()), progress: null, TestContext.Current.CancellationToken);
        return (outcome, faults);
    }

    public static async Task<string> ExportAsync(ASite site)
    {
        var folder = await Stores.NewFolderAsync();
        await BundleExport.RunAsync(site.Services, folder, progress: null, TestContext.Current.CancellationToken);
        return folder;
    }

    /// <summary>Where two bundles differ in value; none where they are the same.</summary>
    public static IEnumerable<string> Differences(string left, string right)
    {
        foreach (var file in Directory.EnumerateFiles(left, "*.json"))
        {
            using var a = JsonDocument.Parse(File.ReadAllBytes(file));
            using var b = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(right, Path.GetFileName(file))));
            if (!JsonElement.DeepEquals(a.RootElement, b.RootElement))
                yield return Path.GetFileName(file) + " differs";
        }
    }

    /// <summary>All that the store states, in one line: equal lines are equal stores.</summary>
    public static Task<string> StateAsync(ASite site) => site.WithDbAsync(async db =>
    {
        var cancel = TestContext.Current.CancellationToken;
        var state = await db.State.AsNoTracking().SingleAsync(cancel);
        var versions = await db.Versions.CountAsync(cancel);
        var links = await db.Links.CountAsync(cancel);
        var records = await db.Records.AsNoTracking().OrderBy(record => record.No).Select(record => record.Body).ToListAsync(cancel);
        var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(records.SelectMany(body => body).ToArray()));
        return FormattableString.Invariant($"change {state.ChangeNo}, {records.Count} records, {versions} versions, {links} links, {hash}");
    });

    public static async Task<List<string>> CheckAsync(ASite site)
    {
        var faults = new List<string>();
        var scope = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.CreateAsyncScope(site.Services);
        await using (scope)
            await foreach (var fault in StoreCheck.RunAsync(scope.ServiceProvider, progress: null, TestContext.Current.CancellationToken))
                faults.Add(fault);
        return faults;
    }
}
