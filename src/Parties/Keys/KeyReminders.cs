using Concord.Kernel.Data;
using Concord.Kernel.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Concord.Parties.Keys;

/// <summary>
/// Reminds people of keys that end by themselves, fourteen days before and on the last day, so that no partner's program stands still unawares. How far the
/// reminding has come stands on the key: after a stop, and on several nodes, each reminder goes out once.
/// </summary>
public sealed class KeyReminders(IServiceScopeFactory scopes, PlainSql sql, IClock clock, IHostApplicationLifetime lifetime, ILogger<KeyReminders> log)
    : BackgroundRounds(lifetime, log)
{
    /// <summary>How long before its end each reminder of a key goes out.</summary>
    private static readonly Duration[] Before = [Duration.FromDays(14), Duration.FromDays(1)];

    /// <summary>How many reminders are due of a key that ends at an instant.</summary>
    internal static int DueAt(Instant now, Instant end) => Before.Count(before => end - before <= now);

    protected override TimeSpan Pause => TimeSpan.FromHours(1);

    protected override Task<bool> IsNeededAsync(CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        return sql.AnyAsync("""
            SELECT 1 FROM parties_key WHERE "EndedAt" IS NULL AND "ExpiresAt" > @now
              AND (("Reminders" < 1 AND "ExpiresAt" <= @first) OR ("Reminders" < 2 AND "ExpiresAt" <= @second)) LIMIT 1
            """, [("now", now.ToUnixTimeMilliseconds()), ("first", (now + Before[0]).ToUnixTimeMilliseconds()), ("second", (now + Before[1]).ToUnixTimeMilliseconds())], cancel);
    }

    protected override Task GoAsync(CancellationToken cancel) => RunAsync(cancel);

    /// <summary>One round.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope)
        {
            var (db, notices, now) = (scope.ServiceProvider.GetRequiredService<ConcordDb>(), scope.ServiceProvider.GetRequiredService<KeyNotices>(), clock.GetCurrentInstant());
            var first = now + Before[0];
            foreach (var key in await db.Set<PartnerKey>().AsNoTracking().Where(key => key.EndedAt == null && key.ExpiresAt > now && key.ExpiresAt <= first && key.Reminders < Before.Length).ToListAsync(cancel))
                await RemindAsync(db, notices, key, DueAt(now, key.ExpiresAt), now, cancel);
        }
    }

    private static async Task RemindAsync(ConcordDb db, KeyNotices notices, PartnerKey key, int due, Instant now, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            // Of two nodes that look at once, one reminds; of two reminders that were missed, the later alone goes out.
            if (await db.Set<PartnerKey>().Where(one => one.Id == key.Id && one.EndedAt == null && one.Reminders < due).ExecuteUpdateAsync(set => set.SetProperty(one => one.Reminders, due), cancel) == 0)
                return;
            await notices.TellAsync(db, KeyNotices.EndsSoon, key, now, withMaker: true, cancel);
            await transaction.CommitAsync(cancel);
        }
    }
}
