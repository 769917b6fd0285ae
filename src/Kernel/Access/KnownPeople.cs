using Concord.Kernel.Data;
using NodaTime;

namespace Concord.Kernel.Access;

/// <summary>The people behind numbers of accounts, and partners' programs: whoever keeps the accounts knows them. Nothing else stores a name, so that one can be taken back.</summary>
public abstract class KnownPeople
{
    /// <summary>Names by number of account or key; accounts that are gone are left out.</summary>
    public abstract Task<IReadOnlyDictionary<Guid, string>> NamesAsync(ConcordDb db, IReadOnlyCollection<Guid> accounts, CancellationToken cancel = default);

    /// <summary>Accounts whose name holds a text, or whose mail address it is, and keys whose name holds it; at most a hundred.</summary>
    public abstract Task<IReadOnlyList<Guid>> CalledAsync(ConcordDb db, string text, CancellationToken cancel = default);

    /// <summary>
    /// Somebody with the roles that are held at an instant, for what is done in their name while they are away: they may do then what they may do at that time. Null
    /// where the account is closed or gone.
    /// </summary>
    public abstract Task<Person?> FindAsync(ConcordDb db, Guid account, Instant at, CancellationToken cancel = default);

    /// <summary>Everybody who holds one of some roles at an instant, with all of these that they hold; without accounts that are closed. At most a thousand roles.</summary>
    /// <param name="db">The store.</param>
    /// <param name="roles">The roles.</param>
    /// <param name="mechanisms">Only roles that are given for one of these mechanisms, or for none in particular; null for all roles.</param>
    /// <param name="at">When.</param>
    /// <param name="cancel">Stops.</param>
    public abstract Task<IReadOnlyList<Person>> HoldingAsync(ConcordDb db, IReadOnlyCollection<Role> roles, IReadOnlyCollection<string>? mechanisms, Instant at, CancellationToken cancel = default);
}
