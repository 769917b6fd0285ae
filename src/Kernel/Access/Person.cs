using NodaTime;

namespace Concord.Kernel.Access;

/// <summary>A role that a person has somewhere, for a time.</summary>
/// <param name="Role">The role.</param>
/// <param name="Scope">Where it holds.</param>
/// <param name="From">From when on.</param>
/// <param name="Until">Until when, not included; null for no end.</param>
public sealed record HeldRole(Role Role, Scope Scope, Instant From, Instant? Until)
{
    public bool HoldsAt(Instant instant) => From <= instant && (Until is not { } end || instant < end);
}

/// <summary>Who asks: nobody in particular, or somebody with an account and the roles that are held now.</summary>
/// <param name="Account">Number of the account; null for a reader without one.</param>
/// <param name="Name">As the person writes it; empty for a reader without an account.</param>
/// <param name="Held">The roles.</param>
public sealed record Person(Guid? Account, string Name, IReadOnlyList<HeldRole> Held)
{
    public static readonly Person Anyone = new(null, "", []);

    public bool IsSignedIn => Account is not null;
}
