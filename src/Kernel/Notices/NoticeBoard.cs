using Concord.Kernel.Data;
using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Kernel.Notices;

/// <summary>The seam to whoever keeps the accounts: where a person can be reached, and in which language.</summary>
public abstract class AccountAddresses
{
    /// <summary>The recipients behind these accounts; accounts that are closed, or have no usable address, are left out.</summary>
    public abstract Task<IReadOnlyList<MailRecipient>> OfAsync(ConcordDb db, IReadOnlyCollection<Guid> accounts, CancellationToken cancel);
}

/// <summary>Tells people what concerns them, each in the way that they wish.</summary>
public sealed class NoticeBoard(IEnumerable<NoticeKind> kinds, MailQueue queue, AccountAddresses addresses, NoticeEnds ends, IClock clock)
{
    private const int Chunk = 500;
    private readonly Dictionary<string, NoticeKind> kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>All kinds, by name.</summary>
    public IEnumerable<NoticeKind> Kinds => kinds.Values.OrderBy(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>Tells accounts of something, in the caller's transaction: at once, with the mail of the day, or not at all, as each has said.</summary>
    /// <exception cref="KeyNotFoundException">No module has registered the kind: a defect.</exception>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public async Task TellAsync(ConcordDb db, Notice notice, IReadOnlyCollection<Guid> accounts, CancellationToken cancel = default)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A notice stands or falls with what it tells of: begin a transaction around both.");
        var kind = kinds[notice.Kind];
        foreach (var some in accounts.Distinct().Chunk(Chunk))
        {
            var wishes = await db.Set<NoticePreference>().AsNoTracking().Where(one => one.Kind == kind.Name && some.Contains(one.AccountId))
                .ToDictionaryAsync(one => one.AccountId, one => one.Wish, cancel);
            var wished = some.ToLookup(account => wishes.GetValueOrDefault(account, kind.Usual));
            var now = clock.GetCurrentInstant();
            await db.InsertAsync([.. wished[NoticeWish.Daily].Select(account => new WaitingNotice
            {
                Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                AccountId = account,
                Kind = kind.Name,
                About = notice.About,
                Path = notice.Path,
                MadeAt = now,
            })], cancel);
            var letter = new NoticeLetter([new NoticeLine(kind.Text, notice.About, notice.Path)], IsOfDay: false);
            await queue.PutAsync(db, [.. (await addresses.OfAsync(db, [.. wished[NoticeWish.AtOnce]], cancel)).Select(to => new OutgoingMail(to, letter) { Unsubscribe = ends.Path(to, kind.Name) })], cancel);
        }
    }

    /// <summary>What an account has said about each kind, or what is usual.</summary>
    public async Task<IReadOnlyList<(NoticeKind Kind, NoticeWish Wish)>> WishesAsync(ConcordDb db, Guid account, CancellationToken cancel = default)
    {
        var said = await db.Set<NoticePreference>().AsNoTracking().Where(one => one.AccountId == account).ToDictionaryAsync(one => one.Kind, one => one.Wish, cancel);
        return [.. Kinds.Select(kind => (kind, said.GetValueOrDefault(kind.Name, kind.Usual)))];
    }

    /// <summary>Takes what an account says; kinds that nobody knows are passed over.</summary>
    public async Task WishAsync(ConcordDb db, Guid account, IReadOnlyDictionary<string, NoticeWish> wishes, CancellationToken cancel = default)
    {
        var said = await db.Set<NoticePreference>().Where(one => one.AccountId == account).ToDictionaryAsync(one => one.Kind, cancel);
        foreach (var (kind, wish) in wishes)
            if (!kinds.ContainsKey(kind))
                continue;
            else if (said.TryGetValue(kind, out var preference))
                preference.Wish = wish;
            else
                db.Add(new NoticePreference { AccountId = account, Kind = kind, Wish = wish });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Ends mails as a link in one of them says: those of one kind, or all that come once a day.</summary>
    public async Task EndAsync(ConcordDb db, NoticeEnd end, CancellationToken cancel = default) =>
        await WishAsync(db, end.Account, (await WishesAsync(db, end.Account, cancel)).Where(one => end.Kind == NoticeEnds.OfDay ? one.Wish == NoticeWish.Daily : one.Kind.Name == end.Kind)
            .ToDictionary(one => one.Kind.Name, _ => NoticeWish.Never), cancel);

    /// <summary>Forgets all that was to be told to an account, and what it wished.</summary>
    public static async Task ForgetAsync(ConcordDb db, Guid account, CancellationToken cancel = default)
    {
        await db.Set<WaitingNotice>().Where(notice => notice.AccountId == account).ExecuteDeleteAsync(cancel);
        await db.Set<NoticePreference>().Where(one => one.AccountId == account).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Puts the mail of the day of each account into the outbox, with all notices from before an instant; returns how many mails.</summary>
    /// <remarks>Notices go as the mail is put in, in one transaction per account: of several nodes one alone finds them.</remarks>
    public async Task<int> SumUpAsync(ConcordDb db, Instant before, CancellationToken cancel = default)
    {
        var mails = 0;
        foreach (var account in await db.Set<WaitingNotice>().Where(notice => notice.MadeAt < before).Select(notice => notice.AccountId).Distinct().ToListAsync(cancel))
        {
            var transaction = await db.Database.BeginTransactionAsync(cancel);
            await using (transaction)
            {
                var waiting = await db.Set<WaitingNotice>()
                    .FromSqlRaw("DELETE FROM notices_waiting WHERE \"AccountId\" = {0} AND \"MadeAt\" < {1} RETURNING *", account, before.ToUnixTimeMilliseconds())
                    .AsNoTracking().ToListAsync(cancel);
                var lines = waiting.OrderBy(notice => notice.MadeAt).ThenBy(notice => notice.Id).Where(notice => kinds.ContainsKey(notice.Kind))
                    .Select(notice => new NoticeLine(kinds[notice.Kind].Text, notice.About, notice.Path)).ToList();
                if (lines.Count > 0 && await addresses.OfAsync(db, [account], cancel) is [var to])
                {
                    await queue.PutAsync(db, new OutgoingMail(to, new NoticeLetter(lines, IsOfDay: true)) { Unsubscribe = ends.Path(to, NoticeEnds.OfDay) }, cancel);
                    mails++;
                }
                await transaction.CommitAsync(cancel);
            }
        }
        return mails;
    }
}
