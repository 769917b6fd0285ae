using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Audit;

/// <summary>
/// Holds the kept versions of records against the trail: each version since the trail began has an entry with the digest of what it states. The
/// chain thus covers the records too, not only the note that they were changed.
/// </summary>
internal sealed class AuditedVersions
{
    private const string Version = "version", Digest = "sha256";
    private readonly ConcordDb db;
    private readonly long all;
    private long audited;

    private AuditedVersions(ConcordDb db, long all) => (this.db, this.all) = (db, all);

    /// <summary>Counts what is there. Versions come with their entries, so those that are added meanwhile are at most audited beyond the count.</summary>
    public static async Task<AuditedVersions> BeginAsync(ConcordDb db, CancellationToken cancel) =>
        // Older ones, from before there was a trail, carry no change number.
        new(db, await db.Versions.LongCountAsync(version => version.ChangeNo > 0, cancel));

    /// <summary>What an entry says of a version.</summary>
    public static JsonObject Details(int version, byte[] body) => new() { [Version] = version, [Digest] = Convert.ToHexStringLower(SHA256.HashData(body)) };

    /// <summary>Compares the versions that these entries tell of; one sentence per fault.</summary>
    public async Task<List<string>> CompareAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancel)
    {
        var told = new List<(string Subject, string Id, int Version, string Digest)>();
        foreach (var entry in entries)
            if (Told(entry) is { } version)
                told.Add(version);
        audited += told.Count;
        var faults = new List<string>();
        foreach (var some in told.Chunk(100))
        {
            var (ids, numbers) = (some.Select(version => version.Id).Distinct().ToList(), some.Select(version => version.Version).Distinct().ToList());
            var kept = await db.Versions.AsNoTracking().Where(version => ids.Contains(version.RecordId) && numbers.Contains(version.Version))
                .ToDictionaryAsync(version => (version.RecordId, version.Version), version => version.Body, cancel);
            foreach (var (subject, id, number, digest) in some)
                if (!kept.TryGetValue((id, number), out var body))
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{subject}: the audit trail tells of version {number}, which is not kept."));
                else if (Convert.ToHexStringLower(SHA256.HashData(body)) != digest)
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{subject}: version {number} states something else than when it was written into the audit trail."));
        }
        return faults;
    }

    /// <summary>Versions that the trail does not tell of, once all its entries have been compared.</summary>
    public string? Missing() => all <= audited ? null
        : string.Create(CultureInfo.InvariantCulture, $"{all - audited} version(s) of records are not in the audit trail: they did not come by way of the program.");

    private static (string Subject, string Id, int Version, string Digest)? Told(AuditEntry entry)
    {
        if (!entry.Details.Contains('"' + Digest + '"', StringComparison.Ordinal) || entry.Subject.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash)
            || RecordKinds.FromPlural(entry.Subject[..slash]) is null)
            return null;
        try
        {
            return JsonNode.Parse(entry.Details) is JsonObject details && details[Version]?.GetValue<int>() is { } version && details[Digest]?.GetValue<string>() is { } digest
                ? (entry.Subject, entry.Subject[(slash + 1)..], version, digest) : null;
        }
        catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or InvalidOperationException or FormatException)
        {
            // It was changed, which its hash has told.
            return null;
        }
    }
}
