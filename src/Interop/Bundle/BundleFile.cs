using Concord.Events.Contracts;
using Concord.Exchange.Contracts;
using Concord.Instruments.Contracts;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Kernel.Vocabulary;
using Concord.Library.Contracts;
using Concord.Parties.Contracts;
using Concord.Projects.Contracts;

namespace Concord.Interop.Bundle;

/// <summary>One of the files of a record bundle: ten that every bundle has, and two that it has where there is something to put in.</summary>
internal sealed class BundleFile
{
    private static readonly Dictionary<RecordKind, Type> Documents = new()
    {
        [RecordKind.Mechanism] = typeof(Mechanism),
        [RecordKind.Organization] = typeof(Organization),
        [RecordKind.Instrument] = typeof(Instrument),
        [RecordKind.Event] = typeof(Event),
        [RecordKind.Project] = typeof(Project),
        [RecordKind.Practice] = typeof(Practice),
        [RecordKind.City] = typeof(City),
        [RecordKind.NewsItem] = typeof(NewsItem),
        [RecordKind.Publication] = typeof(Publication),
    };

    private BundleFile(string name, RecordKind? kind, Type? document) =>
        (Name, Kind, Shape) = (name, kind, document is null ? null : RecordShape.Of(document));

    /// <summary>The record files in the order of their kinds, then places, topics and labels.</summary>
    public static IReadOnlyList<BundleFile> All { get; } =
    [
        .. RecordKinds.All.Select(kind => new BundleFile($"{kind.Plural()}.json", kind, Documents[kind])),
        new("places.json", null, typeof(Place)),
        new("topics.json", null, typeof(Topic)),
        new("labels.json", null, null),
    ];

    /// <summary>Labels of coded values that the house brings itself; a bundle need not have them, and may say them in its own words.</summary>
    public static IEnumerable<(string Field, string Value)> HouseLabelKeys { get; } =
        [.. Documents.Values.Select(document => document.Assembly).Distinct().SelectMany(module => HouseLabels.Of(module).Keys)];

    public static BundleFile Places { get; } = All.Single(file => file.Name == "places.json");

    public static BundleFile Topics { get; } = All.Single(file => file.Name == "topics.json");

    /// <summary>The one file whose root is an object: each of its members is a field with the labels of its values.</summary>
    public static BundleFile Labels { get; } = All.Single(file => file.Name == "labels.json");

    /// <summary><c>events.json</c>.</summary>
    public string Name { get; }

    /// <summary>The kind of the file's records; null for places, topics and labels.</summary>
    public RecordKind? Kind { get; }

    /// <summary>
    /// True for a file that a bundle may lack: then it says nothing of such records, and an import leaves those that stand. An export writes it
    /// only where there are any.
    /// </summary>
    public bool IsOptional => Kind is RecordKind.NewsItem or RecordKind.Publication;

    /// <summary>The format of the file's records; null for labels.</summary>
    public RecordShape? Shape { get; }

    /// <summary>The file that holds the records of a kind.</summary>
    public static BundleFile Of(RecordKind kind) => All[(int)kind - 1];

    public override string ToString() => Name;
}
