using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Concord.Library.Subscriptions;

/// <summary>Subscriptions of the public, and what they are still to be told.</summary>
internal sealed class SubscriptionTables : StoreModel
{
    public override void Describe(ModelBuilder model)
    {
        model.Entity<Subscription>(subscription =>
        {
            subscription.ToTable("library_subscription").HasKey(s => s.Id);
            subscription.Property(s => s.Id).ValueGeneratedNever();
            subscription.Property(s => s.Followed).HasConversion<byte>();
            subscription.Property(s => s.Rhythm).HasConversion<byte>();
            subscription.Property(s => s.AskedRhythm).HasConversion<byte>();
            subscription.Property(s => s.Address).HasMaxLength(Subscription.LongestAddress);
            subscription.Property(s => s.AddressKey).HasMaxLength(Subscription.LongestAddress);
            subscription.HasIndex(s => s.Key).IsUnique();
            subscription.HasIndex(s => new { s.AddressKey, s.Followed, s.FollowedId }).IsUnique();
            subscription.HasIndex(s => new { s.Followed, s.FollowedId });
        });
        model.Entity<WaitingNews>(news =>
        {
            news.ToTable("library_waiting").HasKey(n => new { n.SubscriptionId, n.RecordId });
            news.Property(n => n.What).HasConversion<byte>();
            news.HasOne<Subscription>().WithMany().HasForeignKey(n => n.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<ToldVersion>(told =>
        {
            told.ToTable("library_told").HasKey(t => t.RecordId);
            told.HasIndex(t => t.At);
        });
        model.Entity<ToldUntil>(until =>
        {
            until.ToTable("library_told_until").HasKey(u => u.Id);
            until.Property(u => u.Id).ValueGeneratedNever();
        });
    }
}
