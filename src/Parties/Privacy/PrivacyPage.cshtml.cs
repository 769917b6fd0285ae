using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Parties.Privacy;

/// <summary>What the house says of how it treats personal data; for everybody.</summary>
[May(PrivacyAccess.Read)]
public sealed class PrivacyPageModel : ConcordPage
{
    public ShownText Text { get; private set; } = null!;

    public async Task OnGetAsync([FromServices] ConcordDb db, CancellationToken cancel)
    {
        Title = R.L["Personal data"];
        Text = await ShownText.CurrentAsync(R, db, cancel);
    }
}
