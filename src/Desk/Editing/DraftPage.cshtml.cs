using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Desk.Forms;
using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Kernel.Time;
using Concord.Kernel.Web;
using Concord.Kernel.Web.History;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Desk.Editing;

/// <summary>A draft to be looked at: what it changes, what is wrong with it, what was said of it; and what becomes of it.</summary>
[May(DeskAccess.SeeDrafts)]
public sealed class DraftPageModel(KnownPeople people, DeskNotices notices) : ConcordPage
{
    private DraftRights rights = null!;
    private JsonObject standing = [];
    private IReadOnlyDictionary<Guid, string> names = new Dictionary<Guid, string>();

    internal Draft Draft { get; private set; } = null!;

    internal DraftRights Rights => rights;

    /// <summary>What it changes, place by place.</summary>
    public IReadOnlyList<HistoryPageModel.Row> Changes { get; private set; } = [];

    internal IReadOnlyList<FieldFault> Wrong { get; private set; } = [];

    internal IReadOnlyList<DraftComment> Comments { get; private set; } = [];

    /// <summary>What the person wrote on the draft that is not brought together yet with what another saved: numbers, and when.</summary>
    public IReadOnlyList<(Guid Id, Instant At)> Kept { get; private set; } = [];

    /// <summary>The record was changed since the draft began.</summary>
    public bool IsOvertaken { get; private set; }

    /// <summary>A second pair of eyes is asked for, and these are the first.</summary>
    public bool NeedsOther { get; private set; }

    /// <summary>Files that are published with the draft.</summary>
    public int FileCount { get; private set; }

    /// <summary>What keeps the person from publishing, although drafts like this one are theirs to publish: a sentence; null for nothing.</summary>
    public string? Beyond { get; private set; }

    internal bool MaySend => rights.MayWrite && Draft.State is DraftState.Draft or DraftState.SentBack;

    internal bool MayReturn => rights.MaySendBack && Draft.State is DraftState.InReview or DraftState.Scheduled;

    internal bool MayPublish => rights.MayPublish && Beyond is null && Draft.IsOpen;

    /// <summary>Id of the record, for a new one the proposed one.</summary>
    public string RecordId { get; private set; } = "";

    /// <summary>Languages into which the person may translate what the draft holds.</summary>
    public IEnumerable<Language> Into => Language.All.Where(language => Draft.IsOpen && rights.MayTranslate(language.Tag));

    /// <summary>The texts of the draft beside their translations.</summary>
    public string TextsIn(Language language) => R.Href($"/desk/languages/{language.Tag}/{Draft.Kind.Plural()}/{(Draft.IsNew ? Draft.Id.ToString("D") : Draft.RecordId)}");

    /// <summary>Zones in which the hour may be given, with what they are called.</summary>
    public IReadOnlyList<(string Id, string Name)> Hours { get; private set; } = [];

    /// <summary>What was sent and is shown again.</summary>
    public string Sent(string field) => HttpMethodIsPost ? Request.Form[field].ToString() : "";

    public string Address => R.Href($"/desk/drafts/{Draft.Id}");

    public string NameOf(Guid? account) => account is { } one ? names.GetValueOrDefault(one, R.L["deleted account"]) : R.L["the house"];

    public string When(Instant at) => DraftWords.When(R, at);

    private bool HttpMethodIsPost => HttpMethods.IsPost(Request.Method) && Request.HasFormContentType;

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid draft, CancellationToken cancel) =>
        await BeginAsync(draft, cancel) is { } refused ? refused : await ShowAsync(cancel);

    public async Task<IActionResult> OnPostAsync([FromRoute] Guid draft, CancellationToken cancel)
    {
        if (await BeginAsync(draft, cancel) is { } refused)
            return refused;
        var act = Request.Form["act"].ToString();
        if (act == "comment")
            return await CommentAsync(cancel);
        if (act == "drop")
            return await DropAsync(cancel);
        if (Request.Form[FormPage.RevisionField] != Draft.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture))
            return await WrongAsync("act", R.L["The draft was changed meanwhile. This is how it stands now."], cancel);
        return act switch
        {
            "send" when rights.MayWrite => await SendAsync(cancel),
            "back" when rights.MaySendBack => await SendBackAsync(cancel),
            "publish" or "schedule" when rights.MayPublish && Beyond is not null => await WrongAsync("act", Beyond, cancel, StatusCodes.Status403Forbidden),
            "publish" when rights.MayPublish => await PublishAsync(cancel),
            "schedule" when rights.MayPublish => await ScheduleAsync(cancel),
            "discard" when rights.MayWrite => await DoneAsync(await Drafts.DiscardAsync(R.Db, Draft, R.Person.Account!.Value, R.Now, cancel), R.Href("/desk"), cancel),
            "send" or "back" or "publish" or "schedule" or "discard" => NotAllowed(),
            _ => Malformed(R.L["The form did not arrive whole. Go back and send it again."]),
        };
    }

    private async Task<IActionResult?> BeginAsync(Guid id, CancellationToken cancel)
    {
        if (await Drafts.FindAsync(R.Db, id, cancel) is not { } draft)
            return NotThere();
        Draft = draft;
        standing = await Drafts.VersionAsync(R.Db, draft.RecordId, draft.State == DraftState.Published ? draft.PublishedVersion!.Value - 1 : draft.BeganFrom, cancel);
        rights = DraftRights.Of(R, draft, standing);
        if (!rights.MaySee)
            return NotAllowed();
        if (rights.MayPublish && draft.IsOpen)
            Beyond = await BeyondAsync(cancel);
        return null;
    }

    private async Task<string?> BeyondAsync(CancellationToken cancel)
    {
        var (mechanisms, languages) = rights.Beyond();
        await R.LearnNamesAsync(mechanisms, cancel);
        return mechanisms.Count > 0 ? R.L["Somebody who works for {0} must publish it: the record would come to it or leave it.", R.F.List(mechanisms.Select(id => R.Name(id)?.Caption.In(R.Language.Tag).Text ?? id))]
            : languages.Count > 0 ? R.L["Somebody who writes in these languages too must publish it: {0}.", R.F.Languages(languages.Select(R.LanguageName))] : null;
    }

    private async Task<IActionResult> CommentAsync(CancellationToken cancel)
    {
        if (!rights.MayComment)
            return NotAllowed();
        if (Comment() is not { Length: > 0 } text)
            return await WrongAsync("comment", R.L["Write the comment."], cancel);
        if (text.Length > DraftComment.LongestText)
            return await WrongAsync("comment", TooLong(), cancel);
        await Drafts.CommentAsync(R.Db, notices, Draft, R.Person.Account, text, R.Now, cancel);
        return Redirect(Address + "#comments");
    }

    /// <summary>What was written as a comment. Browsers send two characters for a line end and count one.</summary>
    private string Comment() => Request.Form["comment"].ToString().ReplaceLineEndings("\n").Trim();

    private string TooLong() => R.L["The comment is too long: at most {0} characters. Shorten it, or write two.", DraftComment.LongestText];

    /// <summary>Takes away what the person wrote and nobody needs any more.</summary>
    private async Task<IActionResult> DropAsync(CancellationToken cancel)
    {
        if (!Guid.TryParse(Request.Form["kept"], out var number))
            return Malformed(R.L["The form did not arrive whole. Go back and send it again."]);
        await R.Db.Set<DraftConflict>().Where(one => one.Id == number && one.DraftId == Draft.Id && one.By == R.Person.Account).ExecuteDeleteAsync(cancel);
        return Redirect(Address);
    }

    private async Task<IActionResult> SendAsync(CancellationToken cancel)
    {
        await CheckAsync(cancel);
        if (Wrong.Count > 0)
            return await WrongAsync("act", R.L["It cannot go to review yet: see what needs attention."], cancel);
        return await DoneAsync(await Drafts.SendAsync(R.Db, notices, Draft, R.Person.Account!.Value, R.Now, cancel), Address, cancel);
    }

    private async Task<IActionResult> SendBackAsync(CancellationToken cancel)
    {
        if (Comment() is not { Length: > 0 } why)
            return await WrongAsync("comment", R.L["Say in the comment what is to be changed."], cancel);
        if (why.Length > DraftComment.LongestText)
            return await WrongAsync("comment", TooLong(), cancel);
        var moved = await Drafts.SendBackAsync(R.Db, notices, Draft, Actor.Of(R.Person.Account!.Value), R.Now, cancel);
        if (moved)
            await Drafts.CommentAsync(R.Db, null, Draft, R.Person.Account, why, R.Now, cancel);
        return await DoneAsync(moved, Address, cancel);
    }

    private async Task<IActionResult> PublishAsync(CancellationToken cancel)
    {
        if (!Draft.IsOpen)
            return await WrongAsync("act", R.L["The draft was changed meanwhile. This is how it stands now."], cancel);
        var id = await IdAsync(cancel);
        var outcome = await Publishing.RunAsync(R.Db, R.Models, notices, Draft, id, R.Rights, R.Now, cancel);
        R.Db.ChangeTracker.Clear();
        return outcome.Fault switch
        {
            PublishingFault.None => Redirect(R.Href(Draft.Kind, id)),
            PublishingFault.Overtaken => Redirect(Address + "/conflict"),
            PublishingFault.SecondPair => await WrongAsync("act", R.L["Somebody else must publish it: a second pair of eyes is asked for here, and you wrote on it."], cancel),
            PublishingFault.Faulty when outcome.Faults!.Any(fault => fault.Pointer == "/id") => await WrongAsync("record", R.L["Another record or place has this id, or it is not made of a to z, 0 to 9 and underscores: choose another."], cancel),
            PublishingFault.Faulty => await WrongAsync("act", R.L["It cannot be published yet: see what needs attention."], cancel),
            _ => await WrongAsync("act", R.L["The draft was changed meanwhile. This is how it stands now."], cancel),
        };
    }

    private async Task<IActionResult> ScheduleAsync(CancellationToken cancel)
    {
        var (fault, moment) = DateReading.ReadMoment(Request.Form["due"].ToString().Trim());
        if (fault != DateFault.None || moment.Time is null || Zones.Find(Request.Form["zone"]) is not { } zone)
            return await WrongAsync("due", R.L["Write a day and a time, such as 2022-10-31 09:00."], cancel);
        var due = zone.AtLeniently(moment.Date + moment.Time.Value).ToInstant();
        if (due <= R.Now)
            return await WrongAsync("due", R.L["This hour is past: write a later one, or publish now."], cancel);
        if (await Publishing.WantsOtherAsync(R.Db, R.Models[Draft.Kind], Draft, R.Person.Account!.Value, cancel))
            return await WrongAsync("act", R.L["Somebody else must publish it: a second pair of eyes is asked for here, and you wrote on it."], cancel);
        var id = await IdAsync(cancel);
        await CheckAsync(cancel, id);
        if (Wrong.Count > 0)
            return await WrongAsync("act", R.L["It cannot be published yet: see what needs attention."], cancel);
        return await DoneAsync(Draft.IsOpen && await Drafts.ScheduleAsync(R.Db, Draft, id, due, R.Person.Account!.Value, R.Now, cancel), Address, cancel);
    }

    /// <summary>The id that the record has or is to have: only for a new record does it come from the form.</summary>
    private async Task<string> IdAsync(CancellationToken cancel) =>
        !Draft.IsNew ? Draft.RecordId!
        : Request.Form["record"].ToString().Trim() is { Length: > 0 } wanted ? wanted
        : await RecordIds.ProposeAsync(R.Db, R.Models[Draft.Kind], Drafts.Read(Draft.Body), cancel);

    private async Task<IActionResult> DoneAsync(bool isDone, string next, CancellationToken cancel) =>
        isDone ? Redirect(next) : await WrongAsync("act", R.L["The draft was changed meanwhile. This is how it stands now."], cancel);

    private async Task<IActionResult> WrongAsync(string field, string sentence, CancellationToken cancel, int status = StatusCodes.Status422UnprocessableEntity)
    {
        Faults.Add(new Kernel.Web.Parts.FormFault(field, sentence));
        Draft = await Drafts.FindAsync(R.Db, Draft.Id, cancel) ?? Draft;
        Response.StatusCode = status;
        return await ShowAsync(cancel);
    }

    private async Task CheckAsync(CancellationToken cancel, string? id = null)
    {
        var whole = Publishing.Whole(RecordShape.Of(R.Models[Draft.Kind].DocumentType), Draft, id ?? (Draft.IsNew ? "new_record" : Draft.RecordId!));
        Wrong = new FormFaults(R, R.Models[Draft.Kind], whole).Of((await Publishing.CheckAsync(R.Db, R.Models, Draft.Kind, whole, Draft.IsNew, cancel))
            .Where(fault => fault.Pointer != "/id" || id is not null));
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        HasForms = IsDesk = true;
        IsIndexed = false;
        Title = R.L["Draft: {0}", Draft.Caption?.In(R.Language.Tag).Text ?? R.L["without a name yet"]];
        Crumbs.Add((R.L["Desk"], R.Href("/desk")));
        await CompareAsync(cancel);
        Comments = await R.Db.Set<DraftComment>().AsNoTracking().Where(comment => comment.DraftId == Draft.Id).OrderBy(comment => comment.At).ThenBy(comment => comment.Id).ToListAsync(cancel);
        Kept = [.. (await R.Db.Set<DraftConflict>().AsNoTracking().Where(one => one.DraftId == Draft.Id && one.By == R.Person.Account).OrderBy(one => one.At).ThenBy(one => one.Id)
            .Select(one => new { one.Id, one.At }).ToListAsync(cancel)).Select(one => (one.Id, one.At))];
        names = await people.NamesAsync(R.Db, [.. Comments.Select(comment => comment.By).Append(Draft.PublishedBy).OfType<Guid>(), Draft.CreatedBy, Draft.ChangedBy], cancel);
        if (!Draft.IsOpen)
            return Page();
        if (Wrong.Count == 0)
            await CheckAsync(cancel);
        FileCount = await DraftOwners.CountFilesAsync(R.Db, Draft, cancel);
        IsOvertaken = !Draft.IsNew && await R.Db.Records.AsNoTracking().Where(record => record.Id == Draft.RecordId).Select(record => record.Version).FirstOrDefaultAsync(cancel) != Draft.BeganFrom;
        NeedsOther = await Publishing.WantsOtherAsync(R.Db, R.Models[Draft.Kind], Draft, R.Person.Account!.Value, cancel);
        var document = Drafts.Read(Draft.Body);
        RecordId = Draft.RecordId ?? await RecordIds.ProposeAsync(R.Db, R.Models[Draft.Kind], document, cancel);
        var own = document["time_zone"] is JsonValue zone && zone.TryGetValue(out string? named) && Zones.Find(named) is not null ? named : null;
        Hours = [.. new[] { own, "Etc/UTC" }.Concat(R.Terms.Places.Select(place => place.TimeZone).Order(StringComparer.Ordinal)).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(id => (id, (id == "Etc/UTC" ? "UTC" : id + ", " + R.F.Offset(Zones.Find(id)!.GetUtcOffset(R.Now)))))];
        return Page();
    }

    /// <summary>What the draft states differently from what it began from.</summary>
    private async Task CompareAsync(CancellationToken cancel)
    {
        var shape = RecordShape.Of(R.Models[Draft.Kind].DocumentType);
        using var before = JsonDocument.Parse(Drafts.Write(standing));
        using var after = JsonDocument.Parse(Drafts.Write(FormTidy.Of(shape, Drafts.Read(Draft.Body))));
        var words = new FieldWords(R, R.Models[Draft.Kind]);
        var changes = RecordDiff.Between(before.RootElement, after.RootElement);
        await R.LearnNamesAsync(changes.SelectMany(words.Named), cancel);
        Changes = [.. changes.Select(change => new HistoryPageModel.Row(words.Place(change.Path),
            change.Before is { } was ? words.Values(change.Path, was) : null, change.After is { } becomes ? words.Values(change.Path, becomes) : null))];
    }
}
