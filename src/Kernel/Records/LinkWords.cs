using Concord.Kernel.Languages;

namespace Concord.Kernel.Records;

/// <summary>Where along the thread from word to deed the other end of a link lies, seen from one record.</summary>
public enum ThreadSide
{
    /// <summary>Who takes part, and where: not part of the thread.</summary>
    Aside = 0,

    /// <summary>What the record comes from.</summary>
    Up = -1,

    /// <summary>What came of the record.</summary>
    Down = 1,
}

/// <summary>The words of a link as each end reads it, and its place in the thread.</summary>
public static class LinkWords
{
    /// <summary>What the other end is to this record: seen from an action plan, the strategy is what it <c>implements</c>.</summary>
    /// <param name="kind">Kind of the link.</param>
    /// <param name="outgoing">True when the link runs from this record to the other.</param>
    /// <param name="l">Words of the interface.</param>
    public static string Of(LinkKind kind, bool outgoing, Strings l) => (kind, outgoing) switch
    {
        (LinkKind.Within, true) => l["within"],
        (LinkKind.Within, false) => l["comprises"],
        (LinkKind.AdoptedAt, true) => l["adopted at"],
        (LinkKind.AdoptedAt, false) => l["adopted here"],
        (LinkKind.EndorsedAt, true) => l["endorsed at"],
        (LinkKind.EndorsedAt, false) => l["endorsed here"],
        (LinkKind.Implements, true) => l["implements"],
        (LinkKind.Implements, false) => l["implemented by"],
        (LinkKind.Succeeds, true) => l["preceded by"],
        (LinkKind.Succeeds, false) => l["succeeded by"],
        (LinkKind.SignedBy, true) => l["signed by"],
        (LinkKind.SignedBy, false) => l["signed"],
        (LinkKind.Considered, true) => l["on the agenda"],
        (LinkKind.Considered, false) => l["on the agenda of"],
        (LinkKind.Discussed, true) => l["discussed"],
        (LinkKind.Discussed, false) => l["discussed at"],
        (LinkKind.PartOf, true) => l["part of"],
        (LinkKind.PartOf, false) => l["with"],
        (LinkKind.Prepares, true) => l["prepares"],
        (LinkKind.Prepares, false) => l["prepared by"],
        (LinkKind.HostedBy, true) => l["hosted by"],
        (LinkKind.HostedBy, false) => l["hosted"],
        (LinkKind.OrganizedBy, true) => l["organized by"],
        (LinkKind.OrganizedBy, false) => l["organized"],
        (LinkKind.SupportedBy, true) => l["supported by"],
        (LinkKind.SupportedBy, false) => l["supported"],
        (LinkKind.AttendedBy, true) => l["with the participation of"],
        (LinkKind.AttendedBy, false) => l["took part in"],
        (LinkKind.AddressedBy, true) => l["addressed by"],
        (LinkKind.AddressedBy, false) => l["gave an address at"],
        (LinkKind.CarriesOut, true) => l["carries out"],
        (LinkKind.CarriesOut, false) => l["carried out by"],
        (LinkKind.LedBy, true) => l["led by"],
        (LinkKind.LedBy, false) => l["leads"],
        (LinkKind.PartneredBy, true) => l["partner"],
        (LinkKind.PartneredBy, false) => l["partner in"],
        (LinkKind.FundedBy, true) => l["funded by"],
        (LinkKind.FundedBy, false) => l["funds"],
        (LinkKind.ReportedAt, true) => l["reported at"],
        (LinkKind.ReportedAt, false) => l["report heard"],
        (LinkKind.LocatedIn, true) => l["in the city"],
        (LinkKind.LocatedIn, false) => l["site of"],
        (LinkKind.ProvidedBy, true) => l["provided by"],
        (LinkKind.ProvidedBy, false) => l["provides"],
        (LinkKind.ResultsFrom, true) => l["result of"],
        (LinkKind.ResultsFrom, false) => l["resulted in"],
        (LinkKind.PresentedAt, true) => l["presented at"],
        (LinkKind.PresentedAt, false) => l["presented here"],
        (LinkKind.SubordinateTo, true) => l["under"],
        (LinkKind.SubordinateTo, false) => l["above"],
        (LinkKind.HasSecretariat, true) => l["secretariat"],
        (LinkKind.HasSecretariat, false) => l["secretariat of"],
        (LinkKind.HasCentre, true) => l["centre"],
        (LinkKind.HasCentre, false) => l["centre of"],
        (LinkKind.HasSupport, true) => l["supporting body"],
        (LinkKind.HasSupport, false) => l["supports"],
        (LinkKind.HasMember, true) => l["member institution"],
        (LinkKind.HasMember, false) => l["member of"],
        (LinkKind.TakesPartIn, true) => l["takes part in"],
        (LinkKind.TakesPartIn, false) => l["with the city"],
        (LinkKind.TellsOf, true) => l["tells of"],
        (LinkKind.TellsOf, false) => l["in the news"],
        (LinkKind.DealsWith, true) => l["deals with"],
        (LinkKind.DealsWith, false) => l["dealt with in"],
        (LinkKind.PublishedBy, true) => l["published by"],
        (LinkKind.PublishedBy, false) => l["publishes"],
        (LinkKind.WrittenBy, true) => l["written by"],
        (LinkKind.WrittenBy, false) => l["author of"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of link."),
    };

    /// <summary>
    /// On which side the other end lies, by the kind of the link alone: a document on an event's agenda is what the event comes from. A document
    /// that the event adopted, or that is younger than it, came of the event: <see cref="Web.LinkedRecord.Side"/> sees to that. News come from
    /// what they tell of; but that something was in the news is no deed that came of it.
    /// </summary>
    public static ThreadSide Side(LinkKind kind, bool outgoing) => (kind, outgoing) switch
    {
        (LinkKind.Within or LinkKind.AdoptedAt or LinkKind.EndorsedAt or LinkKind.Implements or LinkKind.Succeeds or LinkKind.Considered
            or LinkKind.PartOf or LinkKind.CarriesOut or LinkKind.ResultsFrom or LinkKind.TellsOf or LinkKind.DealsWith, true) => ThreadSide.Up,
        (LinkKind.AdoptedAt or LinkKind.EndorsedAt or LinkKind.Implements or LinkKind.Succeeds or LinkKind.Considered
            or LinkKind.PartOf or LinkKind.CarriesOut or LinkKind.ResultsFrom or LinkKind.DealsWith, false) => ThreadSide.Down,
        (LinkKind.Prepares or LinkKind.Discussed or LinkKind.ReportedAt or LinkKind.PresentedAt, true) => ThreadSide.Down,
        (LinkKind.Prepares or LinkKind.Discussed or LinkKind.ReportedAt or LinkKind.PresentedAt, false) => ThreadSide.Up,
        _ => ThreadSide.Aside,
    };

    /// <summary>
    /// The same seen from an organization or a city, which lies beside the thread: above it is what it serves or belongs to, below it what
    /// it agreed, convened and carries out. Merely taking part or giving an address is neither.
    /// </summary>
    public static ThreadSide PartySide(LinkKind kind, bool outgoing) => (kind, outgoing) switch
    {
        (LinkKind.SubordinateTo, true) => ThreadSide.Up,
        (LinkKind.HasSecretariat or LinkKind.HasCentre or LinkKind.HasSupport or LinkKind.HasMember, false) => ThreadSide.Up,
        (LinkKind.TakesPartIn, true) => ThreadSide.Up,
        (LinkKind.SignedBy or LinkKind.HostedBy or LinkKind.OrganizedBy or LinkKind.LedBy or LinkKind.PartneredBy
            or LinkKind.FundedBy or LinkKind.ProvidedBy or LinkKind.LocatedIn or LinkKind.PublishedBy or LinkKind.WrittenBy, false) => ThreadSide.Down,
        _ => ThreadSide.Aside,
    };
}
