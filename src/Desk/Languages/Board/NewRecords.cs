using System.Text.Json;
using Concord.Desk.Editing;
using Concord.Desk.Languages.Units;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Kernel.Web;
using Microsoft.EntityFrameworkCore;

namespace Concord.Desk.Languages.Board;

/// <summary>A new record in review.</summary>
/// <param name="Draft">Number of its draft.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Caption">Its name; null where it has none yet.</param>
/// <param name="Belongs">Whose it is (<see cref="Belonging"/>).</param>
/// <param name="Missing">How many texts it lacks, by tag of the language; languages that lack none are left out.</param>
internal sealed record NewRecord(Guid Draft, RecordKind Kind, LocalizedText? Caption, string Belongs, IReadOnlyDictionary<string, int> Missing);

/// <summary>
/// New records that somebody has sent to review. The board counts what published records owe; these are translated before they are published, so that they appear in
/// all languages at once.
/// </summary>
internal static class NewRecords
{
    /// <summary>More of one mechanism are not shown: what waits longest in review is not what is published next.</summary>
    private const int Most = 100;

    /// <summary>Those that the reader may see, the latest first.</summary>
    /// <param name="r">The reader.</param>
    /// <param name="mechanisms">The mechanisms that they work for; null for all.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<IReadOnlyList<NewRecord>> FindAsync(Reading r, IReadOnlyList<string>? mechanisms, CancellationToken cancel)
    {
        var drafts = r.Db.Set<Draft>().AsNoTracking().Where(draft => draft.BeganFrom == 0 && (draft.State == DraftState.InReview || draft.State == DraftState.Scheduled));
        var found = new List<Draft>();
        foreach (var mechanism in mechanisms ?? [""])
        {
            var written = "\"" + mechanism + "\"";
            found.AddRange(await (mechanisms is null ? drafts : drafts.Where(draft => draft.Belongs.Contains(written))).OrderByDescending(draft => draft.ChangedAt).Take(Most).ToListAsync(cancel));
        }
        return [.. found.DistinctBy(draft => draft.Id).Where(draft => r.May(LanguageAccess.SeeOwed, Belonging.Read(draft.Belongs))).OrderByDescending(draft => draft.ChangedAt)
            .Select(draft => new NewRecord(draft.Id, draft.Kind, draft.Caption, draft.Belongs, Missing(r.Models[draft.Kind], draft)))];
    }

    /// <summary>How many texts a draft lacks in each language.</summary>
    public static IReadOnlyDictionary<string, int> Missing(RecordModel model, Draft draft)
    {
        using var json = JsonDocument.Parse(draft.Body);
        var units = TextUnit.Of(RecordShape.Of(model.DocumentType), json.RootElement);
        return Language.All.Select(language => (language.Tag, Count: units.Count(unit => !unit.Words.Has(language.Tag)))).Where(language => language.Count > 0)
            .ToDictionary(language => language.Tag, language => language.Count, StringComparer.Ordinal);
    }
}
