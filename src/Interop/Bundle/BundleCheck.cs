using System.Globalization;
using System.Text;
using System.Text.Json;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;

namespace Concord.Interop.Bundle;

/// <summary>How far a check has come.</summary>
/// <param name="File">The file that is being read.</param>
/// <param name="Done">Bytes read so far; each file is read twice.</param>
/// <param name="Total">Bytes to read in all.</param>
public readonly record struct BundleProgress(string File, long Done, long Total);

/// <summary>What a check found.</summary>
/// <param name="Faults">How many faults were reported; a bundle with any is refused.</param>
/// <param name="Records">Records of each kind; only where the bundle is sound do they say what an import would load.</param>
/// <param name="Facts">The ids, places, topics and labels of the bundle.</param>
public sealed record CheckedBundle(long Faults, IReadOnlyDictionary<RecordKind, int> Records, RecordFacts Facts)
{
    public bool IsSound => Faults == 0;
}

/// <summary>
/// Checks a whole bundle in two passes: the first collects what exists, the second holds each record against it. Memory grows with
/// the number of ids and links, not with the length of the files.
/// </summary>
public sealed class BundleCheck
{
    private const int NamedInCycle = 10;
    private const int RecordsBetweenReports = 500;

    private readonly BundleReader reader;
    private readonly Action<Fault> report;
    private readonly IProgress<BundleProgress>? progress;
    private readonly CancellationToken cancel;
    private readonly RecordFacts facts = new();
    private readonly TopicScheme topics;
    private readonly Dictionary<BundleFile, string> unreadable = [];
    private readonly Dictionary<RecordKind, int> counts = RecordKinds.All.ToDictionary(kind => kind, _ => 0);
    private readonly Dictionary<LinkKind, AcyclicLinks> acyclic = [];
    private readonly Standing? standing;
    private readonly long total;
    private Dictionary<string, RecordKind?> takenInStore = [];
    private ILookup<string, string> lostAreas = Enumerable.Empty<string>().ToLookup(area => area);
    private long done;
    private long faults;

    private BundleCheck(string folder, Standing? standing, Action<Fault> report, IProgress<BundleProgress>? progress, CancellationToken cancel)
    {
        (reader, this.standing, this.report, this.progress, this.cancel) = (new BundleReader(folder), standing, report, progress, cancel);
        topics = new TopicScheme(facts);
        total = 2 * BundleFile.All.Sum(reader.LengthOf);
    }

    /// <summary>Checks the bundle in a folder and reports every fault as it is found, in the order of the files and within them.</summary>
    /// <param name="folder">A folder with the ten files, and those that a bundle may lack; others in it are ignored.</param>
    /// <param name="report">Takes each fault; there may be very many.</param>
    /// <param name="progress">Told now and then how far the check has come.</param>
    /// <param name="cancel">Ends the check between two records.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public static CheckedBundle Run(string folder, Action<Fault> report, IProgress<BundleProgress>? progress = null, CancellationToken cancel = default) =>
        new BundleCheck(folder, standing: null, report, progress, cancel).Run();

    /// <summary>Checks the bundle together with what a store holds and the bundle leaves as it is.</summary>
    internal static CheckedBundle Run(string folder, Standing? standing, Action<Fault> report, IProgress<BundleProgress>? progress, CancellationToken cancel) =>
        new BundleCheck(folder, standing, report, progress, cancel).Run();

    private CheckedBundle Run()
    {
        foreach (var (field, value) in BundleFile.HouseLabelKeys)
            facts.AddLabel(field, Encoding.UTF8.GetBytes(value));
        foreach (var file in BundleFile.All)
            Collect(file);
        if (standing is not null)
            Collect(standing);
        var cycles = FindCycles();
        var fields = BundleFile.All.SelectMany(file => file.Shape?.LabelFields() ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var file in BundleFile.All)
        {
            if (unreadable.TryGetValue(file, out var reason))
                Report(new Fault(file.Name, null, null, reason));
            else if (file == BundleFile.Labels)
                CheckLabels(fields);
            else
                CheckRecords(file, cycles);
        }
        return new CheckedBundle(faults, counts, facts);
    }

    private void Collect(BundleFile file)
    {
        try
        {
            foreach (var raw in Records(file))
            {
                if (raw.IsTooLong)
                    continue;
                using var json = raw.Parse();
                Collect(raw, json.RootElement);
            }
        }
        catch (UnreadableFileException reason)
        {
            unreadable[file] = reason.Message;
            if (file.Kind is { } kind)
                facts.CannotTell(kind);
            else if (file == BundleFile.Places)
                facts.CannotTellPlaces();
            else if (file == BundleFile.Topics)
                facts.CannotTellTopics();
            else
                facts.CannotTellLabels();
        }
    }

    /// <summary>What stands and stays: ids of other kinds, links that could close a circle, topics, and areas that are named from there.</summary>
    private void Collect(Standing store)
    {
        takenInStore = store.OfAnotherKind(facts);
        foreach (var link in store.Links(acyclic.Keys, facts))
        {
            var (from, to) = (Encoding.UTF8.GetBytes(link.FromId), Encoding.UTF8.GetBytes(link.ToId));
            acyclic[link.Kind].Add(facts.NumberOf(from), facts.NumberOf(to), facts.NumberOf(Encoding.UTF8.GetBytes(link.StatedBy)), pointer: null);
        }
        foreach (var (id, body) in store.Topics(facts))
        {
            using var json = JsonDocument.Parse(body);
            topics.Stand(id, json.RootElement);
        }
        lostAreas = store.LostAreas(facts).ToLookup(lost => lost.Instrument, lost => $"The project {JsonText.Quote(lost.Project)} in this store belongs to the area {JsonText.Quote(lost.Area)} of this instrument; keep the area, or change the project in the same bundle.");
    }

    private void Collect(RawRecord raw, JsonElement record)
    {
        if (raw.File.Kind is { } kind)
            counts[kind]++;
        if (record.ValueKind != JsonValueKind.Object)
            return;
        if (raw.File == BundleFile.Labels)
        {
            if (raw.Name is { } field)
                foreach (var value in record.EnumerateObject())
                    if (JsonText.TryReadName(value, out var name))
                        facts.AddLabel(field, name);
            return;
        }
        if (!JsonText.TryFind(record, "id", out var id) || JsonText.Read(id) is not { } text)
            return;
        Span<byte> utf8 = stackalloc byte[JsonText.LongestId];
        if (!Encoding.UTF8.TryGetBytes(text, utf8, out var length) || !JsonText.IsId(utf8[..length]))
            return;
        if (raw.File == BundleFile.Topics)
            topics.Collect(raw.Index, utf8[..length], record);
        else if (raw.File.Kind is { } recordKind)
            CollectRecord(raw.File.Shape!, facts.AddRecord(recordKind, utf8[..length], raw.Index), record);
        else
            facts.AddPlace(utf8[..length], raw.Index);
    }

    private void CollectRecord(RecordShape shape, int number, JsonElement record)
    {
        foreach (var list in shape.ListsWithIds)
            if (JsonText.TryFind(record, list, out var entries) && entries.ValueKind == JsonValueKind.Array)
                foreach (var entry in entries.EnumerateArray())
                    if (entry.ValueKind == JsonValueKind.Object && JsonText.TryFind(entry, "id", out var local) && JsonText.Read(local) is { } localId)
                        facts.AddLocal(number, list, Encoding.UTF8.GetBytes(localId));
        foreach (var reference in shape.AcyclicReferences(record))
        {
            if (reference.Target.Length > JsonText.LongestId)
                continue;
            if (!acyclic.TryGetValue(reference.Link, out var links))
                acyclic[reference.Link] = links = new AcyclicLinks();
            var target = facts.NumberOf(Encoding.UTF8.GetBytes(reference.Target));
            var (from, to) = reference.Reverse ? (target, number) : (number, target);
            links.Add(from, to, number, reference.Pointer);
        }
    }

    /// <summary>The faults of cycles by the number of the record that they are reported at.</summary>
    private ILookup<int, RecordFault> FindCycles() => acyclic
        .OrderBy(entry => entry.Key)
        .SelectMany(entry => entry.Value.Cycles(NamedInCycle))
        .ToLookup(cycle => cycle.StatedBy, cycle => new RecordFault(cycle.Pointer, AcyclicLinks.Describe(cycle.Members, cycle.Length, facts.IdOf)));

    private void CheckRecords(BundleFile file, ILookup<int, RecordFault> cycles)
    {
        foreach (var raw in Records(file))
        {
            if (raw.IsTooLong)
            {
                Report(new Fault(file.Name, null, Pointer(raw, ""), $"the record is longer than {(RecordStream.LongestRecord / (1024 * 1024)).ToString(CultureInfo.InvariantCulture)} MB; texts have at most 20,000 characters."));
                continue;
            }
            using var json = raw.Parse();
            var record = json.RootElement;
            var id = IdOf(record);
            var shown = id ?? RefusedIdOf(record);
            void At(RecordFault fault) => Report(new Fault(file.Name, shown, Pointer(raw, fault.Pointer), fault.Message));
            file.Shape!.Check(record, facts, At);
            if (id is null)
                continue;
            if (file == BundleFile.Topics)
                topics.Check(raw.Index, id, record, At);
            else if (facts.HomeOf(Encoding.UTF8.GetBytes(id)) is { } home)
            {
                if (home.Kind == file.Kind && home.Index == raw.Index)
                    foreach (var cycle in cycles[facts.NumberOf(Encoding.UTF8.GetBytes(id))])
                        At(cycle);
                else
                    At(Taken(id, home));
                if (takenInStore.TryGetValue(id, out var other))
                    At(new RecordFault("/id", $"{JsonText.Quote(id)} is {(other is { } kind ? $"the id of {(kind is RecordKind.Event or RecordKind.Instrument or RecordKind.Organization ? "an" : "a")} {kind.Word()}" : "the id of a place")} in this store already; give the new record its own."));
                foreach (var sentence in lostAreas[id])
                    At(new RecordFault("/priority_areas", sentence));
            }
        }
    }

    private static RecordFault Taken(string id, (RecordKind? Kind, int Index) home)
    {
        var file = home.Kind is { } kind ? BundleFile.Of(kind) : BundleFile.Places;
        return new RecordFault("/id", string.Create(CultureInfo.InvariantCulture, $"{JsonText.Quote(id)} is the id of another record already, {file.Name} /{home.Index}; give each its own."));
    }

    private void CheckLabels(HashSet<string> fields)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var raw in Records(BundleFile.Labels))
        {
            void At(RecordFault fault) => Report(new Fault(raw.File.Name, null, Pointer(raw, fault.Pointer), fault.Message));
            if (raw.Name is null || !fields.Contains(raw.Name))
                At(new RecordFault("", $"{JsonText.Quote(raw.Name ?? "")} is not a coded field; {(Nearest.Of(Clip(raw.Name), fields) is { } nearest ? $"the nearest is \"{nearest}\"." : "take it out.")}"));
            else if (!seen.Add(raw.Name))
                At(new RecordFault("", $"\"{raw.Name}\" stands twice in the same object; keep one."));
            if (raw.IsTooLong)
            {
                At(new RecordFault("", "the labels of the field are longer than any that are read; texts have at most 20,000 characters."));
                continue;
            }
            using var json = raw.Parse();
            LabelShape.Check(json.RootElement, facts, At);
        }
    }

    private IEnumerable<RawRecord> Records(BundleFile file)
    {
        var before = done;
        foreach (var raw in reader.Read(file))
        {
            cancel.ThrowIfCancellationRequested();
            done += raw.Json.Length;
            if (raw.Index % RecordsBetweenReports == 0)
                progress?.Report(new BundleProgress(file.Name, done, total));
            yield return raw;
        }
        done = before + reader.LengthOf(file);
    }

    private void Report(Fault fault)
    {
        faults++;
        report(fault);
    }

    /// <summary>The record's id; null where it has none or one that is refused.</summary>
    private static string? IdOf(JsonElement record) =>
        record.ValueKind == JsonValueKind.Object && JsonText.TryFind(record, "id", out var id)
            && JsonText.Read(id) is { } text && JsonText.IsId(Encoding.UTF8.GetBytes(text)) ? text : null;

    /// <summary>
    /// A refused id as a fault shows it: at most 80 characters of it, on one line,
    /// without the colon that would end it. Null where there is none.
    /// </summary>
    private static string? RefusedIdOf(JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object || !JsonText.TryFind(record, "id", out var id))
            return null;
        var refused = id.ValueKind switch
        {
            JsonValueKind.String => JsonText.Quote(id)[1..^1],
            JsonValueKind.Number => JsonText.Quote(id),
            _ => "",
        };
        return string.IsNullOrWhiteSpace(refused) ? null : refused.Replace(":", "%3A", StringComparison.Ordinal);
    }

    private static string Pointer(RawRecord raw, string within) =>
        raw.Name is { } name
            ? $"/{Clip(name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}{within}"
            : string.Create(CultureInfo.InvariantCulture, $"/{raw.Index}{within}");

    private static string Clip(string? name) => JsonText.Quote(name ?? "")[1..^1];
}
