using Concord.Kernel.Access;
using Concord.Kernel.Data;
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

    internal string Key { get; private set; } = "";

    public bool IsEnded { get; private set; }

    public async Task OnGetAsync(string secret, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        Begin(secret);
        if (await Subscribing.FindAsync(db, secret, R.Now, cancel) is { } subscription)
            Followed = await Subscriptions.Followed.FindAsync(R, subscription.Followed, subscription.FollowedId, cancel);
        IsEnded = Followed is null;
    }

    /// <summary>Ends it. A second time says the same: it is ended.</summary>
    public async Task OnPostAsync(string secret, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        Begin(secret);
        await Subscribing.EndAsync(db, secret, R.Now, cancel);
        IsEnded = true;
    }

    private void Begin(string secret) => (Title, HasForms, IsIndexed, Key) = (R.L["End this subscription"], true, false, secret);
}
