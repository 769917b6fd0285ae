using Concord.Desk.Editing;
using Concord.Desk.Languages.Parity;
using Concord.Desk.Languages.Units;
using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Kernel.Web.History;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Concord.Desk.Languages.Texts;

/// <summary>The texts of a record beside their translations in one language.</summary>
[May(LanguageAccess.SeeOwed)]
[RequestFormLimits(ValueCountLimit = MostValues)]
[RequestSizeLimit(LongestForm)]
public sealed class TextsPageModel(DeskNotices notices) : ConcordPage
{
    /// <summary>A text is sent as it was shown and as it is written; a record of ten thousand texts does not exist.</summary>
    private const int MostValues = 20_000;

    /// <summary>Bytes of the form: as it was and as it is, each sign of Chinese as nine.</summary>
    private const long LongestForm = 16 << 20;

    private TextsOfRecord record = null!;

    public RecordKind Kind { get; private set; }

    public string Id { get; private set; } = "";

    public Worded Caption { get; private set; }

    public Language Target { get; private set; } = Language.English;

    /// <summary>The language that the reader wants to translate from; null for the original of each text.</summary>
    public string? From { get; private set; }

    public bool MayWrite { get; private set; }

    public bool MayCheck { get; private set; }

    /// <summary>Why what was written is not saved, where the record was closed meanwhile; null for nothing.</summary>
    public string? TooLate { get; private set; }

    /// <summary>What the last act did.</summary>
    public string? Done { get; private set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>The address of the open draft; null where there is none.</summary>
    public string? DraftHref => record.Draft is { } draft ? R.Href($"/desk/drafts/{draft.Id:D}") : null;

    /// <summary>When the draft is published; null where it waits for no hour.</summary>
    public Instant? DueAt => record.Draft is { State: DraftState.Scheduled } draft ? draft.DueAt : null;

    public string Address => R.Href($"/desk/languages/{Target.Tag}/{Kind.Plural()}/{Id}");

    /// <summary>One text.</summary>
    /// <param name="Place">Where it stands in the record, in words.</param>
    /// <param name="Shown">The present wording; empty where there is none.</param>
    /// <param name="Written">What the field holds: the present wording, or what was sent and not taken.</param>
    /// <param name="Change">What changed in the original since the translation was made; null for nothing.</param>
    public sealed record Row(
        TextUnit Unit, string Place, Worded Source, string Shown, string Written, TextState State, IReadOnlyList<DiffPiece>? Change, IReadOnlyList<ParityFinding> Findings, bool IsOvertaken)
    {
        public string FieldId => "t-" + Unit.Key.Replace('.', '-').Replace(':', '-');

        /// <summary>Whether somebody wrote something else than stands there.</summary>
        public bool IsUnsaved => Written.ReplaceLineEndings("\n").Trim() != Shown.ReplaceLineEndings("\n").Trim();

        public int Lines => Math.Clamp(Math.Max(Source.Text.Length, Written.Length) / 60 + 1, 2, 12);
    }

    protected override IReadOnlyCollection<string> Parameters => ["from"];

    public async Task<IActionResult> OnGetAsync(string target, string kind, string id, CancellationToken cancel) =>
        await FindAsync(target, kind, id, cancel) ?? await ShowAsync([], [], cancel);

    public async Task<IActionResult> OnPostAsync(string target, string kind, string id, CancellationToken cancel)
    {
        if (await FindAsync(target, kind, id, cancel) is { } refused)
            return refused;
        if (R.Person.Account is not { } by || !record.IsOpenTo(subject => R.May(LanguageAccess.Translate, subject), Target.Tag))
            return NotAllowed();
        var form = await Request.ReadFormAsync(cancel);
        var only = (string?)form["one"];
        var written = record.Units.Select(unit => new WrittenText(unit.Key, (string?)form["was:" + unit.Key] ?? "", (string?)form["text:" + unit.Key] ?? ""))
            .Where(text => form.ContainsKey("text:" + text.Key)).ToList();
        if (record.IsClosed)
        {
            TooLate = record.Record is null ? R.L["The draft was given up meanwhile. What you wrote is not saved: copy it before you leave."]
                : R.L["The record was archived meanwhile. What you wrote is not saved: copy it before you leave."];
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await ShowAsync(written.ToDictionary(text => text.Key, text => text.Written), [], cancel);
        }
        var saved = await Translating.SaveAsync(R.Db, notices, R.Models, Kind, Id, Target.Tag, [.. written.Where(text => string.IsNullOrEmpty(only) || text.Key == only)], by, R.Now, cancel);
        Done = saved.LostItsHour ? R.L["What was written is saved in the draft of the record. The draft is in review again, and is not published at its hour any more."]
            : saved.Saved > 0 ? R.L["What was written is saved in the draft of the record. It is published with the draft."]
            : saved.Overtaken.Count == 0 ? R.L["Nothing was changed."] : null;
        await FindAsync(target, kind, id, cancel);
        // Rows that were not sent for saving keep what was written in them.
        return await ShowAsync(written.Where(text => saved.Overtaken.Contains(text.Key) || (!string.IsNullOrEmpty(only) && text.Key != only)).ToDictionary(text => text.Key, text => text.Written), saved.Overtaken, cancel);
    }

    public async Task<IActionResult> OnPostCheckAsync(string target, string kind, string id, string? one, CancellationToken cancel)
    {
        if (await FindAsync(target, kind, id, cancel) is { } refused)
            return refused;
        if (!MayCheck || R.Person.Account is not { } by)
            return NotAllowed();
        var form = await Request.ReadFormAsync(cancel);
        var shown = (string?)form["was:" + one] ?? "";
        var isDone = one is not null && await Translating.CheckAsync(R.Db, record, one, Target.Tag, shown, by, R.Now, cancel);
        await FindAsync(target, kind, id, cancel);
        return await ShowAsync([], isDone || one is null ? [] : [one], cancel);
    }

    private async Task<IActionResult?> FindAsync(string target, string kind, string id, CancellationToken cancel)
    {
        if (Language.Find(target) is not { } language)
            return NotThere();
        (Target, Kind, Id, From) = (language, RecordKinds.FromPlural(kind)!.Value, id, Language.Find(Request.Query["from"])?.Tag);
        if (await TextsOfRecord.FindAsync(R.Db, R.Models, Kind, Id, cancel) is not { } found)
            return NotThere();
        (record, Id) = (found, found.Id);
        if (!record.IsOpenTo(subject => R.May(LanguageAccess.SeeOwed, subject), language: null))
            return NotAllowed();
        MayWrite = !record.IsClosed && record.IsOpenTo(subject => R.May(LanguageAccess.Translate, subject), Target.Tag);
        MayCheck = !record.IsClosed && record.IsOpenTo(subject => R.May(LanguageAccess.Check, subject), Target.Tag);
        Caption = record.Caption?.In(R.Language.Tag) ?? new Worded(R.Language.Tag, R.L["without a name yet"]);
        (IsDesk, IsIndexed, HasForms, Title) = (true, false, true, R.L["Texts of “{0}”", Caption.Text]);
        return null;
    }

    private async Task<IActionResult> ShowAsync(Dictionary<string, string> unsaved, IReadOnlyList<string> overtaken, CancellationToken cancel)
    {
        Crumbs.Clear();
        Crumbs.Add((R.L["Translations"], R.Href("/desk/languages?target=" + Target.Tag)));
        Crumbs.Add((Caption.Text, record.Record is null ? DraftHref! : R.Href(Kind, Id)));
        var names = await record.NamesAsync(R.Db, R.Models, cancel);
        var words = new FieldWords(R, record.Model);
        Rows = [.. from unit in record.Units
                   let source = unit.SourceFor(Target.Tag, From)
                   where source is not null
                   let shown = unit.Words.Find(Target.Tag)?.Text ?? ""
                   let mark = record.Mark(unit, Target.Tag)
                   select new Row(unit, words.Place(FieldStep.Read(unit.Path)), source.Value, shown, unsaved.GetValueOrDefault(unit.Key, shown), record.State(unit, Target.Tag),
                       mark is { IsStale: true } && unit.Words.Find(mark.SourceLanguage) is { } now ? TextDiff.Between(mark.SourceText!, now.Text) : null,
                       shown.Length == 0 ? [] : ParityCheck.Between(source.Value, new Worded(Target.Tag, shown), names), overtaken.Contains(unit.Key))];
        return Page();
    }

    /// <summary>The class of a state's tag.</summary>
    public static string Style(TextState state) => state switch
    {
        TextState.Missing => "tag-tentative",
        TextState.Stale => "tag-late",
        TextState.InWork => "tag-info",
        TextState.Checked => "tag-ok",
        _ => "tag-plain",
    };

    public string Words(TextState state) => R.L[StateWords.Of(state)];

    public string Words(ParityFinding finding) => R.L[finding.Sentence, [.. finding.Words]];
}
