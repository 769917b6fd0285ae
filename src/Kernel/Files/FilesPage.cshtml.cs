using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Files.Content;
using Concord.Kernel.Files.Store;
using Concord.Kernel.Files.Uploads;
using Concord.Kernel.Languages;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Kernel.Files;

/// <summary>The files of a record or a draft, with all versions; here they are uploaded, published and taken back.</summary>
[May(FilesAccess.SeeAll)]
public sealed class FilesPageModel(IEnumerable<FileOwners> owners, IEnumerable<SecondPairOfEyes> pairs, FileSettings settings) : ConcordPage
{
    public FileOwner Owner { get; private set; } = null!;

    /// <summary>All files by document, of each the latest version first, language by language.</summary>
    public IReadOnlyList<IGrouping<Guid, Row>> Documents { get; private set; } = [];

    public bool MayUpload { get; private set; }

    public bool MayPublish { get; private set; }

    /// <summary>The file that has just been uploaded.</summary>
    public Row? Uploaded { get; private set; }

    /// <summary>The document that the next upload is a version of, where one was chosen; with its latest title and the language.</summary>
    public (Guid Document, string Title, string Language)? Chosen { get; private set; }

    public FileSettings Settings => settings;

    /// <summary>A version, with what it is.</summary>
    public sealed record Row(StoredFile File, string MediaType, long Length)
    {
        public string Href => FileAddress.Of(File.Id, File.Name);

        public string Type => FileType.OfMediaType(MediaType)?.Name ?? "";
    }

    /// <summary>Where the form sends a file.</summary>
    public string UploadHref => Here + "/upload";

    public string Here => R.Href($"/files/{Owner.Kind}/{Owner.Id}");

    public string OwnerName => Owner.Name.In(R.Language.Tag).Text;

    /// <summary>Languages that a file can be in, those of the house first.</summary>
    public IEnumerable<(string Value, string Text)> LanguageChoices =>
        Language.All.Select(language => language.Tag).Concat(R.Terms.Values("languages").Order(StringComparer.Ordinal)).Distinct()
            .Select(tag => (tag, R.LanguageName(tag))).Append(("und", R.L["no language"]));

    protected override IReadOnlyCollection<string> Parameters => ["document", "language"];

    public async Task<IActionResult> OnGetAsync(string kind, string id, CancellationToken cancel)
    {
        if (await FindAsync(kind, id, cancel) is { } refused)
            return refused;
        Title = R.L["Files: {0}", OwnerName];
        (IsIndexed, IsDesk, HasForms) = (false, true, true);
        Section = RecordsSection(kind);
        Crumbs.Add((OwnerName, R.Href(Owner.Href)));
        var rows = await (from file in R.Db.Set<StoredFile>()
                          join blob in R.Db.Set<StoredBlob>() on file.Hash equals blob.Hash
                          where file.OwnerKind == kind && file.OwnerId == id
                          orderby file.Language, file.Version descending
                          select new Row(file, blob.MediaType, blob.Length)).AsNoTracking().ToListAsync(cancel);
        Documents = [.. rows.GroupBy(row => row.File.DocumentId).OrderBy(document => document.Key)];
        await ShowUploadAsync(cancel);
        if (Guid.TryParse(Request.Query["document"], out var chosen) && rows.FindLast(row => row.File.DocumentId == chosen) is { } latest)
            Chosen = (chosen, latest.File.Title, Request.Query["language"] is [{ Length: > 0 } language] ? language : latest.File.Language);
        return Page();
    }

    public async Task<IActionResult> OnPostPublishAsync(string kind, string id, Guid file, CancellationToken cancel)
    {
        if (await FindAsync(kind, id, cancel) is { } refused)
            return refused;
        if (!MayPublish || !await IsTheirsAloneAsync(file, cancel))
            return await ChangeAsync(kind, id, file, Publishing.PublishAsync, cancel);
        Faults.Add(new FormFault($"f-{file}", R.L["Somebody else must publish this file: a second pair of eyes is asked for here, and you uploaded it."]));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await OnGetAsync(kind, id, cancel);
    }

    /// <summary>Whether whoever asks uploaded a file that two make public.</summary>
    private async Task<bool> IsTheirsAloneAsync(Guid file, CancellationToken cancel)
    {
        if (!await R.Db.Set<StoredFile>().AnyAsync(one => one.Id == file && one.UploadedBy == R.Person.Account, cancel))
            return false;
        foreach (var pair in pairs)
            if (await pair.IsAskedAsync(R.Db, Owner.Subject, cancel))
                return true;
        return false;
    }

    public Task<IActionResult> OnPostWithdrawAsync(string kind, string id, Guid file, CancellationToken cancel) => ChangeAsync(kind, id, file, Publishing.WithdrawAsync, cancel);

    private delegate Task<bool> Change(Data.ConcordDb db, Records.RecordModels models, FileOwner owner, Guid file, Actor by, NodaTime.Instant now, CancellationToken cancel);

    private async Task<IActionResult> ChangeAsync(string kind, string id, Guid file, Change change, CancellationToken cancel)
    {
        if (await FindAsync(kind, id, cancel) is { } refused)
            return refused;
        if (!MayPublish)
            return NotAllowed();
        return await change(R.Db, R.Models, Owner, file, Actor.Of(R.Person.Account!.Value), R.Now, cancel) ? LocalRedirect(Here) : NotThere();
    }

    private async Task<IActionResult?> FindAsync(string kind, string id, CancellationToken cancel)
    {
        if (await FileOwners.FindAsync(owners, R, kind, id, cancel) is not { } owner)
            return NotThere();
        if (!R.May(FilesAccess.SeeAll, owner.Subject))
            return NotAllowed();
        Owner = owner;
        MayUpload = R.May(FilesAccess.Upload, owner.Subject);
        MayPublish = R.May(FilesAccess.Publish, owner.Subject);
        return null;
    }

    /// <summary>Says what came of the upload that led here.</summary>
    private async Task ShowUploadAsync(CancellationToken cancel)
    {
        if (Enum.TryParse<UploadFault>(Request.Query["fault"], out var fault) && Enum.IsDefined(fault) && fault != UploadFault.None)
            Faults.Add(new FormFault(fault == UploadFault.UnknownLanguage ? "language" : "file", fault.In(R.L, settings)));
        if (!Guid.TryParse(Request.Query["upload"], out var id) || R.Person.Account is not { } account)
            return;
        var upload = await R.Db.Set<OpenUpload>().AsNoTracking().SingleOrDefaultAsync(upload => upload.Id == id && upload.Account == account, cancel);
        if (KeptRefusal.Read(upload?.Refusal) is { } refusal)
            Faults.Add(new FormFault("file", refusal.In(R.L)));
        Uploaded = upload?.FileId is { } file ? Documents.SelectMany(document => document).FirstOrDefault(row => row.File.Id == file) : null;
    }

    private static string? RecordsSection(string kind) => Records.RecordKinds.FromPlural(kind) is null ? null : kind;

    /// <summary>The state of a file in words, and the style of its tag.</summary>
    public (string Words, string Style) StateOf(StoredFile file) => file.State switch
    {
        FileState.Published => (R.L.In("file", "Published"), "tag-ok"),
        FileState.Replaced => (R.L.In("file", "Replaced"), "tag-plain"),
        FileState.Withdrawn => (R.L.In("file", "Taken back"), "tag-plain"),
        _ => (R.L.In("file", "Not published"), "tag-tentative"),
    };
}
