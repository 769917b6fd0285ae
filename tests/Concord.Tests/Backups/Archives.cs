using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Kernel.Data;
using Concord.Tests.House;

namespace Concord.Tests.Backups;

/// <summary>Backups as any program that knows tar reads and writes them.</summary>
internal static class Archives
{
    private static readonly Lazy<Task<string>>[] OfTheRecord = [.. Enum.GetValues<StoreKind>().Select(store => new Lazy<Task<string>>(async () => await OfAsync(await Stores.CopyAsync(store))))];

    /// <summary>A backup of a store with the demonstration record, made once; nobody changes it.</summary>
    public static Task<string> OfTheRecordAsync(StoreKind store) => OfTheRecord[(int)store].Value;

    /// <summary>A new backup of a store, made by the program.</summary>
    public static async Task<string> OfAsync(StoreLocation store)
    {
        var file = await Stores.NewFolderAsync() + ".tar";
        var (code, said, complained) = await AVerb.RunAsync(store, "backup", file);
        Assert.Equal((0, ""), (code, complained));
        Assert.StartsWith(file + ": ", said, StringComparison.Ordinal);
        return file;
    }

    /// <summary>The parts of an archive, in their order.</summary>
    public static async Task<List<(string Name, byte[] Content)>> ReadAsync(string file)
    {
        var parts = new List<(string, byte[])>();
        var source = File.OpenRead(file);
        await using (source)
        {
            var tar = new TarReader(source);
            await using (tar)
                while (await tar.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
                {
                    var content = new MemoryStream();
                    if (entry.DataStream is { } data)
                        await data.CopyToAsync(content, TestContext.Current.CancellationToken);
                    parts.Add((entry.Name, content.ToArray()));
                }
        }
        return parts;
    }

    /// <summary>Writes an archive of these parts, as they are.</summary>
    public static async Task<string> WriteAsync(IEnumerable<(string Name, byte[] Content)> parts)
    {
        var file = await Stores.NewFolderAsync() + ".tar";
        var target = File.Create(file);
        await using (target)
        {
            var tar = new TarWriter(target, TarEntryFormat.Ustar);
            await using (tar)
                foreach (var (name, content) in parts)
                    await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) }, TestContext.Current.CancellationToken);
        }
        return file;
    }

    /// <summary>A copy with other parts, whose manifest states them as they are now: made by somebody who knows how.</summary>
    public static async Task<string> ForgedAsync(string file, Func<List<(string Name, byte[] Content)>, IEnumerable<(string Name, byte[] Content)>> edit, Action<JsonObject>? state = null)
    {
        var parts = edit(await ReadAsync(file)).Where(part => part.Name != "manifest.json").ToList();
        var manifest = JsonNode.Parse((await ReadAsync(file))[^1].Content)!.AsObject();
        var files = parts.Where(part => part.Name.StartsWith("files/", StringComparison.Ordinal)).ToList();
        manifest["parts"] = new JsonArray([.. parts.Except(files).Select(part => new JsonObject
        {
            ["name"] = part.Name,
            ["bytes"] = part.Content.Length,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(part.Content)),
        })]);
        manifest["files"] = new JsonObject { ["count"] = files.Count, ["bytes"] = files.Sum(part => part.Content.Length) };
        state?.Invoke(manifest);
        return await WriteAsync(parts.Append(("manifest.json", JsonSerializer.SerializeToUtf8Bytes(manifest))));
    }

    /// <summary>Changes one JSON part.</summary>
    public static IEnumerable<(string Name, byte[] Content)> WithJson(IEnumerable<(string Name, byte[] Content)> parts, string name, Action<JsonObject> edit) =>
        parts.Select(part =>
        {
            if (part.Name != name)
                return part;
            var json = JsonNode.Parse(part.Content)!.AsObject();
            edit(json);
            return (name, JsonSerializer.SerializeToUtf8Bytes(json));
        });
}
