using Concord.Kernel.Data;
using Concord.Kernel.Mail;
using Concord.Kernel.Notices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Concord.Kernel.Outbox;

/// <summary>Delivers while the house serves. It looks into the outbox once a second, for mails may come from other nodes and from the command line too.</summary>
internal sealed partial class OutboxWorker(OutboxDelivery delivery, NoticeDay day, MailSettings settings, ILogger<OutboxWorker> log) : BackgroundService
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Delivers)
            return;
        var pause = Usual;
        while (!stoppingToken.IsCancellationRequested)
        {
            var round = new DeliveryRound(0, IsHostAway: true);
            try
            {
                await day.RunAsync(stoppingToken);
                round = await delivery.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (Store.IsAway(fault))
            {
                // Whoever asks for a page is told, and so is the log; the mails wait.
            }
            catch (Exception fault)
            {
                RoundFailed(log, fault);
            }
            if (round is { Handled: > 0, IsHostAway: false })
                continue;
            pause = round.IsHostAway ? TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, Longest.Ticks)) : Usual;
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A round of mail failed.")]
    private static partial void RoundFailed(ILogger log, Exception fault);
}
