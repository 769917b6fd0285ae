using System.Text.Json;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Kernel.Data;

/// <summary>The store. One model; what differs between SQLite and PostgreSQL stands in the two classes that derive from it.</summary>
public abstract class ConcordDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<StoredRecord> Records => Set<StoredRecord>();

    public DbSet<RecordVersion> Versions => Set<RecordVersion>();

    public DbSet<RecordLink> Links => Set<RecordLink>();

    public DbSet<VocabularyEntry> Vocabulary => Set<VocabularyEntry>();

    public DbSet<StoreState> State => Set<StoreState>();

    public DbSet<StoreChange> Changes => Set<StoreChange>();

    /// <summary>The full-text index of this database.</summary>
    internal abstract Search.SearchIndex SearchIndex { get; }

    /// <summary>Inserts many new rows, in the current transaction and past the change tracker: what the context tracks is left alone.</summary>
    public abstract Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancel)
        where T : class;

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Instant>().HaveConversion<InstantConverter>();
        conventions.Properties<LocalizedText>().HaveConversion<LocalizedTextConverter, LocalizedTextComparer>();
        conventions.Properties<RecordKind>().HaveConversion<byte>();
        conventions.Properties<LinkKind>().HaveConversion<byte>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<StoredRecord>(record =>
        {
            record.ToTable("records_record").HasKey(r => r.No);
            record.Property(r => r.No).ValueGeneratedNever();
            record.HasAlternateKey(r => r.Id);
            record.HasIndex(r => r.ChangeNo);
            // Few are archived, and nearly every row would be in it for nothing.
            record.HasIndex(r => r.ArchivedAt).HasFilter("\"ArchivedAt\" IS NOT NULL");
        });
        model.Entity<RecordVersion>(version =>
        {
            version.ToTable("records_version").HasKey(v => new { v.RecordId, v.Version });
            version.HasIndex(v => v.ChangedAt);
            version.HasOne<StoredRecord>().WithMany().HasForeignKey(v => v.RecordId).HasPrincipalKey(r => r.Id).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<RecordLink>(link =>
        {
            link.ToTable("records_link").HasKey(l => new { l.FromId, l.Kind, l.ToId, l.StatedBy });
            link.HasIndex(l => new { l.ToId, l.Kind });
            link.HasIndex(l => l.StatedBy);
        });
        model.Entity<VocabularyEntry>(entry => entry.ToTable("vocabulary_entry").HasKey(e => new { e.List, e.Id }));
        model.Entity<StoreState>(state =>
        {
            state.ToTable("records_state").HasKey(s => s.Id);
            state.Property(s => s.Id).ValueGeneratedNever();
        });
        model.Entity<StoreChange>(change =>
        {
            change.ToTable("records_change").HasKey(c => c.ChangeNo);
            change.Property(c => c.ChangeNo).ValueGeneratedNever();
        });
        StoredKeys.Describe(model);
        // Made without a host, as some tests do, the store has the tables of the Kernel alone.
        foreach (var module in this.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetServices<StoreModel>() ?? [])
            module.Describe(model);
    }
}

/// <summary>Milliseconds since 1970 UTC: orders and compares alike on both databases.</summary>
internal sealed class InstantConverter() : ValueConverter<Instant, long>(
    instant => instant.ToUnixTimeMilliseconds(), milliseconds => Instant.FromUnixTimeMilliseconds(milliseconds));

internal sealed class LocalizedTextConverter() : ValueConverter<LocalizedText, string>(
    text => JsonSerializer.Serialize(text, RecordJson.Options), json => JsonSerializer.Deserialize<LocalizedText>(json, RecordJson.Options)!);

internal sealed class LocalizedTextComparer() : ValueComparer<LocalizedText>(
    (left, right) => left == right || (left != null && right != null && left.SequenceEqual(right)),
    text => text.Aggregate(0, (hash, worded) => HashCode.Combine(hash, worded)),
    text => text);
