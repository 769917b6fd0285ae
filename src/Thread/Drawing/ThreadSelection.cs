using Concord.Kernel.Records;

namespace Concord.Thread.Drawing;

/// <summary>
/// What of the neighbourhood of a record is drawn: the strong line first, then what it
/// comes from and what came of it, then what stands beside these.
/// </summary>
/// <param name="Path">Ids along the strong line, from word to deed.</param>
/// <param name="Ids">All that is drawn, the record itself first.</param>
/// <param name="Links">The links that are drawn; on the strong line only the one that joins two neighbours of it.</param>
/// <param name="Left">How many records near the record are not drawn.</param>
internal sealed record ThreadSelection(IReadOnlyList<string> Path, IReadOnlyList<string> Ids, IReadOnlyList<ThreadLink> Links, int Left)
{
    /// <summary>The drawing could hold some ten more, but then nobody would follow its lines.</summary>
    public const int MostNodes = 20;

    /// <summary>The thread of a mechanism, an organization or a city is an outline: its documents and what stands next to them.</summary>
    public const int MostOfAnOutline = 16;

    private const int Farthest = 3, Beside = 2, MostEnds = 4;

    /// <summary>Chooses at most <paramref name="most"/> records; null for as many as suit the kind.</summary>
    public static ThreadSelection Of(ThreadGraph graph, int? most = null)
    {
        // Who takes part has no day in the story: the latest documents come first.
        var isOutline = IsEnd(graph.Here);
        var room = most ?? (isOutline ? MostOfAnOutline : MostNodes);
        var path = ThreadPath.Through(graph);
        var cost = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var id in path)
            cost[id] = 0;
        Walk(graph, ThreadSide.Up, cost);
        Walk(graph, ThreadSide.Down, cost);
        var around = Around(graph, cost, path);
        var ranked = cost.Concat(around.Where(near => !cost.ContainsKey(near.Key)))
            .OrderBy(near => near.Value)
            .ThenBy(near => isOutline && graph[near.Key].Kind != RecordKind.Instrument)
            .ThenBy(near => Distance(graph[near.Key].Day, isOutline ? int.MaxValue : graph.Here.Day))
            .ThenBy(near => near.Key, StringComparer.Ordinal)
            .Select(near => near.Key).ToList();
        List<string> ids = [graph.Here.Id, .. ranked.Where(id => id != graph.Here.Id).Take(room - 1)];
        var drawn = ids.ToHashSet(StringComparer.Ordinal);
        return new ThreadSelection(path, ids, [.. Drawn(graph, path, drawn)], ranked.Count - ids.Count(ranked.Contains));
    }

    /// <summary>True when the link joins two neighbours of the strong line.</summary>
    public bool IsOnPath(ThreadLink link) => AreNeighbours(Path, link);

    private static bool AreNeighbours(IReadOnlyList<string> path, ThreadLink link)
    {
        for (var i = 1; i < path.Count; i++)
            if ((path[i - 1] == link.FromId && path[i] == link.ToId) || (path[i - 1] == link.ToId && path[i] == link.FromId))
                return true;
        return false;
    }

    /// <summary>All that lies on one side, step after step on the same side.</summary>
    private static void Walk(ThreadGraph graph, ThreadSide side, Dictionary<string, int> cost)
    {
        List<ThreadRecord> edge = [graph.Here];
        var passed = new HashSet<string>(StringComparer.Ordinal) { graph.Here.Id };
        for (var steps = 1; steps <= Farthest; steps++)
        {
            var next = new List<ThreadRecord>();
            foreach (var step in edge.SelectMany(graph.Steps))
            {
                if (step.Side != side || IsEnd(step.Other) || !passed.Add(step.Other.Id))
                    continue;
                next.Add(step.Other);
                cost[step.Other.Id] = Math.Min(cost.GetValueOrDefault(step.Other.Id, int.MaxValue), 2 * steps);
            }
            edge = next;
        }
    }

    /// <summary>What stands beside the thread: two links away whatever their side, and the mechanism and the parties of the record itself.</summary>
    private static Dictionary<string, int> Around(ThreadGraph graph, Dictionary<string, int> cost, IReadOnlyList<string> path)
    {
        var around = new Dictionary<string, int>(StringComparer.Ordinal);
        var opensWithMechanism = graph[path[0]].Kind == RecordKind.Mechanism;
        var ends = graph.Steps(graph.Here).Where(step => IsEnd(step.Other)).DistinctBy(step => step.Other.Id)
            .Where(step => step.Other.Kind != RecordKind.Mechanism || !opensWithMechanism)
            .OrderBy(step => step.Other.Kind).ThenBy(step => step.Link.Kind).ThenBy(step => step.Other.Id, StringComparer.Ordinal).ToList();
        foreach (var step in ends.Take(MostEnds))
            around[step.Other.Id] = 3;
        List<ThreadRecord> edge = [graph.Here];
        for (var steps = 1; steps <= Beside; steps++)
        {
            edge = [.. edge.SelectMany(graph.Steps).Select(step => step.Other).Where(other => !IsEnd(other)).DistinctBy(other => other.Id)];
            foreach (var other in edge)
                around.TryAdd(other.Id, (2 * steps) + 1);
        }
        // The event that adopted a document of the line, and the document that an event of it adopted, belong to its story.
        foreach (var step in path.Select(id => graph[id]).Where(record => !IsEnd(record)).SelectMany(graph.Steps))
            if (step.Link.Kind is LinkKind.AdoptedAt or LinkKind.EndorsedAt && !cost.ContainsKey(step.Other.Id))
                around[step.Other.Id] = Math.Min(around.GetValueOrDefault(step.Other.Id, int.MaxValue), 4);
        return around;
    }

    private static IEnumerable<ThreadLink> Drawn(ThreadGraph graph, IReadOnlyList<string> path, HashSet<string> drawn)
    {
        foreach (var link in graph.Links.Where(link => drawn.Contains(link.FromId) && drawn.Contains(link.ToId)))
        {
            if (link.Kind != LinkKind.Within)
            {
                yield return link;
                continue;
            }
            // Nearly every record is within the mechanism: the link is drawn where it opens the thread, from the record itself, and on a
            // mechanism's own thread to what nothing else joins to it.
            var opens = AreNeighbours(path, link);
            var isOwn = path[0] != link.ToId && link.FromId == graph.Here.Id;
            var isRoot = link.ToId == graph.Here.Id && IsRoot(graph, link.FromId, drawn);
            if (opens || isOwn || isRoot)
                yield return link;
        }
    }

    /// <summary>Of a mechanism's own: a document with no other behind it, and what nothing else that is drawn joins to the rest.</summary>
    private static bool IsRoot(ThreadGraph graph, string id, HashSet<string> drawn)
    {
        var others = graph.Steps(graph[id]).Where(step => step.Link.Kind != LinkKind.Within && drawn.Contains(step.Other.Id));
        return graph[id].Kind == RecordKind.Instrument
            ? !others.Any(step => step.Side == ThreadSide.Up && step.Other.Kind == RecordKind.Instrument)
            : !others.Any();
    }

    private static bool IsEnd(ThreadRecord record) => record.Kind is RecordKind.Mechanism or RecordKind.Organization or RecordKind.City;

    private static long Distance(int? day, int? here) => day is { } d && here is { } h ? Math.Abs((long)d - h) : long.MaxValue;
}
