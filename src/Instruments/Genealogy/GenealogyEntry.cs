using Concord.Kernel.Time;

namespace Concord.Instruments.Genealogy;

/// <summary>A document as a genealogy shows it: a box as wide as its period.</summary>
/// <param name="Id">Unique within the drawing.</param>
/// <param name="Title">Said on hovering and by screen readers.</param>
/// <param name="KindLabel">Written in the box: "Strategy".</param>
/// <param name="Start">Beginning of the period, or the adoption where there is no period; null where neither is known.</param>
/// <param name="End">End of the period, its last day included; null gives a narrow box that stands for the adoption.</param>
/// <param name="NotYetAdopted">Drawn dashed.</param>
/// <param name="IsHere">The document that the page is about.</param>
/// <param name="Href">The document's page.</param>
/// <param name="PeriodText">The period, or what stands in its place, as the page writes it: "2021–2025", "under consultation".</param>
internal sealed record GenealogyEntry(
    string Id,
    string Title,
    string KindLabel,
    PartialDate? Start,
    PartialDate? End,
    bool NotYetAdopted,
    bool IsHere,
    string Href,
    string PeriodText);

internal enum GenealogyRelation
{
    /// <summary>The first follows the second in time.</summary>
    Succeeds,

    /// <summary>The first carries the second out.</summary>
    Implements,
}

/// <summary>How two documents are connected. A link to a missing document is not drawn.</summary>
internal sealed record GenealogyLink(string FromId, GenealogyRelation Relation, string ToId);

/// <summary>An event that adopted a document or had it on its agenda; hangs from the document, or from the axis where that is null.</summary>
internal sealed record GenealogyEvent(string Id, string Label, PartialDate Date, string Href, string? EntryId);
