using Concord.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Concord.Desk.Languages.States;

/// <summary>The tables of the language desk.</summary>
internal sealed class LanguageTables : StoreModel
{
    public override void Describe(ModelBuilder model)
    {
        model.Entity<TextMark>(mark =>
        {
            mark.ToTable("desk_text").HasKey(m => new { m.RecordId, m.Key, m.Language });
            mark.Ignore(m => m.IsStale);
        });
        model.Entity<OwedRecord>(owed =>
        {
            owed.ToTable("desk_owed").HasKey(o => new { o.RecordId, o.Language });
            owed.Property(o => o.DueOn).HasConversion(
                day => day == null ? null : LocalDatePattern.Iso.Format(day.Value), text => text == null ? null : (LocalDate?)LocalDatePattern.Iso.Parse(text).Value);
            // The board of a language asks for the most urgent first.
            owed.HasIndex(o => new { o.Language, o.DueOn });
        });
    }
}
