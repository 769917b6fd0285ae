using Concord.Kernel.Access;
using Concord.Kernel.Web;

namespace Concord.Parties.Memberships;

/// <summary>What the fields of a role need of their page.</summary>
public interface IGrantPage
{
    Reading R { get; }

    /// <summary>What was sent; null before.</summary>
    GrantForm? Form { get; }

    IReadOnlyList<Role> Givable { get; }

    IReadOnlyList<(string Id, string Name)> Mechanisms { get; }

    IReadOnlyList<(string Code, string Name)> Countries { get; }
}
