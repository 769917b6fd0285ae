using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Web;

namespace Concord.Parties.Memberships;

/// <summary>Roles and memberships in the reader's words.</summary>
public static class RoleWords
{
    /// <summary>The name of a role; English, the key of its translations.</summary>
    public static string Name(Role role) => role switch
    {
        Role.Administrator => Strings.Key("Administrator"),
        Role.Secretariat => Strings.Key("Secretariat"),
        Role.Editor => Strings.Key("Editor"),
        Role.Translator => Strings.Key("Translator"),
        Role.FocalPoint => Strings.Key("Focal point"),
        Role.Reporter => Strings.Key("Reporter"),
        Role.ExchangeMember => Strings.Key("Exchange member"),
        Role.Interpreter => Strings.Key("Interpreter"),
        Role.Participant => Strings.Key("Participant"),
        Role.Auditor => Strings.Key("Auditor"),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role."),
    };

    /// <summary>Ids of the records that a membership names, whose names the reader learns first.</summary>
    public static IEnumerable<string> Ids(Membership membership) =>
        new[] { membership.Mechanism, membership.Organization }.OfType<string>().Concat(membership.Held.Scope.Projects);

    /// <summary>The role, where it holds and until when: <c>Translator: SCO; Russian, Korean; until 31 December 2026</c>.</summary>
    public static string Sentence(Membership membership, Reading r)
    {
        var scope = membership.Held.Scope;
        List<string> parts = [];
        foreach (var id in new[] { scope.Mechanism, scope.Organization }.OfType<string>().Concat(scope.Projects))
            parts.Add(r.Name(id)?.Caption.In(r.Language.Tag).Text ?? id);
        if (scope.Party is { } party)
            parts.Add(r.Country(party));
        if (!scope.Languages.IsEmpty)
            parts.Add(r.F.List([.. scope.Languages.Select(r.LanguageName)]));
        if (membership.EndsAt is { } end)
            parts.Add(r.L["until {0}", r.F.Date(end.InUtc().Date)]);
        var name = r.L[Name(membership.Role)];
        return parts.Count == 0 ? name : r.L["{0}: {1}", name, string.Join(r.F.Semicolon, parts)];
    }
}
