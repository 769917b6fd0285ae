using Concord.Kernel.Data;
using Concord.Kernel.Mail;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Kernel.Outbox;

/// <summary>Takes mails in the transaction of what they tell of: a change that is taken back sends nothing, and one that stays is told.</summary>
public sealed class MailQueue(LetterKinds kinds, IClock clock)
{
    /// <summary>Puts a mail into the outbox, in the caller's transaction.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public Task PutAsync(ConcordDb db, OutgoingMail mail, CancellationToken cancel = default) => PutAsync(db, [mail], cancel);

    /// <summary>Puts mails into the outbox, in the caller's transaction; ten thousand take about a second.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public async Task PutAsync(ConcordDb db, IReadOnlyCollection<OutgoingMail> mails, CancellationToken cancel = default)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A mail stands or falls with what it tells of: begin a transaction around both.");
        var now = clock.GetCurrentInstant();
        await db.InsertAsync([.. mails.Select(mail => Row(mail, now))], cancel);
    }

    private OutboxMail Row(OutgoingMail mail, Instant now) => new()
    {
        Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
        Letter = kinds.Of(mail.Letter).Name,
        Content = LetterKinds.Write(mail.Letter),
        Address = mail.To.Address.Text,
        Name = mail.To.Name,
        Language = mail.To.Language.Tag,
        AccountId = mail.To.Account,
        Urgency = mail.Urgency,
        Unsubscribe = mail.Unsubscribe,
        MadeAt = now,
        State = MailState.Waiting,
        DueAt = now,
    };

    /// <summary>The addresses that refuse mail, latest first.</summary>
    public static Task<List<ParkedAddress>> ParkedAsync(ConcordDb db, int take, CancellationToken cancel = default) =>
        db.Set<ParkedAddress>().AsNoTracking().OrderByDescending(address => address.Since).Take(take).ToListAsync(cancel);

    /// <summary>Nothing is sent to an address from now on until somebody frees it; what waits for it is withheld. False where it was parked already.</summary>
    /// <param name="db">The store.</param>
    /// <param name="address">The address.</param>
    /// <param name="answer">What its host said, or why else.</param>
    /// <param name="now">Since when.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<bool> ParkAsync(ConcordDb db, MailAddress address, string answer, Instant now, CancellationToken cancel = default) =>
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO outbox_address (\"Address\", \"Since\", \"Answer\") VALUES ({address.Key}, {now.ToUnixTimeMilliseconds()}, {OutboxClaims.Short(answer)}) ON CONFLICT DO NOTHING", cancel) > 0;

    /// <summary>Lets an address receive again what comes from now on; what was withheld meanwhile stays so. False where it was not parked.</summary>
    public static async Task<bool> FreeAsync(ConcordDb db, MailAddress address, CancellationToken cancel = default)
    {
        var key = address.Key;
        return await db.Set<ParkedAddress>().Where(parked => parked.Address == key).ExecuteDeleteAsync(cancel) > 0;
    }

    /// <summary>
    /// Settles a mail of which nobody knows whether it arrived: sends it (again) under the same Message-ID, or leaves it as sent. False where it is not
    /// unclear, for somebody else may have settled it.
    /// </summary>
    public async Task<bool> SettleAsync(ConcordDb db, Guid id, bool sendAgain, CancellationToken cancel = default)
    {
        var now = clock.GetCurrentInstant();
        var unclear = db.Set<OutboxMail>().Where(mail => mail.Id == id && mail.State == MailState.Unclear && mail.Content != null);
        return await (sendAgain
            ? unclear.ExecuteUpdateAsync(set => set.SetProperty(mail => mail.State, MailState.Waiting).SetProperty(mail => mail.DueAt, now)
                .SetProperty(mail => mail.EndedAt, (Instant?)null), cancel)
            : unclear.ExecuteUpdateAsync(set => set.SetProperty(mail => mail.State, MailState.Sent).SetProperty(mail => mail.EndedAt, now)
                .SetProperty(mail => mail.Content, (string?)null).SetProperty(mail => mail.Name, ""), cancel)) > 0;
    }
}
