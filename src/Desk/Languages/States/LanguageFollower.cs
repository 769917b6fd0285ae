using System.Text.Json;
using Concord.Desk.Languages.Units;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Languages.States;

/// <summary>
/// Keeps what is known of texts up to date when records are written. A new record is only counted, and leaves a row where a language lacks something; a
/// changed one is compared text by text.
/// </summary>
internal sealed class LanguageFollower : RecordFollower
{
    public override async Task FollowAsync(ConcordDb db, IReadOnlyList<RecordChange> changes, Actor by, Instant now, CancellationToken cancel)
    {
        var owed = new List<OwedRecord>();
        foreach (var change in changes.Where(change => change.Before is null))
            owed.AddRange(Missing(change));
        await db.InsertAsync(owed, cancel);
        var changed = changes.Where(change => change.Before is not null).ToList();
        if (changed.Count > 0)
            await CompareAsync(db, changed, by.ToString(), now, cancel);
    }

    /// <summary>What a new record lacks, without making anything of its texts: an import has very many.</summary>
    private static IEnumerable<OwedRecord> Missing(RecordChange change)
    {
        using var json = JsonDocument.Parse(change.After);
        var missing = new int[Language.All.Count];
        foreach (var text in RecordShape.Of(change.Model.DocumentType).Texts(json.RootElement))
            for (var i = 0; i < missing.Length; i++)
                if (!text.Words.TryGetProperty(Language.All[i].Tag, out _))
                    missing[i]++;
        for (var i = 0; i < missing.Length; i++)
            if (missing[i] > 0)
                yield return new OwedRecord { RecordId = change.Id, Language = Language.All[i].Tag, Kind = change.Model.Kind, Missing = missing[i] };
    }

    private static async Task CompareAsync(ConcordDb db, List<RecordChange> changes, string by, Instant now, CancellationToken cancel)
    {
        var ids = changes.ConvertAll(change => change.Id);
        var marks = (await db.Set<TextMark>().AsNoTracking().Where(mark => ids.Contains(mark.RecordId)).ToListAsync(cancel)).ToLookup(mark => mark.RecordId);
        var owed = await db.Set<OwedRecord>().Where(row => ids.Contains(row.RecordId)).ToDictionaryAsync(row => (row.RecordId, row.Language), cancel);
        var written = new List<TextMark>();
        foreach (var change in changes)
        {
            var (before, after) = (Units(change.Model, change.Before!), Units(change.Model, change.After));
            var kept = TextStates.Follow(change.Id, TextPairs.Between(before, after), [.. marks[change.Id]], by, now);
            written.AddRange(kept);
            Count(db, change, after, kept, owed);
        }
        if (marks.Count > 0)
            await db.Set<TextMark>().Where(mark => ids.Contains(mark.RecordId)).ExecuteDeleteAsync(cancel);
        await db.SaveChangesAsync(cancel);
        await db.InsertAsync(written, cancel);
    }

    private static void Count(ConcordDb db, RecordChange change, IReadOnlyList<TextUnit> units, IReadOnlyList<TextMark> marks, Dictionary<(string, string), OwedRecord> owed)
    {
        foreach (var language in Language.All)
        {
            var missing = units.Count(unit => !unit.Words.Has(language.Tag));
            var stale = marks.Count(mark => mark.IsStale && mark.Language == language.Tag);
            if (owed.TryGetValue((change.Id, language.Tag), out var row))
            {
                (row.Missing, row.Stale) = (missing, stale);
                // What is done is nobody's task any more.
                if (missing == 0 && stale == 0)
                    db.Remove(row);
            }
            else if (missing > 0 || stale > 0)
            {
                db.Add(new OwedRecord { RecordId = change.Id, Language = language.Tag, Kind = change.Model.Kind, Missing = missing, Stale = stale });
            }
        }
    }

    private static IReadOnlyList<TextUnit> Units(RecordModel model, byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return TextUnit.Of(RecordShape.Of(model.DocumentType), json.RootElement);
    }
}
