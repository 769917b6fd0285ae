using System.Text.Json;
using Concord.Desk.Editing;
using Concord.Desk.Languages.Parity;
using Concord.Desk.Languages.Sheets;
using Concord.Desk.Languages.Texts;
using Concord.Desk.Languages.Units;
using Concord.Desk.Languages.Xliff;
using Concord.Kernel.Access;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Concord.Kernel.Web.History;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Desk.Languages.Incoming;

/// <summary>Takes a translator's file over: first it shows what would change, then it writes what is chosen into drafts.</summary>
[May(LanguageAccess.Translate)]
[RequestFormLimits(ValueCountLimit = MostOffered + 10)]
[RequestSizeLimit(LongestRequest)]
public sealed class TakeOverPageModel(DeskNotices notices) : ConcordPage
{
    private const long LongestFile = 20 << 20;

    /// <summary>The file with the rest of its form; or the texts that were chosen, each sign of Chinese as nine.</summary>
    private const long LongestRequest = 24 << 20;

    /// <summary>Most texts that are offered at once, and most characters of them: the choice goes through the reader's browser.</summary>
    private const int MostOffered = 2_000;

    private const int MostCharacters = 2_000_000;

    private readonly Dictionary<(RecordKind, string), TextsOfRecord?> records = [];
    private readonly Dictionary<(RecordKind, string), NameTable> names = [];

    public Language Target { get; private set; } = Language.English;

    /// <summary>What is wrong with the file; a file with faults is refused whole.</summary>
    public IReadOnlyList<FileFault> Refusals { get; private set; } = [];

    /// <summary>What the file would change; null before one was sent.</summary>
    public IncomingPreview? Preview { get; private set; }

    /// <summary>Texts that can be chosen now.</summary>
    public IReadOnlyList<IncomingLine> Offered { get; private set; } = [];

    /// <summary>Texts that the file would change beyond these.</summary>
    public int NotOffered { get; private set; }

    public string? Done { get; private set; }

    /// <summary>Texts that were chosen and not taken over, for somebody wrote them otherwise meanwhile, or closed the record: where they stand, and what the file says.</summary>
    public IReadOnlyList<(string Place, string? Href, string Text)> Overtaken { get; private set; } = [];

    /// <summary>How many drafts waited for their hour, and are in review again.</summary>
    public int LostTheirHour { get; private set; }

    public string Address => R.Href($"/desk/languages/{Target.Tag}/take-over");

    /// <summary>A text that somebody chose to take over, as the page hands it to itself.</summary>
    public sealed record Chosen(string Kind, string Id, string Key, string Shown, string Text);

    public IActionResult OnGet(string target) => Begin(target) ?? Page();

    public async Task<IActionResult> OnPostAsync(string target, IFormFile? file, CancellationToken cancel)
    {
        if (Begin(target) is { } refused)
            return refused;
        if (file is null or { Length: 0 })
            return Refuse(new FileFault(0, Strings.Key("Choose a file.")));
        if (file.Length > LongestFile)
            return Refuse(new FileFault(0, Strings.Key("The file is longer than any that is given out here.")));
        var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        bytes.Position = 0;
        var incoming = bytes.Length > 2 && bytes.GetBuffer() is [(byte)'P', (byte)'K', ..] ? SheetReader.Read(bytes) : XliffReader.Read(bytes);
        if (incoming.Faults.Count > 0)
            return Refuse([.. incoming.Faults]);
        if (incoming.TargetLanguage != Target.Tag)
            return Refuse(new FileFault(0, Strings.Key("The file is for “{0}”, not for “{1}”."), incoming.TargetLanguage, Target.Tag));
        foreach (var (kind, id) in incoming.Texts.Select(text => (text.Kind, text.Id)).Distinct())
            if (await RecordAsync(kind, id, cancel) is { } record)
                names[(kind, id)] = await record.NamesAsync(R.Db, R.Models, cancel);
        Preview = IncomingPreview.Of(incoming, (kind, id) => records[(kind, id)]?.Units, (kind, id) => names.GetValueOrDefault((kind, id)));
        Offer([.. Preview.Lines.Where(line => line.IsTaken)]);
        return Page();
    }

    public async Task<IActionResult> OnPostTakeAsync(string target, CancellationToken cancel)
    {
        if (Begin(target) is { } refused)
            return refused;
        var form = await Request.ReadFormAsync(cancel);
        var taken = form["take"].OfType<string>().Take(MostOffered).Select(Read).OfType<Chosen>().ToList();
        var count = 0;
        var overtaken = new List<(string, string?, string)>();
        foreach (var texts in taken.GroupBy(text => (text.Kind, text.Id)))
        {
            if (RecordKinds.FromPlural(texts.Key.Kind) is not { } kind || await RecordAsync(kind, texts.Key.Id, cancel) is not { } record)
            {
                overtaken.AddRange(texts.Select(text => (texts.Key.Kind + "/" + texts.Key.Id, (string?)null, text.Text)));
                continue;
            }
            var saved = await Translating.SaveAsync(R.Db, notices, R.Models, kind, texts.Key.Id, Target.Tag, [.. texts.Select(text => new WrittenText(text.Key, text.Shown, text.Text))], R.Person.Account!.Value, R.Now, cancel);
            count += saved.Saved;
            LostTheirHour += saved.LostItsHour ? 1 : 0;
            overtaken.AddRange(texts.Where(text => saved.Overtaken.Contains(text.Key)).Select(text => (Place(record, text.Key), (string?)R.Href($"/desk/languages/{Target.Tag}/{kind.Plural()}/{record.Id}"), text.Text)));
        }
        Overtaken = overtaken;
        Done = R.L.Plural(count, "{0} text was taken over into drafts.", "{0} texts were taken over into drafts.");
        return Page();
    }

    public static string Write(IncomingLine line) => JsonSerializer.Serialize(
        new Chosen(line.Text.Kind.Plural(), line.Text.Id, line.Unit!.Key, line.Present?.Text ?? "", line.Text.Target!), RecordJson.Options);

    public IEnumerable<(string Name, int Count)> Counts() =>
    [
        (R.L["Changes"], Preview!.Count(IncomingOutcome.Changes)), (R.L["The original was changed since the file was made"], Preview.Count(IncomingOutcome.Stale)),
        (R.L["As it is"], Preview.Count(IncomingOutcome.Same)), (R.L["Not translated in the file"], Preview.Count(IncomingOutcome.Empty)),
        (R.L["Not known here, or not yours to change"], Preview.Count(IncomingOutcome.Unknown)),
    ];

    /// <summary>The record and the field, in words: <c>China-ASEAN Environmental Cooperation Forum 2016 · Title</c>.</summary>
    public string Place(IncomingLine line) => Place(records[(line.Text.Kind, line.Text.Id)]!, line.Unit!.Key);

    /// <summary>A text that the record does not have any more is named by the record alone.</summary>
    private string Place(TextsOfRecord record, string key)
    {
        var name = record.Caption?.In(R.Language.Tag).Text ?? R.L["without a name yet"];
        return record.Units.FirstOrDefault(unit => unit.Key == key) is { } unit ? name + " · " + new FieldWords(R, record.Model).Place(FieldStep.Read(unit.Path)) : name;
    }

    public static IReadOnlyList<DiffPiece> Difference(IncomingLine line) => TextDiff.Between(line.Present?.Text ?? "", line.Text.Target!);

    private void Offer(List<IncomingLine> changes)
    {
        var characters = 0;
        Offered = [.. changes.Take(MostOffered).TakeWhile(line => (characters += line.Text.Target!.Length + (line.Present?.Text.Length ?? 0)) <= MostCharacters)];
        NotOffered = changes.Count - Offered.Count;
    }

    private static Chosen? Read(string chosen)
    {
        try
        {
            return JsonSerializer.Deserialize<Chosen>(chosen, RecordJson.Options) is { Kind: not null, Id: not null, Key: not null, Shown: not null, Text.Length: <= 20_000 } text
                // The form itself was looked through for this character, which PostgreSQL does not take; here it may have been escaped once more.
                && !(text.Id + text.Text).Contains('\0', StringComparison.Ordinal) ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private IActionResult? Begin(string target)
    {
        if (Language.Find(target) is not { } language || R.Person.Account is null)
            return NotThere();
        Target = language;
        (IsDesk, IsIndexed, HasForms, Title) = (true, false, true, R.L["Take over a translated file"]);
        Crumbs.Add((R.L["Translations"], R.Href("/desk/languages?target=" + Target.Tag)));
        return null;
    }

    private PageResult Refuse(params IReadOnlyList<FileFault> faults)
    {
        Refusals = faults;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>The record, if it is there and the reader may translate it; else it is as unknown as any other.</summary>
    private async Task<TextsOfRecord?> RecordAsync(RecordKind kind, string id, CancellationToken cancel)
    {
        if (records.TryGetValue((kind, id), out var known))
            return known;
        var found = await TextsOfRecord.FindAsync(R.Db, R.Models, kind, id, cancel);
        return records[(kind, id)] = found is { IsClosed: false } && found.IsOpenTo(subject => R.May(LanguageAccess.Translate, subject), Target.Tag) ? found : null;
    }
}
