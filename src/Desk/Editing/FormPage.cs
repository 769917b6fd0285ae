using System.Globalization;
using System.Text.Json.Nodes;
using Concord.Desk.Finding;
using Concord.Desk.Forms;
using Concord.Kernel.Records;
using Concord.Kernel.Records.Shapes;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Desk.Editing;

/// <summary>What the three pages share on which a document is written: that of a new record, of a record, and of a draft.</summary>
/// <remarks>What the page is about is said by its address alone (<see cref="FromRouteAttribute"/>): a document has fields called <c>kind</c> and <c>id</c> too.</remarks>
public abstract class FormPage(DeskNotices notices) : ConcordPage
{
    /// <summary>More values than these no document has.</summary>
    protected const int MostValues = 20_000;

    /// <summary>Bytes of the form: a document with its texts in many languages, each sign of Chinese as nine.</summary>
    protected const long LongestForm = 8 << 20;

    /// <summary>What the address says where saving took a draft back to review that waited for its hour.</summary>
    protected const string InReview = "in-review";

    internal const string RevisionField = "form:revision";

    /// <summary>The version of the record that the form was made from: whoever saves first later than another published has begun before that.</summary>
    internal const string BeganField = "form:began-from";

    /// <summary>What was kept aside (<see cref="DraftConflict"/>) and is gone on with in this form: once that is saved, nobody needs it.</summary>
    internal const string KeptField = "form:kept";

    private RecordModel model = null!;
    private JsonObject document = [];
    private IReadOnlyList<string> languages = [];
    private IReadOnlyList<FieldFault> faults = [];
    private int? sentRevision;

    internal Draft? Draft { get; private set; }

    /// <summary>The form.</summary>
    public IHtmlContent Form { get; private set; } = HtmlString.Empty;

    /// <summary>Where it is sent.</summary>
    public string Action { get; private set; } = "";

    /// <summary>The way out without saving.</summary>
    public string Back { get; private set; } = "";

    public RecordKind Kind { get; private set; }

    /// <summary>What is wrong, with the field in words, where that was asked.</summary>
    internal IReadOnlyList<FieldFault> Wrong => faults;

    /// <summary>Why what is written here is not saved, where the draft or the record was closed meanwhile; null for nothing.</summary>
    public string? TooLate { get; private set; }

    /// <summary>The number of what was kept aside and is gone on with; null for nothing.</summary>
    public Guid? Kept { get; private set; }

    /// <summary>Whether the check was asked for and found nothing.</summary>
    public bool IsSound { get; private set; }

    /// <summary>When it was last saved; null for what is not saved yet.</summary>
    public string? SavedAt => Draft is { } draft ? R.L["Saved at {0} UTC", R.F.Time(draft.ChangedAt.InUtc().TimeOfDay)] : null;

    public string Revision => (sentRevision ?? Draft?.Revision ?? 0).ToString(CultureInfo.InvariantCulture);

    public string Began => BeganFrom.ToString(CultureInfo.InvariantCulture);

    /// <summary>Id of the record; null for a new one.</summary>
    protected string? RecordId { get; private set; }

    /// <summary>The version that what is shown began from.</summary>
    protected int BeganFrom { get; private set; }

    /// <summary>Says what is written, before anything else.</summary>
    private protected void Write(RecordKind kind, string? recordId, int beganFrom, JsonObject document, Draft? draft)
    {
        (Kind, model, RecordId, BeganFrom, this.document, Draft) = (kind, R.Models[kind], recordId, beganFrom, document, draft);
        HasForms = IsDesk = true;
        IsIndexed = false;
    }

    /// <summary>What the person may do here.</summary>
    private protected DraftRights Rights => new(R.Rights, model, Draft, RecordId, BeganFrom > 0 ? Standing : []);

    /// <summary>What the record states now.</summary>
    private protected JsonObject Standing { get; set; } = [];

    private protected async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        var caption = Drafts.CaptionOf(model, document)?.In(R.Language.Tag).Text;
        Title = RecordId is null ? R.L["New record: {0}", KindWords.One(Kind, R.L)] : R.L["Edit: {0}", caption ?? RecordId];
        Section = null;
        Crumbs.Add((R.L["Desk"], R.Href("/desk")));
        if (Draft is not null)
            Crumbs.Add((R.L["Draft"], R.Href($"/desk/drafts/{Draft.Id}")));
        Action = Draft is not null ? R.Href($"/desk/drafts/{Draft.Id}/form") : RecordId is null ? R.Href($"/desk/{Kind.Plural()}/new") : R.Href($"/desk/{Kind.Plural()}/{RecordId}");
        Back = Draft is not null ? R.Href($"/desk/drafts/{Draft.Id}") : RecordId is null ? R.Href("/desk") : R.Href(Kind, RecordId);
        var (rights, wanted) = (Rights, Belonging.Of(model, document, RecordId));
        Form = await RecordForm.MakeAsync(R, model, document, languages, faults, language => rights.MayWriteIn(language, wanted), cancel);
        return Page();
    }

    /// <summary>Takes in what was sent: saves it, then does what the button says.</summary>
    private protected async Task<IActionResult> TakeAsync(CancellationToken cancel)
    {
        var sent = await Request.ReadFormAsync(cancel);
        var (post, malformed) = await ReadAsync(sent, cancel);
        if (post is null)
            return malformed!;
        var (pressed, account) = (sent[FormNames.Act].ToString(), R.Person.Account!.Value);
        document = post.Document;
        var waited = Draft is { State: DraftState.Scheduled };
        if (waited && pressed == "autosave")
            // What was approved is not taken back behind anybody's back.
            return new JsonResult(new { refused = R.L["Not saved yet: this draft waits for its hour. Press “Save the draft”, and it goes back to review with what you wrote."] }) { StatusCode = StatusCodes.Status409Conflict };
        var (revision, began) = (Number(sent[RevisionField]), Math.Clamp(Number(sent[BeganField]) ?? BeganFrom, Math.Min(BeganFrom, 1), BeganFrom));
        if (Draft is not null && revision is null)
            return Malformed(R.L["The form did not arrive whole. Go back and send it again."]);
        if (await OutOfReachAsync(revision, began, cancel) is { Count: > 0 } refused)
            return await AgainAsync(pressed, refused, revision, post, cancel);
        var saved = Draft is null
            ? new Saved(await Drafts.BeginAsync(R.Db, model, RecordId, began, document, account, R.Now, cancel))
            : await Drafts.SaveAsync(R.Db, notices, model, Draft, revision!.Value, document, account, R.Now, cancel);
        if (saved is { Draft: null, Conflict: null })
            // Somebody began a draft of this record a moment ago: what was written goes beside it.
            saved = await BesideAsync(post.Document, account, cancel);
        if (Guid.TryParse(sent[KeptField], out var kept))
            await R.Db.Set<DraftConflict>().Where(one => one.Id == kept && one.By == account).ExecuteDeleteAsync(cancel);
        if (saved.Conflict is { } conflict)
            return pressed == "autosave" ? new JsonResult(new { conflict = R.Href($"/desk/drafts/{Draft!.Id}/conflict/{conflict}") }) : Redirect(R.Href($"/desk/drafts/{Draft!.Id}/conflict/{conflict}"));
        Draft = saved.Draft;
        return await DoneAsync(pressed, post, waited, cancel);
    }

    /// <summary>What was sent, with the names that were typed found; or the answer to what cannot be read.</summary>
    private async Task<(FormPost? Post, IActionResult? Malformed)> ReadAsync(IFormCollection sent, CancellationToken cancel)
    {
        if (!FormPost.IsWhole(sent))
            return (null, Malformed(R.L["The form did not arrive whole. Go back and send it again."]));
        var post = FormPost.Read(RecordShape.Of(model.DocumentType), sent, R.Language, FormAct.Of(sent[FormNames.Act].ToString()));
        return await Finder.ResolveAsync(R, post.Typed, cancel) ? (post, null)
            : (null, Malformed(R.L["At most {0} names are looked for at once: send the form with fewer, save, and go on.", Finder.MostAtOnce]));
    }

    /// <summary>The form again with all that was written, for what it was written on is closed. It goes to what is open by now, so that sending it again saves.</summary>
    private protected async Task<IActionResult> TooLateAsync(string sentence, CancellationToken cancel)
    {
        var sent = await Request.ReadFormAsync(cancel);
        if (sent[FormNames.Act] == "autosave")
            return new JsonResult(new { refused = sentence + " " + R.L["Press “Save the draft”: the form comes back with all that you wrote."] }) { StatusCode = StatusCodes.Status409Conflict };
        var (post, malformed) = await ReadAsync(sent, cancel);
        if (post is null)
            return malformed!;
        (document, languages, TooLate) = (post.Document, post.Languages, sentence);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await ShowAsync(cancel);
    }

    /// <summary>The form with what was kept aside of a draft that is closed.</summary>
    private protected Task<IActionResult> ShowKeptAsync(DraftConflict kept, string sentence, CancellationToken cancel)
    {
        (document, Kept, TooLate) = (Drafts.Read(kept.Body), kept.Id, sentence);
        return ShowAsync(cancel);
    }

    private protected static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What of the document the person may not write. Texts are held against what the person began from, not against what others have made of it since.</summary>
    private async Task<IReadOnlyList<FieldFault>> OutOfReachAsync(int? revision, int began, CancellationToken cancel)
    {
        var (rights, reach) = (Rights, new OutOfReach(R, model));
        var wanted = Belonging.Of(model, document, RecordId);
        if (!rights.MayMake(wanted))
            return [await reach.OfAsync(wanted, cancel)];
        var from = Draft is null ? began == BeganFrom ? BeganFrom > 0 ? Standing : [] : await Drafts.VersionAsync(R.Db, RecordId, began, cancel)
            : await Drafts.AtAsync(R.Db, Draft.Id, revision!.Value, cancel) ?? Drafts.Read(Draft.Body);
        return [.. reach.Of(rights.Foreign(from, document))];
    }

    /// <summary>The form again with all that was written, and with what is to be changed before it is saved.</summary>
    private async Task<IActionResult> AgainAsync(string pressed, IReadOnlyList<FieldFault> refused, int? revision, FormPost post, CancellationToken cancel)
    {
        if (pressed == "autosave")
            return new JsonResult(new { refused = string.Join(' ', refused.Select(fault => fault.Place + ": " + fault.Text)) }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
        (faults, languages, sentRevision) = (refused, post.Languages, revision);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(cancel);
    }

    private async Task<Saved> BesideAsync(JsonObject written, Guid account, CancellationToken cancel)
    {
        Draft = await Drafts.OpenAsync(R.Db, RecordId!, cancel);
        return Draft is null ? default : await Drafts.SaveAsync(R.Db, notices, model, Draft, revision: 0, written, account, R.Now, cancel);
    }

    private async Task<IActionResult> DoneAsync(string pressed, FormPost post, bool waited, CancellationToken cancel)
    {
        var address = R.Href($"/desk/drafts/{Draft!.Id}");
        if (pressed == "autosave")
            return new JsonResult(new { action = address + "/form", revision = Draft.Revision, saved = SavedAt });
        if (pressed == "look")
            return Redirect(address);
        var act = FormAct.Of(pressed);
        if (pressed != "check" && act.Deed == FormDeed.None)
            return Redirect(address + "/form?saved=" + (waited ? InReview : "1"));
        // What the form itself was asked to do shows on the form; sent again it changes nothing, for the draft holds it already.
        if (pressed == "check")
        {
            var whole = Publishing.Whole(RecordShape.Of(model.DocumentType), Draft, RecordId ?? "new_record");
            faults = new FormFaults(R, model, whole).Of((await Publishing.CheckAsync(R.Db, R.Models, Kind, whole, Draft.IsNew, cancel)).Where(fault => fault.Pointer != "/id"));
            IsSound = faults.Count == 0;
            // The places of entries are those of the tidied document.
            whole.Remove("id");
            document = whole;
            Response.StatusCode = IsSound ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        }
        languages = post.Languages;
        return await ShowAsync(cancel);
    }
}
