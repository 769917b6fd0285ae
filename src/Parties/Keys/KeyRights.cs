using Concord.Kernel.Access;
using Concord.Kernel.Web;

namespace Concord.Parties.Keys;

/// <summary>What somebody may do to a key.</summary>
internal static class KeyRights
{
    /// <summary>Whoever works for one of its mechanisms sees that it exists.</summary>
    public static bool MaySee(Reading r, PartnerKey key) => In(r, PartiesAccess.SeeKeys, key.MechanismIds).Any(may => may);

    /// <summary>Whoever works for one of its mechanisms may end it: what reaches into a mechanism is stopped from there.</summary>
    public static bool MayEnd(Reading r, PartnerKey key) => In(r, PartiesAccess.EndKeys, key.MechanismIds).Any(may => may);

    /// <summary>Nobody makes a key that reaches further than they do themselves, in any of its mechanisms.</summary>
    public static bool MayMake(Reading r, IReadOnlyList<string> mechanisms, IEnumerable<string> acts, string organization) =>
        acts.Prepend(PartiesAccess.MakeKeys).All(act => mechanisms.All(mechanism => r.May(act, new Subject { Mechanisms = [mechanism], Organizations = [organization] })));

    private static IEnumerable<bool> In(Reading r, string act, IEnumerable<string> mechanisms) => mechanisms.Select(mechanism => r.May(act, new Subject { Mechanisms = [mechanism] }));
}
