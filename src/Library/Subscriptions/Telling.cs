using System.Globalization;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Library.Subscriptions;

/// <summary>
/// Tells subscribers what happened. It looks through the changes of the record since the last look, notes for each subscription what concerns it, and
/// puts mails into the outbox when they are due. Any number of nodes may do so: each change is looked through once.
/// </summary>
public sealed class Telling(IServiceScopeFactory scopes, MailQueue queue, IClock clock)
{
    /// <summary>More records in one look are no news but a load of the record, of which nobody is told.</summary>
    private const int MostTold = 500;

    /// <summary>More records than this are counted in a mail, not named.</summary>
    private const int MostLines = 30;

    private const int Chunk = 500;

    /// <summary>Writers that began before others may end after them: changes are looked for this far back, and told once.</summary>
    private static readonly Duration Margin = Duration.FromHours(1);

    /// <summary>One look, and the mails that are due; returns how many mails.</summary>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            if (await db.Set<ToldUntil>().AsNoTracking().SingleOrDefaultAsync(cancel) is not { } until)
                return 0;
            var now = clock.GetCurrentInstant();
            await Subscribing.ForgetUnansweredAsync(db, now, cancel);
            await LookAsync(db, until, now, cancel);
            var r = scope.ServiceProvider.GetRequiredService<Reading>();
            await r.BeginAsync(cancel);
            return await SendAsync(db, r, now, cancel);
        }
    }

    /// <summary>Begins to look through changes, from here on; the first confirmed subscription does so.</summary>
    internal static async Task BeginAsync(ConcordDb db, Instant now, CancellationToken cancel)
    {
        if (await db.Set<ToldUntil>().AnyAsync(cancel))
            return;
        var changeNo = await db.State.Select(state => state.ChangeNo).SingleOrDefaultAsync(cancel);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO library_told_until (\"Id\", \"ChangeNo\", \"At\") VALUES (1, {changeNo}, {now.ToUnixTimeMilliseconds()}) ON CONFLICT DO NOTHING", cancel);
    }

    private static async Task LookAsync(ConcordDb db, ToldUntil until, Instant now, CancellationToken cancel)
    {
        var changeNo = await db.State.AsNoTracking().Select(state => state.ChangeNo).SingleOrDefaultAsync(cancel);
        // A store that was set back to a backup counts from there again.
        if (changeNo == until.ChangeNo)
            return;
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (await db.Set<ToldUntil>().Where(row => row.ChangeNo == until.ChangeNo)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.ChangeNo, changeNo).SetProperty(row => row.At, now), cancel) == 0)
                return;
            var since = until.At - Margin;
            var records = await db.Records.AsNoTracking().Where(record => record.ChangeNo > until.ChangeNo && record.ChangedAt > since && record.ArchivedAt == null).OrderBy(record => record.No)
                .Take(MostTold + 1).Select(record => new Changed(record.Id, record.Kind, record.Version, record.ChangedAt, record.Entry)).ToListAsync(cancel);
            if (records.Count <= MostTold)
                await NoteAsync(db, await UntoldAsync(db, records, now, cancel), cancel);
            await transaction.CommitAsync(cancel);
        }
    }

    /// <summary>The records of whose version nobody was told yet; from now on somebody was.</summary>
    private static async Task<List<Changed>> UntoldAsync(ConcordDb db, List<Changed> records, Instant now, CancellationToken cancel)
    {
        var old = now - Margin - Margin;
        await db.Set<ToldVersion>().Where(told => told.At < old).ExecuteDeleteAsync(cancel);
        var ids = records.ConvertAll(record => record.Id);
        var told = await db.Set<ToldVersion>().Where(one => ids.Contains(one.RecordId)).ToDictionaryAsync(one => one.RecordId, cancel);
        var untold = records.FindAll(record => !told.TryGetValue(record.Id, out var known) || known.Version < record.Version);
        foreach (var record in untold)
            if (told.TryGetValue(record.Id, out var known))
                (known.Version, known.At) = (record.Version, now);
            else
                db.Add(new ToldVersion { RecordId = record.Id, Version = record.Version, At = now });
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return untold;
    }

    private static async Task NoteAsync(ConcordDb db, List<Changed> records, CancellationToken cancel)
    {
        var of = records.SelectMany(record => record.Followed(), (record, followed) => (followed, record)).ToLookup(pair => pair.followed, pair => pair.record);
        var ids = of.Select(group => group.Key.Id).Distinct().ToList();
        var subscriptions = await db.Set<Subscription>().AsNoTracking().Where(one => one.ConfirmedAt != null && ids.Contains(one.FollowedId))
            .Select(one => new { one.Id, one.Followed, one.FollowedId }).ToListAsync(cancel);
        foreach (var some in subscriptions.Chunk(Chunk))
        {
            var keys = some.Select(one => one.Id).ToList();
            var waiting = (await db.Set<WaitingNews>().AsNoTracking().Where(news => keys.Contains(news.SubscriptionId))
                .Select(news => new { news.SubscriptionId, news.RecordId }).ToListAsync(cancel)).ToHashSet();
            await db.InsertAsync(
                [.. from one in some
                    from record in of[(one.Followed, one.FollowedId)]
                    where !waiting.Contains(new { SubscriptionId = one.Id, RecordId = record.Id })
                    select new WaitingNews { SubscriptionId = one.Id, RecordId = record.Id, What = record.What, At = record.ChangedAt }],
                cancel);
        }
    }

    private async Task<int> SendAsync(ConcordDb db, Reading r, Instant now, CancellationToken cancel)
    {
        var (day, week) = (now - Duration.FromDays(1), now - Duration.FromDays(7));
        var due = await db.Set<Subscription>().AsNoTracking()
            .Where(one => one.ConfirmedAt != null && db.Set<WaitingNews>().Any(news => news.SubscriptionId == one.Id)
                && (one.Rhythm == Rhythm.AtOnce || (one.ToldAt ?? one.ConfirmedAt) <= (one.Rhythm == Rhythm.Daily ? day : week)))
            .ToListAsync(cancel);
        var mails = 0;
        foreach (var subscription in due)
        {
            var transaction = await db.Database.BeginTransactionAsync(cancel);
            await using (transaction)
            {
                var waiting = await db.Set<WaitingNews>().AsNoTracking().Where(news => news.SubscriptionId == subscription.Id).ToListAsync(cancel);
                // Of several nodes one alone takes them.
                if (await db.Set<WaitingNews>().Where(news => news.SubscriptionId == subscription.Id).ExecuteDeleteAsync(cancel) != waiting.Count)
                    continue;
                await db.Set<Subscription>().Where(one => one.Id == subscription.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.ToldAt, now), cancel);
                if (await MailAsync(db, r, subscription, waiting, cancel) is { } mail)
                {
                    await queue.PutAsync(db, mail, cancel);
                    mails++;
                }
                await transaction.CommitAsync(cancel);
            }
        }
        return mails;
    }

    /// <summary>The mail for one subscription; null where what it follows, or its address, is none any more.</summary>
    private static async Task<OutgoingMail?> MailAsync(ConcordDb db, Reading r, Subscription subscription, List<WaitingNews> waiting, CancellationToken cancel)
    {
        if (MailAddress.Read(subscription.Address) is not { } address
            || await Subscriptions.Followed.FindAsync(r, subscription.Followed, subscription.FollowedId, cancel) is not { } followed)
            return null;
        var shown = waiting.OrderBy(news => news.At).ThenBy(news => news.RecordId, StringComparer.Ordinal).Take(MostLines).ToList();
        var ids = shown.ConvertAll(news => news.RecordId);
        var names = await db.Records.AsNoTracking().Where(record => ids.Contains(record.Id)).Select(record => new { record.Id, record.Kind, record.Caption })
            .ToDictionaryAsync(record => record.Id, cancel);
        var lines = (from news in shown
                     where names.ContainsKey(news.RecordId)
                     let record = names[news.RecordId]
                     select new NewsLine(news.What, record.Caption, $"/{record.Kind.Plural()}/{record.Id}")).ToList();
        var language = Language.Find(subscription.Language) ?? Language.English;
        return lines.Count == 0 ? null : new OutgoingMail(new MailRecipient(address, "", language), new NewsOfRecordLetter(followed.Name, lines, waiting.Count - shown.Count, followed.Path))
        {
            Urgency = MailUrgency.Bulk,
            Unsubscribe = $"/{language.Tag}/subscribe/end/{subscription.Key}",
        };
    }

    /// <summary>A record that changed.</summary>
    /// <param name="Entry">Its line in the index: the day, the end in seconds since 1970, two more numbers, then what it is filtered by.</param>
    private sealed record Changed(string Id, RecordKind Kind, int Version, Instant ChangedAt, string Entry)
    {
        private const int Facets = 4;

        public Happened What =>
            Version > 1 ? Happened.Changed
            : Kind == RecordKind.Event && long.TryParse(Entry.Split('\t')[1], CultureInfo.InvariantCulture, out var end) && end > ChangedAt.ToUnixTimeSeconds() ? Happened.Announced
            : Happened.Published;

        /// <summary>What it belongs to that can be followed.</summary>
        public IEnumerable<(FollowedKind Kind, string Id)> Followed()
        {
            if (Kind == RecordKind.Mechanism)
                yield return (FollowedKind.Mechanism, Id);
            foreach (var facet in Entry.Split('\t').Skip(Facets))
            {
                var at = facet.IndexOf('=', StringComparison.Ordinal);
                FollowedKind? kind = facet[..Math.Max(0, at)] switch
                {
                    "mechanism" => FollowedKind.Mechanism,
                    "series" when Kind == RecordKind.Event => FollowedKind.Series,
                    "topic" => FollowedKind.Topic,
                    _ => null,
                };
                if (kind is { } known && !(Kind == RecordKind.Mechanism && known == FollowedKind.Mechanism))
                    yield return (known, facet[(at + 1)..]);
            }
        }
    }
}
