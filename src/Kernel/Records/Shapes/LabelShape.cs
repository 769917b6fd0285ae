using System.Text.Json;

namespace Concord.Kernel.Records.Shapes;

/// <summary>The format of one field of <c>labels.json</c>: each value with its label in several languages, and perhaps a <c>note</c>.</summary>
public static class LabelShape
{
    /// <summary>Reports every fault of the labels of one field.</summary>
    /// <param name="values"><c>{"forum": {"en": "Forum", ...}, ...}</c>.</param>
    /// <param name="facts">What exists; the languages are those that have a label themselves.</param>
    /// <param name="report">Takes each fault as it is found; pointers start at the field.</param>
    public static void Check(JsonElement values, RecordFacts facts, Action<RecordFault> report) =>
        new RecordWalk(facts, report).Labels(values);
}
