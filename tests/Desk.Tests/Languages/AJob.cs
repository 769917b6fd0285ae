using Concord.Desk.Languages.Incoming;
using Concord.Desk.Languages.Units;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;

namespace Concord.Desk.Tests.Languages;

/// <summary>Texts of the demonstration record that go out to a translator.</summary>
internal static class AJob
{
    /// <summary>All texts of one record from English into another language.</summary>
    public static Outgoing Of(RecordKind kind, string id, string target = "zh", TextState state = TextState.Translated) => new("en", target,
        [.. Units(kind, id)!.Select(unit => new OutgoingText(kind, id, "A record", unit, unit.Words.Find("en")!.Value, state))]);

    /// <summary>All texts of the demonstration record.</summary>
    public static Outgoing OfEverything(string target) => new("en", target,
        [.. from record in OurRecord.Records
            from unit in TextUnit.Of(RecordShape.Of(record.Model.DocumentType), record.Body)
            where unit.Words.Has("en")
            select new OutgoingText(record.Model.Kind, record.Id, record.Id, unit, unit.Words.Find("en")!.Value, TextState.Translated)]);

    /// <summary>The texts of a record as they are now.</summary>
    public static IReadOnlyList<TextUnit>? Units(RecordKind kind, string id)
    {
        var record = OurRecord.Records.FirstOrDefault(record => record.Model.Kind == kind && record.Id == id);
        return record.Model is null ? null : TextUnit.Of(RecordShape.Of(record.Model.DocumentType), record.Body);
    }
}
