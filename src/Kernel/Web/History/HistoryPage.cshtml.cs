using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using System.Text.Json;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Kernel.Web.History;

/// <summary>The versions of a record: when each was made and by whom, and what it changed; or any two of them side by side.</summary>
[May(KernelAccess.ReadRecord)]
public sealed class HistoryPageModel : ConcordPage
{
    /// <summary>Of longer histories the changes of the latest versions are shown, the earlier ones on request.</summary>
    private const int MostShown = 20;

    public RecordKind Kind { get; private set; }

    public string Id { get; private set; } = "";

    public LocalizedText Caption { get; private set; } = null!;

    /// <summary>All versions, the latest first.</summary>
    public IReadOnlyList<Entry> Versions { get; private set; } = [];

    /// <summary>The two versions that were asked for, else null.</summary>
    public (int From, int To)? Asked { get; private set; }

    /// <summary>What the two versions differ in; null where one of them does not exist.</summary>
    public Comparison? Between { get; private set; }

    /// <summary>The version that was asked for, with all that it states; else null.</summary>
    public (Entry Version, IReadOnlyList<Row> Rows)? Whole { get; private set; }

    /// <summary>The record itself, where somebody who may do something with it looks at an earlier version.</summary>
    public StoredRecord? Standing { get; private set; }

    /// <summary>One version.</summary>
    /// <param name="Number">From 1.</param>
    /// <param name="At">When it was made.</param>
    /// <param name="By">Who made it.</param>
    /// <param name="IsArchived">Whether the record was archived in it.</param>
    /// <param name="Changes">What it changed; null for the first and for those that are not shown.</param>
    public sealed record Entry(int Number, Instant At, string By, bool IsArchived, Comparison? Changes);

    /// <summary>Two versions side by side.</summary>
    public sealed record Comparison(int From, int To, IReadOnlyList<Row> Rows);

    /// <summary>A place in the document and what stood and stands there; null where there is nothing.</summary>
    public sealed record Row(string Place, IReadOnlyList<FieldValue>? Before, IReadOnlyList<FieldValue>? After);

    protected override IReadOnlyCollection<string> Parameters => ["from", "to", "version"];

    public async Task<IActionResult> OnGetAsync(string kind, string id, CancellationToken cancel)
    {
        Kind = RecordKinds.FromPlural(kind)!.Value;
        var faults = new List<string>();
        var (from, to, version) = (WholeNumber("from", faults), WholeNumber("to", faults), WholeNumber("version", faults));
        if (faults.Count > 0)
            return Malformed(faults);
        var named = await R.Db.Records.AsNoTracking().Where(record => record.Id == id && record.Kind == Kind)
            .Select(record => new { record.Id, record.Caption }).FirstOrDefaultAsync(cancel);
        if (named is null)
            return NotThere();
        (Id, Caption) = (named.Id, named.Caption);
        Section = kind;
        Title = R.L["History: {0}", Caption.In(R.Language.Tag).Text];
        Crumbs.Add((KindWords.Many(Kind, R.L), R.Href("/" + kind)));
        Crumbs.Add((Caption.In(R.Language.Tag).Text, R.Href(Kind, Id)));
        var all = await R.Db.Versions.AsNoTracking().Where(one => one.RecordId == id).OrderByDescending(one => one.Version)
            .Select(one => new Entry(one.Version, one.ChangedAt, one.ChangedBy, one.IsArchived, null)).ToListAsync(cancel);
        if (version is { } number)
        {
            if (all.Find(one => one.Number == number) is not { } whole)
                return NotThere();
            Whole = (whole, await StatementsAsync(number, cancel));
            if (R.Person.IsSignedIn)
                Standing = await R.Reads.FindAsync(Kind, Id, cancel);
        }
        else if (from is not null || to is not null)
            await CompareAskedAsync(all, from, to, cancel);
        Versions = Asked is null && Whole is null ? await WithChangesAsync(all, cancel) : all;
        IsIndexed = Asked is null && Whole is null;
        return Page();
    }

    /// <summary>Who made a change, in words. Readers learn that a person did, not which: that stands in the audit trail.</summary>
    public string Maker(string by) => by == "import" ? R.L["import of a record bundle"] : Guid.TryParse(by, out _) ? R.L["an editor at the desk"] : Actor.IsKey(by) ? R.L["a partner’s program"] : by;

    /// <summary>What a version did to the place of the record, in words; null where that stayed.</summary>
    public string? Moved(Entry version)
    {
        var before = Versions.FirstOrDefault(one => one.Number == version.Number - 1)?.IsArchived ?? false;
        return before == version.IsArchived ? null : version.IsArchived ? R.L["Archived."] : R.L["Taken out of the archive."];
    }

    /// <summary>One end alone: a version with the latest, or with the one before it.</summary>
    private async Task CompareAskedAsync(List<Entry> all, int? from, int? to, CancellationToken cancel)
    {
        var latest = all.Count == 0 ? 1 : all[0].Number;
        var asked = (From: from ?? Math.Max(1, to!.Value - 1), To: to ?? latest);
        Asked = asked;
        if (all.Exists(version => version.Number == asked.From) && all.Exists(version => version.Number == asked.To))
            Between = await CompareAsync(await BodiesAsync([asked.From, asked.To], cancel), asked.From, asked.To, cancel);
    }

    private async Task<List<Entry>> WithChangesAsync(List<Entry> all, CancellationToken cancel)
    {
        if (all.Count < 2)
            return all;
        var shown = all.Take(MostShown + 1).Select(version => version.Number).ToList();
        var bodies = await BodiesAsync(shown, cancel);
        for (var i = 0; i + 1 < shown.Count; i++)
            all[i] = all[i] with { Changes = await CompareAsync(bodies, shown[i + 1], shown[i], cancel) };
        return all;
    }

    /// <summary>All that a version states, place by place.</summary>
    private async Task<IReadOnlyList<Row>> StatementsAsync(int version, CancellationToken cancel)
    {
        using var nothing = JsonDocument.Parse("{}");
        using var body = JsonDocument.Parse((await BodiesAsync([version], cancel))[version]);
        var words = new FieldWords(R, R.Models[Kind]);
        var fields = RecordDiff.Between(nothing.RootElement, body.RootElement);
        await R.LearnNamesAsync(fields.SelectMany(words.Named), cancel);
        return [.. fields.Select(field => new Row(words.Place(field.Path), null, words.Values(field.Path, field.After!.Value, most: int.MaxValue)))];
    }

    private async Task<Dictionary<int, byte[]>> BodiesAsync(List<int> versions, CancellationToken cancel) =>
        await R.Db.Versions.AsNoTracking().Where(version => version.RecordId == Id && versions.Contains(version.Version))
            .ToDictionaryAsync(version => version.Version, version => version.Body, cancel);

    private async Task<Comparison> CompareAsync(Dictionary<int, byte[]> bodies, int from, int to, CancellationToken cancel)
    {
        using var before = JsonDocument.Parse(bodies[from]);
        using var after = JsonDocument.Parse(bodies[to]);
        var words = new FieldWords(R, R.Models[Kind]);
        var changes = RecordDiff.Between(before.RootElement, after.RootElement);
        await R.LearnNamesAsync(changes.SelectMany(words.Named), cancel);
        return new Comparison(from, to,
            [.. changes.Select(change => new Row(words.Place(change.Path), Values(change.Before, change), Values(change.After, change)))]);

        IReadOnlyList<FieldValue>? Values(JsonElement? value, FieldChange change) => value is { } some ? words.Values(change.Path, some) : null;
    }
}
