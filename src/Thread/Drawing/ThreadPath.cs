using Concord.Kernel.Records;

namespace Concord.Thread.Drawing;

/// <summary>
/// The strong line: from the word that a record goes back to, through the record, to the deed that came of it. At each step the
/// link that says most is followed (a document goes back to the one it implements rather than to the one it succeeds); of equal ones
/// the one that leads farthest, then the nearest in time.
/// </summary>
internal sealed class ThreadPath
{
    /// <summary>Steps up, and steps down: a longer line says no more about the record.</summary>
    private const int MostSteps = 4;

    private const int NotOfThePath = int.MaxValue;

    private readonly ThreadGraph graph;

    private ThreadPath(ThreadGraph graph) => this.graph = graph;

    /// <summary>Ids along the line, from word to deed, the record itself among them; alone where nothing is linked.</summary>
    public static IReadOnlyList<string> Through(ThreadGraph graph)
    {
        var path = new ThreadPath(graph);
        var passed = new HashSet<string>(StringComparer.Ordinal) { graph.Here.Id };
        var up = path.Farthest(graph.Here, ThreadSide.Up, graph.Here.Day, passed, MostSteps);
        // Where a document of the line goes back to no other document, the line begins with it: its adoption stands beside the line.
        if (up.Count > 1 && IsAdoption(graph, up[^2], up[^1]))
            up.RemoveAt(up.Count - 1);
        passed.UnionWith(up);
        // What came of a record without a date is not older than the nearest dated record behind it.
        var day = up.Prepend(graph.Here.Id).Select(id => graph[id].Day).FirstOrDefault(known => known is not null);
        var down = path.Farthest(graph.Here, ThreadSide.Down, day, passed, MostSteps);
        IReadOnlyList<string> whole = [.. Enumerable.Reverse(up), graph.Here.Id, .. down];
        if (up.Count == 1 && IsAdoption(graph, graph.Here.Id, up[0]))
            return whole;
        // A mechanism's word is the first of all: it opens the line where it is known to stand behind the line's first record.
        var first = graph[whole[0]];
        var mechanism = graph.Steps(first).Where(step => step.Link.Kind == LinkKind.Within && step.Outgoing && !whole.Contains(step.Other.Id))
            .Select(step => step.Other.Id).Order(StringComparer.Ordinal).FirstOrDefault();
        return mechanism is null ? whole : [mechanism, .. whole];
    }

    private static bool IsAdoption(ThreadGraph graph, string document, string happened) =>
        graph.Links.Any(link => link.FromId == document && link.ToId == happened && link.Kind is LinkKind.AdoptedAt or LinkKind.EndorsedAt);

    private List<string> Farthest(ThreadRecord from, ThreadSide side, int? day, HashSet<string> passed, int left)
    {
        if (left == 0)
            return [];
        var steps = graph.Steps(from)
            .Where(step => step.Side == side && !passed.Contains(step.Other.Id) && Follows(step, side, day))
            // The meeting that adopted a document of the line came before it, whatever else it heard.
            .Where(step => side == ThreadSide.Up || !passed.Any(id => IsAdoption(graph, id, step.Other.Id)))
            .Select(step => (Step: step, Rank: Rank(from, step)))
            .Where(step => step.Rank != NotOfThePath)
            .ToList();
        if (steps.Count == 0)
            return [];
        var most = steps.Min(step => step.Rank);
        List<string>? best = null;
        int? bestDay = null;
        foreach (var (step, _) in steps.Where(step => step.Rank == most).OrderBy(step => step.Step.Other.Id, StringComparer.Ordinal))
        {
            passed.Add(step.Other.Id);
            List<string> line = [step.Other.Id, .. Farthest(step.Other, side, step.Other.Day ?? day, passed, left - 1)];
            passed.Remove(step.Other.Id);
            if (best is null || line.Count > best.Count || (line.Count == best.Count && IsNearer(step.Other.Day, bestDay, side)))
                (best, bestDay) = (line, step.Other.Day);
        }
        return best!;
    }

    /// <summary>
    /// What an event has to do with a document or a project belongs to the line only in the order of time; other links say by themselves what
    /// came first.
    /// </summary>
    private static bool Follows(ThreadStep step, ThreadSide side, int? day) =>
        step.Link.Kind is not (LinkKind.Considered or LinkKind.Discussed or LinkKind.ReportedAt or LinkKind.PresentedAt or LinkKind.Succeeds)
        || day is null || step.Other.Day is null
        || (side == ThreadSide.Up ? step.Other.Day <= day : step.Other.Day >= day);

    private static bool IsNearer(int? day, int? than, ThreadSide side) =>
        day is not null && (than is null || (side == ThreadSide.Up ? day > than : day < than));

    /// <summary>How much a link says about where a record comes from or what came of it: 0 says most.</summary>
    private int Rank(ThreadRecord from, ThreadStep step)
    {
        if (step.Other.Kind is RecordKind.Mechanism or RecordKind.Organization or RecordKind.City)
            return NotOfThePath;
        if (from.Id == graph.Here.Id && from.Kind is RecordKind.Mechanism or RecordKind.Organization or RecordKind.City)
            return OfAParty(step);
        return (step.Side, step.Link.Kind) switch
        {
            // News are told for the sake of their first subject; nothing else comes from them.
            (ThreadSide.Up, LinkKind.TellsOf) when from.Id == graph.Here.Id => OfANewsItem(step.Other.Kind),
            (ThreadSide.Up, LinkKind.Implements or LinkKind.CarriesOut or LinkKind.ResultsFrom) => 0,
            (ThreadSide.Up, LinkKind.AdoptedAt or LinkKind.EndorsedAt) => 1,
            (ThreadSide.Up, LinkKind.DealsWith) => 1,
            (ThreadSide.Up, LinkKind.Considered) => 2,
            (ThreadSide.Up, LinkKind.Prepares or LinkKind.PartOf) => 3,
            (ThreadSide.Up, LinkKind.Succeeds or LinkKind.Discussed) => 4,
            // An event comes from what it heard, but no document comes from that.
            (ThreadSide.Up, LinkKind.ReportedAt or LinkKind.PresentedAt) when from.Id == graph.Here.Id => 5,
            (ThreadSide.Down, LinkKind.AdoptedAt or LinkKind.EndorsedAt or LinkKind.ResultsFrom) => 0,
            (ThreadSide.Down, LinkKind.CarriesOut or LinkKind.Implements) => 1,
            (ThreadSide.Down, LinkKind.Considered) => 2,
            (ThreadSide.Down, LinkKind.Prepares or LinkKind.Discussed) => 3,
            (ThreadSide.Down, LinkKind.ReportedAt or LinkKind.PresentedAt) => 4,
            (ThreadSide.Down, LinkKind.Succeeds or LinkKind.DealsWith) => 5,
            _ => NotOfThePath,
        };
    }

    private static int OfANewsItem(RecordKind told) => told switch
    {
        RecordKind.Event => 0,
        RecordKind.Instrument => 1,
        _ => 2,
    };

    private static int OfAParty(ThreadStep step) => step.Link.Kind switch
    {
        LinkKind.Within => step.Other.Kind == RecordKind.Instrument ? 0 : 1,
        LinkKind.SignedBy => 0,
        LinkKind.LedBy or LinkKind.LocatedIn => 1,
        LinkKind.ProvidedBy or LinkKind.PublishedBy or LinkKind.WrittenBy or LinkKind.PartneredBy or LinkKind.FundedBy or LinkKind.TakesPartIn => 2,
        LinkKind.OrganizedBy or LinkKind.HostedBy => 3,
        _ => 4,
    };
}
