using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Concord.Kernel.Audit;

/// <summary>
/// The trail, its head, and what entries are found under. Entries are refused any change twice: by the model, and by triggers that the migration makes on both databases.
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
            entry.HasIndex(e => new { e.Act, e.No });
            entry.HasIndex(e => e.At);
            foreach (var property in entry.Metadata.GetProperties())
                if (!property.IsPrimaryKey())
                    property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        });
        model.Entity<AuditConcern>(concern =>
        {
            concern.ToTable("audit_concern").HasKey(c => new { c.What, c.No });
            concern.Property(c => c.What).HasMaxLength(AuditNote.LongestSubject);
        });
        model.Entity<AuditHead>(head =>
        {
            head.ToTable("audit_head").HasKey(h => h.Id);
            head.Property(h => h.Id).ValueGeneratedNever();
            head.HasData(new AuditHead { No = 0, Hash = AuditEntry.Beginning });
        });
    }
}
