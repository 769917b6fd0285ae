using Concord.Kernel.Data;

namespace Concord.Kernel.Access;

/// <summary>How people are called who did something, and partners' programs: whoever keeps the accounts knows it. Nothing else stores a name, so that one can be taken back.</summary>
public abstract class PersonNames
{
    /// <summary>Names by number of account or key; accounts that are gone are left out.</summary>
    public abstract Task<IReadOnlyDictionary<Guid, string>> OfAsync(ConcordDb db, IReadOnlyCollection<Guid> accounts, CancellationToken cancel = default);
}
