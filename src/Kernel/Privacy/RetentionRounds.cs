using Concord.Kernel.Data;
using Concord.Kernel.Rounds;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Concord.Kernel.Privacy;

/// <summary>Deletes once an hour what has been kept long enough.</summary>
internal sealed class RetentionRounds(Retention retention, IServiceScopeFactory scopes, PlainSql sql, IHostApplicationLifetime lifetime, ILogger<RetentionRounds> log) : BackgroundRounds(lifetime, log)
{
    protected override TimeSpan Pause { get; } = TimeSpan.FromHours(1);

    /// <summary>A server that is started again and again shall come to it too.</summary>
    protected override TimeSpan First { get; } = TimeSpan.FromMinutes(5);

    protected override async Task<bool> IsNeededAsync(CancellationToken cancel)
    {
        foreach (var table in retention.Rules.Where(rule => rule.Days > 0).Select(rule => rule.Rule.Table).Distinct())
            if (await sql.AnyAsync($"SELECT 1 FROM {table} LIMIT 1", [], cancel))
                return true;
        return false;
    }

    protected override async Task GoAsync(CancellationToken cancel)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope)
            await retention.RunAsync(scope.ServiceProvider.GetRequiredService<ConcordDb>(), cancel);
    }
}
