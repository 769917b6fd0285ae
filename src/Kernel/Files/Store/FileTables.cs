using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Files.Store;

/// <summary>Contents, files and uploads under way.</summary>
internal sealed class FileTables : StoreModel
{
    private const int HashLength = 64, LongestKind = 40, LongestId = 200, LongestLanguage = 35;

    /// <summary>In characters; the longest name has fewer.</summary>
    internal const int LongestName = FileName.LongestBytes + 1, LongestTitle = 300;

    public override void Describe(ModelBuilder model)
    {
        model.Entity<StoredBlob>(blob =>
        {
            blob.ToTable("files_blob").HasKey(b => b.Hash);
            blob.Property(b => b.Hash).HasMaxLength(HashLength);
            blob.Property(b => b.MediaType).HasMaxLength(100);
            blob.Property(b => b.WordsState).HasConversion<byte>();
            blob.HasIndex(b => b.WordsState);
        });
        model.Entity<StoredFile>(file =>
        {
            file.ToTable("files_file").HasKey(f => f.Id);
            file.Property(f => f.Id).ValueGeneratedNever();
            file.Property(f => f.OwnerKind).HasMaxLength(LongestKind);
            file.Property(f => f.OwnerId).HasMaxLength(LongestId);
            file.Property(f => f.Language).HasMaxLength(LongestLanguage);
            file.Property(f => f.Name).HasMaxLength(LongestName);
            file.Property(f => f.Title).HasMaxLength(LongestTitle);
            file.Property(f => f.State).HasConversion<byte>();
            file.HasIndex(f => new { f.OwnerKind, f.OwnerId });
            file.HasIndex(f => f.Hash);
            file.HasIndex(f => new { f.DocumentId, f.Language, f.Version }).IsUnique();
            file.HasOne<StoredBlob>().WithMany().HasForeignKey(f => f.Hash).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<OpenUpload>(upload =>
        {
            upload.ToTable("files_upload").HasKey(u => u.Id);
            upload.Property(u => u.Id).ValueGeneratedNever();
            upload.Property(u => u.OwnerKind).HasMaxLength(LongestKind);
            upload.Property(u => u.OwnerId).HasMaxLength(LongestId);
            upload.Property(u => u.Language).HasMaxLength(LongestLanguage);
            upload.Property(u => u.Name).HasMaxLength(LongestName);
            upload.Property(u => u.Title).HasMaxLength(LongestTitle);
            upload.HasIndex(u => new { u.Account, u.BegunAt });
            upload.HasIndex(u => u.ExpiresAt);
        });
    }
}
