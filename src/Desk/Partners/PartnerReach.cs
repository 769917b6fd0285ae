using Concord.Kernel.Access;
using Concord.Kernel.Web;

namespace Concord.Desk.Partners;

/// <summary>How far a key reaches. What stands must be its own, and what becomes of it too; and it moves no record into or out of a mechanism that it is not for.</summary>
internal static class PartnerReach
{
    /// <summary>Whether a key may do this to a record.</summary>
    /// <param name="r">Who asks.</param>
    /// <param name="act">What.</param>
    /// <param name="stands">Whose the record is; null for a new one.</param>
    /// <param name="becomes">Whose it will be.</param>
    public static bool Covers(Reading r, string act, Subject? stands, Subject becomes) =>
        (stands is null || r.May(act, stands)) && r.May(act, becomes)
        && Only(becomes, stands).All(added => r.May(act, added))
        && (stands is null || Only(stands, becomes).All(taken => r.May(act, taken)));

    /// <summary>Why not, and what would be right.</summary>
    public static string Why(Reading r, Subject? stands, Subject becomes)
    {
        var scopes = r.Person.Held.Select(held => held.Scope).ToList();
        var mechanisms = string.Join(", ", scopes.Select(scope => scope.Mechanism));
        if (becomes.Mechanisms.IsEmpty)
            return r.L["The record must name one of {0} as its mechanism: the key is for their records alone. What names no mechanism is written at the desk.", mechanisms];
        return scopes[0].Organization is { } organization && (!becomes.Organizations.Contains(organization) || stands?.Organizations.Contains(organization) == false)
            ? r.L["The key is for those records alone that name “{0}”, before the change and after it.", organization]
            : r.L["The key is for {0} alone: the record must belong to one of these, and be added to or taken from no other mechanism.", mechanisms];
    }

    /// <summary>The one as it would be if it belonged to a single mechanism, for each that the other does not belong to.</summary>
    private static IEnumerable<Subject> Only(Subject one, Subject? other) =>
        one.Mechanisms.Where(mechanism => other?.Mechanisms.Contains(mechanism) != true).Select(mechanism => one with { Mechanisms = [mechanism] });
}
