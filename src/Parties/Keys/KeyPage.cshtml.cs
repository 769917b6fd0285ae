using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Keys;

/// <summary>One key: what it may, who made it, when it was last used; and its end.</summary>
[May(PartiesAccess.SeeKeys)]
public sealed class KeyPageModel(IEnumerable<KeyAct> acts, KnownPeople people) : ConcordPage
{
    public PartnerKey Key { get; private set; } = null!;

    /// <summary>What it may do, in words.</summary>
    public IReadOnlyList<string> Acts { get; private set; } = [];

    public string Maker { get; private set; } = "";

    public bool MayEnd => Key.IsOpenAt(R.Now) && KeyRights.MayEnd(R, Key);

    public async Task<IActionResult> OnGetAsync(Guid id, [FromServices] ConcordDb db, CancellationToken cancel) =>
        await ShowAsync(id, db, cancel) ? Page() : NotThere();

    public async Task<IActionResult> OnPostAsync(Guid id, [FromServices] KeyNotices notices, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        if (!await ShowAsync(id, db, cancel))
            return NotThere();
        if (!KeyRights.MayEnd(R, Key))
            return NotAllowed();
        await PartnerKeys.EndAsync(db, notices, Key, R.Person.Account!.Value, R.Now, cancel);
        return LocalRedirect(R.Href("/keys/" + id));
    }

    private async Task<bool> ShowAsync(Guid id, ConcordDb db, CancellationToken cancel)
    {
        (IsDesk, HasForms, IsIndexed) = (true, true, false);
        if (await db.Set<PartnerKey>().AsNoTracking().SingleOrDefaultAsync(key => key.Id == id, cancel) is not { } key || !KeyRights.MaySee(R, key))
            return false;
        Key = key;
        Title = R.L["Key: {0}", key.Name];
        Crumbs.Add((R.L["Partner keys"], R.Href("/keys")));
        await R.LearnNamesAsync(KeyWords.Ids(key), cancel);
        Acts = [.. KeyWords.Acts(R, acts, key)];
        Maker = (await people.NamesAsync(db, [key.MadeBy], cancel)).GetValueOrDefault(key.MadeBy, R.L["deleted account"]);
        return true;
    }
}
