using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Mail;
using Concord.Kernel.Privacy;
using Concord.Parties.Accounts;
using Concord.Parties.Keys;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties.Privacy;

/// <summary>Deletes what is kept of a person. The account stays as a number without a name, so that what was done by it can be told from what others did.</summary>
public sealed class Forgetting(IEnumerable<PersonalData> kept, KeyNotices notices)
{
    /// <summary>Deletes in one transaction with its note. An account whose data are deleted already stays as it is.</summary>
    /// <param name="db">A context of its own.</param>
    /// <param name="id">The account.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops; nothing is deleted then.</param>
    public async Task RunAsync(ConcordDb db, Guid id, Actor by, Instant now, CancellationToken cancel)
    {
        if (await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(account => account.Id == id && account.DeletedAt == null, cancel) is not { } account)
            return;
        await db.DoAsync(new AuditNote(now, by, PrivacyAccess.Forget, "accounts/" + id), async () =>
        {
            await PartnerKeys.EndThoseOfAsync(db, notices, id, by, now, cancel);
            foreach (var kind in kept)
                await kind.ForgetAsync(db, SubjectOf(account), now, cancel);
        }, cancel);
        db.ChangeTracker.Clear();
    }

    internal static DataSubject SubjectOf(Account account) => new(account.Id, MailAddress.Read(account.Email)?.Key);
}
