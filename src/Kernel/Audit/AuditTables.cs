using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Concord.Kernel.Audit;

/// <summary>
/// The trail and its head. Entries are refused any change twice: by the model, and by triggers that the migration makes on both databases.
/// </summary>
internal sealed class AuditTables : StoreModel
{
    public override void Describe(ModelBuilder model)
    {
        model.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("audit_entry").HasKey(e => e.No);
            entry.Property(e => e.No).ValueGeneratedNever();
            entry.HasIndex(e => new { e.Subject, e.No });
            entry.HasIndex(e => new { e.AccountId, e.No });
            foreach (var property in entry.Metadata.GetProperties())
                if (!property.IsPrimaryKey())
                    property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        });
        model.Entity<AuditHead>(head =>
        {
            head.ToTable("audit_head").HasKey(h => h.Id);
            head.Property(h => h.Id).ValueGeneratedNever();
            head.HasData(new AuditHead { No = 0, Hash = AuditEntry.Beginning });
        });
    }
}
