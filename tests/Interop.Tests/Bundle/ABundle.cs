using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Interop.Bundle;

namespace Concord.Interop.Tests.Bundle;

/// <summary>A copy of the demonstration record in a folder of its own, to be spoilt.</summary>
internal sealed class ABundle : IDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ABundle()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "cooperation")))
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
    }

    /// <summary>With news and publications beside the ten files.</summary>
    public ABundle WithLibrary()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "library")))
            File.Copy(file, PathOf(Path.GetFileName(file)));
        return this;
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("concord-bundle-").FullName;

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Changes the record with this id (a field of <c>labels.json</c> by its name) and returns its index.</summary>
    public int Edit(string file, string id, Action<JsonObject> edit)
    {
        var root = JsonNode.Parse(File.ReadAllText(PathOf(file)))!;
        var index = -1;
        if (root is JsonArray records)
        {
            index = records.ToList().FindIndex(record => record?["id"]?.GetValue<string>() == id);
            edit(records[index]!.AsObject());
        }
        else
            edit(root[id]!.AsObject());
        File.WriteAllText(PathOf(file), root.ToJsonString(Readable));
        return index;
    }

    public void EditFile(string file, Action<JsonArray> edit)
    {
        var records = JsonNode.Parse(File.ReadAllText(PathOf(file)))!.AsArray();
        edit(records);
        File.WriteAllText(PathOf(file), records.ToJsonString(Readable));
    }

    /// <summary>Puts a text in the place of another in the raw file; for what no JSON library would write.</summary>
    public void Replace(string file, string old, string with)
    {
        var text = File.ReadAllText(PathOf(file));
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} does not contain {old}.");
        File.WriteAllText(PathOf(file), string.Concat(text.AsSpan(0, at), with, text.AsSpan(at + old.Length)));
    }

    public void Write(string file, string content) => File.WriteAllText(PathOf(file), content, new UTF8Encoding(false));

    public void Write(string file, byte[] content) => File.WriteAllBytes(PathOf(file), content);

    public List<Fault> Faults()
    {
        var faults = new List<Fault>();
        var result = BundleCheck.Run(Folder, faults.Add, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(faults.Count, result.Faults);
        return faults;
    }

    /// <summary>The one fault that the bundle has.</summary>
    public Fault OnlyFault()
    {
        var faults = Faults();
        Assert.True(faults.Count == 1, string.Create(CultureInfo.InvariantCulture, $"{faults.Count} faults:\n{string.Join('\n', faults.Take(20))}"));
        return faults[0];
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
