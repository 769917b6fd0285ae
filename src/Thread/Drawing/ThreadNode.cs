using Concord.Kernel.Records;
using Concord.Kernel.Time;

namespace Concord.Thread.Drawing;

/// <summary>A record as a drawing of its thread shows it.</summary>
/// <param name="Id">Unique within the drawing; of two nodes with one id the first is drawn.</param>
/// <param name="Kind">Chooses the lane and the mark.</param>
/// <param name="Title">Cut on its last line where the cell has no room for all of it.</param>
/// <param name="TitleLanguage">BCP 47 tag of the language that the title is shown in.</param>
/// <param name="KindLabel">The word for the kind, in the page's language: "Action plan".</param>
/// <param name="Date">Where it stands in time; a record without a date stands beside what it hangs on.</param>
/// <param name="DateText">The date or period as the page writes it.</param>
/// <param name="Href">The record's page.</param>
/// <param name="IsHere">The record that the thread is drawn for.</param>
internal sealed record ThreadNode(
    string Id,
    RecordKind Kind,
    string Title,
    string TitleLanguage,
    string KindLabel,
    PartialDate? Date,
    string? DateText,
    string Href,
    bool IsHere);

/// <summary>A link between two nodes. A link to a missing node, or from a node to itself, is not drawn.</summary>
/// <param name="FromId">The node that states the link.</param>
/// <param name="ToId">The node that it names.</param>
/// <param name="Label">The relation in the page's language, read from either end: "adopted at".</param>
/// <param name="OnThread">Part of the thread through this record, drawn as the strong line.</param>
internal sealed record ThreadEdge(string FromId, string ToId, string Label, bool OnThread);
