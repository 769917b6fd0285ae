using NodaTime;

namespace Concord.Kernel.Time;

/// <summary>Runs at the pace of another clock, from a chosen instant on; pages say that it was set.</summary>
/// <param name="clock">The clock that it runs with.</param>
/// <param name="start">What it shows at first.</param>
public sealed class SetClock(IClock clock, Instant start) : IClock
{
    private readonly Duration shift = start - clock.GetCurrentInstant();

    public Instant GetCurrentInstant() => clock.GetCurrentInstant() + shift;
}
