using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Parties.Memberships;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Accounts.Invitations;

/// <summary>What came of inviting people.</summary>
/// <param name="Mailed">So many are sent a link.</param>
/// <param name="Known">So many have an account already; they have the role now.</param>
/// <param name="Lately">So many were sent a link a short while ago and get none now; they have the role as well.</param>
internal sealed record Invited(int Mailed, int Known, int Lately);

/// <summary>Invites people with a first role, one or ten thousand, all or nothing.</summary>
internal sealed class Invitations(Reading r, ConcordDb db, ILookupNormalizer normalizer, MailQueue mails)
{
    /// <summary>So many are asked for in one question to the store.</summary>
    private const int Chunk = 500;

    /// <summary>
    /// Makes the accounts that are missing, gives the role, and sends each who cannot sign in yet a link. Who has an account already needs no link: it
    /// would be a way to take it over.
    /// </summary>
    /// <param name="people">Who; an address that is named twice counts once.</param>
    /// <param name="language">The language of the letter, and of new accounts.</param>
    /// <param name="grant">The role; whether the reader may give it has been asked.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Invited> SendAsync(IReadOnlyCollection<Invitee> people, Language language, Grant grant, CancellationToken cancel)
    {
        try
        {
            return await TrySendAsync(people, language, grant, cancel);
        }
        catch (Exception fault) when (fault is DbUpdateException or System.Data.Common.DbException)
        {
            // Somebody else may have invited one of them meanwhile: now the account is there.
            db.ChangeTracker.Clear();
            return await TrySendAsync(people, language, grant, cancel);
        }
    }

    private async Task<Invited> TrySendAsync(IReadOnlyCollection<Invitee> people, Language language, Grant grant, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            var accounts = await AccountsAsync(people, language, cancel);
            var notes = await Granting.GiveAsync(r, db, mails, accounts, grant, cancel);
            var closed = accounts.FindAll(account => account is { EmailConfirmed: false, ClosedAt: null });
            var may = await OneTimeLinks.MayMailAsync(db, [.. closed.Select(account => account.Id)], LinkPurpose.Invitation, r.Now, cancel);
            var invited = closed.FindAll(account => may.Contains(account.Id));
            var links = invited.ConvertAll(account => OneTimeLinks.New(account.Id, LinkPurpose.Invitation, r.Now));
            await db.InsertAsync(links.ConvertAll(link => link.Link), cancel);
            await mails.PutAsync(db, [.. invited.Zip(links, (account, link) => new OutgoingMail(account.Recipient(), new InvitationLetter(link.Secret, r.Person.Name)))], cancel);
            notes.AddRange(invited.Select(account => new AuditNote(r.Now, Actor.Of(r.Person.Account!.Value), PartiesAccess.InvitePeople, "accounts/" + account.Id)));
            await AuditTrail.NoteAsync(db, notes, cancel);
            await transaction.CommitAsync(cancel);
            return new Invited(invited.Count, accounts.Count - closed.Count, closed.Count - invited.Count);
        }
    }

    /// <summary>The accounts of all of them, made where they are missing.</summary>
    private async Task<List<Account>> AccountsAsync(IReadOnlyCollection<Invitee> people, Language language, CancellationToken cancel)
    {
        var wanted = people.DistinctBy(person => normalizer.NormalizeEmail(person.Address.Text)).ToDictionary(person => normalizer.NormalizeEmail(person.Address.Text));
        var accounts = new List<Account>(wanted.Count);
        foreach (var chunk in wanted.Keys.Chunk(Chunk))
            accounts.AddRange(await db.Set<Account>().AsNoTracking().Where(account => chunk.Contains(account.NormalizedEmail)).ToListAsync(cancel));
        foreach (var account in accounts)
            wanted.Remove(account.NormalizedEmail!);
        List<Account> made = [.. wanted.Values.Select(person => Inviting.New(normalizer, person.Address.Text, person.Name, language, r.Now))];
        await db.InsertAsync(made, cancel);
        return [.. accounts, .. made];
    }
}
