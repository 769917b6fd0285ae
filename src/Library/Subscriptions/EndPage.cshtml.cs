using Concord.Kernel.Access;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Library.Subscriptions;

/// <summary>
/// Where a subscription ends: by a press on this page, or by one in the mail program, which posts here without a visit before (RFC 8058). The secret in the
/// address is what allows it; a token against forgery could not be had.
/// </summary>
[May(LibraryAccess.Subscribe)]
[IgnoreAntiforgeryToken]
public sealed class EndPageModel : ConcordPage
{
    /// <summary>What is followed; null where there is no such subscription any more.</summary>
    internal Followed? Followed { get; private set; }

    // Nothing is a parameter here: where a form cannot be read, the framework gives a page none of them, and a mail program's press must count all the same.
    internal string Key => (string)RouteData.Values["secret"]!;

    public bool IsEnded { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Begin();
        if (await Subscribing.FindAsync(R.Db, Key, R.Now, cancel) is { } subscription)
            Followed = await Subscriptions.Followed.FindAsync(R, subscription.Followed, subscription.FollowedId, cancel);
        IsEnded = Followed is null;
    }

    /// <summary>Ends it. A second time says the same: it is ended.</summary>
    public async Task OnPostAsync()
    {
        Begin();
        await Subscribing.EndAsync(R.Db, Key, R.Now, HttpContext.RequestAborted);
        IsEnded = true;
    }

    private void Begin() => (Title, HasForms, IsIndexed) = (R.L["End this subscription"], true, false);
}
