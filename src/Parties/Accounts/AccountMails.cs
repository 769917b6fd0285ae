using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;

namespace Concord.Parties.Accounts;

/// <summary>What a person is mailed about the own account.</summary>
internal static class AccountMails
{
    /// <summary>
    /// Sends a link that works once, with its note, unless the account has had its share of them (<see cref="OneTimeLinks.MostADay"/>): then nothing
    /// happens, and what was sent before holds on.
    /// </summary>
    public static async Task LinkAsync(ConcordDb db, MailQueue mails, Account account, LinkPurpose purpose, Func<string, Letter> letter, Actor by, NodaTime.Instant now, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (!await OneTimeLinks.MayMailAsync(db, account.Id, purpose, now, cancel))
                return;
            var secret = OneTimeLinks.Make(db, account.Id, purpose, now);
            await db.SaveChangesAsync(cancel);
            await mails.PutAsync(db, new OutgoingMail(account.Recipient(), letter(secret)) { Urgency = MailUrgency.Awaited }, cancel);
            await AuditTrail.NoteAsync(db, new AuditNote(now, by, PartiesAccess.SendLink, "accounts/" + account.Id) { Details = new() { ["for"] = purpose.ToString() } }, cancel);
            await transaction.CommitAsync(cancel);
        }
    }

    /// <summary>Tells the person what was changed, in the caller's transaction.</summary>
    public static Task ChangedAsync(ConcordDb db, MailQueue mails, Account account, AccountChange what, NodaTime.Instant now, CancellationToken cancel) =>
        mails.PutAsync(db, new OutgoingMail(account.Recipient(), new AccountChangedLetter(what, now)) { Urgency = MailUrgency.Awaited }, cancel);
}
