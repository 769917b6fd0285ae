using Concord.Kernel.Records;

namespace Concord.Thread.Drawing;

/// <summary>A record near another one, as far as the choice of what is drawn needs it.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Day">Days since 1970 of its first day; null where it has none.</param>
internal sealed record ThreadRecord(string Id, RecordKind Kind, int? Day);

/// <summary>A link between two records that are near.</summary>
internal sealed record ThreadLink(string FromId, LinkKind Kind, string ToId);

/// <summary>A link as one of its ends sees it: what lies at the other end, and on which side of the thread.</summary>
internal readonly record struct ThreadStep(ThreadLink Link, bool Outgoing, ThreadRecord Other, ThreadSide Side);

/// <summary>What is linked near a record, both ways, and on which side of the thread each neighbour lies.</summary>
internal sealed class ThreadGraph
{
    private readonly Dictionary<string, ThreadRecord> records;
    private readonly ILookup<string, ThreadLink> links;

    /// <param name="here">The record that the thread is drawn for.</param>
    /// <param name="near">Records near it; <paramref name="here"/> may be among them.</param>
    /// <param name="between">Links between them. A link to what is not there, or that says less than another of the same two records, is left out.</param>
    public ThreadGraph(ThreadRecord here, IEnumerable<ThreadRecord> near, IEnumerable<ThreadLink> between)
    {
        Here = here;
        records = near.Append(here).DistinctBy(record => record.Id, StringComparer.Ordinal).ToDictionary(record => record.Id, StringComparer.Ordinal);
        var known = between.Where(link => link.FromId != link.ToId && records.ContainsKey(link.FromId) && records.ContainsKey(link.ToId)).Distinct()
            // Databases answer in any order; the page is the same for all.
            .OrderBy(link => link.Kind).ThenBy(link => link.FromId, StringComparer.Ordinal).ThenBy(link => link.ToId, StringComparer.Ordinal).ToList();
        var decided = known.Where(link => link.Kind is LinkKind.AdoptedAt or LinkKind.EndorsedAt).Select(link => (link.FromId, link.ToId)).ToHashSet();
        Links = known.FindAll(link => link.Kind != LinkKind.Considered || !decided.Contains((link.ToId, link.FromId)));
        links = Links.Select(link => (Id: link.FromId, link)).Concat(Links.Select(link => (Id: link.ToId, link)))
            .ToLookup(end => end.Id, end => end.link, StringComparer.Ordinal);
    }

    public ThreadRecord Here { get; }

    public IReadOnlyList<ThreadLink> Links { get; }

    public ThreadRecord this[string id] => records[id];

    /// <summary>All links of a record.</summary>
    public IEnumerable<ThreadStep> Steps(ThreadRecord record) =>
        links[record.Id].Select(link =>
        {
            var outgoing = link.FromId == record.Id;
            var other = records[outgoing ? link.ToId : link.FromId];
            return new ThreadStep(link, outgoing, other, Side(record, link.Kind, outgoing, other));
        });

    /// <summary>
    /// On which side a neighbour lies. A document on an agenda follows time: an event comes from documents that are older and leads to
    /// younger ones. What a mechanism, an organization or a city took part in came of it.
    /// </summary>
    private ThreadSide Side(ThreadRecord record, LinkKind kind, bool outgoing, ThreadRecord other)
    {
        if (kind == LinkKind.Considered)
            return outgoing
                ? other.Day > record.Day ? ThreadSide.Down : ThreadSide.Up
                : other.Day < record.Day ? ThreadSide.Up : ThreadSide.Down;
        if (record.Id == Here.Id && record.Kind is RecordKind.Mechanism or RecordKind.Organization or RecordKind.City)
            return other.Kind is RecordKind.Mechanism ? ThreadSide.Up : ThreadSide.Down;
        return LinkWords.Side(kind, outgoing);
    }
}
