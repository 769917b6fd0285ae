using Concord.Kernel.Access;
using Concord.Kernel.Audit;
using Concord.Kernel.Data;
using Concord.Kernel.Languages;
using Concord.Kernel.Outbox;
using Concord.Kernel.Web;
using Concord.Kernel.Web.Parts;
using Concord.Parties.Accounts.OtherHouses;
using Concord.Parties.Accounts.Passwords;
using Concord.Parties.Memberships;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Parties.Accounts.Own;

/// <summary>One's own account: name, language, password, sessions, roles.</summary>
[May(PartiesAccess.OwnAccount)]
public sealed class AccountPageModel : ConcordPage
{
    public Account Account { get; private set; } = null!;

    public IReadOnlyList<Membership> Roles { get; private set; } = [];

    public IReadOnlyList<OpenSession> Sessions { get; private set; } = [];

    /// <summary>The other houses that open the account, or did until that was taken off.</summary>
    public IReadOnlyList<IdentityUserLogin<Guid>> Houses { get; private set; } = [];

    /// <summary>What is asked for before another house's sign-in is taken off or allowed again.</summary>
    public OwnerProof Asked { get; private set; }

    /// <summary>What has just been done.</summary>
    public string? Done { get; private set; }

    public async Task OnGetAsync([FromServices] ConcordDb db, CancellationToken cancel) => await ShowAsync(db, cancel);

    public async Task<IActionResult> OnPostPersonAsync(string? name, string? language, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await ShowAsync(db, cancel);
        if (name?.Trim() is not { Length: > 0 and <= Account.LongestName } written)
            Faults.Add(new FormFault("name", R.L["Write your name, at most 200 characters."]));
        else if (Language.Find(language) is not { } chosen)
            Faults.Add(new FormFault("language", R.L["Choose one of the languages."]));
        else
        {
            await db.DoAsync(Note(PartiesAccess.ChangePerson), () => Task.FromResult((Account.Name, Account.Language) = (written, chosen.Tag)), cancel);
            Done = R.L["Name and language are saved."];
            return Page();
        }
        return Again();
    }

    public async Task<IActionResult> OnPostPasswordAsync(string? current, string? password, string? again, [FromServices] OwnerCheck owner,
        [FromServices] PasswordHashing passwords, [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await ShowAsync(db, cancel);
        if (await owner.PasswordFaultAsync(R, HttpContext, db, Account, current, "current", cancel) is { } wrong)
            Faults.Add(wrong);
        else if (NewPassword.Fault(R, password ?? "", Account.Name, Account.Email!) is { } fault)
            Faults.Add(new FormFault("password", fault));
        else if (password != again)
            Faults.Add(new FormFault("again", R.L["The two passwords differ. Write the same one twice."]));
        if (Faults.Count > 0)
            return Again();
        var here = Accounts.Sessions.IdOf(Request);
        var hash = await passwords.MakeAsync(Account, password!, cancel);
        await db.DoAsync(Note(PartiesAccess.ChangePassword), async () =>
        {
            await PasswordChange.SetAsync(db, Account, hash, here, R.Now, cancel);
            await AccountMails.ChangedAsync(db, mails, Account, AccountChange.Password, R.Now, cancel);
        }, cancel);
        await ShowAsync(db, cancel);
        Done = R.L["The password is changed; all other sessions have ended."];
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(string? session, [FromServices] ConcordDb db, CancellationToken cancel)
    {
        await ShowAsync(db, cancel);
        if (Sessions.FirstOrDefault(open => open.Name == session) is { } ending)
            await db.DoAsync(Note(PartiesAccess.EndSession), () => db.Set<Session>().Where(open => open.Id == ending.Id && open.AccountId == Account.Id).ExecuteDeleteAsync(cancel), cancel);
        await ShowAsync(db, cancel);
        Done = R.L["The session has ended."];
        return Page();
    }

    public Task<IActionResult> OnPostUnlinkAsync(string? house, string? confirm, [FromServices] OwnerCheck owner, [FromServices] MailQueue mails, [FromServices] ConcordDb db, CancellationToken cancel) =>
        ChangeHouseAsync(house, isOff: false, PartiesAccess.UnlinkHouse, async login =>
        {
            await Vouching.TakeOffAsync(db, login, cancel);
            await Accounts.Sessions.EndOthersAsync(db, Account.Id, Accounts.Sessions.IdOf(Request), cancel);
            await AccountMails.ChangedAsync(db, mails, Account, AccountChange.HouseUnlinked, R.Now, cancel);
        }, R.L["The account is opened from there no more. It opens by a passkey or a password; “Forgotten password” mails a link to a new one."], confirm, owner, db, cancel);

    public Task<IActionResult> OnPostAllowAsync(string? house, string? confirm, [FromServices] OwnerCheck owner, [FromServices] ConcordDb db, CancellationToken cancel) =>
        ChangeHouseAsync(house, isOff: true, PartiesAccess.AllowHouse, login => Vouching.AllowAsync(db, login, cancel), R.L["You can sign in from there again."], confirm, owner, db, cancel);

    /// <summary>Changes whether another house opens the account, if it is one of its own that is taken off, or is not.</summary>
    private async Task<IActionResult> ChangeHouseAsync(string? house, bool isOff, string act, Func<IdentityUserLogin<Guid>, Task> change, string done, string? confirm, OwnerCheck owner,
        ConcordDb db, CancellationToken cancel)
    {
        await ShowAsync(db, cancel);
        if (Houses.FirstOrDefault(linked => linked.LoginProvider == house && Vouching.IsTakenOff(linked) == isOff) is not { } login)
            return Page();
        if (await owner.FaultAsync(R, HttpContext, db, Account, confirm, "confirm", cancel) is { } fault)
        {
            Faults.Add(fault);
            return Again();
        }
        await db.DoAsync(Note(act) with { Details = new() { ["house"] = house } }, () => change(login), cancel);
        await ShowAsync(db, cancel);
        Done = done;
        return Page();
    }

    private AuditNote Note(string act) => new(R.Now, Actor.Of(Account.Id), act, "accounts/" + Account.Id);

    private async Task ShowAsync(ConcordDb db, CancellationToken cancel)
    {
        (Title, HasForms, IsDesk, IsIndexed) = (R.L["My account"], true, true, false);
        Account = await db.Set<Account>().SingleAsync(account => account.Id == R.Person.Account, cancel);
        Roles = await db.Set<Membership>().AsNoTracking()
            .Where(membership => membership.AccountId == Account.Id && (membership.EndsAt == null || membership.EndsAt > R.Now))
            .OrderBy(membership => membership.Role).ToListAsync(cancel);
        await R.LearnNamesAsync(Roles.SelectMany(RoleWords.Ids), cancel);
        Houses = await db.Set<IdentityUserLogin<Guid>>().AsNoTracking().Where(login => login.UserId == Account.Id).OrderBy(login => login.LoginProvider).ToListAsync(cancel);
        Asked = await OwnerCheck.AskedAsync(db, Request, Account, R.Now, cancel);
        var here = Accounts.Sessions.IdOf(Request);
        Sessions = [.. (await db.Set<Session>().AsNoTracking()
            .Where(session => session.AccountId == Account.Id && session.IsComplete && session.EndsAt > R.Now)
            .OrderByDescending(session => session.SeenAt).ToListAsync(cancel)).Select(session => new OpenSession(session, session.Id.AsSpan().SequenceEqual(here)))];
    }
}

/// <summary>A session as its owner sees it.</summary>
public sealed class OpenSession(Session session, bool isThis)
{
    public byte[] Id => session.Id;

    /// <summary>The digest in letters: it names the session and does not open it.</summary>
    public string Name => Convert.ToHexString(session.Id);

    public string Agent => session.Agent;

    public string Address => session.Address;

    public Instant SignedInAt => session.SignedInAt;

    public Instant SeenAt => session.SeenAt;

    public bool IsThis => isThis;
}
