using System.Text.Json.Nodes;

namespace Concord.Desk.Partners;

/// <summary>The merge patch of RFC 7396: what it names is replaced, what it sets to null goes, lists are replaced whole.</summary>
internal static class MergePatch
{
    /// <summary>The patched value (RFC 7396, section 2). Neither argument is changed, and the result shares nothing with them.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var patched = target is JsonObject standing ? (JsonObject)standing.DeepClone() : [];
        foreach (var (name, change) in changes)
            if (change is null)
                patched.Remove(name);
            else
                patched[name] = Apply(patched[name], change);
        return patched;
    }
}
