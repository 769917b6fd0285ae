using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Web;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Library.Subscriptions;

/// <summary>Where the link of the question leads. Reading the page changes nothing, for programs that look for harm read every link.</summary>
[May(LibraryAccess.Subscribe)]
public sealed class ConfirmPageModel : ConcordPage
{
    /// <summary>What is followed; null where the link is too old or was never given.</summary>
    internal Followed? Followed { get; private set; }

    internal Subscription? Subscription { get; private set; }

    public bool IsConfirmed { get; private set; }

    public Task OnGetAsync(string secret, [FromServices] ConcordDb db, CancellationToken cancel) => BeginAsync(db, secret, cancel);

    public async Task OnPostAsync(string secret, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await BeginAsync(db, secret, cancel);
        if (Subscription is null)
            return;
        await Subscribing.ConfirmAsync(db, Subscription, R.Now, cancel);
        IsConfirmed = true;
    }

    private async Task BeginAsync(ConcordDb db, string secret, CancellationToken cancel)
    {
        (Title, HasForms, IsIndexed) = (R.L["Confirm the subscription"], true, false);
        Subscription = await Subscribing.FindAsync(db, secret, R.Now, cancel);
        Followed = Subscription is null ? null : await Subscriptions.Followed.FindAsync(R, Subscription.Followed, Subscription.FollowedId, cancel);
    }
}
