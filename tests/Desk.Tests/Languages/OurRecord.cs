using System.Text.Json;
using Concord.Desk.Languages.Parity;
using Concord.Desk.Languages.Units;
using Concord.Events;
using Concord.Exchange;
using Concord.Instruments;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Parties;
using Concord.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Desk.Tests.Languages;

/// <summary>The texts and names of the demonstration record.</summary>
internal static class OurRecord
{
    private static readonly Lazy<IReadOnlyList<(RecordModel Model, string Id, JsonElement Body)>> All = new(() => [.. Read()]);

    public static IReadOnlyList<(RecordModel Model, string Id, JsonElement Body)> Records => All.Value;

    /// <summary>Every text with the record that has it.</summary>
    public static IEnumerable<(string Place, TextUnit Unit)> Texts() =>
        Records.SelectMany(record => TextUnit.Of(RecordShape.Of(record.Model.DocumentType), record.Body).Select(unit => ($"{record.Model.Kind.Plural()}/{record.Id} {unit.Path}", unit)));

    public static NameTable Names() => new(
    [
        .. FieldNames.OfTheField,
        .. from record in Records
           where record.Model.Kind is RecordKind.Mechanism or RecordKind.Organization or RecordKind.City
           let document = record.Model.Read(JsonSerializer.SerializeToUtf8Bytes(record.Body))
           select FieldNames.Of(record.Model.Names(document), document.Abbreviation, record.Model.Kind == RecordKind.City),
    ]);

    private static IEnumerable<(RecordModel Model, string Id, JsonElement Body)> Read()
    {
        var services = new ServiceCollection().AddParties().AddInstruments().AddProjects().AddEvents().AddExchange().BuildServiceProvider();
        foreach (var model in services.GetServices<RecordModel>())
        {
            var file = Path.Combine(AppContext.BaseDirectory, "cooperation", model.Kind.Plural() + ".json");
            foreach (var record in JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.EnumerateArray())
                yield return (model, record.GetProperty("id").GetString()!, record);
        }
    }
}
