using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;

namespace Concord.Kernel.Vocabulary;

/// <summary>
/// Labels that a module brings for the coded values of its own kinds, so that no bundle has to: its resource <c>labels.json</c>, in the form of
/// the bundle's file of that name. Where a bundle labels the same value, the bundle's words stand.
/// </summary>
public static class HouseLabels
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<(string Field, string Value), LocalizedText>> Known = [];

    /// <summary>The labels of a module by field and value; none where the module brings none.</summary>
    public static IReadOnlyDictionary<(string Field, string Value), LocalizedText> Of(Assembly module) => Known.GetOrAdd(module, Read);

    private static Dictionary<(string Field, string Value), LocalizedText> Read(Assembly module)
    {
        using var stream = module.GetManifestResourceStream("labels.json");
        return stream is null
            ? []
            : (from field in JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, LocalizedText>>>(stream, RecordJson.Options)!
               from label in field.Value
               select ((field.Key, label.Key), label.Value)).ToDictionary();
    }
}
