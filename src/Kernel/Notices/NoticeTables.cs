using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Notices;

/// <summary>Notices that wait for the mail of the day, and who wants which how.</summary>
internal sealed class NoticeTables : StoreModel
{
    public override void Describe(ModelBuilder model)
    {
        model.Entity<WaitingNotice>(notice =>
        {
            notice.ToTable("notices_waiting").HasKey(n => n.Id);
            notice.Property(n => n.Id).ValueGeneratedNever();
            notice.HasIndex(n => new { n.AccountId, n.MadeAt });
            notice.HasIndex(n => n.MadeAt);
        });
        model.Entity<NoticePreference>(preference =>
        {
            preference.ToTable("notices_preference").HasKey(p => new { p.AccountId, p.Kind });
            preference.Property(p => p.Wish).HasConversion<byte>();
        });
    }
}
