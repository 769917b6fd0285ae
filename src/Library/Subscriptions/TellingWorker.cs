using Concord.Kernel.Data;
using Concord.Kernel.Mail;
using Concord.Kernel.Rounds;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Concord.Library.Subscriptions;

/// <summary>Tells subscribers while the house serves; where nobody ever subscribed there is nobody to tell.</summary>
internal sealed class TellingWorker(Telling telling, MailSettings settings, PlainSql sql, IHostApplicationLifetime lifetime, ILogger<TellingWorker> log) : BackgroundRounds(lifetime, log)
{
    protected override TimeSpan Pause { get; } = TimeSpan.FromSeconds(20);

    protected override async Task<bool> IsNeededAsync(CancellationToken cancel) =>
        settings.Delivers && await sql.AnyAsync("SELECT 1 FROM library_told_until", [], cancel);

    protected override Task GoAsync(CancellationToken cancel) => telling.RunAsync(cancel);
}
