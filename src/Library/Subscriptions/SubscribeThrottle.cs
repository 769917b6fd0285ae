using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Configuration;

namespace Concord.Library.Subscriptions;

/// <summary>How many subscriptions one network may ask for: whoever asks in the name of many addresses is stopped here.</summary>
public sealed class SubscribeThrottle(IConfiguration configuration) : IDisposable
{
    /// <summary>Wishes within an hour; the setting is <c>Subscriptions:PerNetwork</c>.</summary>
    public const int Usual = 20;

    private readonly PartitionedRateLimiter<IPAddress> asked = PartitionedRateLimiter.Create<IPAddress, IPAddress>(network =>
        RateLimitPartition.GetFixedWindowLimiter(network, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = configuration.GetValue("Subscriptions:PerNetwork", Usual),
            Window = TimeSpan.FromHours(1),
        }));

    /// <summary>Counts a wish; false where there were too many.</summary>
    public bool Allows(IPAddress? address)
    {
        using var lease = asked.AttemptAcquire(Network(address ?? IPAddress.None));
        return lease.IsAcquired;
    }

    public void Dispose() => asked.Dispose();

    /// <summary>Of IPv6 the first half: the rest is the reader's own to choose.</summary>
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
