using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Library.Subscriptions;

/// <summary>Where a reader asks to be told by mail of a mechanism, a series or a topic.</summary>
[May(LibraryAccess.Subscribe)]
public sealed class SubscribePageModel : ConcordPage
{
    private static readonly FollowedKind[] Kinds = [FollowedKind.Mechanism, FollowedKind.Series, FollowedKind.Topic];

    internal Followed Followed { get; private set; } = null!;

    public string? Email { get; private set; }

    public string Chosen { get; private set; } = RhythmWords.Value(Rhythm.AtOnce);

    public string MailLanguage { get; private set; } = "";

    /// <summary>The question was sent, or would have been.</summary>
    public bool IsAsked { get; private set; }

    public string Action => R.Href($"/subscribe?{Followed.Parameter}={Followed.Id}");

    protected override IReadOnlyCollection<string> Parameters => [.. Kinds.Select(Subscriptions.Followed.ParameterOf)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await BeginAsync(cancel) ? Page() : NotThere();

    public async Task<IActionResult> OnPostAsync(string? email, string? rhythm, string? language, [FromServices] SubscribeThrottle throttle,
        [FromServices] MailQueue queue, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        if (!await BeginAsync(cancel))
            return NotThere();
        (Email, Chosen, MailLanguage) = (email, rhythm ?? Chosen, language ?? MailLanguage);
        var address = MailAddress.Read(email);
        var (asked, speaks) = (RhythmWords.Read(Chosen), Language.Find(MailLanguage));
        if (address is null)
            Faults.Add(new FormFault("email", R.L["Write one mail address, such as name@example.org."]));
        if (asked is null)
            Faults.Add(new FormFault("rhythm", R.L["Choose how often mails come."]));
        if (speaks is null)
            Faults.Add(new FormFault("language", R.L["Choose one of the languages of the record."]));
        if (Faults.Count == 0 && !throttle.Allows(HttpContext.Connection.RemoteIpAddress))
            Faults.Add(new FormFault("email", R.L["Too many subscriptions were asked for from this network. Wait an hour, then try again."]));
        if (Faults.Count > 0)
            return Again();
        await Subscribing.AskAsync(db, queue, address!, Followed, asked!.Value, speaks!, R.Now, cancel);
        IsAsked = true;
        return Page();
    }

    private async Task<bool> BeginAsync(CancellationToken cancel)
    {
        (Title, HasForms, IsIndexed, MailLanguage) = (R.L["Mails about the record"], true, false, R.Language.Tag);
        foreach (var kind in Kinds)
        {
            if (Request.Query[Subscriptions.Followed.ParameterOf(kind)] is not [{ Length: > 0 } id])
                continue;
            if (await Subscriptions.Followed.FindAsync(R, kind, id, cancel) is not { } followed)
                return false;
            Followed = followed;
            Crumbs.Add((Typography.Set(followed.Name.In(R.Language.Tag)), R.Href(followed.Path)));
            return true;
        }
        return false;
    }
}
