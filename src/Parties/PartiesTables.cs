using Concord.Kernel.Data;
using Concord.Parties.Accounts;
using Concord.Parties.Accounts.SecondStep;
using Concord.Parties.Keys;
using Concord.Parties.Memberships;
using Concord.Parties.Privacy;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties;

/// <summary>Accounts with all that opens them, and memberships.</summary>
internal sealed class PartiesTables : StoreModel
{
    private const int LongestAddress = 254; // RFC 5321, 4.5.3.1.3, without its brackets

    public override void Describe(ModelBuilder model)
    {
        model.Entity<Account>(account =>
        {
            account.ToTable("parties_account").HasKey(a => a.Id);
            account.Property(a => a.Id).ValueGeneratedNever();
            account.HasIndex(a => a.NormalizedEmail).IsUnique();
            account.HasIndex(a => a.NormalizedUserName).IsUnique();
            account.Property(a => a.UserName).HasMaxLength(LongestAddress);
            account.Property(a => a.NormalizedUserName).HasMaxLength(LongestAddress);
            account.Property(a => a.Email).HasMaxLength(LongestAddress);
            account.Property(a => a.NormalizedEmail).HasMaxLength(LongestAddress);
            account.Property(a => a.Name).HasMaxLength(Account.LongestName);
            account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            // Nobody is called up here.
            account.Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed);
            // The framework's lock counts by a read and a write, and its instants cannot be compared on SQLite; ours is LockedUntil.
            account.Ignore(a => a.LockoutEnd).Ignore(a => a.LockoutEnabled);
        });
        Opens<IdentityUserClaim<Guid>>(model, "parties_claim").HasKey(claim => claim.Id);
        Opens<IdentityUserLogin<Guid>>(model, "parties_login").HasKey(login => new { login.LoginProvider, login.ProviderKey });
        Opens<IdentityUserToken<Guid>>(model, "parties_token").HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
        var passkey = Opens<IdentityUserPasskey<Guid>>(model, "parties_passkey");
        passkey.HasKey(key => key.CredentialId);
        passkey.OwnsOne(key => key.Data).ToJson();
        model.Entity<Session>(session =>
        {
            session.ToTable("parties_session").HasKey(s => s.Id);
            session.Property(s => s.Method).HasConversion<byte>();
            session.Property(s => s.Agent).HasMaxLength(Session.LongestAgent);
            session.HasIndex(s => s.AccountId);
            session.HasIndex(s => s.EndsAt);
            session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<OneTimeLink>(link =>
        {
            link.ToTable("parties_link").HasKey(l => l.Id);
            link.Property(l => l.Purpose).HasConversion<byte>();
            link.HasIndex(l => l.AccountId);
            link.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<RecoveryCode>(code =>
        {
            code.ToTable("parties_recovery_code").HasKey(c => c.Id);
            code.HasIndex(c => c.AccountId);
            code.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<ConsentText>(text =>
        {
            text.ToTable("parties_consent_text").HasKey(t => t.Version);
            text.Property(t => t.Version).ValueGeneratedNever();
        });
        model.Entity<Consent>(consent =>
        {
            consent.ToTable("parties_consent").HasKey(c => new { c.AccountId, c.Version });
            consent.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Membership>(membership =>
        {
            membership.ToTable("parties_membership").HasKey(m => m.Id);
            membership.Property(m => m.Id).ValueGeneratedNever();
            membership.Property(m => m.Role).HasConversion<byte>();
            membership.Ignore(m => m.Held);
            membership.HasIndex(m => m.AccountId);
            membership.HasIndex(m => m.Mechanism);
            membership.HasOne<Account>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<PartnerKey>(key =>
        {
            key.ToTable("parties_key").HasKey(k => k.Id);
            key.Property(k => k.Id).ValueGeneratedNever();
            key.Property(k => k.Name).HasMaxLength(PartnerKey.LongestName);
            key.Ignore(k => k.MechanismIds).Ignore(k => k.ActNames);
            key.HasIndex(k => k.Handle).IsUnique();
        });
    }

    /// <summary>Whoever was signed in when the backup was made signs in again, no link works a second time, and no key opens: it may have been ended since.</summary>
    public override async Task AfterRestoreAsync(ConcordDb db, Instant now, CancellationToken cancel)
    {
        await db.Set<Session>().ExecuteDeleteAsync(cancel);
        await db.Set<OneTimeLink>().ExecuteDeleteAsync(cancel);
        await db.Set<PartnerKey>().Where(key => key.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(key => key.EndedAt, now), cancel);
    }

    private static Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> Opens<T>(ModelBuilder model, string table)
        where T : class
    {
        var entity = model.Entity<T>();
        entity.ToTable(table).HasOne<Account>().WithMany().HasForeignKey("UserId").OnDelete(DeleteBehavior.Cascade);
        return entity;
    }
}
