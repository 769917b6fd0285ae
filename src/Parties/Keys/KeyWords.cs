using Concord.Kernel.Access;
using Concord.Kernel.Web;

namespace Concord.Parties.Keys;

/// <summary>Keys in the reader's words.</summary>
internal static class KeyWords
{
    /// <summary>Ids of the records that a key names, whose names the reader learns first.</summary>
    public static IEnumerable<string> Ids(PartnerKey key) => key.MechanismIds.Append(key.Organization);

    public static string NameOf(Reading r, string id) => r.Name(id)?.Caption.In(r.Language.Tag).Text ?? id;

    public static string Mechanisms(Reading r, PartnerKey key) => r.F.List([.. key.MechanismIds.Select(id => NameOf(r, id))]);

    /// <summary>What the key does. An act that no module has any more is left out, as it does nothing.</summary>
    public static IEnumerable<string> Acts(Reading r, IEnumerable<KeyAct> acts, PartnerKey key) => acts.Where(act => key.ActNames.Contains(act.Act)).Select(act => r.L[act.Words]);

    /// <summary>What may be shown of the key itself.</summary>
    public static string Shown(PartnerKey key) => KeyText.Prefix + key.Handle + "…";

    /// <summary>The last day on which it opens.</summary>
    public static string LastDay(Reading r, PartnerKey key) => r.F.Date(key.LastDay);
}
