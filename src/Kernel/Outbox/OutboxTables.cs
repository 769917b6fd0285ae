using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Kernel.Outbox;

/// <summary>Mails on their way, and addresses that refuse them.</summary>
internal sealed class OutboxTables : StoreModel
{
    public override void Describe(ModelBuilder model)
    {
        model.Entity<OutboxMail>(mail =>
        {
            mail.ToTable("outbox_mail").HasKey(m => m.Id);
            mail.Property(m => m.Id).ValueGeneratedNever();
            mail.Property(m => m.State).HasConversion<byte>();
            mail.Property(m => m.Urgency).HasConversion<byte>();
            // In this order they are taken.
            mail.HasIndex(m => new { m.State, m.Urgency, m.DueAt });
            mail.HasIndex(m => m.AccountId);
        });
        model.Entity<ParkedAddress>(address => address.ToTable("outbox_address").HasKey(a => a.Address));
    }

    /// <summary>What was due went out since the backup, most likely: nothing is sent a second time unless a person says so.</summary>
    public override Task AfterRestoreAsync(ConcordDb db, Instant now, CancellationToken cancel) =>
        db.Set<OutboxMail>().Where(mail => (mail.State == MailState.Waiting && mail.DueAt <= now) || mail.State == MailState.Taken || mail.State == MailState.Sending)
            .ExecuteUpdateAsync(set => set
                .SetProperty(mail => mail.State, MailState.Unclear).SetProperty(mail => mail.EndedAt, now)
                .SetProperty(mail => mail.Answer, "The store was restored from a backup that was made before this mail went out.")
                .SetProperty(mail => mail.TakenBy, (Guid?)null).SetProperty(mail => mail.TakenUntil, (Instant?)null), cancel);
}
