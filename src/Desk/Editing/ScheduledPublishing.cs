using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Concord.Desk.Editing;

/// <summary>
/// Publishes drafts at their hour. The store alone knows what is due, so nothing is missed while the house is down; and a draft is published in one
/// transaction that asks for the state it was found in, so it happens once, on however many nodes this runs. It is done in the name of whoever set the hour, who must
/// have the right to it still.
/// </summary>
public sealed class ScheduledPublishing(
    IServiceScopeFactory scopes, RecordModels models, AccessRules rules, KnownPeople people, DeskNotices notices, IClock clock, Translations translations, PlainSql sql,
    IHostApplicationLifetime lifetime, ILogger<ScheduledPublishing> log) : BackgroundRounds(lifetime, log)
{
    protected override TimeSpan Pause { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Publishes what is due now; how many were.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            var now = clock.GetCurrentInstant();
            var due = await db.Set<Draft>().AsNoTracking().Where(draft => draft.State == DraftState.Scheduled && draft.DueAt <= now).OrderBy(draft => draft.DueAt).ToListAsync(cancel);
            foreach (var draft in due)
                await PublishAsync(db, draft, now, cancel);
            return due.Count;
        }
    }

    protected override Task<bool> IsNeededAsync(CancellationToken cancel) =>
        sql.AnyAsync("SELECT 1 FROM desk_draft WHERE \"State\" = @scheduled AND \"DueAt\" <= @now LIMIT 1",
            [("@scheduled", (short)DraftState.Scheduled), ("@now", clock.GetCurrentInstant().ToUnixTimeMilliseconds())], cancel);

    protected override Task GoAsync(CancellationToken cancel) => RunAsync(cancel);

    private async Task PublishAsync(ConcordDb db, Draft draft, Instant now, CancellationToken cancel)
    {
        var fault = await people.FindAsync(db, draft.PublishedBy!.Value, now, cancel) is { } decided
            ? (await Publishing.RunAsync(db, models, notices, draft, draft.RecordId!, new PersonRights(rules, decided), now, cancel)).Fault
            : PublishingFault.NotTheirs;
        db.ChangeTracker.Clear();
        if (fault is PublishingFault.None or PublishingFault.Changed)
            return;
        // It goes back to people, with the reason; otherwise it would be tried for ever.
        if (await Drafts.SendBackAsync(db, notices, draft, Actor.House, now, cancel))
            await Drafts.CommentAsync(db, null, draft, null, Reason(fault), now, cancel);
    }

    /// <summary>In every language of the house: nobody in particular is told.</summary>
    private string Reason(PublishingFault fault) => string.Join('\n', Language.All.Select(language => translations.In(language)).Select(l => fault switch
    {
        PublishingFault.Overtaken => l["It was not published at its hour: the record was changed meanwhile."],
        PublishingFault.SecondPair => l["It was not published at its hour: a second pair of eyes is asked for."],
        PublishingFault.NotTheirs => l["It was not published at its hour: whoever set the hour may not publish it any more."],
        _ => l["It was not published at its hour: something in it is not sound any more."],
    }));
}
