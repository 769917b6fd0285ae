using Concord.Kernel.Access;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Mail;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts.Invitations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Concord.Parties.Memberships;

/// <summary>Where somebody entitled invites a person, or a pasted list of people, with a first role.</summary>
[May(PartiesAccess.InvitePeople)]
public sealed class InvitePageModel : ConcordPage, IGrantPage
{
    /// <summary>So many lines that cannot be read are named at once.</summary>
    private const int MostFaults = 20;

    public string? Email { get; private set; }

    public string? Name { get; private set; }

    /// <summary>Tag of the language in which the person is written to.</summary>
    public string? MailLanguage { get; private set; }

    /// <summary>The pasted list where several are invited, one a line; null where it is one.</summary>
    public string? People { get; private set; }

    /// <summary>What has just been done.</summary>
    public List<string> Done { get; } = [];

    public GrantForm? Form { get; private set; }

    public IReadOnlyList<Role> Givable { get; private set; } = [];

    public IReadOnlyList<(string Id, string Name)> Mechanisms { get; private set; } = [];

    public IReadOnlyList<(string Code, string Name)> Countries { get; private set; } = [];

    public Task OnGetAsync(bool many, CancellationToken cancel)
    {
        People = many ? "" : null;
        return BeginAsync(cancel);
    }

    [RequestSizeLimit(4 << 20)]
    public async Task<IActionResult> OnPostAsync(string? email, string? name, string? people, string? language, GrantForm form, [FromServices] ILookupNormalizer normalizer,
        [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await BeginAsync(cancel);
        (Email, Name, People, MailLanguage, Form) = (email?.Trim(), name?.Trim(), people, language, form);
        var invitees = people is null ? ReadOne() : ReadMany(people);
        var chosen = Language.Find(language);
        if (chosen is null)
            Faults.Add(new FormFault("language", R.L["Choose one of the languages."]));
        if (await Granting.ReadAsync(R, form, Faults, cancel) is not { } grant || Faults.Count > 0)
            return Again();
        var invited = await new Invitations(R, db, normalizer, mails).SendAsync(invitees, chosen!, grant, cancel);
        Done.AddRange(people is null && Told(invited, Email!) is { } told ? [told] : Told(invited));
        (Email, Name, People, Form) = (null, null, people is null ? null : "", null);
        return Page();
    }

    /// <summary>What one person is told of; null where the sentences of many fit better.</summary>
    private string? Told(Invited invited, string email) => invited switch
    {
        { Mailed: > 0 } => R.L["An invitation is on its way to {0}.", email],
        { Known: > 0 } => R.L["{0} has an account already, and now has the role.", email],
        _ => null,
    };

    private IEnumerable<string> Told(Invited invited)
    {
        if (invited.Mailed > 0)
            yield return R.L.Plural(invited.Mailed, "{0} invitation is on its way.", "{0} invitations are on their way.");
        if (invited.Known > 0)
            yield return R.L.Plural(invited.Known, "{0} person has an account already, and now has the role.", "{0} people have accounts already, and now have the role.");
        if (invited.Lately > 0)
            yield return R.L.Plural(invited.Lately, "{0} person was sent an invitation a short while ago, and now has the role.", "{0} people were sent invitations a short while ago, and now have the role.");
    }

    private List<Invitee> ReadOne()
    {
        var address = MailAddress.Read(Email);
        if (address is null)
            Faults.Add(new FormFault("email", R.L["This is not an address of mail. Write it such as {0}.", "officer@example.org"]));
        if (!Invitee.IsName(Name))
            Faults.Add(new FormFault("name", R.L["Write the person’s name, at most 200 characters."]));
        return Faults.Count == 0 ? [new Invitee(address!, Name!)] : [];
    }

    private List<Invitee> ReadMany(string people)
    {
        var lines = people.Split('\n').Select((line, i) => (Text: line.Trim(), No: i + 1)).Where(line => line.Text.Length > 0).ToList();
        if (lines.Count is 0 or > Invitee.MostAtOnce)
            Faults.Add(new FormFault("people", R.L["Write one person a line, from one to {0} people.", Invitee.MostAtOnce]));
        else
            foreach (var (text, no) in lines.Where(line => Invitee.Read(line.Text) is null).Take(MostFaults))
                Faults.Add(new FormFault("people", R.L["Line {0}, “{1}”, does not hold one address and a name. Write it such as {2}.", no, text.Length > 60 ? text[..60] + "…" : text, "officer@example.org, Aigerim Bekova"]));
        return Faults.Count == 0 ? lines.ConvertAll(line => Invitee.Read(line.Text)!) : [];
    }

    private async Task BeginAsync(CancellationToken cancel)
    {
        (Title, IsDesk, HasForms, IsIndexed) = (People is null ? R.L["Invite somebody"] : R.L["Invite several people"], true, true, false);
        Crumbs.Add((R.L["People"], R.Href("/people")));
        Givable = [.. Granting.Givable(R)];
        (Mechanisms, Countries) = await GrantChoices.ReadAsync(R, cancel);
    }
}
