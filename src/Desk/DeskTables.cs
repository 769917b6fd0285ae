using Concord.Desk.Editing;
using Concord.Desk.Partners;
using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Concord.Desk;

/// <summary>Drafts and what belongs to them, and how mechanisms want them to be published.</summary>
internal sealed class DeskTables : StoreModel
{
    public override void Describe(ModelBuilder model)
    {
        model.Entity<Draft>(draft =>
        {
            draft.ToTable("desk_draft").HasKey(d => d.Id);
            draft.Property(d => d.Id).ValueGeneratedNever();
            draft.Property(d => d.State).HasConversion<byte>();
            draft.HasIndex(d => d.OpenFor).IsUnique();
            draft.HasIndex(d => new { d.State, d.ChangedAt });
            draft.Ignore(d => d.IsOpen).Ignore(d => d.IsNew);
        });
        model.Entity<DraftRevision>(revision =>
        {
            revision.ToTable("desk_revision").HasKey(r => new { r.DraftId, r.Revision });
            revision.HasOne<Draft>().WithMany().HasForeignKey(r => r.DraftId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<DraftConflict>(conflict =>
        {
            conflict.ToTable("desk_conflict").HasKey(c => c.Id);
            conflict.Property(c => c.Id).ValueGeneratedNever();
            conflict.HasOne<Draft>().WithMany().HasForeignKey(c => c.DraftId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<DraftComment>(comment =>
        {
            comment.ToTable("desk_comment").HasKey(c => c.Id);
            comment.Property(c => c.Id).ValueGeneratedNever();
            comment.HasOne<Draft>().WithMany().HasForeignKey(c => c.DraftId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<KeptAnswer>(answer =>
        {
            answer.ToTable("desk_answer").HasKey(a => new { a.KeyId, a.Name });
            answer.Property(a => a.Name).HasMaxLength(KeptAnswer.LongestName);
            answer.Ignore(a => a.Answer);
            answer.HasIndex(a => a.At);
        });
        model.Entity<AskedArchiving>(asked => asked.ToTable("desk_archiving").HasKey(a => a.RecordId));
        model.Entity<DeskRule>(rule => rule.ToTable("desk_rule").HasKey(r => r.Mechanism));
    }
}
