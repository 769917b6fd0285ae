using System.Globalization;
using NodaTime;

namespace Concord.Kernel.Records;

/// <summary>Names one state of one record, in the entity tag of its address (RFC 9110, 8.8.3) and in the conditions of requests.</summary>
public static class RecordTag
{
    /// <summary>
    /// The tag without quotation marks. The instant stands beside the version: a store that was filled anew may state something else at the same version.
    /// </summary>
    public static string Of(int version, Instant changedAt) => string.Create(CultureInfo.InvariantCulture, $"{version}-{changedAt.ToUnixTimeMilliseconds():x}");
}
