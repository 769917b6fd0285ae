using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Concord.Parties.Privacy;

/// <summary>Where somebody with an account agrees to the text that counts; until then the places of work lead here.</summary>
[May(PrivacyAccess.Own)]
public sealed class ConsentPageModel : ConcordPage
{
    public ShownText Text { get; private set; } = null!;

    /// <summary>What the person agreed to last; null for nothing yet.</summary>
    public Consent? Before { get; private set; }

    /// <summary>Whether it is the version that counts.</summary>
    public bool HasAgreed => Before?.Version == Text.Version;

    /// <summary>Where the form goes, with the page that the person came from.</summary>
    public string Action => R.Href("/account/consent") + QueryString.Create("to", OwnAddress.Or(Request.Query["to"], R.Href("/account")));

    public Task OnGetAsync([FromServices] ConcordDb db, CancellationToken cancel) => ShowAsync(db, cancel);

    public async Task<IActionResult> OnPostAsync(int? version, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await ShowAsync(db, cancel);
        if (version != Text.Version)
        {
            // Nobody agrees to what they have not been shown.
            Faults.Add(new FormFault("main", R.L["The text was changed meanwhile. This is how it stands now."]));
            return Again();
        }
        var account = R.Person.Account!.Value;
        await db.DoAsync(new AuditNote(R.Now, Actor.Of(account), PrivacyAccess.Own, "accounts/" + account) { Details = new() { ["agreed"] = Text.Version } },
            () => Consents.AgreeAsync(db, account, Text.Version, R.Now, cancel), cancel);
        return LocalRedirect(OwnAddress.Or(Request.Query["to"], R.Href("/account")));
    }

    private async Task ShowAsync(ConcordDb db, CancellationToken cancel)
    {
        (Title, HasForms, IsDesk, IsIndexed) = (R.L["Personal data"], true, true, false);
        Text = await ShownText.CurrentAsync(R, db, cancel);
        Before = await db.Set<Consent>().AsNoTracking().Where(given => given.AccountId == R.Person.Account).OrderByDescending(given => given.Version).FirstOrDefaultAsync(cancel);
    }
}
