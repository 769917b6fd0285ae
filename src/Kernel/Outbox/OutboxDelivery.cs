using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Mail.Letters;
using Concord.Kernel.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;
using NodaTime;

namespace Concord.Kernel.Outbox;

/// <summary>What a round of delivery came to.</summary>
/// <param name="Handled">Mails that were taken.</param>
/// <param name="IsHostAway">Whether the way was closed, so that there is no use in trying at once.</param>
public readonly record struct DeliveryRound(int Handled, bool IsHostAway);

/// <summary>Delivers what is in the outbox, round by round. One at a time uses it; other nodes have their own.</summary>
public sealed partial class OutboxDelivery(IServiceScopeFactory scopes, MailTransport transport, LetterWriter writer, LetterKinds kinds, MailSettings settings,
    SiteAddress site, Installation installation, IClock clock, ILogger<OutboxDelivery> log)
{
    /// <summary>So few at once that a link somebody waits for goes out between ten thousand invitations.</summary>
    private const int RoundSize = 20;

    /// <summary>Before each further attempt after a refusal for now; after the last the mail counts as refused (RFC 5321, 4.5.4.1: give up after 4 to 5 days).</summary>
    private static readonly Duration[] Waits =
    [
        Duration.FromMinutes(1), Duration.FromMinutes(5), Duration.FromMinutes(15), Duration.FromHours(1), Duration.FromHours(3), Duration.FromHours(6),
        Duration.FromHours(12), Duration.FromHours(24), Duration.FromHours(24), Duration.FromHours(24),
    ];

    private readonly OutboxClaims claims = new(Guid.NewGuid());

    /// <summary>One round: takes what dead workers left, takes some mails that are due, and hands them over.</summary>
    /// <param name="stop">Ends the round after the mail at hand; what was taken and not begun is put back.</param>
    public async Task<DeliveryRound> RunAsync(CancellationToken stop = default)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<ConcordDb>();
            var left = await claims.TakeOverAsync(db, transport, clock.GetCurrentInstant(), stop);
            var mails = await claims.TakeAsync(db, clock.GetCurrentInstant(), RoundSize, stop);
            if (mails.Count == 0)
                return new DeliveryRound(left, IsHostAway: false);
            try
            {
                var keys = mails.ConvertAll(KeyOf);
                var parked = await db.Set<ParkedAddress>().AsNoTracking().Where(address => keys.Contains(address.Address))
                    .Select(address => address.Address).ToHashSetAsync(stop);
                foreach (var mail in mails)
                {
                    if (stop.IsCancellationRequested)
                        break;
                    if (parked.Contains(KeyOf(mail)))
                        await claims.EndAsync(db, mail.Id, MailState.Taken, MailState.Withheld, "The address refuses mail.", clock.GetCurrentInstant());
                    else if (await DeliverAsync(db, mail, parked) == Handover.HostAway)
                        return new DeliveryRound(mails.Count, IsHostAway: true);
                }
            }
            finally
            {
                await claims.LetGoAsync(db);
                await transport.RestAsync();
            }
            return new DeliveryRound(mails.Count, IsHostAway: false);
        }
    }

    private async Task<Handover> DeliverAsync(ConcordDb db, OutboxMail mail, HashSet<string> parked)
    {
        MimeMessage message;
        try
        {
            message = await MakeAsync(mail);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A defect of one letter must not hold up all others; it is in the log, and the mail waits until the defect is mended.
            WordsMissing(log, fault, mail.Letter, mail.Id);
            await RefuseForNowAsync(db, mail, MailState.Taken, "It cannot be put into words: " + fault.Message);
            return Handover.NotNow;
        }
        using (message)
        {
            if (!await claims.BeginAsync(db, mail.Id, clock.GetCurrentInstant()))
                return Handover.NotNow;
            // Not to be stopped: a mail that has begun to go out is better seen to its end.
            var (outcome, answer) = await transport.SendAsync(mail.Id, message, CancellationToken.None);
            var now = clock.GetCurrentInstant();
            switch (outcome)
            {
                case Handover.Accepted:
                    await claims.EndAsync(db, mail.Id, MailState.Sending, MailState.Sent, answer, now);
                    break;
                case Handover.AddressRefused:
                    await ParkAddressAsync(db, mail, answer, now);
                    parked.Add(KeyOf(mail));
                    break;
                case Handover.MailRefused:
                    await claims.EndAsync(db, mail.Id, MailState.Sending, MailState.Refused, answer, now);
                    break;
                case Handover.Unclear:
                    await claims.ParkAsync(db, mail.Id, answer, now);
                    break;
                case Handover.HostAway:
                    HostAway(log, settings.Host ?? "the folder", answer);
                    await claims.PutBackAsync(db, mail.Id, MailState.Sending, mail.Tries, mail.DueAt, answer);
                    break;
                default:
                    await RefuseForNowAsync(db, mail, MailState.Sending, answer);
                    break;
            }
            if (settings.PerMinute > 0)
                await Task.Delay(TimeSpan.FromMinutes(1) / settings.PerMinute);
            return outcome;
        }
    }

    private async Task<MimeMessage> MakeAsync(OutboxMail mail)
    {
        var kind = kinds.Find(mail.Letter) ?? throw new InvalidOperationException($"There are no letters called {mail.Letter}.");
        var address = MailAddress.Read(mail.Address) ?? throw new InvalidOperationException("The address is none.");
        var to = new MailRecipient(address, mail.Name, Language.Find(mail.Language) ?? Language.English, mail.AccountId);
        var letter = await writer.WriteAsync(to, LetterKinds.Read(kind, mail.Content!), mail.Unsubscribe);
        var unsubscribe = mail.Unsubscribe is { } path ? new Uri(site.Origin, path) : null;
        return MailMessage.Make(mail.Id, mail.MadeAt, settings.From, to, letter, installation.Name, unsubscribe);
    }

    private Task RefuseForNowAsync(ConcordDb db, OutboxMail mail, MailState from, string answer)
    {
        var now = clock.GetCurrentInstant();
        return mail.Tries < Waits.Length
            ? claims.PutBackAsync(db, mail.Id, from, mail.Tries + 1, now + Waits[mail.Tries], answer)
            : claims.EndAsync(db, mail.Id, from, MailState.Refused, answer, now);
    }

    private async Task ParkAddressAsync(ConcordDb db, OutboxMail mail, string answer, Instant now)
    {
        var transaction = await db.Database.BeginTransactionAsync();
        await using (transaction)
        {
            if (MailAddress.Read(mail.Address) is { } address)
                await MailQueue.ParkAsync(db, address, answer, now);
            await claims.EndAsync(db, mail.Id, MailState.Sending, MailState.Refused, answer, now);
            await transaction.CommitAsync();
        }
    }

    private static string KeyOf(OutboxMail mail) => MailAddress.Read(mail.Address)?.Key ?? mail.Address;

    [LoggerMessage(1, LogLevel.Error, "The letter {Letter} of mail {Id} cannot be put into words.")]
    private static partial void WordsMissing(ILogger log, Exception fault, string letter, Guid id);

    [LoggerMessage(2, LogLevel.Warning, "No mail goes out by {Host}: {Answer}")]
    private static partial void HostAway(ILogger log, string host, string answer);
}
