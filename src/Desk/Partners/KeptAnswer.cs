using NodaTime;

namespace Concord.Desk.Partners;

/// <summary>
/// The answer to a request that changed something, under the name that the program gave the request (<c>Idempotency-Key</c>). It is written in the
/// transaction of the change: either both are there or neither, however the process ends. A refusal changes nothing and is not kept: sent again it is
/// looked at anew.
/// </summary>
internal sealed class KeptAnswer
{
    public const int LongestName = 200;

    /// <summary>Number of the partner's key; names of one key are not those of another.</summary>
    public required Guid KeyId { get; init; }

    /// <summary>The name of the request.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of what was asked: method, address, condition and body.</summary>
    public required byte[] Request { get; init; }

    public required Instant At { get; init; }

    public required int Status { get; init; }

    public required string Location { get; init; }

    /// <summary>The entity tag, where the answer is the record.</summary>
    public required string? Tag { get; init; }

    public required byte[] Body { get; init; }

    public WrittenAnswer Answer => new(Status, Location, Tag, Body);

    public static KeptAnswer Of(Guid key, string name, byte[] request, Instant now, WrittenAnswer answer) => new()
    {
        KeyId = key,
        Name = name,
        Request = request,
        At = now,
        Status = answer.Status,
        Location = answer.Location,
        Tag = answer.Tag,
        Body = answer.Body,
    };
}
