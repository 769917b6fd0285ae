using Concord.Kernel.Data;
using Concord.Kernel.Mail;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Kernel.Outbox;

/// <summary>
/// Who has which mail. A worker takes mails for a while, and says before each that it now goes out; both are conditional updates, so of several
/// workers one alone succeeds, and what a worker leaves behind when it dies tells how far it had come.
/// </summary>
internal sealed class OutboxClaims(Guid worker)
{
    /// <summary>How long a mail is taken: longer than any attempt to hand it over.</summary>
    public static readonly Duration Hold = Duration.FromMinutes(5);

    public const int LongestAnswer = 500;

    /// <summary>Takes mails that are due, the urgent first.</summary>
    public async Task<List<OutboxMail>> TakeAsync(ConcordDb db, Instant now, int most, CancellationToken cancel)
    {
        // First only a look: most of the time there is nothing, and nobody need wait for a write.
        if (!await db.Set<OutboxMail>().AnyAsync(mail => mail.State == MailState.Waiting && mail.DueAt <= now, cancel))
            return [];
        var skipping = db.Database.IsNpgsql() ? "FOR UPDATE SKIP LOCKED" : "";
        var sql = $$"""
            UPDATE outbox_mail SET "State" = {0}, "TakenBy" = {1}, "TakenUntil" = {2} WHERE "State" = {3} AND "Id" IN
            (SELECT "Id" FROM outbox_mail WHERE "State" = {3} AND "DueAt" <= {4} ORDER BY "Urgency", "DueAt", "Id" LIMIT {5} {{skipping}})
            RETURNING *
            """;
        var taken = await db.Set<OutboxMail>().FromSqlRaw(sql, (short)MailState.Taken, worker, (now + Hold).ToUnixTimeMilliseconds(),
            (short)MailState.Waiting, now.ToUnixTimeMilliseconds(), most).AsNoTracking().ToListAsync(cancel);
        return [.. taken.OrderBy(mail => mail.Urgency).ThenBy(mail => mail.DueAt).ThenBy(mail => mail.Id)];
    }

    /// <summary>Says that a mail goes out now. False where it is no longer this worker's.</summary>
    public async Task<bool> BeginAsync(ConcordDb db, Guid id, Instant now) =>
        await Mine(db, id, MailState.Taken).Where(mail => mail.TakenUntil > now).ExecuteUpdateAsync(set => set
            .SetProperty(mail => mail.State, MailState.Sending).SetProperty(mail => mail.TakenUntil, now + Hold)) == 1;

    /// <summary>Notes what came of a mail for good; what it said is forgotten, for it may hold a link that opens an account.</summary>
    public Task EndAsync(ConcordDb db, Guid id, MailState from, MailState to, string answer, Instant now) =>
        Mine(db, id, from).ExecuteUpdateAsync(set => set
            .SetProperty(mail => mail.State, to).SetProperty(mail => mail.EndedAt, now).SetProperty(mail => mail.Answer, Short(answer))
            .SetProperty(mail => mail.Content, (string?)null).SetProperty(mail => mail.Name, "")
            .SetProperty(mail => mail.TakenBy, (Guid?)null).SetProperty(mail => mail.TakenUntil, (Instant?)null));

    /// <summary>Notes that nobody knows what came of a mail. What it says is kept, for a person may have it sent again.</summary>
    public Task ParkAsync(ConcordDb db, Guid id, string answer, Instant now) =>
        Mine(db, id, MailState.Sending).ExecuteUpdateAsync(set => set
            .SetProperty(mail => mail.State, MailState.Unclear).SetProperty(mail => mail.EndedAt, now).SetProperty(mail => mail.Answer, Short(answer))
            .SetProperty(mail => mail.TakenBy, (Guid?)null).SetProperty(mail => mail.TakenUntil, (Instant?)null));

    /// <summary>Puts a mail back, to be tried again at an instant.</summary>
    public Task PutBackAsync(ConcordDb db, Guid id, MailState from, int tries, Instant dueAt, string? answer) =>
        Mine(db, id, from).ExecuteUpdateAsync(set => set
            .SetProperty(mail => mail.State, MailState.Waiting).SetProperty(mail => mail.Tries, tries).SetProperty(mail => mail.DueAt, dueAt)
            .SetProperty(mail => mail.Answer, Short(answer))
            .SetProperty(mail => mail.TakenBy, (Guid?)null).SetProperty(mail => mail.TakenUntil, (Instant?)null));

    /// <summary>Puts back whatever this worker has taken and not begun.</summary>
    public Task LetGoAsync(ConcordDb db) =>
        db.Set<OutboxMail>().Where(mail => mail.State == MailState.Taken && mail.TakenBy == worker).ExecuteUpdateAsync(set => set
            .SetProperty(mail => mail.State, MailState.Waiting)
            .SetProperty(mail => mail.TakenBy, (Guid?)null).SetProperty(mail => mail.TakenUntil, (Instant?)null));

    /// <summary>
    /// Takes over what dead workers have left. Mails that they had only taken wait again. Of those that were going out the way is asked; where it
    /// cannot tell, they are left to a person, for a second mail is worse than a question.
    /// </summary>
    public async Task<int> TakeOverAsync(ConcordDb db, MailTransport transport, Instant now, CancellationToken cancel)
    {
        var left = await db.Set<OutboxMail>().AsNoTracking()
            .Where(mail => (mail.State == MailState.Taken || mail.State == MailState.Sending) && mail.TakenUntil <= now)
            .Select(mail => new { mail.Id, mail.State, mail.TakenBy, mail.Tries }).Take(1000).ToListAsync(cancel);
        foreach (var mail in left)
        {
            // As the one who left it: whoever is first settles it.
            var dead = new OutboxClaims(mail.TakenBy ?? Guid.Empty);
            var sent = mail.State == MailState.Taken ? false : transport.HasSent(mail.Id);
            if (sent is null)
                await dead.ParkAsync(db, mail.Id, "The program ended while the mail went out: it may have arrived or not.", now);
            else if (sent.Value)
                await dead.EndAsync(db, mail.Id, MailState.Sending, MailState.Sent, "Found as sent after the program had ended.", now);
            else
                await dead.PutBackAsync(db, mail.Id, mail.State, mail.Tries, now, null);
        }
        return left.Count;
    }

    private IQueryable<OutboxMail> Mine(ConcordDb db, Guid id, MailState state) =>
        db.Set<OutboxMail>().Where(mail => mail.Id == id && mail.State == state && mail.TakenBy == worker);

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(answer))]
    public static string? Short(string? answer) => answer is { Length: > LongestAnswer } ? answer[..LongestAnswer] : answer;
}
