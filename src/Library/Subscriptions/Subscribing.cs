using System.Buffers.Text;
using System.Security.Cryptography;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Library.Subscriptions;

/// <summary>Asking for a subscription, confirming it, ending it.</summary>
internal static class Subscribing
{
    /// <summary>For so long an unanswered question stands.</summary>
    public static readonly Duration Unanswered = Duration.FromDays(3);

    /// <summary>The same question is not asked again within this time, whoever presses how often.</summary>
    private static readonly Duration Again = Duration.FromMinutes(10);

    /// <summary>More questions are not sent to one address within a day: nobody fills another's mailbox from here.</summary>
    private const int MostADay = 6;

    private const int KeyBytes = 32;

    /// <summary>Length of a key as text.</summary>
    private const int KeyLength = 43;

    /// <summary>
    /// Takes a wish and sends the question whether it is meant. What an address has subscribed to already, and whether anything was sent, the
    /// answer does not tell.
    /// </summary>
    public static async Task AskAsync(ConcordDb db, MailQueue queue, MailAddress address, Followed followed, Rhythm rhythm, Language language, Instant now,
        CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            var key = address.Key;
            var dayBefore = now - Duration.FromDays(1);
            var ofAddress = db.Set<Subscription>().Where(one => one.AddressKey == key);
            // Whoever asks for the same address waits here: what is counted next is what counts.
            await ofAddress.ExecuteUpdateAsync(set => set.SetProperty(one => one.AskedTimes, one => one.AskedTimes), cancel);
            // Mails are counted, not wishes: one that is asked for again and again fills a box as well.
            var mails = await ofAddress.Where(one => one.AskedAt > dayBefore).SumAsync(one => one.AskedTimes, cancel);
            var standing = await ofAddress.SingleOrDefaultAsync(one => one.Followed == followed.Kind && one.FollowedId == followed.Id, cancel);
            if (mails >= MostADay || standing?.AskedAt > now - Again)
                return;
            if (standing is null)
                db.Add(standing = New(address, followed, rhythm, language, now));
            standing.AskedTimes = standing.AskedAt > dayBefore ? standing.AskedTimes + 1 : 1;
            (standing.AskedRhythm, standing.AskedLanguage, standing.AskedAt) = (rhythm, language.Tag, now);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException)
            {
                // Two asked for the same for the first time at once: one question goes out.
                db.ChangeTracker.Clear();
                return;
            }
            await queue.PutAsync(db, new OutgoingMail(new MailRecipient(address, "", language), new ConfirmationLetter(followed.Name, standing.Key, rhythm)) { Urgency = MailUrgency.Awaited },
                cancel);
            await transaction.CommitAsync(cancel);
        }
    }

    /// <summary>The subscription that a link is for; null where there is none, or the question was not answered in time.</summary>
    public static Task<Subscription?> FindAsync(ConcordDb db, string? key, Instant now, CancellationToken cancel)
    {
        var since = now - Unanswered;
        return !IsKey(key) ? Task.FromResult<Subscription?>(null)
            : db.Set<Subscription>().SingleOrDefaultAsync(one => one.Key == key && (one.ConfirmedAt != null || one.AskedAt > since), cancel);
    }

    /// <summary>The address says that it is meant: from now on it is told. Said again, it changes nothing more.</summary>
    public static async Task ConfirmAsync(ConcordDb db, Subscription subscription, Instant now, CancellationToken cancel)
    {
        var isFirst = subscription.ConfirmedAt is null;
        subscription.ConfirmedAt ??= now;
        (subscription.Rhythm, subscription.Language) = (subscription.AskedRhythm, subscription.AskedLanguage);
        if (isFirst)
            await db.DoAsync(Note(subscription, "confirmed", now), () => Task.CompletedTask, cancel);
        else
            await db.SaveChangesAsync(cancel);
        await Telling.BeginAsync(db, now, cancel);
    }

    /// <summary>Ends a subscription: nothing of it is kept but that there was one. False where there was none.</summary>
    public static async Task<bool> EndAsync(ConcordDb db, string? key, Instant now, CancellationToken cancel)
    {
        if (!IsKey(key) || await db.Set<Subscription>().AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, cancel) is not { } ending)
            return false;
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            if (await db.Set<Subscription>().Where(one => one.Id == ending.Id).ExecuteDeleteAsync(cancel) == 0)
                return false;
            // What was never confirmed was nobody's yet.
            if (ending.ConfirmedAt is not null)
                await AuditTrail.NoteAsync(db, Note(ending, "ended", now), cancel);
            await transaction.CommitAsync(cancel);
            return true;
        }
    }

    /// <summary>What happened to a subscription, by its number: the trail outlives the address and does not hold it.</summary>
    private static AuditNote Note(Subscription subscription, string state, Instant now) => new(now, Actor.Reader, LibraryAccess.Subscribe, "subscriptions/" + subscription.Id.ToString("D"))
    {
        Details = new() { ["state"] = state, ["follows"] = Followed.ParameterOf(subscription.Followed) + "/" + subscription.FollowedId },
        Concerns = subscription.Followed == FollowedKind.Mechanism ? AuditConcern.OfMechanisms(subscription.FollowedId) : [],
    };

    /// <summary>Forgets the addresses that have not answered.</summary>
    public static Task<int> ForgetUnansweredAsync(ConcordDb db, Instant now, CancellationToken cancel)
    {
        var since = now - Unanswered;
        return db.Set<Subscription>().Where(one => one.ConfirmedAt == null && one.AskedAt <= since).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Whether a text can be a key at all; anything else need not be looked for.</summary>
    private static bool IsKey(string? key) => key is { Length: KeyLength } && key.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_');

    private static Subscription New(MailAddress address, Followed followed, Rhythm rhythm, Language language, Instant now) => new()
    {
        Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
        Key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes)),
        Address = address.Text,
        AddressKey = address.Key,
        Followed = followed.Kind,
        FollowedId = followed.Id,
        Language = language.Tag,
        Rhythm = rhythm,
        AskedLanguage = language.Tag,
        AskedRhythm = rhythm,
        AskedAt = now,
    };
}
