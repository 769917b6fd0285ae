using Concord.Kernel.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace Concord.Kernel.Notices;

/// <summary>When the mail of the day is made: at the hour in UTC that <c>Notices__At</c> names, 23:00 unless it is set, which is morning in East Asia.</summary>
public sealed class NoticeDay(IServiceScopeFactory scopes, NoticeBoard board, IConfiguration configuration, IClock clock)
{
    private static readonly LocalTime Usual = new(23, 0);
    private readonly LocalTime hour = HourOf(configuration["Notices:At"]);
    private Instant lookedAt = Instant.MinValue;

    /// <summary>Makes what is due; looks once a minute at most.</summary>
    public async Task RunAsync(CancellationToken cancel = default)
    {
        var now = clock.GetCurrentInstant();
        if (now - Duration.FromMinutes(1) < lookedAt)
            return;
        var scope = scopes.CreateAsyncScope();
        await using (scope)
            await board.SumUpAsync(scope.ServiceProvider.GetRequiredService<ConcordDb>(), LastBefore(now), cancel);
        lookedAt = now;
    }

    /// <summary>The last time before or at an instant that the mail of the day was due.</summary>
    internal Instant LastBefore(Instant now)
    {
        var today = now.InUtc().Date.At(hour).InUtc().ToInstant();
        return today <= now ? today : today - Duration.FromDays(1);
    }

    private static LocalTime HourOf(string? set) => set switch
    {
        null or "" => Usual,
        _ when LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(set).TryGetValue(default, out var hour) => hour,
        _ => throw new InvalidDataException($"Notices__At is \"{set}\": write an hour of the day in UTC, such as 23:00."),
    };
}
