using System.Collections.Frozen;

namespace Concord.Kernel.Access;

/// <summary>How far a role reaches by a rule.</summary>
public enum Reach
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>What belongs to the mechanism, party, organization, projects and language that the role holds in, each where it is named.</summary>
    Own,
}

/// <summary>Something that somebody may or may not do, named as a clerk would: <c>people.invite</c>.</summary>
/// <param name="Name">The name: what it is done to, and a verb.</param>
/// <param name="Means">One English sentence for the table of rights.</param>
public sealed record Act(string Name, string Means)
{
    private readonly Dictionary<Role, Reach> allowed = [];

    /// <summary>Which roles may, and how far.</summary>
    public IReadOnlyDictionary<Role, Reach> Allowed => allowed;

    /// <summary>Whether everybody may, also without an account.</summary>
    public bool IsForAnyone { get; private init; }

    /// <summary>Whether everybody with an account may do it to what is their own.</summary>
    public bool IsForOneself { get; private init; }

    /// <summary>Whether it is done by programs alone, with a key.</summary>
    public bool IsForKeys { get; private init; }

    /// <summary>An act that needs no account.</summary>
    public static Act ForAnyone(string name, string means) => new(name, means) { IsForAnyone = true };

    /// <summary>An act that everybody with an account may do to what is their own, and nobody to what is another's.</summary>
    public static Act ForOneself(string name, string means) => new(name, means) { IsForOneself = true };

    /// <summary>An act of programs that show a key. What they may do by it is settled by the acts and the scope of the key.</summary>
    public static Act ForKeys(string name, string means) => new(name, means) { IsForKeys = true };

    /// <summary>Adds roles that may do it to everything.</summary>
    public Act ByAll(params ReadOnlySpan<Role> roles) => By(Reach.All, roles);

    /// <summary>Adds roles that may do it to what is theirs.</summary>
    public Act ByOwn(params ReadOnlySpan<Role> roles) => By(Reach.Own, roles);

    private Act By(Reach reach, ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
            allowed.Add(role, reach);
        return this;
    }
}

/// <summary>All acts of the house. Each module says its own in one file; what no rule allows is refused.</summary>
public sealed class AccessRules(IEnumerable<Act> acts)
{
    private readonly FrozenDictionary<string, Act> acts = acts.ToFrozenDictionary(act => act.Name, StringComparer.Ordinal);

    public IEnumerable<Act> Acts => acts.Values.OrderBy(act => act.Name, StringComparer.Ordinal);

    /// <summary>The act of a name.</summary>
    /// <exception cref="KeyNotFoundException">No module has it: a defect.</exception>
    public Act this[string name] => acts[name];

    /// <summary>Whether there is anything at all to which a person may do this: for doors and menus. The act itself asks again, with its subject.</summary>
    public bool MayAnywhere(Person person, string act)
    {
        var rule = acts[act];
        if (rule.IsForAnyone || (rule.IsForOneself && person.IsSignedIn) || (rule.IsForKeys && person.Key is not null))
            return true;
        if (IsBeyondKey(person, act))
            return false;
        foreach (var held in person.Held)
            if (rule.Allowed.ContainsKey(held.Role))
                return true;
        return false;
    }

    /// <summary>Whether a person may do this to that.</summary>
    public bool May(Person person, string act, Subject subject)
    {
        var rule = acts[act];
        if (rule.IsForAnyone || (rule.IsForOneself && person.IsSignedIn && subject.Account == person.Account) || (rule.IsForKeys && person.Key is not null))
            return true;
        if (IsBeyondKey(person, act))
            return false;
        foreach (var held in person.Held)
            if (rule.Allowed.TryGetValue(held.Role, out var reach) && (reach == Reach.All || IsWithin(held.Scope, subject)))
                return true;
        return false;
    }

    /// <summary>A key never does what it was not given, whatever its roles allow.</summary>
    private static bool IsBeyondKey(Person person, string act) => person.Key is { } key && !key.Acts.Contains(act);

    /// <summary>The mechanisms within which a person may do this, where the person may not do it to everything; null where they may.</summary>
    public IReadOnlyList<string>? MechanismsOf(Person person, string act)
    {
        if (May(person, act, Subject.House))
            return null;
        var rule = acts[act];
        return [.. person.Held.Where(held => rule.Allowed.ContainsKey(held.Role)).Select(held => held.Scope.Mechanism).OfType<string>().Distinct()];
    }

    /// <summary>
    /// Each part that the scope names must be among those of the subject. A subject that names none is nobody's: only who may everywhere may there.
    /// A scope without any part is no bound, but neither does it make everything one's own.
    /// </summary>
    private static bool IsWithin(Scope scope, Subject subject) =>
        scope != Scope.Everywhere
        && (scope.Mechanism is null || subject.Mechanisms.Contains(scope.Mechanism))
        && (scope.Party is null || subject.Parties.Contains(scope.Party))
        && (scope.Organization is null || subject.Organizations.Contains(scope.Organization))
        && (scope.Projects.IsEmpty || subject.Projects.Any(scope.Projects.Contains))
        && (scope.Languages.IsEmpty || subject.Language is null || scope.Languages.Contains(subject.Language));
}
