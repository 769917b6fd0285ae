using Concord.Kernel.Records;

namespace Concord.Kernel.Audit;

/// <summary>
/// Something besides its subject that an entry of the trail is found under: the mechanism of a record, the record of a draft. It is an index, made with
/// the entry and not part of what the entry states: what is proven stands in <see cref="AuditEntry"/> alone.
/// </summary>
public sealed class AuditConcern
{
    /// <summary>In the form of <see cref="AuditEntry.Subject"/>: <c>mechanisms/sco_env</c>.</summary>
    public required string What { get; init; }

    /// <summary>The entry.</summary>
    public required long No { get; init; }

    /// <summary>Mechanisms, as entries are found under them.</summary>
    public static IReadOnlyCollection<string> OfMechanisms(params IEnumerable<string?> ids) => [.. ids.OfType<string>().Select(id => RecordKind.Mechanism.Plural() + "/" + id)];
}
