using System.Text;
using System.Text.Json;
using Concord.Kernel.Data;
using Concord.Kernel.Records.Shapes;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Records;

/// <summary>
/// Holds one record against the store before it is written: the same rules as for a bundle, asked only about what the record names. Within the
/// transaction of a <see cref="RecordWriter"/> nothing can change between the check and the write.
/// </summary>
public static class RecordCheck
{
    /// <summary>More records than this are not followed in search of a circle: no chain of successors is that long.</summary>
    private const int MostFollowed = 10_000;

    /// <summary>Every fault of a record; none where it may be written.</summary>
    /// <param name="db">The store.</param>
    /// <param name="models">The models of all kinds.</param>
    /// <param name="kind">The record's kind.</param>
    /// <param name="record">The document as JSON.</param>
    /// <param name="isNew">True where no record of this id may be there yet.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<IReadOnlyList<RecordFault>> RunAsync(ConcordDb db, RecordModels models, RecordKind kind, JsonElement record, bool isNew,
        CancellationToken cancel = default)
    {
        var faults = new List<RecordFault>();
        var shape = RecordShape.Of(models[kind].DocumentType);
        var named = new HashSet<string>(StringComparer.Ordinal);
        Collect(record, named);
        var facts = await FactsAsync(db, models, named, cancel);
        await AddListsAsync(db, models, shape, record, facts, cancel);
        shape.Check(record, facts, faults.Add);
        if (record.ValueKind != JsonValueKind.Object || !JsonText.TryFind(record, "id", out var stated) || JsonText.Read(stated) is not { } id)
            return faults;
        if (facts.HomeOf(Encoding.UTF8.GetBytes(id)) is { } home && (isNew || home.Kind != kind))
            faults.Add(new RecordFault("/id", $"{JsonText.Quote(id)} is the id of {(home.Kind is { } other ? Article(other) : "a place")} already; give the record its own.", FaultKind.TakenId));
        await CirclesAsync(db, shape, record, id, faults, cancel);
        if (!isNew)
            await StillNamedAsync(db, models, kind, shape, record, id, faults, cancel);
        return faults;
    }

    /// <summary>What exists of all that a record names. Labels are few: all of them are taken.</summary>
    private static async Task<RecordFacts> FactsAsync(ConcordDb db, RecordModels models, HashSet<string> named, CancellationToken cancel)
    {
        var facts = new RecordFacts();
        foreach (var (field, value) in models.Labels.Keys)
            facts.AddLabel(field, Encoding.UTF8.GetBytes(value));
        var ids = named.Where(name => JsonText.IsId(Encoding.UTF8.GetBytes(name))).ToList();
        foreach (var known in await db.Records.AsNoTracking().Where(other => ids.Contains(other.Id)).Select(other => new { other.Id, other.Kind }).ToListAsync(cancel))
            facts.AddRecord(known.Kind, Encoding.UTF8.GetBytes(known.Id), 0);
        foreach (var entry in await db.Vocabulary.AsNoTracking().Where(entry => entry.List == "labels" || ids.Contains(entry.Id))
            .Select(entry => new { entry.List, entry.Id }).ToListAsync(cancel))
        {
            if (entry.List == "places")
                facts.AddPlace(Encoding.UTF8.GetBytes(entry.Id), 0);
            else if (entry.List == "topics")
                facts.AddTopic(Encoding.UTF8.GetBytes(entry.Id));
            else if (entry.Id.IndexOf('/', StringComparison.Ordinal) is var slash and > 0)
                facts.AddLabel(entry.Id[..slash], Encoding.UTF8.GetBytes(entry.Id[(slash + 1)..]));
        }
        return facts;
    }

    /// <summary>The lists of records that the record names an entry of: the priority areas of a project's instrument.</summary>
    private static async Task AddListsAsync(ConcordDb db, RecordModels models, RecordShape shape, JsonElement record, RecordFacts facts, CancellationToken cancel)
    {
        foreach (var field in shape.Fields)
        {
            if (field.AmongOf is null || record.ValueKind != JsonValueKind.Object || !JsonText.TryFind(record, field.AmongOf, out var of) || JsonText.Read(of) is not { } owner
                || await db.Records.AsNoTracking().Where(other => other.Id == owner).Select(other => new { other.Kind, other.Body }).FirstOrDefaultAsync(cancel) is not { } found)
                continue;
            using var body = JsonDocument.Parse(found.Body);
            var number = facts.AddRecord(found.Kind, Encoding.UTF8.GetBytes(owner), 0);
            foreach (var list in RecordShape.Of(models[found.Kind].DocumentType).ListsWithIds)
                foreach (var local in LocalIds(body.RootElement, list))
                    facts.AddLocal(number, list, Encoding.UTF8.GetBytes(local));
        }
    }

    private static async Task CirclesAsync(ConcordDb db, RecordShape shape, JsonElement record, string id, List<RecordFault> faults, CancellationToken cancel)
    {
        foreach (var same in shape.AcyclicReferences(record).ToList().ToLookup(reference => reference.Link))
        {
            var own = same.ToLookup(reference => reference.Reverse ? reference.Target : id, reference => reference.Reverse ? id : reference.Target);
            foreach (var reference in same)
            {
                var (from, to) = reference.Reverse ? (reference.Target, id) : (id, reference.Target);
                if (await LeadsAsync(db, reference.Link, id, own, to, from, cancel))
                    faults.Add(new RecordFault(reference.Pointer, $"{JsonText.Quote(reference.Target)} leads back to this record; take one of the references out.", FaultKind.Circle));
            }
        }
    }

    /// <summary>Whether links of a kind lead from one record to another, as they will be when this record states what it is to state.</summary>
    private static async Task<bool> LeadsAsync(ConcordDb db, LinkKind kind, string id, ILookup<string, string> own, string from, string to, CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        var reached = new List<string> { from };
        while (reached.Count > 0 && seen.Count < MostFollowed)
        {
            if (reached.Contains(to))
                return true;
            var next = await db.Links.AsNoTracking().Where(link => link.Kind == kind && link.StatedBy != id && reached.Contains(link.FromId))
                .Select(link => link.ToId).ToListAsync(cancel);
            reached = [.. next.Concat(reached.SelectMany(one => own[one])).Where(seen.Add)];
        }
        return false;
    }

    /// <summary>Entries of this record's lists that others name and that it would no longer have: a project's priority area.</summary>
    private static async Task StillNamedAsync(ConcordDb db, RecordModels models, RecordKind kind, RecordShape shape, JsonElement record, string id,
        List<RecordFault> faults, CancellationToken cancel)
    {
        foreach (var list in shape.ListsWithIds)
        {
            var kept = LocalIds(record, list).ToHashSet(StringComparer.Ordinal);
            foreach (var (naming, refers) in Naming(models, kind, list))
            {
                var links = db.Links.AsNoTracking().Where(link => link.Kind == refers.Link);
                var by = await (refers.Reverse ? links.Where(link => link.FromId == id) : links.Where(link => link.ToId == id))
                    .Join(db.Records, link => link.StatedBy, other => other.Id, (_, other) => new { other.Id, other.Body }).ToListAsync(cancel);
                foreach (var other in by)
                {
                    using var body = JsonDocument.Parse(other.Body);
                    if (JsonText.TryFind(body.RootElement, naming.Name, out var value) && JsonText.Read(value) is { } local && !kept.Contains(local)
                        && JsonText.TryFind(body.RootElement, naming.AmongOf!, out var of) && JsonText.Read(of) == id)
                        faults.Add(new RecordFault("/" + list, $"{JsonText.Quote(other.Id)} names {JsonText.Quote(local)}, which would be gone; keep it, or change that record first.", FaultKind.StillNamed));
                }
            }
        }
    }

    /// <summary>The fields of any kind that name an entry of a list of this kind, each with the reference beside it.</summary>
    private static IEnumerable<(FieldShape Field, RefersAttribute Refers)> Naming(RecordModels models, RecordKind kind, string list) =>
        from other in RecordKinds.All
        let shape = RecordShape.Of(models[other].DocumentType)
        from field in shape.Fields
        where field.AmongOf is not null && field.Among!.List == list
        let refers = shape.Fields.FirstOrDefault(beside => beside.Name == field.AmongOf)?.Refers
        where refers is not null && refers.Kind == kind
        select (field, refers);

    private static List<string> LocalIds(JsonElement record, string list) =>
        JsonText.TryFind(record, list, out var entries) && entries.ValueKind == JsonValueKind.Array
            ? entries.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object)
                .Select(entry => JsonText.TryFind(entry, "id", out var id) ? JsonText.Read(id) : null).OfType<string>().ToList()
            : [];

    /// <summary>All texts of a document, and the names of its properties: more than it names, but never less.</summary>
    private static void Collect(JsonElement value, HashSet<string> named)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when JsonText.Read(value) is { Length: <= JsonText.LongestId } text:
                named.Add(text);
                break;
            case JsonValueKind.Array:
                foreach (var entry in value.EnumerateArray())
                    Collect(entry, named);
                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                    Collect(property.Value, named);
                break;
        }
    }

    private static string Article(RecordKind kind) =>
        (kind is RecordKind.Event or RecordKind.Instrument or RecordKind.Organization ? "an " : "a ") + kind.Singular();
}
