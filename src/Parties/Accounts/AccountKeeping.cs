using Concord.Kernel.Data;
using Concord.Kernel.Rounds;
using Concord.Parties.Accounts.SecondStep;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Concord.Parties.Accounts;

/// <summary>Forgets what opens nothing any more and would only tell where people were: sessions that ran out, links and codes that were used.</summary>
public sealed class AccountKeeping(IServiceScopeFactory scopes, PlainSql sql, IClock clock, IHostApplicationLifetime lifetime, ILogger<AccountKeeping> log)
    : BackgroundRounds(lifetime, log)
{
    /// <summary>Links are counted for a day (<see cref="OneTimeLinks.MostADay"/>), so they stay as long.</summary>
    private static readonly Duration Links = Duration.FromDays(1);

    protected override TimeSpan Pause => TimeSpan.FromHours(1);

    protected override Task<bool> IsNeededAsync(CancellationToken cancel) => sql.AnyAsync("SELECT 1 FROM parties_session UNION ALL SELECT 1 FROM parties_link LIMIT 1", [], cancel);

    protected override Task GoAsync(CancellationToken cancel) => RunAsync(cancel);

    /// <summary>One round.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            var now = clock.GetCurrentInstant();
            var before = now - Links;
            await db.Set<Session>().Where(session => session.EndsAt <= now).ExecuteDeleteAsync(cancel);
            await db.Set<OneTimeLink>().Where(link => link.MadeAt <= before && (link.EndsAt <= now || link.UsedAt != null)).ExecuteDeleteAsync(cancel);
            await db.Set<RecoveryCode>().Where(code => code.UsedAt != null).ExecuteDeleteAsync(cancel);
        }
    }
}
