using System.Globalization;
using Concord.Kernel.Data;
using Concord.Kernel.Mail;
using Concord.Kernel.Notices;
using Concord.Kernel.Rounds;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Concord.Kernel.Outbox;

/// <summary>Delivers while the house serves. It looks into the outbox once a second, for mails may come from other nodes and from the command line too.</summary>
internal sealed class OutboxWorker(OutboxDelivery delivery, NoticeDay day, MailSettings settings, PlainSql sql, IClock clock, IHostApplicationLifetime lifetime, ILogger<OutboxWorker> log)
    : BackgroundRounds(lifetime, log)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromMinutes(2);

    // Mails that are due, mails that a worker took and never settled, notices for the mail of the day.
    private static readonly string Due = string.Create(CultureInfo.InvariantCulture, $"""
        SELECT 1 FROM outbox_mail WHERE "State" = {(byte)MailState.Waiting} AND "DueAt" <= @now
        UNION ALL SELECT 1 FROM outbox_mail WHERE "State" IN ({(byte)MailState.Taken}, {(byte)MailState.Sending}) AND "TakenUntil" <= @now
        UNION ALL SELECT 1 FROM notices_waiting WHERE "MadeAt" < @before LIMIT 1
        """);

    private TimeSpan pause = Usual;

    protected override TimeSpan Pause => pause;

    protected override async Task<bool> IsNeededAsync(CancellationToken cancel)
    {
        if (!settings.Delivers)
            return false;
        var now = clock.GetCurrentInstant();
        return await sql.AnyAsync(Due, [("@now", now.ToUnixTimeMilliseconds()), ("@before", day.LastBefore(now).ToUnixTimeMilliseconds())], cancel);
    }

    protected override async Task GoAsync(CancellationToken cancel)
    {
        // Until a round has gone well, the wait grows.
        pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, Longest.Ticks));
        await day.RunAsync(cancel);
        DeliveryRound round;
        do
            round = await delivery.RunAsync(cancel);
        while (round is { Handled: > 0, IsHostAway: false } && !cancel.IsCancellationRequested);
        if (!round.IsHostAway)
            pause = Usual;
    }
}
