using System.Collections.Frozen;
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

/// <summary>The key by which a partner's program asks, and what it may be used for at most.</summary>
/// <param name="Id">Number of the key.</param>
/// <param name="Acts">Names of the acts that it was given.</param>
public sealed record KeyInUse(Guid Id, FrozenSet<string> Acts);

/// <summary>Who asks: nobody in particular, somebody with an account and the roles that are held now, or a partner's program by its key.</summary>
/// <param name="Account">Number of the account; null for a reader without one, and for a program.</param>
/// <param name="Name">As the person writes it, or what the key is for; empty for a reader without either.</param>
/// <param name="Held">The roles.</param>
public sealed record Person(Guid? Account, string Name, IReadOnlyList<HeldRole> Held)
{
    public static readonly Person Anyone = new(null, "", []);

    /// <summary>The key, where a program asks by one: of what its roles allow, it may do the acts of the key alone.</summary>
    public KeyInUse? Key { get; init; }

    public bool IsSignedIn => Account is not null;

    /// <summary>Whether it is known who asks, a person or a program.</summary>
    public bool IsKnown => IsSignedIn || Key is not null;

    /// <summary>What the person must do before anything that takes an account; null for nothing.</summary>
    public Detour? First { get; init; }
}

/// <summary>A page that must be dealt with before anything else that takes an account.</summary>
/// <param name="Path">Its address below the language; it leads back to <c>to</c>.</param>
/// <param name="Act">What may be done without it: the act of the page itself.</param>
public sealed record Detour(string Path, string Act);
