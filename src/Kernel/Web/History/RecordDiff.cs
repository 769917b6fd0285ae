using System.Globalization;
using System.Text.Json;

namespace Concord.Kernel.Web.History;

/// <summary>One step of the way to a value in a document: a field's name (of a text also its language), or a place in a list.</summary>
/// <param name="Name">The name in JSON, null for a place in a list.</param>
/// <param name="Index">From 0; null for a name.</param>
public readonly record struct FieldStep(string? Name, int? Index)
{
    /// <summary>Reads a way as <c>translated</c> writes it: <c>sessions.2.title.ko</c>.</summary>
    public static IReadOnlyList<FieldStep> Read(string path) =>
        [.. path.Split('.').Select(step => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? new FieldStep(null, index) : new FieldStep(step, null))];

    public override string ToString() => Name ?? Index!.Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What two versions state differently at one place.</summary>
/// <param name="Path">The way there.</param>
/// <param name="Before">What stood there; null where it was added.</param>
/// <param name="After">What stands there; null where it was removed.</param>
public sealed record FieldChange(IReadOnlyList<FieldStep> Path, JsonElement? Before, JsonElement? After)
{
    /// <summary>The way as a record's <c>translated</c> writes it: <c>sessions.2.title.ko</c>.</summary>
    public string Place => string.Join('.', Path);
}

/// <summary>Compares two versions of a document field by field.</summary>
/// <remarks>
/// Lists are compared by position. What exists on one side only is one change, however much lies in it; the order of an object's fields
/// means nothing.
/// </remarks>
public static class RecordDiff
{
    /// <summary>The changes that lead from one version to the other, in the order in which the later one states its fields; removed fields follow.</summary>
    public static IReadOnlyList<FieldChange> Between(JsonElement before, JsonElement after)
    {
        var changes = new List<FieldChange>();
        Compare([], before, after, changes);
        return changes;
    }

    private static void Compare(FieldStep[] path, JsonElement before, JsonElement after, List<FieldChange> changes)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
            CompareFields(path, before, after, changes);
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array)
            CompareLists(path, before, after, changes);
        else if (!JsonElement.DeepEquals(before, after))
            changes.Add(new FieldChange(path, before, after));
    }

    private static void CompareFields(FieldStep[] path, JsonElement before, JsonElement after, List<FieldChange> changes)
    {
        foreach (var field in after.EnumerateObject())
        {
            FieldStep[] at = [.. path, new FieldStep(field.Name, null)];
            if (before.TryGetProperty(field.Name, out var earlier))
                Compare(at, earlier, field.Value, changes);
            else
                changes.Add(new FieldChange(at, null, field.Value));
        }
        foreach (var field in before.EnumerateObject())
            if (!after.TryGetProperty(field.Name, out _))
                changes.Add(new FieldChange([.. path, new FieldStep(field.Name, null)], field.Value, null));
    }

    private static void CompareLists(FieldStep[] path, JsonElement before, JsonElement after, List<FieldChange> changes)
    {
        var (earlier, later) = (before.GetArrayLength(), after.GetArrayLength());
        for (var i = 0; i < Math.Max(earlier, later); i++)
        {
            FieldStep[] at = [.. path, new FieldStep(null, i)];
            if (i >= earlier)
                changes.Add(new FieldChange(at, null, after[i]));
            else if (i >= later)
                changes.Add(new FieldChange(at, before[i], null));
            else
                Compare(at, before[i], after[i], changes);
        }
    }
}
