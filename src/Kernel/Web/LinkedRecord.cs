using Concord.Kernel.Records;

namespace Concord.Kernel.Web;

/// <summary>The other end of one of a record's links.</summary>
/// <param name="Kind">Kind of the link.</param>
/// <param name="Outgoing">True when it runs from the record to the other.</param>
/// <param name="Other">The other record.</param>
/// <param name="Day">Days since 1970 of the other record's first day, null where it has none.</param>
public sealed record LinkedRecord(LinkKind Kind, bool Outgoing, RecordName Other, int? Day)
{
    /// <summary>The side of the thread on which the other record lies.</summary>
    /// <param name="all">All links of the record, for what an event adopted.</param>
    /// <param name="here">Days since 1970 of the record itself.</param>
    public ThreadSide Side(IReadOnlyCollection<LinkedRecord> all, int? here)
    {
        if (Kind == LinkKind.Considered && Outgoing
            && (all.Any(link => link is { Kind: LinkKind.AdoptedAt or LinkKind.EndorsedAt, Outgoing: false } && link.Other.Id == Other.Id) || Day > here))
            return ThreadSide.Down;
        if (Kind == LinkKind.Considered && !Outgoing && Day < here)
            return ThreadSide.Up;
        // Whom and where something was written about is beside the thread; what happened there is what it comes from.
        if (Kind is LinkKind.TellsOf or LinkKind.DealsWith && Outgoing && Other.Kind is (RecordKind.Organization or RecordKind.City))
            return ThreadSide.Aside;
        return LinkWords.Side(Kind, Outgoing);
    }
}
