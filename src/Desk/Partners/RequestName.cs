using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Concord.Kernel.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Partners;

/// <summary>
/// The name that a program gives a request, so that it may send it again when no answer came: the header <c>Idempotency-Key</c>
/// (draft-ietf-httpapi-idempotency-key-header), in quotation marks or without.
/// </summary>
internal static class RequestName
{
    public const string Header = "Idempotency-Key";

    /// <summary>An answer is kept as long; a program that was down overnight finds it still.</summary>
    public static readonly Duration Kept = Duration.FromDays(1);

    /// <summary>Reads the header; false where it is none or several. Without the header the name is null.</summary>
    public static bool TryRead(IHeaderDictionary headers, out string? name)
    {
        name = null;
        var sent = headers[Header];
        if (sent.Count == 0)
            return true;
        if (sent is not [{ } text])
            return false;
        name = text is ['"', .. var inside, '"'] ? inside : text;
        return name.Length is > 0 and <= KeptAnswer.LongestName && name.All(sign => sign is > ' ' and < '\x7f' and not ('"' or '\\' or ','));
    }

    /// <summary>What is asked, so that another request under the same name is noticed.</summary>
    public static byte[] Digest(HttpRequest request, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in new[] { request.Method, request.Path.Value!, request.Headers.IfMatch.ToString(), request.ContentType ?? "" }.Select(Encoding.UTF8.GetBytes).Append(body))
        {
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            hash.AppendData(length);
            hash.AppendData(part);
        }
        return hash.GetHashAndReset();
    }

    /// <summary>The answer that a name has, where it is not too old. Those that are go on the way.</summary>
    public static async Task<KeptAnswer?> FindAsync(ConcordDb db, Guid key, string name, Instant now, CancellationToken cancel)
    {
        var oldest = now - Kept;
        await db.Set<KeptAnswer>().Where(answer => answer.At <= oldest).ExecuteDeleteAsync(cancel);
        return await db.Set<KeptAnswer>().AsNoTracking().SingleOrDefaultAsync(answer => answer.KeyId == key && answer.Name == name, cancel);
    }
}

/// <summary>
/// The named requests that are being answered by this process. A second one of the same name is told to come back, instead of waiting for the store with
/// a connection in its hands. On another node it waits for the first one's transaction, and then finds its answer.
/// </summary>
internal sealed class RequestsUnderWay
{
    private readonly ConcurrentDictionary<(Guid Key, string Name), bool> names = new();

    /// <summary>Begins a request; null where one of that name is under way.</summary>
    public IDisposable? Begin(Guid key, string name) => names.TryAdd((key, name), true) ? new Turn(names, (key, name)) : null;

    private sealed class Turn(ConcurrentDictionary<(Guid, string), bool> names, (Guid, string) name) : IDisposable
    {
        public void Dispose() => names.TryRemove(name, out _);
    }
}
