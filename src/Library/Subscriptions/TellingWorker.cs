using Concord.Kernel.Data;
using Concord.Kernel.Mail;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Concord.Library.Subscriptions;

/// <summary>Tells subscribers while the house serves.</summary>
internal sealed partial class TellingWorker(Telling telling, MailSettings settings, ILogger<TellingWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Delivers)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
                return;
            try
            {
                await telling.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (Store.IsAway(fault))
            {
                // Whoever asks for a page is told, and so is the log; the next round finds the same changes.
            }
            catch (Exception fault)
            {
                RoundFailed(log, fault);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Subscribers could not be told.")]
    private static partial void RoundFailed(ILogger log, Exception fault);
}
