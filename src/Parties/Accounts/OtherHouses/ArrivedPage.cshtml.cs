using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Parties.Accounts.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Parties.Accounts.OtherHouses;

/// <summary>Where people arrive whom another house has signed in. Only who has an account here, or was invited to one, goes on.</summary>
[May(PartiesAccess.SignIn)]
public sealed class ArrivedPageModel : ConcordPage
{
    /// <summary>The house that vouched for somebody who has no account; null where none did.</summary>
    public string? House { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromServices] TrustedHouses houses, [FromServices] ILookupNormalizer normalizer, [FromServices] MailQueue mails,
        [FromServices] ConcordDb db, CancellationToken cancel)
    {
        (Title, HasForms, IsIndexed) = (R.L["Sign in"], true, false);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        if (houses.All.Count == 0 || await HttpContext.AuthenticateAsync(OtherHouseSchemes.Arriving) is not { Succeeded: true } arrived)
            return Page();
        await HttpContext.SignOutAsync(OtherHouseSchemes.Arriving, new AuthenticationProperties());
        if (houses.Find(arrived.Properties.GetString(SignInPageModel.HouseItem)) is not { } house)
            return Page();
        if (await Vouching.AccountAsync(db, normalizer, mails, house, arrived.Principal, R.Now, cancel) is { } account)
            return LocalRedirect(await SigningIn.BeginAsync(R, db, HttpContext, account, SignInMethod.OtherHouse, cancel));
        House = house.Label;
        return Page();
    }
}
