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

    // One attempt of a network after another: those that come at once would all be let in before the first of them has failed.
    private readonly PartitionedRateLimiter<IPAddress?> turns = PartitionedRateLimiter.Create<IPAddress?, IPAddress>(address =>
        RateLimitPartition.GetConcurrencyLimiter(Network(address ?? IPAddress.None), _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = MostWaiting }));

    /// <summary>So many attempts of a network wait for their turn; a further one counts as one too many.</summary>
    private const int MostWaiting = 50;

    /// <summary>Waits until it is the network's turn, which lasts until the lease is given back; without a lease there are too many attempts.</summary>
    public ValueTask<RateLimitLease> TurnAsync(IPAddress? address, CancellationToken cancel) => turns.AcquireAsync(address, 1, cancel);

    /// <summary>Whether the address may try at all.</summary>
    public bool Allows(IPAddress? address)
    {
        using var lease = failures.AttemptAcquire(address, 0);
        return lease.IsAcquired;
    }

    public void NoteFailure(IPAddress? address) => failures.AttemptAcquire(address).Dispose();

    public void Dispose()
    {
        failures.Dispose();
        turns.Dispose();
    }

    /// <summary>Of IPv6 the first half: the rest is the subscriber's own to choose.</summary>
    internal static IPAddress Network(IPAddress address)
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
