using System.Text.Json.Nodes;
using NodaTime;

namespace Concord.Kernel.Audit;

/// <summary>
/// What is to stand in the audit trail. It holds numbers of accounts and ids of records, never names or addresses: the trail outlives the
/// person's data.
/// </summary>
/// <param name="At">When; kept to the millisecond.</param>
/// <param name="By">Who.</param>
/// <param name="Act">What was done, by the name of the right to it: <c>records.publish</c>. At most <see cref="LongestAct"/> characters.</param>
/// <param name="Subject">To what: <c>events/acecf_2018</c>. At most <see cref="LongestSubject"/> characters.</param>
public sealed record AuditNote(Instant At, Actor By, string Act, string Subject)
{
    public const int LongestAct = 100, LongestSubject = 300, LongestDetails = 4000;

    /// <summary>What else must be known to explain it, at most <see cref="LongestDetails"/> characters as JSON; null for nothing.</summary>
    public JsonObject? Details { get; init; }

    /// <summary>What else it is found under, in the form of subjects: the mechanism of a record, the record of a draft. Not part of what is proven.</summary>
    public IReadOnlyCollection<string> Concerns { get; init; } = [];
}
