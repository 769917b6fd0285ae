namespace Concord.Interop.Bundle;

/// <summary>Links that must never lead back to where they began, and the search for those that do.</summary>
internal sealed class AcyclicLinks
{
    private readonly List<Link> links = [];

    /// <summary>A link from one number to another.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it leads.</param>
    /// <param name="statedBy">The number of the record that states it: either of the two.</param>
    /// <param name="pointer">Where in that record; null where a store states it, which is no fault of the bundle.</param>
    public void Add(int from, int to, int statedBy, string? pointer) => links.Add(new Link(from, to, statedBy, pointer));

    /// <summary>
    /// Every way back to a record that is on the way, once each: taking one link out of each cycle found leaves none. The members come
    /// in the direction of the links, at most <paramref name="atMost"/> of them; the statement is the first that the bundle makes, and a cycle
    /// of the store alone is passed over.
    /// </summary>
    public IEnumerable<(int[] Members, int Length, int StatedBy, string Pointer)> Cycles(int atMost)
    {
        const int Done = -1;
        var (sorted, firsts) = Sorted();
        // Where a number stands on the way, or that all beyond it is known.
        var places = new Dictionary<int, int>();
        // The way so far: each member and the link to take from it next.
        var way = new List<(int Member, int Next)>();
        foreach (var start in links.Select(link => link.StatedBy))
        {
            if (!places.TryAdd(start, 0))
                continue;
            way.Add((start, firsts.GetValueOrDefault(start, sorted.Count)));
            while (way.Count > 0)
            {
                var (member, next) = way[^1];
                if (next >= sorted.Count || sorted[next].From != member)
                {
                    places[member] = Done;
                    way.RemoveAt(way.Count - 1);
                    continue;
                }
                var to = sorted[next].To;
                way[^1] = (member, next + 1);
                if (places.TryAdd(to, way.Count))
                    way.Add((to, firsts.GetValueOrDefault(to, sorted.Count)));
                else if (places[to] is not Done and var place)
                {
                    foreach (var link in way.Skip(place).Select(step => sorted[step.Next - 1]).Where(link => link.Pointer is not null).Take(1))
                        yield return ([.. way.Skip(place).Take(atMost).Select(step => step.Member)], way.Count - place, link.StatedBy, link.Pointer!);
                }
            }
        }
    }

    /// <summary>The sentence about a cycle.</summary>
    public static string Describe(int[] members, int length, Func<int, string> name)
    {
        var names = string.Join(" -> ", members.Select(name).Append(length > members.Length ? "..." : name(members[0])));
        return length == 1
            ? $"\"{name(members[0])}\" refers to itself; take the reference out."
            : $"the references lead in a circle, {names}; take one of them out.";
    }

    /// <summary>The links by their beginnings, each pair once however often it is stated, and where those of each number begin.</summary>
    private (List<Link> Sorted, Dictionary<int, int> Firsts) Sorted()
    {
        var sorted = links
            .Select((link, order) => (link, order))
            .OrderBy(entry => entry.link.From).ThenBy(entry => entry.link.To).ThenBy(entry => entry.order)
            .Select(entry => entry.link)
            .ToList();
        var kept = 0;
        for (var i = 0; i < sorted.Count; i++)
            if (i == 0 || (sorted[i].From, sorted[i].To) != (sorted[kept - 1].From, sorted[kept - 1].To))
                sorted[kept++] = sorted[i];
        sorted.RemoveRange(kept, sorted.Count - kept);
        var firsts = new Dictionary<int, int>();
        for (var i = 0; i < sorted.Count; i++)
            firsts.TryAdd(sorted[i].From, i);
        return (sorted, firsts);
    }

    private readonly record struct Link(int From, int To, int StatedBy, string? Pointer);
}
