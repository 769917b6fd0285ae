using Concord.Kernel.Data;
using Concord.Kernel.Files;
using Concord.Kernel.Files.Store;
using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Concord.Kernel.Web;
using Microsoft.EntityFrameworkCore;

namespace Concord.Desk.Editing;

/// <summary>Open drafts have files too: they wait with the draft, and become files of the record, and public, when it is published.</summary>
internal sealed class DraftOwners : FileOwners
{
    private const string Kind = "drafts";

    /// <summary>The draft as the owner of files.</summary>
    public static (string Kind, string Id) Of(Draft draft) => (Kind, draft.Id.ToString());

    /// <summary>The page of its files, behind the language.</summary>
    public static string Address(Draft draft) => $"/files/{Kind}/{draft.Id}";

    public static Task<int> CountFilesAsync(ConcordDb db, Draft draft, CancellationToken cancel)
    {
        var (kind, id) = Of(draft);
        return db.Set<StoredFile>().CountAsync(file => file.OwnerKind == kind && file.OwnerId == id, cancel);
    }

    public override bool Knows(string kind) => kind == Kind;

    public override async Task<FileOwner?> FindAsync(Reading r, string kind, string id, CancellationToken cancel) =>
        Guid.TryParseExact(id, "D", out var number) && await Drafts.FindAsync(r.Db, number, cancel) is { IsOpen: true } draft
            ? new FileOwner(kind, draft.Id.ToString(), Belonging.Read(draft.Belongs), IsPublic: false, draft.Caption ?? Unnamed(r), $"/desk/drafts/{draft.Id}")
            : null;

    /// <summary>Taking the row makes a publication of the draft wait, or this for it.</summary>
    public override async Task<bool> HoldAsync(ConcordDb db, string id, CancellationToken cancel) =>
        Guid.TryParseExact(id, "D", out var number)
        && await db.Set<Draft>().Where(draft => draft.Id == number && draft.State < DraftState.Published).ExecuteUpdateAsync(set => set.SetProperty(draft => draft.State, draft => draft.State), cancel) == 1;

    private static LocalizedText Unnamed(Reading r) => new([new Worded(r.Language.Tag, r.L["without a name yet"])]);
}
