using System.Text.Json.Nodes;
using Concord.Kernel.Access;
using Concord.Kernel.Web;

namespace Concord.Desk.Editing;

/// <summary>What somebody may do to a draft. What it changes must be theirs, and what it is to become too: nobody brings a record into their reach by writing so.</summary>
internal sealed class DraftRights(Reading r, Draft draft, JsonObject standing)
{
    private readonly Subject becomes = Belonging.Read(draft.Belongs);
    private readonly Subject stands = Belonging.Of(r.Models[draft.Kind], standing, draft.IsNew ? null : draft.RecordId);

    public bool May(string act) => (draft.IsNew || r.May(act, stands)) && r.May(act, becomes);

    /// <summary>Whoever may see the one or the other sees the draft; whoever began it always does.</summary>
    public bool MaySee => draft.CreatedBy == r.Person.Account || r.May(DeskAccess.SeeDrafts, becomes) || (!draft.IsNew && r.May(DeskAccess.SeeDrafts, stands));

    public bool MayWrite => May(DeskAccess.DraftRecords) || (draft.IsNew && draft.CreatedBy == r.Person.Account && becomes.Mechanisms.IsEmpty && r.MayAnywhere(DeskAccess.DraftRecords));

    public bool MayComment => MaySee && (r.May(DeskAccess.Comment, becomes) || draft.CreatedBy == r.Person.Account);
}
