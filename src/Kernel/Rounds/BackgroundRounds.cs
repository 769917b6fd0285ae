using Concord.Kernel.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Concord.Kernel.Rounds;

/// <summary>
/// What the house does by itself while it serves, round by round. The first round comes after the house has opened, so that no reader waits for it; a
/// round that failed is said in the log, and the next one finds the same work, for what is to be done stands in the store. Other nodes go their own
/// rounds at the same time.
/// </summary>
public abstract partial class BackgroundRounds(IHostApplicationLifetime lifetime, ILogger log) : BackgroundService
{
    private readonly SemaphoreSlim awake = new(0, 1);

    /// <summary>How long to wait before the next round.</summary>
    protected abstract TimeSpan Pause { get; }

    /// <summary>How long after the opening to wait for the first.</summary>
    protected virtual TimeSpan First => Pause;

    /// <summary>
    /// Whether there is anything to do: a question in <see cref="PlainSql"/>, so that a house in which nothing happens stays small. Yes unless a
    /// round says otherwise.
    /// </summary>
    protected virtual Task<bool> IsNeededAsync(CancellationToken cancel) => Task.FromResult(true);

    /// <summary>One round. It may end early when it is stopped.</summary>
    protected abstract Task GoAsync(CancellationToken cancel);

    /// <summary>There is something to do: the next round begins now.</summary>
    public void Wake()
    {
        try
        {
            awake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (lifetime.ApplicationStarted.Register(open.SetResult))
            await open.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        for (var wait = First; !stoppingToken.IsCancellationRequested; wait = Pause)
        {
            try
            {
                await awake.WaitAsync(wait, stoppingToken);
                if (await IsNeededAsync(stoppingToken))
                    await GoAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // The house is closing; what was not done is done after the next start.
            }
            catch (ObjectDisposedException)
            {
                // The house is gone without having been closed.
                return;
            }
            catch (Exception fault) when (Store.IsAway(fault))
            {
                // Whoever asks for a page is told, and so is the log.
            }
            catch (Exception fault)
            {
                RoundFailed(log, GetType().Name, fault);
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        awake.Dispose();
        GC.SuppressFinalize(this);
    }

    [LoggerMessage(1, LogLevel.Error, "A round of {Rounds} failed; it is tried again.")]
    private static partial void RoundFailed(ILogger log, string rounds, Exception fault);
}
