using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Keys;

/// <summary>The keys of partner organizations: for administrators and auditors all, for a secretariat those that reach into its mechanism.</summary>
[May(PartiesAccess.SeeKeys)]
public sealed class KeysPageModel : ConcordPage
{
    /// <summary>Those that open come first, the latest of each before the others.</summary>
    public IReadOnlyList<PartnerKey> Keys { get; private set; } = [];

    public bool MayMake => R.MayAnywhere(PartiesAccess.MakeKeys);

    public async Task OnGetAsync([FromServices] ConcordDb db, CancellationToken cancel)
    {
        (Title, IsDesk, HasForms, IsIndexed) = (R.L["Partner keys"], true, true, false);
        // An organization has a few keys, a house a few dozen organizations: all are read, and those shown that concern the reader.
        var all = await db.Set<PartnerKey>().AsNoTracking().OrderByDescending(key => key.MadeAt).ToListAsync(cancel);
        Keys = [.. all.Where(key => KeyRights.MaySee(R, key)).OrderByDescending(key => key.IsOpenAt(R.Now))];
        await R.LearnNamesAsync(Keys.SelectMany(KeyWords.Ids), cancel);
    }
}
