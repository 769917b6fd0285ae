using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Configuration;

namespace Concord.Parties.Accounts;

/// <summary>
/// How often one address may fail to sign in, whatever the accounts: who tries one password on many of them is stopped here, and not by the lock
/// of any account.
/// </summary>
public sealed class SignInThrottle(IConfiguration configuration) : IDisposable
{
    /// <summary>Failures within <see cref="Window"/>; the setting is <c>Accounts:FailuresPerAddress</c>.</summary>
    public const int Usual = 30;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly PartitionedRateLimiter<IPAddress?> failures = PartitionedRateLimiter.Create<IPAddress?, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(Network(address ?? IPAddress.None), _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = configuration.GetValue("Accounts:FailuresPerAddress", Usual),
            Window = Window,
        }));

    /// <summary>Whether the address may try at all.</summary>
    public bool Allows(IPAddress? address)
    {
        using var lease = failures.AttemptAcquire(address, 0);
        return lease.IsAcquired;
    }

    public void NoteFailure(IPAddress? address) => failures.AttemptAcquire(address).Dispose();

    public void Dispose() => failures.Dispose();

    /// <summary>Of IPv6 the first half: the rest is the subscriber's own to choose.</summary>
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
