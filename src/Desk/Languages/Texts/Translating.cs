using Concord.Desk.Editing;
using Concord.Desk.Languages.States;
using Concord.Desk.Languages.Units;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Index;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Languages.Texts;

/// <summary>A text as somebody wrote it.</summary>
/// <param name="Key">Name of the text within the record.</param>
/// <param name="Shown">What the writer saw; empty where there was nothing.</param>
/// <param name="Written">What the writer wants; blank takes the wording out.</param>
internal readonly record struct WrittenText(string Key, string Shown, string Written);

/// <summary>What came of saving.</summary>
/// <param name="Saved">How many texts were changed in the draft.</param>
/// <param name="Overtaken">Names of texts that another changed meanwhile; they are as the other left them.</param>
/// <param name="LostItsHour">Whether the draft waited for its hour, and is in review again.</param>
internal readonly record struct TextsSaved(int Saved, IReadOnlyList<string> Overtaken, bool LostItsHour = false);

/// <summary>What is done to translations. They are written into the draft of the record and published with it.</summary>
internal static class Translating
{
    /// <summary>Two who begin a draft at the same moment go on with one; nobody needs a third try.</summary>
    private const int MostTries = 3;

    /// <summary>
    /// Writes texts in a language into the open draft of a record, or into a new one. A text that another changed since the writer saw it is left alone:
    /// only that one, for translators of several languages work on one record.
    /// </summary>
    public static async Task<TextsSaved> SaveAsync(
        ConcordDb db, DeskNotices notices, RecordModels models, RecordKind kind, string id, string language, IReadOnlyList<WrittenText> texts, Guid by, Instant now, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            var record = await TextsOfRecord.FindAsync(db, models, kind, id, cancel) ?? throw new InvalidOperationException("The record is gone.");
            var (changed, overtaken) = Put(record, language, texts);
            if (changed == 0)
                return new TextsSaved(0, overtaken);
            var isSaved = record.Draft is { } draft
                ? (await Drafts.SaveAsync(db, notices, record.Model, draft, draft.Revision, record.Document, by, now, cancel, keepsAside: false)).Draft is not null
                : await Drafts.BeginAsync(db, record.Model, record.Id, record.Record!.Version, record.Document, by, now, cancel) is not null;
            if (isSaved)
            {
                await db.Set<OwedRecord>().Where(owed => owed.RecordId == record.Id && owed.Language == language && owed.BegunAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(owed => owed.BegunAt, now), cancel);
                return new TextsSaved(changed, overtaken, record.Draft is { State: DraftState.Scheduled });
            }
            if (tries == MostTries)
                return new TextsSaved(0, [.. texts.Select(text => text.Key)]);
        }
    }

    /// <summary>Notes that somebody looked over the published wording of a text. False where it is not as it was seen.</summary>
    public static async Task<bool> CheckAsync(ConcordDb db, TextsOfRecord record, string key, string language, string shown, Guid by, Instant now, CancellationToken cancel)
    {
        if (record.Units.FirstOrDefault(unit => unit.Key == key) is not { } unit || unit.SourceFor(language) is not { } source
            || record.Record is null || unit.Words.Find(language)?.Text is not { } text || !Same(text, shown) || record.State(unit, language) is TextState.InWork or TextState.Missing)
            return false;
        var (id, entry) = (record.Id, record.Record!.Entry);
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        await using (transaction)
        {
            var wasStale = await db.Set<TextMark>().Where(mark => mark.RecordId == id && mark.Key == key && mark.Language == language && mark.SourceText != null).ExecuteDeleteAsync(cancel);
            await db.Set<TextMark>().Where(mark => mark.RecordId == id && mark.Key == key && mark.Language == language).ExecuteDeleteAsync(cancel);
            db.Add(new TextMark
            {
                RecordId = id,
                Key = key,
                Language = language,
                SourceLanguage = source.Language,
                SourceHash = TextMark.HashOf(source.Text),
                CheckedAt = now,
                CheckedBy = by,
            });
            await db.SaveChangesAsync(cancel);
            if (wasStale > 0)
            {
                await db.Set<OwedRecord>().Where(owed => owed.RecordId == id && owed.Language == language)
                    .ExecuteUpdateAsync(set => set.SetProperty(owed => owed.Stale, owed => owed.Stale - 1), cancel);
                await db.Set<OwedRecord>().Where(owed => owed.RecordId == id && owed.Language == language && owed.Missing == 0 && owed.Stale == 0).ExecuteDeleteAsync(cancel);
            }
            await AuditTrail.NoteAsync(db, new AuditNote(now, Actor.Of(by), LanguageAccess.Check, $"{record.Model.Kind.Plural()}/{id}")
            {
                Details = new System.Text.Json.Nodes.JsonObject { ["text"] = key, ["language"] = language },
                Concerns = AuditConcern.OfMechanisms(IndexEntry.ValuesOf(entry, "mechanism")),
            }, cancel);
            await transaction.CommitAsync(cancel);
            db.ChangeTracker.Clear();
            return true;
        }
    }

    private static (int Changed, List<string> Overtaken) Put(TextsOfRecord record, string language, IReadOnlyList<WrittenText> texts)
    {
        var (changed, overtaken) = (0, new List<string>());
        foreach (var (key, shown, written) in texts)
        {
            if (Same(shown, written))
                continue;
            var unit = record.Units.FirstOrDefault(unit => unit.Key == key);
            var present = unit?.Words.Find(language)?.Text ?? "";
            if (unit is null || (!Same(present, shown) && !Same(present, written)))
                overtaken.Add(key);
            else if (TextWriting.Put(record.Document, unit, language, written.ReplaceLineEndings("\n").Trim()))
                changed++;
        }
        return (changed, overtaken);
    }

    /// <summary>Browsers send line ends of their own.</summary>
    private static bool Same(string one, string other) => one.ReplaceLineEndings("\n").Trim() == other.ReplaceLineEndings("\n").Trim();
}
