using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;

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
}
