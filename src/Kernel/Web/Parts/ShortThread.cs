using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;

namespace Concord.Kernel.Web.Parts;

/// <summary>The nearest records up and down the thread, mechanisms first, then the oldest.</summary>
public sealed record ShortThread(IReadOnlyList<ShortThread.Node> Up, IReadOnlyList<ShortThread.Node> Down, int More)
{
    private const int MostPerSide = 5;

    /// <param name="Words">What the other record is to this one: "implements; succeeds".</param>
    /// <param name="Other">The other record.</param>
    public sealed record Node(string Words, RecordName Other);

    public static ShortThread Of(IRecordPage page)
    {
        var here = IndexEntry.DayOf(page.Stored.Entry);
        var links = page.Links;
        var isParty = page.Kind is RecordKind.Organization or RecordKind.City;
        var nodes = links.GroupBy(link => link.Other.Id)
            .Select(group => (Links: group.ToList(), Side: group.Select(SideOf).Where(side => side != ThreadSide.Aside).DefaultIfEmpty(ThreadSide.Aside).Max()))
            .Where(node => node.Side != ThreadSide.Aside)
            .OrderBy(node => node.Links[0].Other.Kind != RecordKind.Mechanism).ThenBy(node => node.Links[0].Day ?? int.MaxValue)
            .ToList();
        var up = nodes.Where(node => node.Side == ThreadSide.Up).ToList();
        var down = nodes.Where(node => node.Side == ThreadSide.Down).ToList();
        return new ShortThread(
            // The nearest in time stand next to the record: of many, the last ones up and the first ones down.
            [.. up.Skip(Math.Max(0, up.Count - MostPerSide)).Select(node => NodeOf(node.Links))],
            // For a party, it is what it has done lately.
            [.. (isParty ? down.Skip(Math.Max(0, down.Count - MostPerSide)) : down.Take(MostPerSide)).Select(node => NodeOf(node.Links))],
            Math.Max(0, up.Count - MostPerSide) + Math.Max(0, down.Count - MostPerSide)
                + page.MoreLinks.Where(more => Sided(LinkWords.Side(more.Key.Kind, more.Key.Outgoing), more.Key.Kind, more.Key.Outgoing) != ThreadSide.Aside)
                    .Sum(more => more.Value));

        Node NodeOf(List<LinkedRecord> between) => new(
            string.Join(page.R.F.Semicolon, between.Where(link => SideOf(link) != ThreadSide.Aside)
                .Select(link => LinkWords.Of(link.Kind, link.Outgoing, page.R.L)).Distinct()),
            between[0].Other);

        ThreadSide SideOf(LinkedRecord link) => Sided(link.Side(links, here), link.Kind, link.Outgoing);

        // A party stands beside the thread; yet what it did lies below it.
        ThreadSide Sided(ThreadSide side, LinkKind kind, bool outgoing) =>
            side != ThreadSide.Aside || !isParty ? side : LinkWords.PartySide(kind, outgoing);
    }
}
