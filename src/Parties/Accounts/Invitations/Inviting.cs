using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Parties.Memberships;
using Concord.Parties.Privacy;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Parties.Accounts.Invitations;

/// <summary>How somebody is let in.</summary>
public static class Inviting
{
    /// <summary>The account of a mail address; made where there is none, without a way to sign in yet. Counts once the changes are saved.</summary>
    internal static async Task<Account> AccountAsync(ConcordDb db, ILookupNormalizer normalizer, string email, string name, Language language, Instant now, CancellationToken cancel)
    {
        var normalized = normalizer.NormalizeEmail(email);
        if (await db.Set<Account>().SingleOrDefaultAsync(account => account.NormalizedEmail == normalized, cancel) is { } known)
            return known;
        var account = New(normalizer, email, name, language, now);
        db.Add(account);
        return account;
    }

    /// <summary>An account without a way to sign in yet.</summary>
    internal static Account New(ILookupNormalizer normalizer, string email, string name, Language language, Instant now) => new()
    {
        Id = Guid.CreateVersion7(),
        Name = name,
        Language = language.Tag,
        CreatedAt = now,
        Email = email,
        NormalizedEmail = normalizer.NormalizeEmail(email),
        UserName = email,
        NormalizedUserName = normalizer.NormalizeName(email),
        SecurityStamp = Guid.NewGuid().ToString("N"),
    };

    /// <summary>Gives somebody roles from the command line, which whoever runs the program may use, and makes the link that opens the account.</summary>
    /// <returns>The secret of the link.</returns>
    public static async Task<string> FromCommandLineAsync(ConcordDb db, ILookupNormalizer normalizer, string email, IEnumerable<(Role Role, Scope Scope)> roles,
        Instant now, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            var account = await AccountAsync(db, normalizer, email, email, Language.English, now, cancel);
            var held = await db.Set<Membership>().AsNoTracking().Where(membership => membership.AccountId == account.Id && membership.EndsAt == null).ToListAsync(cancel);
            db.AddRange(roles.Select(given => Membership.Of(account.Id, given.Role, given.Scope, now, null, by: null, now)).Where(given => !held.Exists(given.IsSameAs)));
            await db.SaveChangesAsync(cancel);
            // Whoever asks for another link on the machine itself has lost the one before, or gave it to somebody.
            await OneTimeLinks.EndAsync(db, account.Id, LinkPurpose.Invitation, now, cancel);
            var secret = OneTimeLinks.Make(db, account.Id, LinkPurpose.Invitation, now);
            await db.SaveChangesAsync(cancel);
            await AuditTrail.NoteAsync(db, new AuditNote(now, Actor.CommandLine, PartiesAccess.InvitePeople, "accounts/" + account.Id) { Details = new() { ["roles"] = string.Join(", ", roles.Select(given => given.Role)) } }, cancel);
            await transaction.CommitAsync(cancel);
            return secret;
        }
    }

    /// <summary>Makes accounts that are open at once, all with one password: for a store that is thrown away.</summary>
    public static async Task ForDemonstrationAsync(IServiceProvider services, IEnumerable<(string Email, Role Role, Scope Scope)> people, string password, CancellationToken cancel)
    {
        var (db, accounts) = (services.GetRequiredService<ConcordDb>(), services.GetRequiredService<UserManager<Account>>());
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        string? hash = null;
        foreach (var (email, role, scope) in people)
        {
            var account = await AccountAsync(db, accounts.KeyNormalizer, email, email[..email.IndexOf('@', StringComparison.Ordinal)], Language.English, now, cancel);
            // One hash for all: to make it ten times would keep the demonstration from starting for a second.
            account.PasswordHash = hash ??= accounts.PasswordHasher.HashPassword(account, password);
            account.EmailConfirmed = true;
            await Consents.AgreeAsync(db, account.Id, await Consents.CurrentAsync(db, cancel), now, cancel);
            db.Add(Membership.Of(account.Id, role, scope, now, null, by: null, now));
        }
        await db.SaveChangesAsync(cancel);
    }
}
