using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Concord.Parties.Accounts;
using Microsoft.Extensions.Configuration;

namespace Concord.Parties.Keys;

/// <summary>How often a key may ask, and how often a network may show one that nobody has.</summary>
internal sealed class KeyThrottle(IConfiguration configuration) : IDisposable
{
    /// <summary>Requests with one key within <see cref="Minute"/>; the setting is <c>Keys:PerMinute</c>.</summary>
    public const int UsualPerMinute = 120;

    /// <summary>Wrong keys of one network within <see cref="Window"/>; the setting is <c>Keys:FailuresPerAddress</c>.</summary>
    public const int UsualFailures = 30;

    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), Window = TimeSpan.FromMinutes(15);

    private readonly PartitionedRateLimiter<Guid> requests = PartitionedRateLimiter.Create<Guid, Guid>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => Of(configuration, "Keys:PerMinute", UsualPerMinute, Minute)));

    private readonly PartitionedRateLimiter<IPAddress?> failures = PartitionedRateLimiter.Create<IPAddress?, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(SignInThrottle.Network(address ?? IPAddress.None), _ => Of(configuration, "Keys:FailuresPerAddress", UsualFailures, Window)));

    /// <summary>Whether the network may show a key at all.</summary>
    public bool Hears(IPAddress? address)
    {
        using var lease = failures.AttemptAcquire(address, 0);
        return lease.IsAcquired;
    }

    public void NoteFailure(IPAddress? address) => failures.AttemptAcquire(address).Dispose();

    /// <summary>Whether the key may ask once more in this minute.</summary>
    public bool Takes(Guid key)
    {
        using var lease = requests.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        requests.Dispose();
        failures.Dispose();
    }

    private static FixedWindowRateLimiterOptions Of(IConfiguration configuration, string setting, int usual, TimeSpan window) => new()
    {
        PermitLimit = configuration[setting] switch
        {
            null or "" => usual,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
            var text => throw new InvalidDataException($"{setting.Replace(":", "__", StringComparison.Ordinal)} is \"{text}\": write a whole number from 1."),
        },
        Window = window,
    };
}
