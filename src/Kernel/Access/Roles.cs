namespace Concord.Kernel.Access;

/// <summary>A part of a <see cref="Scope"/>.</summary>
[Flags]
public enum ScopeParts
{
    None = 0,
    Mechanism = 1,
    Party = 2,
    Organization = 4,
    Projects = 8,
    Languages = 16,
}

/// <summary>Which parts of a scope each role must name, and which it may.</summary>
public static class Roles
{
    public static readonly IReadOnlyList<Role> All = Enum.GetValues<Role>();

    public static ScopeParts Needs(Role role) => role switch
    {
        Role.Secretariat or Role.Editor => ScopeParts.Mechanism,
        Role.Translator => ScopeParts.Mechanism | ScopeParts.Languages,
        Role.FocalPoint => ScopeParts.Mechanism | ScopeParts.Party,
        Role.Reporter or Role.ExchangeMember => ScopeParts.Organization,
        _ => ScopeParts.None,
    };

    public static ScopeParts Takes(Role role) => Needs(role) | role switch
    {
        Role.Editor => ScopeParts.Languages,
        Role.Reporter => ScopeParts.Mechanism | ScopeParts.Projects,
        Role.ExchangeMember => ScopeParts.Mechanism,
        Role.Interpreter => ScopeParts.Mechanism | ScopeParts.Languages,
        Role.Participant => ScopeParts.Mechanism | ScopeParts.Party,
        _ => ScopeParts.None,
    };

    public static ScopeParts Named(Scope scope) =>
        (scope.Mechanism is null ? ScopeParts.None : ScopeParts.Mechanism) | (scope.Party is null ? ScopeParts.None : ScopeParts.Party)
        | (scope.Organization is null ? ScopeParts.None : ScopeParts.Organization) | (scope.Projects.IsEmpty ? ScopeParts.None : ScopeParts.Projects)
        | (scope.Languages.IsEmpty ? ScopeParts.None : ScopeParts.Languages);

    /// <summary>Whether a scope names what the role needs and nothing that it does not take.</summary>
    public static bool Fits(Role role, Scope scope) => Named(scope) is var named && (Needs(role) & ~named) == ScopeParts.None && (named & ~Takes(role)) == ScopeParts.None;
}
